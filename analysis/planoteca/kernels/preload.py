"""What the fork server imports, once for all its kernels: whatever of a report's is slow to import.

Nothing that starts a thread when it is imported, as polars does and so the modules that use it: a
lock that another thread holds at a fork stays locked in the child for ever.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts them when it is imported
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # as for any kernel, else it warns
for _name in (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "altair",
    "duckdb",
    "great_tables",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "nbconvert",
    "lxml.html",
    "numpy",
    "pebble",
    "psutil",
    "tornado.platform.asyncio",
    "vl_convert",
):
    with contextlib.suppress(ImportError):
        importlib.import_module(_name)
with contextlib.suppress(ImportError):
    import altair as alt

    # What Altair reads with the first chart of a process: its schema, the plugins that there are.
    alt.Chart(alt.InlineData(values=[])).mark_bar().encode(x="x:Q").to_dict()
gc.collect()
gc.freeze()  # else each child's collector would touch, and so copy, all of this
atexit.register(gc.unfreeze)  # else libraries complain of what is left
