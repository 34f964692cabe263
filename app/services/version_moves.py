"""Moving a visit that is not signed to another version of one of its checklists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from app.domain.answer import Answer, answer_id
from app.domain.checklist import Checklist, ChecklistState
from app.domain.finding import Finding
from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import Photo, PhotoLink, PhotoTarget, photo_link_id
from app.domain.version_move import Outcome, VersionMove, plan_move
from app.errors import AppError
from app.ids import ChecklistId, InspectionId
from app.services.checklists import checklists_of, in_force
from app.store.unit_of_work import Store, UnitOfWork, View
from app.words import mark, translate

_MOVABLE: Final = frozenset({InspectionState.PLANNED, InspectionState.OPEN})


class MoveRefused(AppError):
    """A visit cannot be moved to this version."""

    code = "move_refused"
    message = mark("The inspection cannot be moved to {version}: {reason}. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerVersion:
    """A newer version of a checklist that a visit may be moved to."""

    old: Checklist
    new: Checklist


class VersionMoveService:
    """The use cases around visits and newer versions of their checklists."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def newer(self, inspection_id: InspectionId) -> list[NewerVersion]:
        """Return the newest version of each checklist of a visit that has one it may move to.

        Raises:
            NotFound: if there is no such visit.
        """
        with self._store.reading() as view:
            inspection = view.get(Inspection, inspection_id)
            if inspection.state not in _MOVABLE:
                return []
            return list(_newer(view, inspection))

    def preview(self, inspection_id: InspectionId, new_id: ChecklistId) -> VersionMove:
        """Return what a move would do; nothing is changed.

        Raises:
            NotFound: if there is no such visit or version.
            MoveRefused: if the visit is finished, or the version is not one it can move to.
        """
        with self._store.reading() as view:
            inspection = view.get(Inspection, inspection_id)
            old, new = _versions(view, inspection, new_id)
            return _planned(view, inspection, old, new)

    def move(self, inspection_id: InspectionId, new_id: ChecklistId) -> VersionMove:
        """Move a visit to another version of a checklist, with all that hangs on its criteria.

        Moving again changes nothing; moving back brings back what left.

        Raises:
            NotFound: if there is no such visit or version.
            MoveRefused: if the visit is finished, or the version is not one it can move to.
        """
        with self._store.writing() as work:
            inspection = work.get(Inspection, inspection_id)
            old, new = _versions(work, inspection, new_id)
            planned = _planned(work, inspection, old, new)
            if old.id != new.id:
                _move(work, inspection, planned)
                work.commit()
        return planned


def _newer(view: View, inspection: Inspection) -> Iterator[NewerVersion]:
    for old in checklists_of(view, inspection):
        versions = view.all(Checklist, code=old.code)
        offered = [one for one in in_force(view, versions) if one.number > old.number]
        if offered:
            yield NewerVersion(old=old, new=max(offered, key=lambda one: one.number))


def _versions(
    view: View, inspection: Inspection, new_id: ChecklistId
) -> tuple[Checklist, Checklist]:
    """Return the version a visit stands on and the one it moves to.

    Raises:
        MoveRefused: naming why not.
    """
    new = view.get(Checklist, new_id)
    if inspection.state not in _MOVABLE:
        _refuse(new, translate("it is finished; reopen it first"))
    old = next((one for one in checklists_of(view, inspection) if one.code == new.code), None)
    if old is None:
        _refuse(new, translate("it does not use this checklist"))
    if new.number > old.number:
        if new.state is not ChecklistState.PUBLISHED:
            _refuse(new, translate("this version is retired"))
        if new not in in_force(view, view.all(Checklist, code=new.code)):
            _refuse(
                new, translate("this version is another laptop's, and headquarters has its own")
            )
    return old, new


def _refuse(new: Checklist, reason: str) -> NoReturn:
    raise MoveRefused(version=f"{new.code}/{new.number}", reason=reason)


def _planned(view: View, inspection: Inspection, old: Checklist, new: Checklist) -> VersionMove:
    answers = view.all(Answer, inspection_id=inspection.id)
    given_to = {answer.checklist_id for answer in answers} - {old.id, new.id}
    earlier = [one for one in (view.find(Checklist, name) for name in given_to) if one is not None]
    return plan_move(inspection, old, new, answers, earlier)


def _move(work: UnitOfWork, inspection: Inspection, planned: VersionMove) -> None:
    old, new = planned.old, planned.new
    for answer in planned.answers():
        work.save(answer)
    for one in planned.criteria:
        if one.outcome is Outcome.REMOVED and one.answer is not None:
            work.remove(one.answer)
    _bring_back(work, inspection, planned)
    for finding in work.all(Finding, inspection_id=inspection.id):
        work.save(planned.finding(finding))
    _move_photos(work, inspection, planned)
    ids = tuple(new.id if one == old.id else one for one in inspection.checklist_ids)
    work.save(replace(inspection, checklist_ids=ids))


def _bring_back(work: UnitOfWork, inspection: Inspection, planned: VersionMove) -> None:
    """Take answers out of the bin whose criteria are in this version again."""
    for one in planned.criteria:
        if one.outcome is Outcome.TO_ANSWER:
            name = answer_id(inspection.id, one.criterion.identity)
            answer = work.find_removed(Answer, name)
            if answer is not None:
                work.save(replace(answer, criterion_code=one.criterion.code))


def _move_photos(work: UnitOfWork, inspection: Inspection, planned: VersionMove) -> None:
    """Let photos follow their criteria: to another code, into the bin, or out of it again."""
    moved = planned.renumbered
    old_codes = {row.code for row in planned.old.criteria}
    links = [
        link
        for link in work.all(PhotoLink, inspection_id=inspection.id)
        if link.target is PhotoTarget.CRITERION and link.target_key in old_codes
    ]
    wanted = {link.id: link for link in _removed_links(work, inspection, planned)}
    for link in links:
        if link.target_key in moved:
            code = moved[link.target_key]
            name = photo_link_id(link.photo_id, PhotoTarget.CRITERION, code)
            wanted[name] = replace(link, id=name, target_key=code)
    for link in links:
        if link.id not in wanted:
            work.remove(link)
    for link in wanted.values():
        work.save(link)


def _removed_links(
    work: UnitOfWork, inspection: Inspection, planned: VersionMove
) -> list[PhotoLink]:
    """Return the links in the bin of criteria that come back with the version left before."""
    if planned.new.number > planned.old.number:
        return []
    back = [one.criterion.code for one in planned.criteria if one.outcome is Outcome.TO_ANSWER]
    names = (
        photo_link_id(photo.id, PhotoTarget.CRITERION, code)
        for photo in work.all(Photo, inspection_id=inspection.id)
        for code in back
    )
    found = (work.find_removed(PhotoLink, name) for name in names)
    return [link for link in found if link is not None]
