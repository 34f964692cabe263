"""The gate before any Word or Excel file from outside: nothing in it may run, load or send.

Every part and link is looked at before a library for documents sees the file.
By hand because no library of the field refuses what a document may carry; they
open it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element as Element

from app.documents.errors import DocumentForbidden
from app.documents.ooxml import (
    OfficeFile,
    OfficeKind,
    Relationship,
    declares_entities,
    open_office_file,
)
from app.words import mark, translate

_MACROS: Final = mark("a program (macro)")
_EMBEDDED: Final = mark("an embedded file or control")
_FOREIGN: Final = mark("a link to content outside the document")
_ENTITIES: Final = mark("a document type declaration")

_FORBIDDEN_TYPES: Final = {
    "macroenabled": _MACROS,
    "vbaproject": _MACROS,
    "vbadata": _MACROS,
    "activex": _EMBEDDED,
    "oleobject": _EMBEDDED,
    "externallink": _FOREIGN,
}
_FORBIDDEN_PLACES: Final = {
    "vbaproject": _MACROS,
    "vbadata": _MACROS,
    "/activex/": _EMBEDDED,
    "/embeddings/": _EMBEDDED,
    "/externallinks/": _FOREIGN,
}
_FORBIDDEN_LINKS: Final = {
    "vbaproject": _MACROS,
    "wordvbadata": _MACROS,
    "oleobject": _EMBEDDED,
    "package": _EMBEDDED,
    "control": _EMBEDDED,
    "activexcontrolbinary": _EMBEDDED,
    "afchunk": mark("a foreign document taken in when it is opened"),
    "subdocument": _FOREIGN,
    "attachedtemplate": mark("a template fetched when it is opened"),
    "externallink": _FOREIGN,
    "externallinkpath": _FOREIGN,
}
_FORBIDDEN_ELEMENTS: Final = {
    "altChunk": _FORBIDDEN_LINKS["afchunk"],
    "subDoc": _FOREIGN,
    "OLEObject": _EMBEDDED,
    "oleObject": _EMBEDDED,
    "control": _EMBEDDED,
    "ddeLink": _FOREIGN,
    "oleLink": _FOREIGN,
}
_TELLING_NAMES: Final = tuple(
    name.encode() for name in (*_FORBIDDEN_ELEMENTS, "fldSimple", "instrText", "fldChar")
)
_DECLARATION: Final = 200
# Fields that fetch from outside when they are brought up to date.
_FORBIDDEN_FIELDS: Final = {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK"}
_SAFE_ADDRESSES: Final = ("http://", "https://", "mailto:")
_OFFICE_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:",
)


def guard_docx(path: Path, content: bytes | None = None) -> None:
    """Let a Word document pass, or say why not; `content` is what it holds where memory has it.

    Raises:
        DocumentUnreadable: if it is not a Word document, is damaged or too large.
        DocumentForbidden: if a part of it could run, load or send by itself.
    """
    guard_ooxml(path, OfficeKind.WORD, content)


def guard_ooxml(path: Path, kind: OfficeKind, content: bytes | None = None) -> None:
    """Let a Word or Excel file pass, or say why not; `content` is what it holds, as above.

    Raises:
        DocumentUnreadable: if it is not such a file, is damaged or too large.
        DocumentForbidden: if a part of it could run, load or send by itself.
    """
    with open_office_file(path, kind, content) as file:
        for refusal in refusals(file):
            raise refusal


def refusals(file: OfficeFile) -> Iterator[DocumentForbidden]:
    """Yield everything in a file that could run, load or send by itself.

    Raises:
        DocumentUnreadable: if a part of it is not well-formed.
    """
    for name in file.names:
        reason = _refused_part(file, name)
        if reason:
            yield DocumentForbidden(path=str(file.path), part=name, reason=translate(reason))
    yield from _refused_links(file)


def guard_parts(file: OfficeFile) -> None:
    """Let an opened file pass by its parts and links alone, for readers that run and load nothing.

    Raises:
        DocumentForbidden: if one of its parts could run, load or send by itself.
    """
    for name in file.names:
        reason = _refused_place(file, name)
        if reason:
            raise DocumentForbidden(path=str(file.path), part=name, reason=translate(reason))
    for refusal in _refused_links(file):
        raise refusal


def _refused_place(file: OfficeFile, name: str) -> str:
    content_type = file.content_type(name).casefold()
    place = f"/{name}".casefold()
    for sign, reason in _FORBIDDEN_TYPES.items():
        if sign in content_type:
            return reason
    for sign, reason in _FORBIDDEN_PLACES.items():
        if sign in place:
            return reason
    return ""


def _refused_part(file: OfficeFile, name: str) -> str:
    reason = _refused_place(file, name)
    if reason:
        return reason
    content_type = file.content_type(name).casefold()
    place = f"/{name}".casefold()
    content = file.read(name)
    if not _is_xml(place, content_type, content):
        return ""
    if declares_entities(content):
        return _ENTITIES
    try:
        may_skip = file.kind is OfficeKind.EXCEL and _names_nothing_forbidden(content)
        return "" if may_skip else _refused_element(content)
    except (etree.XMLSyntaxError, expat.ExpatError) as error:
        raise file.unreadable(
            mark("the part “{part}” is not well-formed XML"), part=name
        ) from error


def _is_xml(place: str, content_type: str, content: bytes) -> bool:
    named = place.endswith((".xml", ".rels", ".vml", ".svg")) or content_type.endswith("xml")
    return named or content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")


def _names_nothing_forbidden(content: bytes) -> bool:
    """Tell from the bytes alone, well-formed as they must be, that no element is forbidden.

    A sheet may have a million rows; to walk through them takes seconds. What is
    not plainly UTF-8 is walked through.
    """
    start = content[:_DECLARATION].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start.startswith(b"<") or (b"encoding" in start and b"utf-8" not in start):
        return False
    if any(name in content for name in _TELLING_NAMES):
        return False
    expat.ParserCreate().Parse(content, True)  # noqa: FBT003 - the standard library's own way
    return True


def _refused_element(content: bytes) -> str:
    """Walk through an XML part without keeping it: a worksheet may be large."""
    fields = _Fields()
    walk = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in walk:
        if not isinstance(element.tag, str):
            continue
        namespace, _, name = element.tag.rpartition("}")
        if namespace.lstrip("{").startswith(_OFFICE_NAMESPACES):
            reason = _FORBIDDEN_ELEMENTS.get(name) or fields.refused(name, element)
            if reason:
                return reason
        _forget(element)
    if walk.root is not None and walk.root.getroottree().docinfo.internalDTD is not None:
        return _ENTITIES
    return ""


def _forget(element: Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        if parent is None:
            return
        del parent[0]


class _Fields:
    """The fields open at one place of a text, their codes put together from their pieces."""

    def __init__(self) -> None:
        self._codes: list[str | None] = []
        """The code of each open field, None once its result has begun."""

    def refused(self, name: str, element: Element) -> str:
        """Take in the next element and say why its field is refused, if it is."""
        if name == "fldSimple":
            return _refused_code(_attribute(element, "instr"))
        if name == "instrText":
            return self._add(element.text or "")
        if name == "fldChar":
            return self._turn(_attribute(element, "fldCharType"))
        return ""

    def _add(self, piece: str) -> str:
        if not self._codes:
            return _refused_code(piece)
        self._codes = [None if code is None else code + piece for code in self._codes]
        return ""

    def _turn(self, kind: str) -> str:
        if kind == "begin":
            # A field whose name is made up by another field only hides it.
            hides = (
                bool(self._codes) and self._codes[-1] is not None and not self._codes[-1].strip()
            )
            self._codes.append("")
            return _FOREIGN if hides else ""
        if not self._codes:
            return ""
        reason = _refused_code(self._codes.pop() or "")
        if kind == "separate":
            self._codes.append(None)
        return reason


def _refused_code(code: str) -> str:
    words = code.replace('"', " ").split()
    return _FOREIGN if words and words[0].upper() in _FORBIDDEN_FIELDS else ""


def _attribute(element: Element, name: str) -> str:
    return next(
        (str(given) for key, given in element.attrib.items() if str(key).endswith(name)), ""
    )


def _refused_links(file: OfficeFile) -> Iterator[DocumentForbidden]:
    for source in ("", *file.names):
        for link in file.relationships(source):
            reason = _refused_link(link)
            if reason:
                yield DocumentForbidden(
                    path=str(file.path), part=source or "_rels/.rels", reason=translate(reason)
                )


def _refused_link(link: Relationship) -> str:
    reason = _FORBIDDEN_LINKS.get(link.kind.casefold(), "")
    if not reason and link.external:
        safe = link.target.strip().casefold().startswith(_SAFE_ADDRESSES)
        return "" if link.kind == "hyperlink" and safe else _FOREIGN
    return reason
