"""The annexes that minutes will have, their numbers, and the numbers of the photos.

Settled before anything is written, because the text cites both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.documents.terms import listed, roman, two_digits
from app.domain.annex import Annex
from app.domain.case_file import CaseFile
from app.domain.finding import Finding
from app.domain.photo import Photo, PhotoTarget, PhotoUse
from app.domain.scoring import ChecklistScore

_CRITERION: Final = PhotoTarget.CRITERION


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The annexes and photos of one case file, numbered as printed."""

    annexes: tuple[Annex, ...]
    photos: tuple[Photo, ...]
    numbers: Mapping[str, int]
    """Photo number, from 1, by photo identity."""
    further: int = 0
    """How many annexes of another kind follow, and are numbered with these."""
    whose: str = ""
    """The paper whose annexes these are, where another one cites them."""

    def name(self, annex: Annex) -> str:
        """Return `Phụ lục II`; a single annex has no number (E21). Empty if it is not there."""
        if annex not in self.annexes:
            return ""
        number = self.annexes.index(annex) + 1
        return listed((self._numbered(number), self.whose), " ")

    def name_behind(self) -> str:
        """Return the name of the annex that follows those of the minutes."""
        return self._numbered(len(self.annexes) + 1)

    def _numbered(self, number: int) -> str:
        several = len(self.annexes) + self.further > 1
        return f"Phụ lục {roman(number)}" if several else "Phụ lục"

    def cited(self, photos: Sequence[Photo]) -> str:
        """Return `Ảnh số 01, 02, Phụ lục III`, or nothing where no photo is printed."""
        shown = [self.numbers[photo.id] for photo in photos if photo.id in self.numbers]
        if not shown:
            return ""
        return f"Ảnh số {listed(map(two_digits, shown))}, {self.name(Annex.PHOTOS)}"


def evidence_of(case: CaseFile, scores: Sequence[ChecklistScore], *, further: int = 0) -> Evidence:
    """Return the annexes and numbers that a case file leads to; `further` annexes follow them."""
    left_out = case.inspection.left_out
    photos = tuple(photo for photo in case.photos if photo.use is PhotoUse.IN_MINUTES)
    if Annex.PHOTOS in left_out:
        photos = ()
    there = {
        Annex.SCORES: scores,
        Annex.DOSSIERS: case.dossiers,
        Annex.PHOTOS: photos,
        Annex.ABSENCES: case.absences,
    }
    return Evidence(
        annexes=tuple(annex for annex in Annex if there[annex] and annex not in left_out),
        photos=photos,
        numbers={photo.id: number for number, photo in enumerate(photos, start=1)},
        further=further,
    )


def told_in(evidence: Evidence, annex: Annex) -> str:
    """Return the sentence that sends the reader to an annex; nothing where it is left out."""
    name = evidence.name(annex)
    return f" Chi tiết tại {name}." if name else ""


def photos_of_finding(case: CaseFile, finding: Finding) -> tuple[Photo, ...]:
    """Return the photos of a finding, or else those of the criteria it comes from."""
    own = case.photos_of(PhotoTarget.FINDING, finding.id)
    if own:
        return own
    wanted = {photo.id for code in finding.criteria for photo in case.photos_of(_CRITERION, code)}
    return tuple(photo for photo in case.photos if photo.id in wanted)
