"""What a photo can be evidence for in a visit, in words, and found without accents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from app.domain.case_file import CaseFile
from app.domain.photo import PhotoTarget
from app.domain.text import fold
from app.words import translate
from ui.texts import finding_kind_text

_SHORT: Final = 90


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """One thing that photos can prove."""

    target: PhotoTarget
    key: str
    whole: str

    @property
    def text(self) -> str:
        """Its words in one line, not too long."""
        return _short(self.whole)

    @property
    def folded(self) -> str:
        """Its words as they are searched."""
        return _folded(self.whole)


class EvidencePlaces:
    """All of them in one visit."""

    def __init__(self, case: CaseFile) -> None:
        self._case = case

    @cached_property
    def all(self) -> dict[tuple[PhotoTarget, str], EvidencePlace]:
        """Every place by target and key."""
        return {
            (target, key): EvidencePlace(target, key, text)
            for target, key, text in _places(self._case)
        }

    def warm_up(self) -> None:
        """Prepare for the first search, away from the thread of the screens."""
        for place in self.all.values():
            _folded(place.whole)

    def text(self, target: PhotoTarget, key: str) -> str:
        """Return the words for a place, also for one that is gone."""
        place = self.all.get((target, key))
        if place is not None:
            return place.text
        if target is PhotoTarget.RECOMMENDATION:
            # It belongs to another visit, and was photographed before it was verified.
            return translate("Earlier recommendation")
        return translate("No longer in this visit ({key})", key=key)

    def search(self, words: str, most: int) -> Sequence[EvidencePlace]:
        """Return the first places that hold every word; a code that begins so comes first."""
        wanted = fold(words).split()
        found = [one for one in self.all.values() if all(word in one.folded for word in wanted)]
        found.sort(key=lambda one: not one.folded.startswith(fold(words)))
        return found[:most]


def _places(case: CaseFile) -> Iterator[tuple[PhotoTarget, str, str]]:
    for checklist in case.checklists:
        for row in checklist.leaves():
            yield PhotoTarget.CRITERION, row.code, f"{row.code}  {row.text}"
    for finding in case.findings:
        kind = finding_kind_text(finding.kind)
        yield PhotoTarget.FINDING, finding.id, f"{kind}: {finding.text}"
    for dossier in case.dossiers:
        name = f"{dossier.dossier_code}  {dossier.procedure_name}"
        yield PhotoTarget.DOSSIER, dossier.id, translate("Dossier {name}", name=name)
    for check in case.remediation_checks:
        text = translate("Earlier recommendation: {name}", name=check.text)
        yield PhotoTarget.RECOMMENDATION, check.recommendation_id, text


@lru_cache(maxsize=4_096)
def _folded(text: str) -> str:
    # A visit is read anew at every change, and nearly all of its texts are the same.
    return fold(text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"
