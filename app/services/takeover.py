"""Taking over what only another laptop knows: a plan or checklist that a visit stands on.

A laptop may not prescribe them, so a package's revisions of them are set aside.
But a visit it opened on its own stands on them, and nothing a person typed is
dropped: where nothing is known of one, its revisions are taken as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.domain.checklist import Checklist, ChecklistState, checklist_id, content_sha256
from app.domain.checklist_check import ChecklistInvalid, check_criteria
from app.domain.plan import Plan
from app.domain.revision import Revision
from app.packages.reader import OpenedPackage, RejectedRevision
from app.packages.trust import Role
from app.store.adoption import Whole, entities_in
from app.store.unit_of_work import UnitOfWork

_FROZEN: Final = ("code", "criteria", "bands", "content_sha256")
"""What the identity of a checklist freezes: no revision of it says anything else."""
_MOST_VERSIONS: Final = 100_000


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
        that belong to no such entity and say something that is not known here.
    """
    settled = work.history.known(one.revision.rev_id for one in rejected)
    strange = {_place(one.revision) for one in rejected if one.revision.rev_id not in settled}
    kinds = Counter(entity_id for _kind, entity_id in {_place(one.revision) for one in rejected})
    ours = set(work.counts(Checklist, "code")) if decides and strange else set()
    taken = 0
    # An identity that is said to be two things is neither, here or in the package.
    for whole in entities_in(one.revision for one in rejected if _place(one.revision) in strange):
        entity = whole.entity
        if work.find(type(entity), entity.id) == entity:
            settled.update(whole.said())
        elif kinds[entity.id] == 1 and not work.history.of_entity(entity.id) and _is_sound(whole):
            work.merge(whole.revisions, package_id)
            if isinstance(entity, Checklist) and entity.code in ours:
                # A laptop's version of a set that headquarters has serves its own visits only.
                work.save_as_of(replace(entity, state=ChecklistState.RETIRED), package_id)
            settled.update(one.rev_id for one in whole.revisions)
            taken += 1
    return taken, [one for one in rejected if one.revision.rev_id not in settled]


def confirm(work: UnitOfWork, package: OpenedPackage) -> None:
    """Let checklists that a laptop brought be headquarters' own, if headquarters sends them too."""
    if package.signer.role is not Role.HQ:
        return
    theirs = work.adoptions.checklists().intersection(one.id for one in package.header.aggregates)
    if theirs:
        carried = (one for one in package.revisions() if one.agg_id in theirs)
        work.adoptions.confirm(package.manifest.package, carried)


def _place(revision: Revision) -> tuple[str, str]:
    return revision.entity_type, revision.entity_id


def _is_sound(whole: Whole) -> bool:
    match whole.entity:
        case Plan():
            return True
        case Checklist() as checklist:
            is_one = all(len(whole.values(name)) <= 1 for name in _FROZEN)
            return is_one and _is_what_it_says(checklist)
    return False


def _is_what_it_says(checklist: Checklist) -> bool:
    """Whether the criteria make a checklist, and are those that its identity freezes."""
    digest = content_sha256(checklist.criteria, checklist.bands)
    if checklist.content_sha256 != digest or checklist.id != checklist_id(checklist.code, digest):
        return False
    if not 0 < checklist.number <= _MOST_VERSIONS:
        return False  # the next version would have no number
    try:
        check_criteria(checklist.criteria, checklist.bands)
    except ChecklistInvalid:
        return False
    return True
