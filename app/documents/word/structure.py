"""Own check that a Word file we wrote holds together.

By hand because the schema validators miss exactly these faults: an unclosed
field, a bookmark without its end, a cell without a closing paragraph, a link to
nowhere. Word answers each of them with “unreadable content”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from app.documents.ooxml import OfficeFile, OfficeKind, open_office_file

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING_ID: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_STYLES: Final = {
    "pStyle": "paragraph", "rStyle": "character", "tblStyle": "table",
    "basedOn": "", "link": "", "next": "",
}  # fmt: skip
_TEXT_PARTS: Final = ("document", "header", "footer", "footnotes", "endnotes")


def structure_faults(path: Path) -> list[str]:
    """Return what does not hold together in a Word file, in the order of its parts.

    Raises:
        DocumentUnreadable: if it cannot be opened at all.
        DocumentForbidden: if its XML declares entities.
    """
    with open_office_file(path, OfficeKind.WORD) as file:
        return list(_faults(file))


def _faults(file: OfficeFile) -> Iterator[str]:
    yield from _link_faults(file)
    roots = {
        name: file.xml(name)
        for name in file.names
        if name.startswith("word/") and name.endswith(".xml")
    }
    styles = _styles(roots)
    lists = _lists(roots)
    drawings: Counter[str] = Counter()
    for name, root in roots.items():
        faults = [*_style_faults(root, styles), *_list_faults(root, lists)]
        if name.rpartition("/")[2].startswith(_TEXT_PARTS):
            faults += [*_cell_faults(root), *_field_faults(root), *_bookmark_faults(root)]
            drawings.update(drawing.get("id") or "" for drawing in root.iter(_DRAWING_ID))
        faults += _unresolved(root, {link.id for link in file.relationships(name)})
        yield from (f"{name}: {fault}" for fault in faults)
    for identity, count in drawings.items():
        if count > 1:
            yield f"{count} drawings share the id {identity}"


def _link_faults(file: OfficeFile) -> Iterator[str]:
    for source in ("", *file.names):
        identities: Counter[str] = Counter()
        for link in file.relationships(source):
            identities[link.id] += 1
            if not link.external and not file.has(link.target):
                yield f"{source or 'package'}: link {link.id} leads to {link.target}, not there"
        for identity, count in identities.items():
            if count > 1:
                yield f"{source or 'package'}: {count} links share the id {identity}"
    for name in file.names:
        if name != "[Content_Types].xml" and not file.content_type(name):
            yield f"{name}: has no content type"


def _unresolved(root: Element, known: set[str]) -> Iterator[str]:
    for element in root.iter("*"):
        for key, given in element.attrib.items():
            named = str(given)
            if str(key).startswith(_LINK) and named and named not in known:
                yield f"{_name(element)} names the link {named}, which is not there"


def _cell_faults(root: Element) -> Iterator[str]:
    for cell in root.iter(_W + "tc"):
        last = next(cell.iterchildren("*", reversed=True), None)
        if last is None or last.tag not in {_W + "p", _W + "sdt"}:
            yield "a table cell does not end with a paragraph"
    for row in root.iter(_W + "tr"):
        if row.find(f".//{_W}tc") is None:
            yield "a table row has no cells"


def _field_faults(root: Element) -> Iterator[str]:
    depth: list[str] = []
    for sign in root.iter(_W + "fldChar"):
        kind = sign.get(_W + "fldCharType") or ""
        if kind == "begin":
            depth.append("begin")
        elif not depth:
            yield f"a field has {kind} without begin"
        elif kind == "end":
            depth.pop()
        elif depth[-1] == "separate":
            yield "a field is separated twice"
        else:
            depth[-1] = "separate"
    if depth:
        yield f"{len(depth)} fields are not closed"


def _bookmark_faults(root: Element) -> Iterator[str]:
    starts = Counter(mark.get(_W + "id") or "" for mark in root.iter(_W + "bookmarkStart"))
    ends = Counter(mark.get(_W + "id") or "" for mark in root.iter(_W + "bookmarkEnd"))
    for identity in sorted(starts.keys() | ends.keys()):
        if (starts[identity], ends[identity]) != (1, 1):
            yield (
                f"the bookmark {identity} begins {starts[identity]} times "
                f"and ends {ends[identity]} times"
            )
    names = Counter(mark.get(_W + "name") or "" for mark in root.iter(_W + "bookmarkStart"))
    yield from (
        f"{count} bookmarks are called {name}" for name, count in names.items() if count > 1
    )


def _styles(roots: dict[str, Element]) -> dict[str, str]:
    root = roots.get("word/styles.xml")
    found = () if root is None else root.iterfind(_W + "style")
    return {style.get(_W + "styleId") or "": style.get(_W + "type") or "" for style in found}


def _style_faults(root: Element, styles: dict[str, str]) -> Iterator[str]:
    for tag, kind in _STYLES.items():
        for element in root.iter(_W + tag):
            named = element.get(_W + "val") or ""
            if named not in styles:
                yield f"{tag} names the style {named}, which is not there"
            elif kind and styles[named] != kind:
                yield f"{tag} names {named}, which is a {styles[named]} style"


def _lists(roots: dict[str, Element]) -> set[str]:
    root = roots.get("word/numbering.xml")
    if root is None:
        return {"0"}
    return {"0"} | {number.get(_W + "numId") or "" for number in root.iterfind(_W + "num")}


def _list_faults(root: Element, lists: set[str]) -> Iterator[str]:
    for number in root.iterfind(f".//{_W}numPr/{_W}numId"):
        named = number.get(_W + "val") or ""
        if named not in lists:
            yield f"a paragraph names the list {named}, which is not there"
    kinds = {kind.get(_W + "abstractNumId") for kind in root.iterfind(_W + "abstractNum")}
    for number in root.iterfind(f"{_W}num/{_W}abstractNumId"):
        if number.get(_W + "val") not in kinds:
            yield f"a list is of the kind {number.get(_W + 'val')}, which is not there"


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
