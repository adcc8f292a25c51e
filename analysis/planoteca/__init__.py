"""Planoteca: Peru's municipal government plans as data that can be trusted, queried and cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"
__all__ = ["charts", "extract", "open_database", "query"]

if TYPE_CHECKING:
    from planoteca import charts
    from planoteca.api import extract, open_database, query


def __getattr__(name: str) -> Any:
    """Public names are imported on first use: the command line must not wait for them."""
    import importlib  # noqa: PLC0415

    if name == "charts":
        return importlib.import_module("planoteca.charts")
    if name in __all__:
        return getattr(importlib.import_module("planoteca.api"), name)
    raise AttributeError(f"module 'planoteca' has no attribute {name!r}")
