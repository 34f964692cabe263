"""Earlier recommendations of a unit: what is still open, verified in this visit, what recurs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.clock import Clock, local
from app.domain.case_file import CaseFile
from app.domain.earlier_recommendation import (
    EarlierRecommendation,
    identities,
    is_settled,
    past_visit,
    recurrences,
)
from app.domain.finding import Finding
from app.domain.inspection import Inspection, InspectionForm, InspectionState
from app.domain.photo import Photo, PhotoLink, PhotoTarget
from app.domain.recommendation import Addressee, Recommendation, RecommendationState
from app.domain.remediation_check import (
    RemediationCheck,
    RemediationOutcome,
    remediation_check_id,
)
from app.ids import InspectionId, PhotoId, RecommendationId
from app.services.inspections import InspectionService, scores_of
from app.store.unit_of_work import Store, View


@dataclass(frozen=True, slots=True)
class _Checked:
    """What another visit found of a recommendation."""

    visit: Inspection
    on: date
    check: RemediationCheck


class RemediationService:
    """The use cases around what earlier visits asked of a unit."""

    def __init__(self, store: Store, inspections: InspectionService, clock: Clock) -> None:
        self._store = store
        self._inspections = inspections
        self._clock = clock

    def earlier(self, inspection_id: InspectionId) -> list[EarlierRecommendation]:
        """Return what earlier visits asked of the unit and nobody has confirmed as done.

        What this visit has verified stays among them, whatever became of it since. The
        longest overdue stands first.

        Raises:
            NotFound: if there is no such visit.
        """
        with self._store.reading() as view:
            visit = view.get(Inspection, inspection_id)
            return sorted(self._earlier(view, visit), key=_most_urgent)

    def open_ones(self, case: CaseFile) -> list[Recommendation]:
        """Return the earlier recommendations that a visit has not verified yet."""
        return [
            one.recommendation for one in self.earlier(case.inspection.id) if not one.is_verified
        ]

    def verify(
        self,
        inspection_id: InspectionId,
        recommendation_id: RecommendationId,
        outcome: RemediationOutcome | None,
        note: str = "",
    ) -> RemediationCheck | None:
        """Say what a visit found of an earlier recommendation; nothing at all takes it back.

        Raises:
            NotFound: if the recommendation is not in this store any more.
            VisitSigned: if the minutes of the visit are signed.
        """
        identity = remediation_check_id(inspection_id, recommendation_id)
        with self._store.writing() as work:
            known = work.find(RemediationCheck, identity)
            if outcome is None and not note.strip():
                if known is not None:
                    work.remove(known)
                    work.commit()
                return None
            asked = work.get(Recommendation, recommendation_id)
            others = work.all(RemediationCheck, inspection_id=inspection_id)
            last = max((one.order for one in others), default=0)
            check = RemediationCheck(
                id=identity,
                inspection_id=inspection_id,
                recommendation_id=recommendation_id,
                text=known.text if known else asked.text,
                due_on=known.due_on if known else asked.due_on,
                outcome=outcome,
                note=note.strip(),
                order=known.order if known else last + 1,
            )
            work.save(check)
            work.commit()
        return check

    def recurrences(self, inspection_id: InspectionId) -> dict[str, int]:
        """Return in how many earlier visits running each criterion failed, by its code now.

        A unit's own check of itself counts as no inspection.

        Raises:
            NotFound: if there is no such visit.
        """
        with self._store.reading() as view:
            visit = view.get(Inspection, inspection_id)
            others = [
                one
                for one in visits_before(view, visit, self._clock.today())
                if one.form is not InspectionForm.SELF_CHECK
            ]
            if not others:
                return {}
            codes = identities(self._inspections.case_in(view, inspection_id).checklists)
            past = []
            for other in sorted(others, key=self._day_of, reverse=True):
                case = self._inspections.case_in(view, other.id)
                past.append(past_visit(self._day_of(other), case, scores_of(case)))
        counts = recurrences(past)
        return {code: counts[name] for code, name in codes.items() if name in counts}

    def _earlier(self, view: View, visit: Inspection) -> Iterator[EarlierRecommendation]:
        today = self._day_of(visit)
        mine = {
            one.recommendation_id: one for one in view.all(RemediationCheck, inspection_id=visit.id)
        }
        earlier = list(visits_before(view, visit, self._clock.today()))
        told = self._told(view, earlier)
        for other in earlier:
            made = view.all(Recommendation, inspection_id=other.id)
            findings = {one.id: one for one in view.all(Finding, inspection_id=other.id)}
            links = view.all(PhotoLink, inspection_id=other.id) if made else []
            photos = (
                {one.id: one for one in view.all(Photo, inspection_id=other.id)} if links else {}
            )
            for asked in made:
                if asked.addressee is not Addressee.UNIT:
                    continue
                checks = told.get(asked.id, [])
                signed = [one.check for one in checks if one.visit.state is InspectionState.SIGNED]
                closed = asked.state is RecommendationState.CONFIRMED or is_settled(signed)
                if closed and asked.id not in mine:
                    continue
                last = max(checks, key=lambda one: one.on, default=None)
                finding = findings.get(asked.finding_id) if asked.finding_id else None
                yield EarlierRecommendation(
                    recommendation=asked,
                    visit=other,
                    made_on=self._day_of(other),
                    days_late=asked.days_late(today),
                    finding=finding,
                    before=tuple(_photos(photos, links, asked, finding)),
                    check=mine.get(asked.id),
                    last_check=last.check if last else None,
                    last_checked_on=last.on if last else None,
                )

    def _told(self, view: View, visits: list[Inspection]) -> dict[RecommendationId, list[_Checked]]:
        told: dict[RecommendationId, list[_Checked]] = {}
        for visit in visits:
            for check in view.all(RemediationCheck, inspection_id=visit.id):
                if check.outcome is not None:
                    found = _Checked(visit, self._day_of(visit), check)
                    told.setdefault(check.recommendation_id, []).append(found)
        return told

    def _day_of(self, visit: Inspection) -> date:
        return _day_of(visit, self._clock.today())


def visits_before(view: View, visit: Inspection, today: date) -> Iterator[Inspection]:
    """Yield the visits to the same unit that came before."""
    # What was recorded to try things out asks nobody of anything.
    mine = {"unit_code": visit.unit_code, "is_sample": visit.is_sample}
    for other in view.all(Inspection, **mine):
        if other.id != visit.id and _moment(other, today) < _moment(visit, today):
            yield other


def fault_photos(view: View, visit: Inspection) -> list[Photo]:
    """Return the photos of what a visit asked its unit to mend and nobody has confirmed."""
    asked = [
        one
        for one in view.all(Recommendation, inspection_id=visit.id)
        if one.addressee is Addressee.UNIT and one.state is not RecommendationState.CONFIRMED
    ]
    findings = {one.id: one for one in view.all(Finding, inspection_id=visit.id)}
    links = view.all(PhotoLink, inspection_id=visit.id)
    photos = {one.id: one for one in view.all(Photo, inspection_id=visit.id)}
    found = {
        photo.id: photo
        for one in asked
        for photo in _photos(
            photos, links, one, findings.get(one.finding_id) if one.finding_id else None
        )
    }
    return list(found.values())


def _day_of(visit: Inspection, today: date) -> date:
    """Return when a visit was; one that has not begun is on its planned day, or today."""
    begun = visit.started_at
    if begun is not None:
        return local(begun).date()
    return visit.planned_from or today


def _moment(visit: Inspection, today: date) -> tuple[date, float]:
    begun = visit.started_at
    return _day_of(visit, today), begun.timestamp() if begun is not None else float("inf")


def _photos(
    photos: Mapping[PhotoId, Photo],
    links: Sequence[PhotoLink],
    asked: Recommendation,
    finding: Finding | None,
) -> list[Photo]:
    """Return what showed the fault: photos of the finding, or else of its criteria."""
    wanted = {
        one.photo_id
        for one in links
        if one.target is PhotoTarget.FINDING and one.target_key == asked.finding_id
    }
    if not wanted and finding is not None:
        wanted = {
            one.photo_id
            for one in links
            if one.target is PhotoTarget.CRITERION and one.target_key in finding.criteria
        }
    return [one for one in photos.values() if one.id in wanted]


def _most_urgent(one: EarlierRecommendation) -> tuple[int, date, date, int]:
    due_on = one.recommendation.due_on
    return (-one.days_late, due_on or date.max, one.made_on, one.recommendation.order)
