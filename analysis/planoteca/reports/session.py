"""What makes a kernel that of a report; IPython loads it as an extension when the kernel starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altair.utils import schemapi

from planoteca import api
from planoteca.charts import renderer

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(_: InteractiveShell) -> None:
    """One build for the whole page; charts drawn by the exporter, not checked part by part."""
    api.keep_open()
    renderer.leave_drawing()
    schemapi.disable_debug_mode()  # a chart is checked as a whole when it is shown
