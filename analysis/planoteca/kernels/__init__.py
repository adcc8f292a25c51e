"""Kernels that start in a moment: forked from a process that has done the imports.

A manager of such kernels (`kernels.Manager`) takes the place of jupyter_client's own. Where a fork
is not possible or not safe, its kernels are ordinary ones, and show the same.
"""

import sys

# jsonschema, which every part of Jupyter imports, would build a grammar of web addresses with it
# for a second, to check what no schema here asks for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from planoteca.kernels.provisioner import Manager, context, kill_all  # noqa: E402

__all__ = ["Manager", "context", "kill_all"]
