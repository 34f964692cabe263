"""Proposals: draft findings and recommendations that follow from answers and the sample.

A failed criterion and a bad figure of the dossier sample each propose one finding, in the
words of the phrase bank where it has some and else in those of the criterion. Nothing is
recorded here: a person accepts a proposal, or knows better. Texts are kept and printed, so
they are Vietnamese whatever language the window speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from app.domain.case_file import CaseFile
from app.domain.checklist import Checklist, CriterionRole
from app.domain.dossier import dossier_id
from app.domain.finding import FindingFacts, FindingKind, Severity
from app.domain.photo import PhotoTarget
from app.domain.phrase import Phrase
from app.domain.phrase_use import PhraseBank, PhraseUse
from app.domain.proposal_gaps import MISSING, Gaps, filled
from app.domain.proposal_text import (
    asked_by,
    basis_of,
    details_of,
    evidence_of,
    text_by,
)
from app.domain.recommendation import RecommendationFacts
from app.domain.sample_figure import WORDS, Sample
from app.domain.scoring import ChecklistScore, CriterionScore, CriterionState
from app.domain.wording import counted, sentence
from app.ids import PhotoId

_REPORT_FORM: Final = "Văn bản kèm minh chứng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One draft finding with the recommendation that answers it, not accepted by anybody."""

    key: str
    """What it follows from: `criterion CCHC.1.1.1`, `figure overdue`, `area CCHC.1`."""
    facts: FindingFacts
    asked: RecommendationFacts | None = None
    photo_ids: tuple[PhotoId, ...] = ()
    """Photos of the criterion and the dossiers, to be linked when it is accepted."""
    dossier_codes: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    """Legal bases left out because their author marked them as not verified."""

    @property
    def text(self) -> str:
        """The wording of the finding."""
        return self.facts.text

    @property
    def has_gaps(self) -> bool:
        """Whether something stays to be filled in by hand, shown as `…`."""
        asked = self.asked.text if self.asked is not None else ""
        return MISSING in self.facts.text or MISSING in asked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What one proposal is made from."""

    case: CaseFile
    bank: PhraseBank
    sample: Sample
    due_on: date

    def gaps(self, score: CriterionScore | None = None, figure: str = "") -> Gaps:
        return Gaps(
            case=self.case, sample=self.sample, due_on=self.due_on, score=score, figure=figure
        )

    def asked(self, text: str) -> RecommendationFacts:
        return RecommendationFacts(
            text=text,
            owner=self.case.unit.committee,
            due_on=self.due_on,
            report_form=_REPORT_FORM,
            receiving_office=self.case.plan.report_to,
        )


def propose(
    case: CaseFile,
    scores: Sequence[ChecklistScore],
    sample: Sample,
    bank: PhraseBank,
    *,
    due_on: date,
) -> tuple[Proposal, ...]:
    """Return what the answers and the sample of a visit propose, in the order of its areas.

    Args:
        case: the visit.
        scores: what its answers earn.
        sample: what its dossiers amount to.
        bank: the phrases and what they are used for.
        due_on: the deadline proposed with every recommendation.
    """
    source = _Source(case=case, bank=bank, sample=sample, due_on=due_on)
    found = [*_of_criteria(source, scores), *_of_areas(source, scores)]
    measured = {
        figure
        for one in found
        if one.key.startswith("criterion ")
        for figure in bank.use(one.key).figures
    }
    found += _of_figures(source, measured)
    places = {
        area.code: (set_number, number)
        for set_number, checklist in enumerate(case.checklists)
        for number, area in enumerate(checklist.areas)
    }
    last = (len(case.checklists), 0)
    return tuple(sorted(found, key=lambda one: places.get(one.facts.area_code, last)))


def has_failed(score: CriterionScore) -> bool:
    """Tell whether an answer earned less than its criterion can give.

    A bonus not earned is no shortcoming; a penalty is one as soon as it takes points.
    """
    if score.state is not CriterionState.SCORED or score.points is None:
        return False
    if score.role is CriterionRole.BONUS:
        return False
    if score.role is CriterionRole.PENALTY:
        return score.points != 0
    return score.points < score.max_score


def area_of(checklist: Checklist, code: str) -> str:
    """Return the area (lĩnh vực) a criterion stands under."""
    above = {row.code: row.parent_code for row in checklist.criteria}
    while above.get(code) not in {checklist.root.code, None, ""}:
        code = above[code]
    return code


def _of_criteria(source: _Source, scores: Iterable[ChecklistScore]) -> Iterator[Proposal]:
    for found in scores:
        for score in found.criteria.values():
            if has_failed(score):
                yield _of_criterion(source, found.checklist, score)


def _of_criterion(source: _Source, checklist: Checklist, score: CriterionScore) -> Proposal:
    criterion = score.criterion
    key = f"criterion {criterion.code}"
    value = score.answer.value.strip() if score.answer is not None else ""
    use = source.bank.use(key, value)
    gaps = source.gaps(score, use.figures[0] if use.figures else "")
    details, remark = details_of(score)
    by_rule = score.rule_points is not None and score.rule_points < score.max_score
    phrase = source.bank.phrase(use.phrase_id) if by_rule else None
    if phrase is not None:
        text = filled(phrase, gaps, use.gaps).rstrip(" .")
        details = "" if "comment" in use.gaps.values() else details
    else:
        text = text_by(score, gaps.sample_size)
    codes = source.sample.codes(use.figures[0]) if use.figures else ()
    basis, unverified = basis_of(criterion)
    return Proposal(
        key=key,
        facts=FindingFacts(
            kind=FindingKind.SHORTCOMING,
            area_code=area_of(checklist, criterion.code),
            criterion_code=criterion.code,
            text=sentence(f"{text}; cụ thể: {details}" if details else text),
            legal_basis=basis,
            evidence=evidence_of(score, remark, codes),
            severity=use.severity or (Severity.LIGHT if score.points else Severity.MEDIUM),
        ),
        asked=source.asked(_asked(source, use, gaps) or sentence(asked_by(score))),
        photo_ids=_photos(source.case, criterion.code, codes),
        dossier_codes=codes,
        unverified=unverified,
    )


def _asked(source: _Source, use: PhraseUse, gaps: Gaps) -> str:
    phrase = source.bank.phrase(use.asked_id)
    return sentence(filled(phrase, gaps, use.asked_gaps)) if phrase is not None else ""


def _of_figures(source: _Source, measured: set[str]) -> Iterator[Proposal]:
    here = {area.code for checklist in source.case.checklists for area in checklist.areas}
    seen: set[str] = set()
    for named in source.bank.uses:
        kind, _, figure = named.source.partition(" ")
        area = next((code for code in named.areas if code in here), "")
        if kind != "figure" or figure in measured | seen or not area:
            continue
        seen.add(figure)
        if source.sample.wrong(figure).numerator:
            yield _of_figure(source, figure, area)


def _of_figure(source: _Source, figure: str, area: str) -> Proposal:
    late_excused = figure == "overdue" and not source.sample.wrong("apology_rate").numerator
    use = source.bank.use(f"figure {figure}", "apologised" if late_excused else "")
    gaps = source.gaps(figure=figure)
    wrong, codes = source.sample.wrong(figure), source.sample.codes(figure)
    share = f"{counted(wrong.numerator)}/{counted(wrong.denominator)}"
    phrase = source.bank.phrase(use.phrase_id)
    text = filled(phrase, gaps, use.gaps) if phrase else f"Có {share} hồ sơ mẫu {WORDS[figure]}"
    asked = _asked(source, use, gaps) or sentence(
        f"Khắc phục, không để tái diễn tình trạng hồ sơ {WORDS[figure]}"
    )
    return Proposal(
        key=f"figure {figure}",
        facts=FindingFacts(
            kind=FindingKind.SHORTCOMING,
            area_code=area,
            text=sentence(text),
            evidence=evidence_of(None, "", codes),
            severity=use.severity,
        ),
        asked=source.asked(asked),
        photo_ids=_photos(source.case, "", codes),
        dossier_codes=codes,
    )


def _of_areas(source: _Source, scores: Iterable[ChecklistScore]) -> Iterator[Proposal]:
    for found in scores:
        for area in found.checklist.areas:
            use = source.bank.use(f"area {area.code}")
            phrase = source.bank.phrase(use.phrase_id)
            if phrase is not None and _is_full(found, area.code):
                yield _of_area(source, area.code, phrase, use)


def _of_area(source: _Source, code: str, phrase: Phrase, use: PhraseUse) -> Proposal:
    return Proposal(
        key=f"area {code}",
        facts=FindingFacts(
            kind=FindingKind.STRENGTH,
            area_code=code,
            text=sentence(filled(phrase, source.gaps(), use.gaps)),
        ),
    )


def _is_full(found: ChecklistScore, area: str) -> bool:
    total = found.groups.get(area)
    return (
        total is not None
        and total.answered == total.leaves
        and total.applicable_max > Decimal(0)
        and total.points >= total.applicable_max
        and not any(has_failed(found.criteria[leaf.code]) for leaf in found.checklist.leaves(area))
    )


def _photos(case: CaseFile, criterion_code: str, codes: Sequence[str]) -> tuple[PhotoId, ...]:
    wanted = [(PhotoTarget.CRITERION, criterion_code)] if criterion_code else []
    wanted += [(PhotoTarget.DOSSIER, dossier_id(case.inspection.id, code)) for code in codes]
    found = [photo.id for target, key in wanted for photo in case.photos_of(target, key)]
    return tuple(dict.fromkeys(found))
