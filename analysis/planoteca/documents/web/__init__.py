"""Web pages."""

from planoteca.documents.web.reader import is_html, read

__all__ = ["is_html", "read"]
