"""Findings and recommendations: what was found in a visit and what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.entity import facts_in
from app.domain.finding import Finding, FindingFacts
from app.domain.finding_arrange import joined, parted
from app.domain.inspection import Inspection
from app.domain.photo import PhotoLink, PhotoTarget, photo_link_id
from app.domain.recommendation import Recommendation, RecommendationFacts
from app.ids import FindingId, IdSource, InspectionId, PhotoId, RecommendationId
from app.store.unit_of_work import Store, UnitOfWork


class FindingService:
    """The use cases around the findings of one visit; each is one step that can be undone."""

    def __init__(self, store: Store, ids: IdSource) -> None:
        self._store = store
        self._ids = ids

    def add(
        self,
        inspection_id: InspectionId,
        facts: FindingFacts,
        *,
        dossier_ids: Sequence[str] = (),
        photo_ids: Sequence[PhotoId] = (),
    ) -> Finding:
        """Record a finding after those already there, with the dossiers and photos it rests on."""
        with self._store.writing() as work:
            finding = Finding(
                id=FindingId(self._ids.new()),
                inspection_id=inspection_id,
                order=_next_order(work.all(Finding, inspection_id=inspection_id)),
                dossier_ids=tuple(dict.fromkeys(dossier_ids)),
                **facts_in(facts, FindingFacts),
            )
            work.save(finding)
            for photo_id in dict.fromkeys(photo_ids):
                work.save(_link(finding, photo_id))
            work.commit()
        return finding

    def save(self, finding: Finding) -> Finding:
        """Keep a changed finding."""
        with self._store.writing() as work:
            work.save(finding)
            work.commit()
        return finding

    def remove(self, finding: Finding) -> None:
        """Put a finding and the recommendations that answer it in the bin."""
        with self._store.writing() as work:
            take_away(work, finding)
            work.commit()

    def join(self, inspection_id: InspectionId, finding_ids: Sequence[FindingId]) -> Finding:
        """Make one finding of several, in the order in which they are named.

        The first takes the recommendations and photos of the others, which go to the bin.

        Raises:
            FindingsUnlike: if they are of several kinds; nothing is changed then.
            NotFound: if one is not there any more.
        """
        with self._store.writing() as work:
            first, *others = [work.get(Finding, one) for one in dict.fromkeys(finding_ids)]
            whole = joined([first, *others])
            work.save(whole)
            for other in others:
                for asked in work.all(Recommendation, finding_id=other.id):
                    work.save(replace(asked, finding_id=whole.id))
                for link in _links(work, other):
                    work.save(_link(whole, link.photo_id))
                    work.remove(link)
                work.remove(other)
            _number_recommendations(work, inspection_id)
            work.commit()
        return whole

    def part(self, finding: Finding, texts: Sequence[str]) -> list[Finding]:
        """Make several findings of one, each with one of the texts, behind each other.

        Recommendations stay with the first; photos prove each part until somebody says otherwise.

        Raises:
            NothingToPart: if there are not two texts; nothing is changed then.
            NotFound: if the finding is not there any more.
        """
        with self._store.writing() as work:
            known = work.get(Finding, finding.id)
            parts = parted(known, texts, lambda: FindingId(self._ids.new()))
            links = _links(work, known)
            rows = work.all(Finding, inspection_id=known.inspection_id)
            at = next(number for number, one in enumerate(rows) if one.id == known.id)
            _number(work, [*rows[:at], *parts, *rows[at + 1 :]], always=parts)
            for part in parts[1:]:
                for link in links:
                    work.save(_link(part, link.photo_id))
            _number_recommendations(work, known.inspection_id)
            work.commit()
        return parts

    def arrange(self, inspection_id: InspectionId, finding_ids: Sequence[FindingId]) -> None:
        """Put the findings of a visit into an order; what is not named stays behind.

        The recommendations follow the findings they answer, as they are printed.
        """
        with self._store.writing() as work:
            rows = {one.id: one for one in work.all(Finding, inspection_id=inspection_id)}
            wanted = [rows.pop(one) for one in dict.fromkeys(finding_ids) if one in rows]
            _number(work, [*wanted, *rows.values()])
            _number_recommendations(work, inspection_id)
            work.commit()

    def drop_dossier(self, finding: Finding, dossier_id: str) -> Finding:
        """Say that a dossier does not prove a finding."""
        kept = tuple(one for one in finding.dossier_ids if one != dossier_id)
        return self.save(replace(finding, dossier_ids=kept))


class RecommendationService:
    """The use cases around recommendations, of one visit or of all."""

    def __init__(self, store: Store, ids: IdSource) -> None:
        self._store = store
        self._ids = ids

    def add(
        self,
        inspection_id: InspectionId,
        facts: RecommendationFacts,
        finding_id: FindingId | None = None,
    ) -> Recommendation:
        """Record a recommendation after those already there."""
        with self._store.writing() as work:
            recommendation = Recommendation(
                id=RecommendationId(self._ids.new()),
                inspection_id=inspection_id,
                finding_id=finding_id,
                order=_next_order(work.all(Recommendation, inspection_id=inspection_id)),
                **facts_in(facts, RecommendationFacts),
            )
            work.save(recommendation)
            _number_recommendations(work, inspection_id)
            work.commit()
        return recommendation

    def save(self, recommendation: Recommendation) -> Recommendation:
        """Keep a changed recommendation."""
        with self._store.writing() as work:
            work.save(recommendation)
            work.commit()
        return recommendation

    def arrange(
        self, inspection_id: InspectionId, recommendation_ids: Sequence[RecommendationId]
    ) -> None:
        """Put the recommendations that answer one finding, or none, into an order."""
        with self._store.writing() as work:
            rows = {one.id: one for one in work.all(Recommendation, inspection_id=inspection_id)}
            wanted = [rows[one] for one in dict.fromkeys(recommendation_ids) if one in rows]
            places = sorted(one.order for one in wanted)
            for place, one in zip(places, wanted, strict=True):
                if one.order != place:
                    work.save(replace(one, order=place))
            _number_recommendations(work, inspection_id)
            work.commit()

    def remove(self, recommendation: Recommendation) -> None:
        """Put a recommendation in the bin."""
        with self._store.writing() as work:
            work.remove(recommendation)
            work.commit()

    def all(self) -> list[Recommendation]:
        """Return the recommendations of every visit, the earliest deadline first.

        Those of a visit in the bin are there with it.
        """
        with self._store.reading() as view:
            visits = view.counts(Inspection, "id")
            found = [one for one in view.all(Recommendation) if one.inspection_id in visits]
        return sorted(found, key=_by_deadline)


def take_away(work: UnitOfWork, finding: Finding) -> None:
    """Put a finding in the bin, first what hangs on it: that would keep it there."""
    for recommendation in work.all(Recommendation, finding_id=finding.id):
        work.remove(recommendation)
    for link in _links(work, finding):
        work.remove(link)
    work.remove(finding)


def _links(work: UnitOfWork, finding: Finding) -> list[PhotoLink]:
    """Return what says that photos prove a finding."""
    return work.all(
        PhotoLink,
        inspection_id=finding.inspection_id,
        target=PhotoTarget.FINDING,
        target_key=finding.id,
    )


def _link(finding: Finding, photo_id: PhotoId) -> PhotoLink:
    return PhotoLink(
        id=photo_link_id(photo_id, PhotoTarget.FINDING, finding.id),
        inspection_id=finding.inspection_id,
        photo_id=photo_id,
        target=PhotoTarget.FINDING,
        target_key=finding.id,
    )


def _number(work: UnitOfWork, findings: Sequence[Finding], always: Sequence[Finding] = ()) -> None:
    """Number findings as they stand, and save what changed; `always` are saved in any case."""
    for order, one in enumerate(findings, start=1):
        if one.order != order or one in always:
            work.save(replace(one, order=order))


def _number_recommendations(work: UnitOfWork, inspection_id: InspectionId) -> None:
    """Let recommendations stand in the order of their findings; those without one come last."""
    findings = work.all(Finding, inspection_id=inspection_id)
    places: dict[FindingId | None, int] = {one.id: at for at, one in enumerate(findings)}
    rows = work.all(Recommendation, inspection_id=inspection_id)
    rows.sort(key=lambda one: (places.get(one.finding_id, len(places)), one.order))
    for order, one in enumerate(rows, start=1):
        if one.order != order:
            work.save(replace(one, order=order))


def _next_order(rows: list[Finding] | list[Recommendation]) -> int:
    return max((row.order for row in rows), default=0) + 1


def _by_deadline(recommendation: Recommendation) -> tuple[str, str]:
    due_on = recommendation.due_on
    return (due_on.isoformat() if due_on else "9999", recommendation.id)
