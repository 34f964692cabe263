"""Proposals of a visit: looked at, accepted with one word, dismissed, told when they change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.clock import Clock, local
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.entity import facts_in
from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.finding_arrange import reworded
from app.domain.photo import PhotoLink, PhotoTarget, photo_link_id
from app.domain.phrase import Phrase
from app.domain.phrase_use import PhraseBank, PhraseUse, read_phrase_uses
from app.domain.proposal import Proposal, propose
from app.domain.proposal_gaps import Gaps, filled
from app.domain.recommendation import Recommendation, RecommendationFacts
from app.domain.sample_figure import sample_of
from app.errors import AppError, InvalidValue
from app.ids import FindingId, InspectionId, RecommendationId, place_id
from app.paths import RESOURCES
from app.services.inspections import InspectionService, scores_of
from app.services.phrases import uses_in
from app.store.unit_of_work import Store, UnitOfWork, View
from app.words import mark, translate

WORKDAYS: Final = 20
"""Working days after the visit that a recommendation is given, until somebody says otherwise."""
_MOST_WORKDAYS: Final = 250
_WORKDAYS_NOTE: Final = "proposal_workdays"
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class ProposalGone(AppError):
    """A proposal that was to be accepted does not follow from the answers, or reads otherwise."""

    code = "proposal_gone"
    message = mark(
        "“{key}” is not proposed like this any more: the answers or the dossiers have changed. "
        "Nothing was recorded. Look at the proposals again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedProposal:
    """An accepted finding whose proposal reads otherwise now."""

    finding: Finding
    proposal: Proposal

    @property
    def is_untouched(self) -> bool:
        """Whether the finding still says what was proposed, so that the new text may replace it."""
        return self.finding.text == self.finding.proposed_text

    @property
    def text(self) -> str:
        """How the finding would read with the new wording."""
        return reworded(self.finding, self.proposal.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalBoard:
    """What the answers and dossiers of a visit propose, and what became of it."""

    open: tuple[Proposal, ...]
    """Neither accepted nor dismissed."""
    covered: frozenset[str]
    """The open ones, by key, about which somebody has typed a finding already."""
    changed: tuple[ChangedProposal, ...]
    lapsed: tuple[Finding, ...]
    """Accepted findings that would not be proposed any more; a person decides about them."""
    dismissed: tuple[Proposal, ...]
    workdays: int
    due_on: date


@dataclass(frozen=True, slots=True)
class OfferedPhrase:
    """A phrase of the bank, with the gaps filled that are known where it is to stand."""

    phrase: Phrase
    text: str


class ProposalService:
    """The use cases around proposals; nothing is recorded unless somebody accepts it."""

    def __init__(
        self,
        store: Store,
        inspections: InspectionService,
        calendar: Callable[[], WorkingCalendar],
        clock: Clock,
        resources: Path = RESOURCES,
    ) -> None:
        self._store = store
        self._inspections = inspections
        self._calendar = calendar
        self._clock = clock
        self._resources = resources

    @cached_property
    def _uses(self) -> tuple[PhraseUse, ...]:
        return read_phrase_uses((self._resources / "phrase_uses.csv").read_text("utf-8"))

    def board(self, inspection_id: InspectionId) -> ProposalBoard:
        """Return what a visit proposes now.

        Raises:
            NotFound: if there is no such visit.
        """
        case = self._inspections.case_file(inspection_id)
        with self._store.reading() as view:
            phrases = view.all(Phrase)
            workdays = _workdays(view)
            dismissed = _dismissed(view, inspection_id)
        calendar = self._calendar()
        due_on = calendar.add_workdays(self._visited_on(case), workdays)
        sample = sample_of(case.dossiers, calendar, case.inspection.period_to)
        bank = PhraseBank.of(phrases, self._uses)
        found = propose(case, scores_of(case), sample, bank, due_on=due_on)
        return _board(case, found, dismissed, workdays, due_on)

    def accept(
        self,
        inspection_id: InspectionId,
        keys: Iterable[str],
        *,
        shown: Mapping[str, str] = _NOTHING,
    ) -> list[Finding]:
        """Record proposals as findings with their recommendations and photos, all or none.

        One that was accepted before stays as it is; a dismissed one is taken back first.

        Args:
            inspection_id: the visit.
            keys: the proposals.
            shown: what was read before accepting, by key; whoever names it accepts nothing else.

        Raises:
            ProposalGone: if one is not proposed, or reads otherwise than was shown.
        """
        board = self.board(inspection_id)
        offered = {one.key: one for one in (*board.open, *board.dismissed)}
        with self._store.writing() as work:
            known = {
                key
                for one in work.all(Finding, inspection_id=inspection_id)
                for key in one.proposals
            }
            accepted = []
            for key in dict.fromkeys(keys):
                proposal = offered.get(key)
                if key in known:
                    continue
                if proposal is None or shown.get(key, proposal.text) != proposal.text:
                    raise ProposalGone(key=key)
                accepted.append(_record(work, inspection_id, proposal))
            if accepted:
                done = {one.proposal for one in accepted}
                _keep_dismissed(work, inspection_id, _dismissed(work, inspection_id) - done)
                work.commit()
        return accepted

    def accept_all(self, inspection_id: InspectionId, area_code: str = "") -> list[Finding]:
        """Accept every open proposal, of one area or of all, but those typed by hand already."""
        board = self.board(inspection_id)
        wanted = [
            one
            for one in board.open
            if one.key not in board.covered and area_code in {"", one.facts.area_code}
        ]
        return self.accept(
            inspection_id,
            [one.key for one in wanted],
            shown={one.key: one.text for one in wanted},
        )

    def take_back(self, finding: Finding) -> None:
        """Undo an acceptance: the finding, its recommendations and photo links go to the bin."""
        with self._store.writing() as work:
            for link in work.all(
                PhotoLink, inspection_id=finding.inspection_id, target_key=finding.id
            ):
                work.remove(link)
            for asked in work.all(Recommendation, finding_id=finding.id):
                work.remove(asked)
            if work.find(Finding, finding.id) is not None:
                work.remove(finding)
            work.commit()

    def dismiss(self, inspection_id: InspectionId, key: str) -> None:
        """Put a proposal aside on this laptop; it can be brought back."""
        with self._store.writing() as work:
            _keep_dismissed(work, inspection_id, _dismissed(work, inspection_id) | {key})
            work.commit()

    def bring_back(self, inspection_id: InspectionId, key: str) -> None:
        """Offer a dismissed proposal again."""
        with self._store.writing() as work:
            _keep_dismissed(work, inspection_id, _dismissed(work, inspection_id) - {key})
            work.commit()

    def update(self, inspection_id: InspectionId, key: str) -> Finding:
        """Take the new wording of a changed proposal whose finding nobody has edited.

        Raises:
            ProposalGone: if it has not changed, or somebody has edited the finding since.
        """
        changed = self._changed(inspection_id, key)
        if not changed.is_untouched:
            raise ProposalGone(key=key)
        return self._settle(changed, changed.text)

    def settle(self, inspection_id: InspectionId, key: str, *, take_new: bool) -> Finding:
        """Decide about a changed proposal: its new wording, or the one that stands.

        Raises:
            ProposalGone: if it has not changed.
        """
        changed = self._changed(inspection_id, key)
        return self._settle(changed, changed.text if take_new else changed.finding.text)

    def phrases_for(
        self, inspection_id: InspectionId, category: str = "", criterion_code: str = ""
    ) -> list[OfferedPhrase]:
        """Return the phrases of a category, their gaps filled from a visit and a criterion.

        First the ones that word this very criterion, then those used most on this laptop.

        Raises:
            NotFound: if there is no such visit.
        """
        case = self._inspections.case_file(inspection_id)
        calendar = self._calendar()
        with self._store.reading() as view:
            phrases = view.all(Phrase)
            workdays = _workdays(view)
            used = uses_in(view)
        known = Gaps(
            case=case,
            sample=sample_of(case.dossiers, calendar, case.inspection.period_to),
            due_on=calendar.add_workdays(self._visited_on(case), workdays),
        )
        uses = {
            one.phrase_id: one for one in self._uses if one.source == f"criterion {criterion_code}"
        }
        scores = {
            code: score for found in scores_of(case) for code, score in found.criteria.items()
        }
        offered = []
        for one in phrases:
            if category in {"", one.category, one.kind}:
                # Numbers of the criterion belong only into the phrase that words it.
                use = uses.get(one.id)
                gaps = known if use is None else replace(known, score=scores.get(criterion_code))
                offered.append(OfferedPhrase(one, filled(one, gaps, use.gaps if use else {})))
        return sorted(
            offered, key=lambda one: (one.phrase.id not in uses, -used.get(one.phrase.id, 0))
        )

    def set_workdays(self, workdays: int) -> None:
        """Say how many working days after a visit the proposed deadlines lie.

        Raises:
            InvalidValue: if that is no sensible number.
        """
        if not 0 < workdays <= _MOST_WORKDAYS:
            raise InvalidValue(
                field="workdays",
                value=str(workdays),
                reason=translate("it lies between 1 and {most}", most=_MOST_WORKDAYS),
            )
        with self._store.writing() as work:
            work.notes.remember(_WORKDAYS_NOTE, str(workdays))
            work.commit()

    def _changed(self, inspection_id: InspectionId, key: str) -> ChangedProposal:
        for one in self.board(inspection_id).changed:
            if one.proposal.key == key:
                return one
        raise ProposalGone(key=key)

    def _settle(self, changed: ChangedProposal, text: str) -> Finding:
        facts = changed.proposal.facts
        with self._store.writing() as work:
            finding = work.get(Finding, changed.finding.id)
            # The numbers stand in the evidence too; what somebody typed there stays.
            typed = len(work.history.of_entity(finding.id, "evidence")) > 1
            takes = text == facts.text and not typed
            settled = replace(
                finding,
                text=text,
                proposed_text=facts.text,
                evidence=facts.evidence if takes else finding.evidence,
            )
            work.save(settled)
            work.commit()
        return settled

    def _visited_on(self, case: CaseFile) -> date:
        moment = case.inspection.ended_at or case.inspection.started_at
        return local(moment).date() if moment is not None else self._clock.today()


def _board(
    case: CaseFile,
    found: Sequence[Proposal],
    dismissed: frozenset[str],
    workdays: int,
    due_on: date,
) -> ProposalBoard:
    accepted = {one.proposal: one for one in case.findings if one.proposal}
    answered = {key for one in case.findings for key in one.proposals}
    waiting = [one for one in found if one.key not in answered]
    now = {one.key: one for one in found}
    return ProposalBoard(
        open=tuple(one for one in waiting if one.key not in dismissed),
        covered=frozenset(one.key for one in waiting if _is_typed(case, one)),
        changed=tuple(
            ChangedProposal(finding=finding, proposal=now[key])
            for key, finding in accepted.items()
            if key in now and now[key].text != finding.proposed_text
        ),
        lapsed=tuple(finding for key, finding in accepted.items() if key not in now),
        dismissed=tuple(one for one in waiting if one.key in dismissed),
        workdays=workdays,
        due_on=due_on,
    )


def _is_typed(case: CaseFile, proposal: Proposal) -> bool:
    """Tell whether somebody has typed a finding about the same, without the proposal."""
    facts = proposal.facts
    if facts.kind is FindingKind.STRENGTH:
        typed = [one for one in case.findings if not one.proposals]
        return any(one.kind is facts.kind and one.area_code == facts.area_code for one in typed)
    return bool(facts.criterion_code) and any(
        facts.criterion_code in one.criteria and one.kind is not FindingKind.STRENGTH
        for one in case.findings
    )


def _record(work: UnitOfWork, inspection_id: InspectionId, proposal: Proposal) -> Finding:
    # The same proposal accepted on two laptops is one finding when their parts meet.
    finding = Finding(
        id=FindingId(place_id("finding", inspection_id, "proposal", proposal.key)),
        inspection_id=inspection_id,
        order=_next(work.all(Finding, inspection_id=inspection_id)),
        proposal=proposal.key,
        proposed_text=proposal.text,
        **facts_in(proposal.facts, FindingFacts),
    )
    work.save(finding)
    if proposal.asked is not None:
        others = work.all(Recommendation, inspection_id=inspection_id)
        work.save(
            Recommendation(
                id=RecommendationId(place_id("recommendation", finding.id)),
                inspection_id=inspection_id,
                finding_id=finding.id,
                order=_next(others),
                **facts_in(proposal.asked, RecommendationFacts),
            )
        )
    for photo_id in proposal.photo_ids:
        work.save(
            PhotoLink(
                id=photo_link_id(photo_id, PhotoTarget.FINDING, finding.id),
                inspection_id=inspection_id,
                photo_id=photo_id,
                target=PhotoTarget.FINDING,
                target_key=finding.id,
            )
        )
    return finding


def _next(rows: Sequence[Finding] | Sequence[Recommendation]) -> int:
    return max((row.order for row in rows), default=0) + 1


def _workdays(view: View) -> int:
    kept = view.notes.recall(_WORKDAYS_NOTE)
    return int(kept) if kept is not None else WORKDAYS


def _dismissed(view: View, inspection_id: InspectionId) -> frozenset[str]:
    kept = view.notes.recall(_note(inspection_id))
    return frozenset(json.loads(kept)) if kept is not None else frozenset()


def _keep_dismissed(work: UnitOfWork, inspection_id: InspectionId, keys: frozenset[str]) -> None:
    work.notes.remember(_note(inspection_id), json.dumps(sorted(keys), ensure_ascii=False))


def _note(inspection_id: InspectionId) -> str:
    return f"dismissed_proposals:{inspection_id}"
