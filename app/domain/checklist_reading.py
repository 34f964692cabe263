"""What came out of a checklist file: the draft it makes, and everything to be said about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.checklist_draft import ChecklistDraft
from app.words import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mistake in a workbook: where it is, what it is, what to do."""

    sheet: str
    cell: str
    """Such as `B17`; empty where the whole sheet or file is meant."""
    cause: str
    cure: str = ""

    @property
    def text(self) -> str:
        """The mistake in one line."""
        told = f"{place_text(self.sheet, self.cell)}: {self.cause}."
        return f"{told} {self.cure}." if self.cure else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One cell that was read otherwise than it was typed."""

    sheet: str
    cell: str
    was: str
    became: str

    @property
    def text(self) -> str:
        """The repair in one line, with what was invisible made visible."""
        said = translate("“{was}” was read as “{became}”", was=_shown(self.was), became=self.became)
        return f"{place_text(self.sheet, self.cell)}: {said}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistReading:
    """A checklist file that was read; nothing of it was taken in yet."""

    file: str
    draft: ChecklistDraft
    """What could be read; not whole while there are faults."""
    faults: tuple[Fault, ...] = ()
    """What keeps it from being published, in reading order; the first fifty."""
    fault_count: int = 0
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[Fault, ...] = ()
    """What may well be right and should be looked at."""
    losses: tuple[Fault, ...] = ()
    """What the file says and a checklist cannot: it is left out if somebody agrees."""

    @property
    def lines(self) -> Iterator[str]:
        """Everything that is to be said, one line each."""
        for title, notes in (
            (translate("Mistakes ({count}):", count=self.fault_count), self.faults),
            (translate("Cannot be carried over ({count}):", count=len(self.losses)), self.losses),
            (translate("Repaired ({count}):", count=len(self.repairs)), self.repairs),
            (translate("Please look at ({count}):", count=len(self.doubts)), self.doubts),
        ):
            if notes:
                yield title
                yield from (f"  {note.text}" for note in notes)


def place_text(sheet: str, cell: str) -> str:
    """Return a place as it is told."""
    if cell:
        return translate("Sheet “{sheet}”, cell {cell}", sheet=sheet, cell=cell)
    return translate("Sheet “{sheet}”", sheet=sheet)


_UNSEEN = {"\u00a0": "⍽", "\u200b": "⟨0⟩", "\ufeff": "⟨0⟩", "\u00ad": "⟨-⟩", "\n": "⏎", "\t": "⇥"}
_LONGEST = 160


def _shown(text: str) -> str:
    seen = "".join(_UNSEEN.get(letter, letter) for letter in text)
    return seen if len(seen) <= _LONGEST else f"{seen[:_LONGEST]}…"
