"""What ships with the program and is published in every store: checklists and phrases.

A store that an earlier version made is given what came since when it is next
opened; what somebody retired, reworded or put in the bin stays as they left it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.domain.checklist import Checklist
from app.domain.checklist_draft import ChecklistDraft
from app.domain.phrase import Phrase, read_phrases
from app.paths import RESOURCES
from app.services.checklists import published
from app.store.unit_of_work import Store, UnitOfWork

EDITION: Final = "2"
"""Raised with every change of what ships."""
_NOTE: Final = "shipped"


def publish_shipped(store: Store, resources: Path = RESOURCES) -> int:
    """Publish what this edition ships and the store was never given; return how much that was."""
    with store.reading() as view:
        if view.notes.recall(_NOTE) == EDITION:
            return 0
    with store.writing() as work:
        phrases = read_phrases((resources / "phrases.csv").read_text("utf-8"))
        shipped: list[Checklist | Phrase] = [*shipped_checklists(resources), *phrases]
        new = sum(_give(work, one) for one in shipped)
        work.notes.remember(_NOTE, EDITION)
        work.commit()
    return new


def shipped_checklists(resources: Path = RESOURCES) -> Iterator[Checklist]:
    """Yield the sets that ship with the program, each as the first version of its code."""
    from app.domain.checklist_check import (  # noqa: PLC0415 - needed once in the life of a store
        read_criteria,
    )

    for file in sorted((resources / "checklists").glob("*.csv")):
        criteria = read_criteria(file.read_text("utf-8"))
        root = criteria[0]
        yield published(
            ChecklistDraft(
                code=root.code, title=root.text, number=1, criteria=criteria, source=root.source
            )
        )


def _give(work: UnitOfWork, entity: Checklist | Phrase) -> bool:
    """Publish what the store was never given; what was put in the bin has a history."""
    if work.history.of_entity(entity.id):
        return False
    work.ship(entity)
    return True
