"""Taking over what only another laptop knows: a plan or checklist that a visit stands on.

A laptop may not prescribe them, so a package's revisions of them are set aside.
But a visit it opened on its own stands on them, and nothing a person typed is
dropped: where nothing is known of one, its revisions are taken as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.checklist import Checklist, ChecklistState, checklist_id, content_sha256
from app.domain.checklist_check import ChecklistInvalid, check_criteria
from app.domain.entity import Entity
from app.domain.plan import Plan
from app.packages.reader import RejectedRevision
from app.store.adoption import entities_in
from app.store.unit_of_work import UnitOfWork


def take_over(
    work: UnitOfWork, rejected: Sequence[RejectedRevision], package_id: str, *, decides: bool
) -> tuple[int, list[RejectedRevision]]:
    """Take over the plans and checklists among rejected revisions that are new here and sound.

    Args:
        work: the unit of work of the import.
        rejected: what the signer may not write.
        package_id: the package that brought it.
        decides: whether this is headquarters, which says what is current.

    Returns:
        How many were taken over, and the revisions that stay set aside: those
        of neither such an entity nor one that says what is known here.
    """
    held = work.history.known(one.revision.rev_id for one in rejected)
    settled: set[str] = set()
    taken = 0
    for entity in entities_in(one.revision for one in rejected):
        if work.find(type(entity), entity.id) == entity:
            settled.add(entity.id)
        elif _is_sound(entity) and not work.history.of_entity(entity.id):
            brought = [one.revision for one in rejected if one.revision.entity_id == entity.id]
            work.merge(brought, package_id)
            if decides and isinstance(entity, Checklist):
                _keep_current(work, entity)
            settled.add(entity.id)
            taken += 1
    return taken, [
        one
        for one in rejected
        if one.revision.entity_id not in settled and one.revision.rev_id not in held
    ]


def _is_sound(entity: Entity) -> bool:
    match entity:
        case Plan():
            return True
        case Checklist():
            return _is_what_it_says(entity)
    return False


def _is_what_it_says(checklist: Checklist) -> bool:
    """Whether the criteria make a checklist, and are those that its identity freezes."""
    digest = content_sha256(checklist.criteria, checklist.bands)
    if checklist.content_sha256 != digest or checklist.id != checklist_id(checklist.code, digest):
        return False
    try:
        check_criteria(checklist.criteria, checklist.bands)
    except ChecklistInvalid:
        return False
    return True


def _keep_current(work: UnitOfWork, foreign: Checklist) -> None:
    """Let a laptop's version of a set that headquarters has serve its own visits only."""
    versions = work.all(Checklist, code=foreign.code)
    if any(one.id != foreign.id and one.state is ChecklistState.PUBLISHED for one in versions):
        work.save(replace(foreign, state=ChecklistState.RETIRED))
