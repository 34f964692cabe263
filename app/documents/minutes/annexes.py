"""The annexes of minutes: each a section of its own, paged from 1 (P8, E21-E23)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.section import CT_SectPr
from docx.section import Section
from lxml.etree import _Element as Element

from app.documents.minutes import annex_absences, annex_dossiers, annex_photos, annex_scores
from app.documents.minutes.evidence import Evidence
from app.documents.terms import ANNEXES
from app.documents.word.page_width import section_height, section_width
from app.documents.word.placing import place_before
from app.documents.word.wordml import (
    Look,
    elements,
    flat_paragraph,
    paragraph,
    qualified,
)
from app.domain.annex import Annex
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.scoring import ChecklistScore

_BEFORE_NUMBERING: Final = {
    qualified(f"w:{name}")
    for name in ("headerReference", "footerReference", "type", "pgSz", "pgMar", "pgBorders")
}
_LANDSCAPE: Final = frozenset({Annex.DOSSIERS, Annex.ABSENCES})
_NUMBER: Final = Look(size=28, bold=True, align="center", keep_next=True)
_TITLE: Final = Look(size=28, bold=True, align="center", before=60, keep_next=True)
_WITH: Final = Look(size=28, italic=True, align="center", before=60, after=160, keep_next=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexSource:
    """What the annexes are made of."""

    case: CaseFile
    scores: Sequence[ChecklistScore]
    evidence: Evidence
    calendar: WorkingCalendar
    pictures: Mapping[str, str]
    """Relationship of each picture, by the hash of its photo."""
    belongs_to: str
    """What the line in brackets says they go with, e.g. `Biên bản ngày … của …`."""


def append_annexes(document: Document, source: AnnexSource) -> None:
    """Put the annexes behind the minutes; without any the document stays as it is."""
    body = document.element.body
    main = body.get_or_add_sectPr()
    if not source.evidence.annexes:
        return
    end_section(main)
    for annex in source.evidence.annexes:
        own = own_section(document, main, landscape=annex in _LANDSCAPE)
        section = Section(own, document.part)
        room = (section_width(section), section_height(section))
        ending = elements(flat_paragraph())[0]
        place_before(main, (*elements(_written(annex, source, room)), ending))
        if annex is source.evidence.annexes[-1]:
            body.replace(main, own)
        else:
            ending[0].append(own)


def _written(annex: Annex, source: AnnexSource, room: tuple[int, int]) -> str:
    heading = annex_heading(source.evidence.name(annex), ANNEXES[annex], source.belongs_to)
    return heading + _CONTENTS[annex](source, room)


def annex_heading(number: str, title: str, belongs_to: str) -> str:
    """Return the heading of an annex: its number, its title and what it goes with (E21-E23)."""
    return (
        paragraph(number, _NUMBER)
        + paragraph(title.upper(), _TITLE)
        + paragraph(f"(Kèm theo {belongs_to})", _WITH)
    )


_CONTENTS: Final[Mapping[Annex, Callable[[AnnexSource, tuple[int, int]], str]]] = {
    Annex.SCORES: lambda source, room: annex_scores.written(source.scores, room[0]),
    Annex.DOSSIERS: lambda source, room: annex_dossiers.written(
        source.case, source.calendar, room[0]
    ),
    Annex.PHOTOS: lambda source, room: annex_photos.written(
        source.case, source.evidence, source.pictures, room
    ),
    Annex.ABSENCES: lambda source, room: annex_absences.written(source.case, room[0]),
}


def end_section(section: Element) -> None:
    """Close a section in the last paragraph of its text, so that no page stays empty."""
    last = section.getprevious()
    if last is None or last.tag != qualified("w:p"):
        last = elements(flat_paragraph())[0]
        section.addprevious(last)
    properties = last.find(qualified("w:pPr"))
    if properties is None:
        properties = last.makeelement(qualified("w:pPr"), {})
        last.insert(0, properties)
    properties.append(deepcopy(section))


def own_section(document: Document, main: CT_SectPr, *, landscape: bool) -> CT_SectPr:
    """Return a section like the minutes' own, its pages counted from 1."""
    own = deepcopy(main)
    numbering = own.find(qualified("w:pgNumType"))
    if numbering is None:
        numbering = own.makeelement(qualified("w:pgNumType"), {})
        # Its place is behind paper and margins, before columns and the title page.
        before = max(
            (own.index(child) for child in own if child.tag in _BEFORE_NUMBERING), default=-1
        )
        own.insert(before + 1, numbering)
    numbering.set(qualified("w:start"), "1")
    if landscape:
        section = Section(own, document.part)
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE
    return own
