"""The lines of a plan as the database keeps them, for where its file is not at hand."""

from __future__ import annotations

from pathlib import Path

from planoteca.connections import reading
from planoteca.documents import Document
from planoteca.documents.model import Line
from planoteca.errors import DatabaseUnavailable


def kept_document(database: Path, document_id: str, sha256: str | None) -> Document | None:
    """The document with its lines, without tables; None where the database has not those lines.

    `sha256`: of the file that the registry knows by that id, if any.
    """
    try:
        with reading(database) as connection:
            found = connection.execute(
                "SELECT file_name, sha256, media_type, pages FROM document "
                "WHERE document_id = $id AND coalesce(sha256 = $sha256, true)",
                {"id": document_id, "sha256": sha256},
            ).fetchone()
            rows = connection.execute(
                "SELECT line, text, page FROM line WHERE document_id = $id ORDER BY line",
                {"id": document_id},
            ).fetchall()
    except DatabaseUnavailable:
        return None
    if found is None or not rows:
        return None
    file_name, own, media_type, pages = found
    return Document(file_name, own, media_type, tuple(Line(*row) for row in rows), pages=pages)
