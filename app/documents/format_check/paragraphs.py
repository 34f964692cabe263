"""Reads one paragraph: its lines of runs, fields, drawings and automatic number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check import drawing
from app.documents.format_check.formatting import ParagraphFormat, StyleSheet, Tab, TableLook
from app.documents.format_check.numbering import Numbering
from app.documents.format_check.reading import Cell, Paragraph, Run
from app.documents.format_check.words_xml import W, child, switched

_INSIDE: Final = {
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml")
}
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FIELD_NAME: Final = re.compile(r"\s*(\w+)")
_SIGNS: Final = {
    W + "tab": "\t", W + "noBreakHyphen": "-", W + "br": "\n", W + "cr": "\n", W + "ptab": "\t",
}  # fmt: skip


class ParagraphReader:
    """Reads the paragraphs of one document in order, counting them and their lists."""

    def __init__(self, styles: StyleSheet, numbering: Numbering, tab_stop: int) -> None:
        self.section = 1
        self.counts = True
        """Off while headers and boxes are read, whose paragraphs nobody counts."""
        self.boxed: list[Paragraph] = []
        self._styles = styles
        self._numbering = numbering
        self._tab_stop = max(tab_stop, 1)
        self._count = 0

    def paragraph(
        self, element: Element, cell: Cell | None = None, look: TableLook | None = None
    ) -> Paragraph:
        """Read a paragraph of the text, a cell or a header."""
        properties = child(element, "pPr")
        form = self._styles.paragraph_format(properties, look)
        found = _Found()
        for run in _runs(element, found):
            self._read_run(run, form.style, look, found)
        label = self._numbering.next_label(form.number_id, form.level)
        if self.counts and cell is None and any(run.text.strip() for run in found.runs):
            self._count += 1
        lines = found.lines()
        return Paragraph(
            text=_text(label, lines),
            number=self._count if self.counts else 0,
            section=self.section,
            lines=lines,
            format=form,
            label=label,
            cell=cell,
            rules=tuple(found.rules),
            fields=tuple(found.fields),
            pictures=found.pictures,
            breaks_page=found.breaks_page,
            first_tab=self._first_tab(form, found),
            label_run=self._label_run(element, form, look, label),
            source=element,
        )

    def _label_run(
        self, element: Element, form: ParagraphFormat, look: TableLook | None, label: str
    ) -> Run | None:
        if not label:
            return None
        mark = child(child(element, "pPr"), "rPr")
        level = self._numbering.run_properties(form.number_id, form.level)
        shown = self._styles.label_format(mark, level, form.style, look)
        return Run(text=label, format=shown, source=element)

    def _read_run(self, run: Element, style: str, look: TableLook | None, found: _Found) -> None:
        form = self._styles.run_format(child(run, "rPr"), style, look)
        for part in _parts(run):
            if drawing.is_drawing(part):
                self._draw(part, found)
            else:
                text = found.text_of(part, hidden=form.hidden)
                if text is not None and not form.hidden:
                    shown = text.upper() if form.caps else text
                    found.runs.append(Run(text=shown, format=form, source=run))

    def _draw(self, part: Element, found: _Found) -> None:
        found.rules += drawing.straight_lines(part)
        found.pictures += drawing.pictures(part)
        counts, self.counts = self.counts, False
        for box in drawing.box_texts(part):
            self.boxed += [self.paragraph(inner) for inner in box.iterfind(W + "p")]
        self.counts = counts

    def _first_tab(self, form: ParagraphFormat, found: _Found) -> Tab | None:
        if found.middle_tab:
            return Tab(at=0, align="center")
        if not found.starts_with_tab:
            return None
        begins = max(form.left + form.first, 0)
        by_itself = Tab(at=(begins // self._tab_stop + 1) * self._tab_stop, align="left")
        return next((stop for stop in form.tabs if stop.at > begins), by_itself)


def _text(label: str, lines: tuple[tuple[Run, ...], ...]) -> str:
    body = " ".join("".join(run.text for run in line) for line in lines)
    return f"{label} {body}".strip()


class _Found:
    """What has been read of a paragraph so far, and how deep in fields we are."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.rules: list[int] = []
        self.fields: list[str] = []
        self.pictures = 0
        self.breaks_page = False
        self.middle_tab = False
        """The text begins with a tab that goes to the middle by itself."""
        self._codes: list[str | None] = []
        """The code of each open field; None once its result has begun."""
        self._hidden: list[bool] = []

    @property
    def starts_with_tab(self) -> bool:
        first = next((run.text for run in self.runs if run.text), "")
        return first.startswith("\t")

    def text_of(self, part: Element, *, hidden: bool) -> str | None:
        """Return the text a child of a run prints; empty keeps the look of a field code."""
        if part.tag == W + "fldChar":
            self._turn(part.get(W + "fldCharType") or "", hidden=hidden)
            return None
        if part.tag == W + "instrText":
            if self._codes and self._codes[-1] is not None:
                self._codes[-1] += part.text or ""
            return ""
        if self._codes and self._codes[-1] is not None:
            return None
        if part.tag == W + "br" and part.get(W + "type") in {"page", "column"}:
            self.breaks_page = self.breaks_page or part.get(W + "type") == "page"
            return None
        if part.tag == W + "ptab" and part.get(W + "alignment") == "center":
            self.middle_tab = self.middle_tab or not any(run.text for run in self.runs)
        return part.text or "" if part.tag == W + "t" else _SIGNS.get(str(part.tag))

    def _turn(self, kind: str, *, hidden: bool) -> None:
        if kind == "begin":
            self._codes.append("")
            self._hidden.append(hidden)
            return
        if not self._codes:
            return
        code = self._codes[-1]
        if code is not None and not self._hidden[-1]:
            self.note_field(code)
        if kind == "separate":
            self._codes[-1] = None
        else:
            self._codes.pop()
            self._hidden.pop()

    def note_field(self, code: str) -> None:
        """Keep the name of a field, such as PAGE."""
        name = _FIELD_NAME.match(code)
        if name is not None:
            self.fields.append(name[1].upper())

    def lines(self) -> tuple[tuple[Run, ...], ...]:
        """Return the runs, parted where a line was ended by hand."""
        lines: list[list[Run]] = [[]]
        for run in self.runs:
            first, *more = run.text.split("\n")
            lines[-1].append(replace(run, text=first))
            lines += [[replace(run, text=text)] for text in more]
        return tuple(tuple(line) for line in lines)


def _runs(element: Element, found: _Found) -> Iterator[Element]:
    """Yield the runs of a paragraph, out of links and kept changes; removed text is not there."""
    for inner in element:
        if inner.tag == W + "r":
            yield inner
        elif inner.tag == W + "fldSimple":
            if not _all_hidden(inner):
                found.note_field(inner.get(W + "instr") or "")
            yield from _runs(inner, found)
        elif inner.tag in _INSIDE:
            yield from _runs(inner, found)


def _all_hidden(field: Element) -> bool:
    runs = list(field.iter(W + "r"))
    return bool(runs) and all(switched(child(run, "rPr"), "vanish") for run in runs)


def _parts(run: Element) -> Iterator[Element]:
    """Yield what a run holds; of alternatives, the one that Word takes."""
    for part in run:
        if part.tag == _ALTERNATE:
            choice = next(part.iterchildren(_CHOICE), None)
            if choice is not None:
                yield from choice
        else:
            yield part
