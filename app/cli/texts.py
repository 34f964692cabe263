"""The words of states and kinds in the lines that a command prints; JSON keeps the codes."""

from __future__ import annotations

from enum import Enum
from typing import Final

from app.domain.checklist import ChecklistState
from app.domain.finding import FindingKind
from app.domain.inspection import InspectionState
from app.words import mark, translate

_WORDS: Final[dict[Enum, str]] = {
    InspectionState.PLANNED: mark("Planned"),
    InspectionState.OPEN: mark("In progress"),
    InspectionState.FINISHED: mark("Finished"),
    InspectionState.SIGNED: mark("Signed"),
    ChecklistState.DRAFT: mark("Draft"),
    ChecklistState.PUBLISHED: mark("Published"),
    ChecklistState.RETIRED: mark("Retired"),
    FindingKind.STRENGTH: mark("Strength"),
    FindingKind.SHORTCOMING: mark("Shortcoming"),
    FindingKind.DIFFICULTY: mark("Difficulty"),
    FindingKind.VIOLATION: mark("Violation"),
}


def worded(value: Enum) -> str:
    """Return a state or kind as people call it."""
    return translate(_WORDS[value])
