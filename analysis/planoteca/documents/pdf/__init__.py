"""PDF plans: pages through pdfium."""

from planoteca.documents.pdf.reader import read

__all__ = ["read"]
