"""Planoteca: Peru's municipal government plans as data that can be trusted, queried and cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.4.0"
__all__ = [
    "adjudicate",
    "build",
    "charts",
    "compare",
    "differences",
    "explain",
    "extract",
    "list_queries",
    "load_coding",
    "open_database",
    "query",
    "review",
    "review_blind",
    "save_coding",
    "search",
    "shares",
    "sql",
]

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from planoteca import charts
    from planoteca.api import (
        build,
        compare,
        differences,
        explain,
        extract,
        list_queries,
        load_coding,
        open_database,
        query,
        save_coding,
        search,
        shares,
        sql,
    )
    from planoteca.hand_coding import adjudicate, review, review_blind

_BY_HAND = {"adjudicate", "review", "review_blind"}


def __getattr__(name: str) -> Any:
    """Public names are imported on first use: the command line must not wait for them."""
    import importlib  # noqa: PLC0415

    if name == "charts":
        return importlib.import_module("planoteca.charts")
    if name in __all__:
        module = "planoteca.hand_coding" if name in _BY_HAND else "planoteca.api"
        return getattr(importlib.import_module(module), name)
    import difflib  # noqa: PLC0415

    near = difflib.get_close_matches(name, __all__, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise AttributeError(f"module 'planoteca' has no attribute {name!r}{hint}")


def load_ipython_extension(shell: InteractiveShell) -> None:
    """What `%load_ext planoteca` calls: cells of SQL (`%%sql`)."""
    from planoteca import sql_cells  # noqa: PLC0415

    sql_cells.load(shell)
