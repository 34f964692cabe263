"""Reads a written Word document back, for the tests: its XML, paragraphs and sections."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from app.documents.minutes.writing import write_minutes
from app.documents.word.stamp import DraftMark
from app.domain.case_file import CaseFile
from tests.documents import rich_case

_PRINTED_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Written:
    """One document as it was written."""

    content: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """Every part by its name."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def body(self) -> Element:
        """The body of the main document."""
        body = etree.fromstring(self.parts["word/document.xml"]).find(f"{W}body")
        assert body is not None
        return body

    @cached_property
    def styles(self) -> dict[str, Element]:
        """Paragraph styles by identity."""
        root = etree.fromstring(self.parts["word/styles.xml"])
        return {str(style.get(f"{W}styleId")): style for style in root.iter(f"{W}style")}

    @cached_property
    def texts(self) -> list[str]:
        """The text of every paragraph that has any, tables included, in order."""
        return [text for text in map(text_of, self.body.iter(f"{W}p")) if text.strip()]

    @property
    def text(self) -> str:
        """The whole text, a line for each paragraph."""
        return "\n".join(self.texts)

    @cached_property
    def sections(self) -> list[Element]:
        """The sections, in order."""
        return list(self.body.iter(f"{W}sectPr"))

    def paragraph(self, start: str) -> Element:
        """The first paragraph that starts with these words."""
        return next(p for p in self.body.iter(f"{W}p") if text_of(p).startswith(start))

    def setting(self, paragraph: Element, tag: str) -> Element | None:
        """A paragraph's or its style's setting, e.g. `jc`, or None."""
        own = paragraph.find(f"{W}pPr/{W}{tag}")
        if own is not None:
            return own
        return self._style(paragraph).find(f"{W}pPr/{W}{tag}")

    def letters(self, paragraph: Element) -> tuple[float, bool, bool]:
        """Size in points, bold and italic of a paragraph's first run."""
        run = paragraph.find(f"{W}r/{W}rPr")
        style = self._style(paragraph).find(f"{W}rPr")
        size = _first((run, style), "sz")
        assert size is not None
        return (
            int(size.get(f"{W}val", "0")) / 2,
            _first((run, style), "b") is not None,
            _first((run, style), "i") is not None,
        )

    def _style(self, paragraph: Element) -> Element:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.styles[str(named.get(f"{W}val")) if named is not None else "Normal"]


def _first(formats: Sequence[Element | None], tag: str) -> Element | None:
    for format_ in formats:
        found = format_.find(f"{W}{tag}") if format_ is not None else None
        if found is not None:
            return found
    return None


def text_of(paragraph: Element) -> str:
    """The text of a paragraph; a line break is a line feed."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}br"):
        yield "\n" if element.tag == f"{W}br" else element.text or ""


def minutes_of(
    case: CaseFile,
    pictures: Mapping[str, Path] | None = None,
    template: Path | None = None,
    *,
    is_draft: bool = False,
) -> Written:
    """Write the minutes of a case file and read them back."""
    target = io.BytesIO()
    write_minutes(
        case,
        rich_case.scores(case),
        pictures or {},
        target,
        calendar=rich_case.calendar(),
        template=template,
        stamp=DraftMark(printed_at=_PRINTED_AT) if is_draft else None,
    )
    return Written(target.getvalue())
