"""Word plans."""

from planoteca.documents.docx.reader import read

__all__ = ["read"]
