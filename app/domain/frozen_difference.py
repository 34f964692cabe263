"""What differs between two frozen texts of minutes, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

FrozenFacts = Mapping[str, Any]
"""A frozen text (`frozen_text`) as it is read from its JSON."""

ONE: Final = ("inspection", "unit", "province", "plan")
MANY: Final = (
    "checklists",
    "participants",
    "answers",
    "findings",
    "recommendations",
    "dossiers",
    "registers",
    "draws",
    "photos",
    "photo_links",
    "photo_marks",
    "remediation_checks",
    "roll_calls",
    "absences",
)
LATER_PARTS: Final = frozenset({"photo_marks", "remediation_checks"})
"""Parts that a frozen text leaves out where it has none of them."""
PARTS: Final = (*ONE, *MANY)
"""The parts of a frozen text that say what was recorded, in the order of the minutes."""
_TECHNICAL: Final = frozenset({"id", "inspection_id", "checklist_id", "order"})
"""Facts that tie records together or order them, and that nobody reads."""
_WHOLE: Final = frozenset({"checklists", "registers", "draws", "photo_links", "photo_marks"})
"""Parts whose rows are named where they differ, without their many facts."""
_NAMES: Final = (
    "criterion_code", "dossier_code", "name", "caption", "file_name", "text", "code", "at",
)  # fmt: skip
"""By which fact people know one row from another, the first that is filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that two texts say differently, or a row that only one of them has."""

    part: str
    """`inspection`, `answers`, `findings` and so on, as the frozen text calls it."""
    entity_id: str
    name: str
    """What people know the row by, e.g. the code of its criterion; empty for what is one."""
    field: str = ""
    """The fact; empty where the whole row came or went."""
    old: Any = None
    """The value before, as plain JSON; None where there was none."""
    new: Any = None

    @property
    def is_added(self) -> bool:
        """Whether the whole row is new."""
        return not self.field and self.old is None

    @property
    def is_removed(self) -> bool:
        """Whether the whole row is gone."""
        return not self.field and self.new is None


def differences(before: FrozenFacts, after: FrozenFacts) -> list[Change]:
    """Return what was changed from one frozen text to another, in the order of the minutes."""
    found: list[Change] = []
    for part in ONE:
        old, new = before.get(part) or {}, after.get(part) or {}
        found += _in_facts(part, "", old, new)
    for part in MANY:
        found += _in_rows(part, before.get(part) or (), after.get(part) or ())
    return found


def _in_rows(
    part: str, before: Sequence[FrozenFacts], after: Sequence[FrozenFacts]
) -> list[Change]:
    old = {str(row["id"]): row for row in before}
    new = {str(row["id"]): row for row in after}
    found: list[Change] = []
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            found.append(_whole(part, old[key], old=dict(old[key])))
        elif key not in old:
            found.append(_whole(part, new[key], new=dict(new[key])))
        elif part not in _WHOLE:
            found += _in_facts(part, name_of(new[key]), old[key], new[key])
        elif old[key] != new[key]:
            found.append(_whole(part, new[key], old=dict(old[key]), new=dict(new[key])))
    return found


def _whole(
    part: str,
    row: FrozenFacts,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
) -> Change:
    return Change(part=part, entity_id=str(row["id"]), name=name_of(row), old=old, new=new)


def _in_facts(part: str, name: str, old: FrozenFacts, new: FrozenFacts) -> Iterator[Change]:
    identity = str(new.get("id") or old.get("id") or "")
    for fact in dict.fromkeys((*new, *old)):
        if fact not in _TECHNICAL and old.get(fact) != new.get(fact):
            yield Change(
                part=part,
                entity_id=identity,
                name=name,
                field=fact,
                old=old.get(fact),
                new=new.get(fact),
            )


def name_of(row: FrozenFacts) -> str:
    """Return what people know a row by."""
    return next((str(row[name]) for name in _NAMES if row.get(name)), "")
