"""A checklist that is still written: it may be unfinished, and has neither hash nor identity."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from app.domain.band import Band
from app.domain.canonical import spell
from app.domain.checklist import Checklist, Criterion
from app.ids import ChecklistId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistDraft:
    """What will be a version of a checklist once it is whole and somebody publishes it."""

    code: str
    title: str
    number: int
    criteria: tuple[Criterion, ...]
    valid_from: date | None = None
    source: str = ""
    bands: tuple[Band, ...] = ()
    based_on: ChecklistId | None = None
    """The version it was made from."""


def content_digest(draft: ChecklistDraft) -> str:
    """Return the hash of what a draft says, whatever it was made from.

    It tells whether a file still holds exactly the texts written into it. Number and day
    are left out: they are none, and a draft of the next version has others.
    """
    said = (draft.code, draft.title, draft.source, draft.criteria, draft.bands)
    return hashlib.sha256(spell(said).encode()).hexdigest()


def draft_of(checklist: Checklist) -> ChecklistDraft:
    """Return a draft of the version after this one, with the same content."""
    return ChecklistDraft(
        code=checklist.code,
        title=checklist.title,
        number=checklist.number + 1,
        criteria=checklist.criteria,
        source=checklist.source,
        bands=checklist.bands,
        based_on=checklist.id,
    )


def preview(draft: ChecklistDraft) -> Checklist:
    """Return a draft in the shape of a version, to be looked at; it is none yet."""
    return Checklist(
        id=ChecklistId(""),
        code=draft.code,
        title=draft.title,
        number=draft.number,
        criteria=draft.criteria,
        content_sha256="",
        valid_from=draft.valid_from,
        source=draft.source,
        bands=draft.bands,
    )
