"""The parts of a Word file that hold text, parsed, and how their elements are walked.

python-docx opens a file as a whole and refuses it for one picture that is missing, one part of
an unknown kind, a template or a strict file; here only the parts that are needed are opened.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from planoteca.documents import containers
from planoteca.errors import UnreadableDocument

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MAIN = "word/document.xml"


def w(name: str) -> str:
    """The tag or attribute of WordprocessingML as lxml writes it."""
    return f"{{{_W}}}{name}"


_VAL = w("val")
_ALTERNATE, _CHOICE, _FALLBACK = (
    f"{{{_MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback")
)
# Deleted or moved away while changes were tracked: Word shows it struck out.
REMOVED = frozenset({w("del"), w("moveFrom")})


@dataclass(frozen=True)
class Parts:
    """Roots of the parts: the body, what explains its styles and lists, and what stands apart."""

    document: Element
    styles: Element | None
    numbering: Element | None
    notes: tuple[Element, ...]
    furniture: tuple[Element, ...]


def load(data: bytes, file_name: str) -> Parts:
    """The parts of a Word file that `containers.check_zip` let pass.

    Raises UnreadableDocument when it is another kind of file, or a part is not well-formed.
    """
    kind = containers.zip_kind(data)
    if kind != "DOCX":
        raise UnreadableDocument(
            f"{file_name}: it is not a Word document but a {kind}; save it as DOCX or as text"
            " (UTF-8)"
        )
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _load(archive, file_name)
    except containers.DAMAGE as error:
        raise containers.damaged(file_name) from error


def _load(archive: ZipFile, file_name: str) -> Parts:
    main = next((name for kind, name in _related(archive, "", file_name) if _is_main(kind)), _MAIN)
    document = _parse(archive, main, file_name)
    body = None if document is None else document.find(w("body"))
    if body is None:
        raise containers.damaged(file_name, "the Word document in it")
    related = list(_related(archive, main, file_name))

    def of(*kinds: str) -> tuple[Element, ...]:
        names = dict.fromkeys(name for kind, name in related if kind in kinds)
        roots = (_parse(archive, name, file_name) for name in names)
        return tuple(root for root in roots if root is not None)

    return Parts(
        body,
        next(iter(of("styles")), None),
        next(iter(of("numbering")), None),
        of("footnotes", "endnotes"),
        of("header", "footer"),
    )


def _is_main(kind: str) -> bool:
    return kind == "officeDocument"


def _related(archive: ZipFile, source: str, file_name: str) -> Iterator[tuple[str, str]]:
    """(kind, name) of each entry that `source` ("" = the whole file) relates to and that exists."""
    folder, name = posixpath.split(source)
    root = _parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"), file_name)
    names = set(archive.namelist())
    for relation in () if root is None else root:
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        if relation.get("TargetMode") != "External" and target[1:] in names:
            yield relation.get("Type", "").rpartition("/")[2], target[1:]


def _parse(archive: ZipFile, name: str, file_name: str) -> Element | None:
    """The root of an XML entry; None where there is no such entry."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    content = containers.read_entry(archive, info).replace(_STRICT_W, _W.encode())
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise UnreadableDocument(
                f"{file_name}: {name!r} in it is nested too deeply (tables in tables);"
                " save it as text (UTF-8)"
            ) from error
        raise containers.damaged(file_name, f"{name!r} in it") from error


def walk(
    container: Element, wanted: Collection[str], left_out: Collection[str] = REMOVED
) -> Iterator[Element]:
    """The nearest descendants with a tag of `wanted`, in order, whatever wraps them.

    Nothing below `left_out` is given. Of alternatives for old and new programs, the first is.
    """
    open_: list[Iterator[Element]] = [iter(container)]
    while open_:
        child = next(open_[-1], None)
        if child is None:
            open_.pop()
        elif child.tag in wanted:
            yield child
        elif child.tag == _ALTERNATE:
            choice = child.find(_CHOICE)
            chosen = child.find(_FALLBACK) if choice is None else choice
            open_.append(iter(() if chosen is None else (chosen,)))
        elif child.tag not in left_out:
            open_.append(iter(child))


def value(element: Element | None, *path: str) -> str | None:
    """The `w:val` of the descendant at the path of names; None where either is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return None if element is None else element.get(_VAL)


def number(text: str | None) -> int | None:
    """The whole number that an attribute is; None for anything else, and for absurd ones."""
    if text is None or len(text) > 9 or not (text.isascii() and text.lstrip("-").isdigit()):
        return None
    return int(text)


def has(element: Element | None, *path: str) -> bool:
    """Whether there is a switch at the path of names and it is not off."""
    for name in path:
        if element is None:
            return False
        element = element.find(w(name))
    return element is not None and element.get(_VAL) not in {"0", "false", "off"}
