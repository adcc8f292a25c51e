"""Office files hold the moment they were saved; here they are packed again without it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_MADE = (2018, 6, 1, 9, 0, 0)
_STAMP = b"2018-06-01T09:00:00Z"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def repack(data: bytes) -> bytes:
    """The same parts in the same order, with fixed times."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>" + _STAMP, content)
            info = zipfile.ZipInfo(part.filename, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # otherwise it tells on which system it was made
            target.writestr(info, content)
    return buffer.getvalue()
