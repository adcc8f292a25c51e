"""What makes a kernel that of a report; IPython loads it as an extension when the kernel starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
from altair.utils import schemapi

from planoteca import connections
from planoteca.charts import renderer

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """One build for the whole page; its charts are left to the exporter to draw.

    Nor are charts checked against Vega-Lite's schema: to draw them shows what is wrong with them.
    """
    connections.keep_open()
    schemapi.disable_debug_mode()
    if shell.display_formatter is not None:
        shell.display_formatter.mimebundle_formatter.for_type(alt.TopLevelMixin, _shown)


def _shown(chart: alt.TopLevelMixin, **_: Any) -> dict[str, Any]:
    return renderer.undrawn(chart.to_dict(validate=False, context={"pre_transform": False}))
