"""Recording an inspection document: checked whole, then written whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.clock import VIETNAM, local
from app.domain.answer import Answer, AnswerFacts, answer_id
from app.domain.attendance import Absence, AbsenceFacts, RollCall, RollCallFacts
from app.domain.checklist import Checklist
from app.domain.dossier import Dossier, DossierFacts, dossier_id
from app.domain.entity import Entity, facts_in
from app.domain.finding import Finding, FindingFacts
from app.domain.inspection import (
    Inspection,
    InspectionFacts,
    InspectionState,
    Participant,
    ParticipantFacts,
)
from app.domain.photo import Photo, PhotoLink, PhotoTarget, photo_link_id
from app.domain.recommendation import Recommendation, RecommendationFacts
from app.domain.signed_scope import VisitSigned
from app.errors import NotFound
from app.ids import (
    AbsenceId,
    FindingId,
    InspectionId,
    ParticipantId,
    PhotoId,
    RecommendationId,
    RollCallId,
    place_id,
)
from app.photos.intake import PhotoRefused
from app.progress import NO_PROGRESS, Progress
from app.services.checklists import (
    ChecklistRetired,
    VersionOfLaptop,
    checklists_of,
    offered_checklist,
)
from app.services.document_check import content_faults
from app.services.inspection_document import (
    DocumentInvalid,
    Fault,
    InspectionDocument,
    PhotoEntry,
    read_document,
)
from app.services.inspections import plan_of
from app.services.photos import PhotoService
from app.services.units import UnitService
from app.store.unit_of_work import Store, UnitOfWork
from app.words import translate


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a document did."""

    inspection_id: InspectionId
    created: bool
    changed: int
    """How many records are new or other than before; 0 the second time."""
    records: int


class RecordingService:
    """Creates or updates a visit from a document."""

    def __init__(self, store: Store, units: UnitService, photos: PhotoService) -> None:
        self._store = store
        self._units = units
        self._photos = photos

    def record(self, path: Path, progress: Progress = NO_PROGRESS) -> Recorded:
        """Record the document at `path`; the same document twice changes nothing.

        Photos go to the vault first, then all records in one transaction.

        Raises:
            FileUnreadable, DocumentInvalid: before anything was written.
            VisitSigned: if its visit is signed already; nothing was written.
        """
        document = read_document(path)
        inspection_id = InspectionId(place_id("inspection", document.key))
        checklists = self._check(document, inspection_id, path.parent)
        self._refuse_signed(inspection_id)
        paths = [path.parent / entry.path for entry in document.photos]
        photos = _all_taken(self._photos.take_in(inspection_id, paths, progress))
        unit_name = self._units.get(document.unit_code).name
        entities = list(entities_of(document, inspection_id, unit_name, checklists))
        for place, (entry, photo) in enumerate(zip(document.photos, photos, strict=True), 1):
            entities.append(replace(photo, caption=entry.caption, use=entry.use, order=place))
            entities += _links(entry, inspection_id, photo.id)
        with self._store.writing() as work:
            created = work.find(Inspection, inspection_id) is None
            changed = sum(work.save(_as_it_stands(work, entity)) for entity in entities)
            work.commit()
        return Recorded(inspection_id, created, changed, len(entities))

    def record_sample(self, path: Path, progress: Progress = NO_PROGRESS) -> Recorded:
        """Record a document as a visit to try the program out with: marked, counted nowhere.

        Raises:
            FileUnreadable, DocumentInvalid, VisitSigned: as `record`.
        """
        recorded = self.record(path, progress)
        with self._store.writing() as work:
            visit = work.get(Inspection, recorded.inspection_id)
            if recorded.created:
                work.save(replace(visit, is_sample=True))
            work.commit()
        return recorded

    def assign(self, path: Path) -> InspectionId:
        """Plan the visit of a document at headquarters, without what is found there.

        A visit that has begun is left as it is.

        Raises:
            FileUnreadable, DocumentInvalid: before anything was written.
        """
        document = read_document(path)
        inspection_id = InspectionId(place_id("inspection", document.key))
        checklists = self._check(document, inspection_id, path.parent)
        unit_name = self._units.get(document.unit_code).name
        with self._store.writing() as work:
            known = work.find(Inspection, inspection_id)
            if known is not None and known.state is not InspectionState.PLANNED:
                return inspection_id
            for entity in _visit(document, inspection_id, unit_name, checklists):
                work.save(_as_planned(entity))
            work.commit()
        return inspection_id

    def _refuse_signed(self, inspection_id: InspectionId) -> None:
        """Refuse before a photo is taken in, which happens before the records are written."""
        with self._store.reading() as view:
            visit = view.find(Inspection, inspection_id)
        if visit is not None and visit.state is InspectionState.SIGNED:
            raise VisitSigned

    def _check(
        self, document: InspectionDocument, inspection_id: InspectionId, folder: Path
    ) -> tuple[Checklist, ...]:
        faults: list[Fault] = []
        checklists: list[Checklist] = []
        with self._store.reading() as view:
            visit = view.find(Inspection, inspection_id)
            # A visit keeps the versions it was begun with; `CODE/2` names another.
            stands_on = list(checklists_of(view, visit)) if visit else []
            begun = {one.code: one for one in stands_on}
            begun |= {f"{one.code}/{one.number}": one for one in stands_on}
            for place, code in enumerate(document.checklists):
                try:
                    checklists.append(begun.get(code) or offered_checklist(view, code))
                except ChecklistRetired:
                    faults.append(
                        Fault(f"$.checklists[{place}]", translate("this version is retired"))
                    )
                except VersionOfLaptop:
                    reason = translate(
                        "this version is another laptop's, and headquarters has its own"
                    )
                    faults.append(Fault(f"$.checklists[{place}]", reason))
                except NotFound:
                    faults.append(
                        Fault(f"$.checklists[{place}]", translate("there is no such checklist"))
                    )
        try:
            self._units.get(document.unit_code)
        except NotFound:
            faults.append(Fault("$.unit_code", translate("there is no such unit")))
        faults += content_faults(document, checklists)
        faults += self._photo_faults(document, folder)
        if faults:
            raise DocumentInvalid(faults)
        return tuple(checklists)

    def _photo_faults(self, document: InspectionDocument, folder: Path) -> Iterator[Fault]:
        for place, entry in enumerate(document.photos):
            refused = self._photos.first_look(folder / entry.path)
            if refused is not None:
                yield Fault(f"$.photos[{place}].path", refused.reason)


def _all_taken(taken: Sequence[Photo | PhotoRefused]) -> list[Photo]:
    """Refuse the document if one of its photos turned out to be damaged, or is there twice."""
    faults = [
        Fault(f"$.photos[{place}].path", one.reason)
        for place, one in enumerate(taken)
        if isinstance(one, PhotoRefused)
    ]
    seen: set[str] = set()
    for place, one in enumerate(taken):
        if isinstance(one, Photo) and one.sha256 in seen:
            faults.append(Fault(f"$.photos[{place}].path", translate("it stands twice")))
        elif isinstance(one, Photo):
            seen.add(one.sha256)
    if faults:
        raise DocumentInvalid(faults)
    return [one for one in taken if isinstance(one, Photo)]


def entities_of(
    document: InspectionDocument,
    inspection_id: InspectionId,
    unit_name: str,
    checklists: tuple[Checklist, ...],
) -> Iterator[Entity]:
    """Yield what a document says, but its photos."""
    yield from _visit(document, inspection_id, unit_name, checklists)
    yield from _records(document, inspection_id, checklists)
    yield from _attendance(document, inspection_id)


def _visit(
    document: InspectionDocument,
    inspection_id: InspectionId,
    unit_name: str,
    checklists: tuple[Checklist, ...],
) -> Iterator[Entity]:
    plan = plan_of(document.plan)
    yield plan
    finished = document.visit.ended_at is not None
    yield Inspection(
        id=inspection_id,
        plan_id=plan.id,
        unit_code=document.unit_code,
        unit_name=unit_name,
        checklist_ids=tuple(checklist.id for checklist in checklists),
        state=InspectionState.FINISHED if finished else InspectionState.OPEN,
        **{name: _utc(value) for name, value in facts_in(document.visit, InspectionFacts).items()},
    )


def _records(
    document: InspectionDocument, inspection_id: InspectionId, checklists: tuple[Checklist, ...]
) -> Iterator[Entity]:
    asked = {row.code: (one.id, row.identity) for one in checklists for row in one.criteria}
    namesakes: Counter[tuple[str, str]] = Counter()
    for order, person in enumerate(document.participants, 1):
        named = (person.side.value, person.name)
        namesakes[named] += 1
        again = (str(namesakes[named]),) if namesakes[named] > 1 else ()
        yield Participant(
            id=ParticipantId(place_id("participant", inspection_id, *named, *again)),
            inspection_id=inspection_id,
            order=order,
            **facts_in(person, ParticipantFacts),
        )
    for answer in document.answers:
        checklist_id, identity = asked[answer.criterion]
        yield Answer(
            id=answer_id(inspection_id, identity),
            inspection_id=inspection_id,
            checklist_id=checklist_id,
            criterion_code=answer.criterion,
            **facts_in(answer, AnswerFacts),
        )
    for order, dossier in enumerate(document.dossiers, 1):
        yield Dossier(
            id=dossier_id(inspection_id, dossier.dossier_code),
            inspection_id=inspection_id,
            order=order,
            **{name: _as_read(value) for name, value in facts_in(dossier, DossierFacts).items()},
        )
    for order, finding in enumerate(document.findings, 1):
        yield Finding(
            id=_finding_id(inspection_id, finding.key),
            inspection_id=inspection_id,
            order=order,
            **facts_in(finding, FindingFacts),
        )
    for order, wish in enumerate(document.recommendations, 1):
        yield Recommendation(
            id=RecommendationId(place_id("recommendation", inspection_id, wish.key)),
            inspection_id=inspection_id,
            finding_id=_finding_id(inspection_id, wish.finding) if wish.finding else None,
            order=order,
            **facts_in(wish, RecommendationFacts),
        )


def _attendance(document: InspectionDocument, inspection_id: InspectionId) -> Iterator[Entity]:
    for order, count in enumerate(document.roll_calls, 1):
        said = {name: _utc(value) for name, value in facts_in(count, RollCallFacts).items()}
        yield RollCall(
            id=RollCallId(place_id("roll_call", inspection_id, str(order))),
            inspection_id=inspection_id,
            order=order,
            **said,
        )
    for order, absence in enumerate(document.absences, 1):
        said = {name: _utc(value) for name, value in facts_in(absence, AbsenceFacts).items()}
        yield Absence(
            id=AbsenceId(place_id("absence", inspection_id, str(order))),
            inspection_id=inspection_id,
            order=order,
            **said,
        )


def _links(
    entry: PhotoEntry, inspection_id: InspectionId, photo_id: PhotoId
) -> Iterator[PhotoLink]:
    targets: list[tuple[PhotoTarget, Iterable[str]]] = [
        (PhotoTarget.CRITERION, entry.criteria),
        (PhotoTarget.FINDING, [_finding_id(inspection_id, key) for key in entry.findings]),
        (PhotoTarget.DOSSIER, [dossier_id(inspection_id, code) for code in entry.dossiers]),
    ]
    for target, keys in targets:
        for key in keys:
            yield PhotoLink(
                id=photo_link_id(photo_id, target, key),
                inspection_id=inspection_id,
                photo_id=photo_id,
                target=target,
                target_key=key,
            )


def _finding_id(inspection_id: InspectionId, key: str) -> FindingId:
    return FindingId(place_id("finding", inspection_id, key))


def _utc(value: Any) -> Any:  # noqa: ANN401 - any fact
    """Moments of a visit are kept in UTC; one without a zone is read as Vietnam's."""
    if not isinstance(value, datetime):
        return value
    return (value if value.tzinfo else value.replace(tzinfo=VIETNAM)).astimezone(UTC)


def _as_read(value: Any) -> Any:  # noqa: ANN401 - any fact
    """Paper slips keep the moment as it is read off them in Vietnam."""
    if isinstance(value, datetime) and value.tzinfo:
        return local(value).replace(tzinfo=None)
    return value


def _as_planned(entity: Entity) -> Entity:
    """Keep of a visit what is decided beforehand; what happens is written where it happens."""
    if not isinstance(entity, Inspection):
        return entity
    facts = InspectionFacts(
        kind=entity.kind,
        form=entity.form,
        period_from=entity.period_from,
        period_to=entity.period_to,
        place=entity.place,
        report_due_on=entity.report_due_on,
        planned_from=entity.planned_from,
        planned_to=entity.planned_to,
    )
    return replace(entity, state=InspectionState.PLANNED, **facts_in(facts, InspectionFacts))


def _as_it_stands(work: UnitOfWork, entity: Entity) -> Entity:
    """Keep what a document does not speak of: how far a visit and its follow-up went.

    Nor does it look an answer over again that was given to an earlier version.
    """
    if isinstance(entity, Inspection):
        visit = work.find(Inspection, entity.id)
        if visit is not None and visit.state is not InspectionState.PLANNED:
            return replace(
                entity,
                state=visit.state,
                reopened_reason=visit.reopened_reason,
                is_sample=visit.is_sample,
            )
    elif isinstance(entity, Recommendation):
        asked = work.find(Recommendation, entity.id)
        if asked is not None:
            return replace(entity, state=asked.state)
    elif isinstance(entity, Answer):
        answer = work.find(Answer, entity.id)
        if answer is not None and facts_in(answer, AnswerFacts) == facts_in(entity, AnswerFacts):
            return answer
    return entity
