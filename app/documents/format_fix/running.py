"""Mends page numbers: in the header of every page, not on the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.mends import FirstPageMend, NumberMend
from app.documents.format_check.words_xml import W
from app.documents.format_fix.package import WordPackage
from app.documents.format_fix.property_order import placed, put, switch

_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FONT: Final = "Times New Roman"
_SIZE: Final = "26"
_SEEN: Final = ("t", "drawing", "pict", "object", "tbl", "fldChar", "fldSimple", "instrText")


def mend_number(mend: NumberMend, package: WordPackage) -> bool:
    """Put a page number into the middle of a header; tell whether that changed anything."""
    name = _running(package, mend.section, "header", mend.kind)
    if name is None:
        identity, root = package.add("header")
        _refer(mend.section, "header", mend.kind, identity)
    else:
        root = package.xml(name)
    # Sections that share the header asked for the same number.
    if any(True for _ in _number_runs(root)):
        return False
    _write_number(root)
    return True


def mend_first_page(mend: FirstPageMend, package: WordPackage) -> bool:
    """Give a section a first page of its own, or none; tell whether that changed anything."""
    if mend.numbered:
        return switch(mend.section, "titlePg", on=False)
    parts = [_running(package, mend.section, kind, "first") for kind in ("header", "footer")]
    if any(part is not None and _shows(package.xml(part)) for part in parts):
        # Words that sleep there now would be printed all at once.
        return False
    for kind in ("header", "footer"):
        name = _running(package, mend.section, kind, "default")
        if name is not None and _shows_words(package.xml(name)):
            identity, root = package.add(kind, like=name)
            _take_out_number(root)
            _refer(mend.section, kind, "first", identity)
    return switch(mend.section, "titlePg", on=True)


def _sections(package: WordPackage) -> Iterator[Element]:
    """Yield the sections of the text, without those that tracked changes remember."""
    for section in package.xml(package.main).iter(W + "sectPr"):
        parent = section.getparent()
        if parent is not None and parent.tag in {W + "body", W + "pPr"}:
            yield section


def _running(package: WordPackage, section: Element, kind: str, which: str) -> str | None:
    """Return the part a section shows there: its own, or that of a section before it."""
    found: str | None = None
    for one in _sections(package):
        reference = _reference(one, kind, which)
        if reference is not None:
            found = package.linked(reference.get(_LINK) or "") or found
        if one is section:
            return found
    return found


def _reference(section: Element, kind: str, which: str) -> Element | None:
    for reference in section.iterfind(f"{W}{kind}Reference"):
        if (reference.get(W + "type") or "default") == which:
            return reference
    return None


def _refer(section: Element, kind: str, which: str, identity: str) -> None:
    reference = _reference(section, kind, which)
    if reference is None:
        reference = section.makeelement(f"{W}{kind}Reference", {})
        section.insert(0, reference)
    reference.set(W + "type", which)
    reference.set(_LINK, identity)


def _write_number(root: Element) -> None:
    first = next(iter(root.iterchildren(W + "p")), None)
    if first is None or first is not root[0] or _shows(first):
        first = root.makeelement(W + "p", {})
        root.insert(0, first)
    properties = placed(first, "pPr")
    put(placed(properties, "spacing"), {"before": "0", "after": "0"})
    put(placed(properties, "ind"), {"left": "0", "firstLine": "0"}, ("hanging", "start"))
    put(placed(properties, "jc"), {"val": "center"})
    for kind in ("begin", "", "separate", "end"):
        run = first.makeelement(W + "r", {})
        first.append(run)
        look = placed(run, "rPr")
        fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _FONT)
        put(placed(look, "rFonts"), fonts)
        for name in ("b", "i"):
            switch(look, name, on=False)
        put(placed(look, "color"), {"val": "000000"})
        for name in ("sz", "szCs"):
            put(placed(look, name), {"val": _SIZE})
        sign = run.makeelement(W + ("fldChar" if kind else "instrText"), {})
        if kind:
            sign.set(W + "fldCharType", kind)
        else:
            sign.text = " PAGE "
        run.append(sign)


def _shows(element: Element) -> bool:
    """Tell whether anything there is printed."""
    return any(True for _ in element.iter(*(W + name for name in _SEEN)))


def _shows_words(root: Element) -> bool:
    """Tell whether anything but a page number is printed there."""
    copy = _without_numbers(root)
    return any(
        part.tag != W + "t" or any(letter.isalnum() for letter in part.text or "") for part in copy
    )


def _without_numbers(root: Element) -> list[Element]:
    of_numbers = [part for run in _number_runs(root) for part in run.iter("*")]
    wanted = (W + name for name in ("t", "drawing", "pict", "object", "fldChar", "fldSimple"))
    # lxml's elements are equal only to themselves, and only while somebody holds them.
    return [part for part in root.iter(*wanted) if part not in of_numbers]


def _take_out_number(root: Element) -> None:
    for run in list(_number_runs(root)):
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _number_runs(root: Element) -> Iterator[Element]:
    """Yield the runs, or whole simple fields, that print a page number."""
    for field in root.iter(W + "fldSimple"):
        if (field.get(W + "instr") or "").split()[:1] == ["PAGE"]:
            yield field
    for paragraph in root.iter(W + "p"):
        yield from _field_runs(list(paragraph.iter(W + "r")))


def _field_runs(runs: list[Element]) -> Iterator[Element]:
    held: list[Element] = []
    depth = 0
    for run in runs:
        kinds = [sign.get(W + "fldCharType") for sign in run.iter(W + "fldChar")]
        depth += kinds.count("begin")
        if depth:
            held.append(run)
        depth -= kinds.count("end")
        if held and depth <= 0:
            code = "".join(it.text or "" for one in held for it in one.iter(W + "instrText"))
            if code.split()[:1] == ["PAGE"]:
                yield from held
            held, depth = [], 0
