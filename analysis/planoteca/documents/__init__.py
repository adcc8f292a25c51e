"""Reading plans: a file in, a Document out. One module per format."""

from planoteca.documents.model import Cell, Document, Fragment, Line, Table
from planoteca.documents.reading import read

__all__ = ["Cell", "Document", "Fragment", "Line", "Table", "read"]
