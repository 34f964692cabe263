"""A checklist as it comes from outside: read and checked, not yet a version of a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.checklist import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistDraft:
    """What a workbook says about a checklist; identity, hash and state come with the version."""

    code: str
    title: str
    number: int
    criteria: tuple[Criterion, ...]
    valid_from: date | None = None
    source: str = ""
