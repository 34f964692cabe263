"""How the gaps of a phrase are filled for a proposal; what nobody knows stays to be seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from app.clock import local
from app.domain.case_file import CaseFile
from app.domain.phrase import Phrase
from app.domain.proposal_text import best_of, reached_percent, remark_of
from app.domain.sample_figure import Sample
from app.domain.scoring import CriterionScore
from app.domain.unit import UnitType
from app.domain.wording import counted, decimal, rate

MISSING: Final = "…"
"""What stands where a gap cannot be filled."""

_BY_NAME: Final = {
    "so": "missing",
    "tong": "denominator",
    "ty_le": "rate",
    "chi_tieu": "target",
    "nam": "year",
    "nam_truoc": "last_year",
    "han": "deadline",
    "han_bao_cao": "deadline",
    "ngay": "visit_day",
    "co_quan_nhan": "receiving_office",
    "don_vi": "unit",
    "so_khong_xin_loi": "without_apology",
}
"""What a gap means where nothing else is said of it."""

_COMMITTEES: Final = {UnitType.WARD: "UBND phường", UnitType.SPECIAL_ZONE: "UBND đặc khu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What is known where a proposal is worded."""

    case: CaseFile
    sample: Sample
    due_on: date
    score: CriterionScore | None = None
    figure: str = ""

    def value(self, source: str) -> str:
        """Return what a source says, or nothing where it is not known."""
        if source.startswith("'"):
            return source.strip("'")
        name, _, code = source.partition(" ")
        if code:
            return self._of_answer(code) if name == "rate" else ""
        read = _SOURCES.get(name)
        return read(self) if read is not None else ""

    @property
    def parts(self) -> tuple[Decimal, Decimal] | None:
        """How many are wrong and of how many, by the answer or else by the figure."""
        answer = self.score.answer if self.score is not None else None
        if answer is not None:
            if answer.numerator is not None and answer.denominator is not None:
                return answer.denominator - answer.numerator, answer.denominator
            count = _whole(answer.value)
            wrong = self.sample.wrong(self.figure) if self.figure else None
            same = wrong is not None and count == wrong.numerator
            return (count, Decimal(wrong.denominator if wrong and same else 0)) if count else None
        if not self.figure:
            return None
        wrong = self.sample.wrong(self.figure)
        return Decimal(wrong.numerator), Decimal(wrong.denominator)

    @property
    def sample_size(self) -> int:
        """Of how many dossiers a counted answer is, or 0 where the sample counts otherwise."""
        return int(self.parts[1]) if self.figure and self.parts is not None else 0

    def _of_answer(self, code: str) -> str:
        answer = self.case.answers.get(code)
        if answer is None or answer.numerator is None or not answer.denominator:
            return ""
        return rate(answer.numerator, answer.denominator)


def filled(phrase: Phrase, gaps: Gaps, sources: Mapping[str, str]) -> str:
    """Return a phrase with its gaps filled; `…` stands where nothing is known.

    Args:
        phrase: the phrase.
        gaps: what is known.
        sources: what fills a gap, where that is not what its name says.
    """
    meant = dict(_BY_NAME)
    if "thang" in phrase.gaps:
        # "ngày … tháng … năm …" asks for the parts of a date.
        del meant["ngay"]
    values = {
        name: gaps.value(sources.get(name) or meant.get(name, "")) or MISSING
        for name in phrase.gaps
    }
    text = phrase.filled(values)
    committee = _COMMITTEES.get(gaps.case.unit.unit_type)
    return re.sub(r"\bUBND xã\b", committee, text) if committee else text


def _missing(gaps: Gaps) -> str:
    return counted(gaps.parts[0]) if gaps.parts else ""


def _denominator(gaps: Gaps) -> str:
    return counted(gaps.parts[1]) if gaps.parts and gaps.parts[1] else ""


def _missing_share(gaps: Gaps) -> str:
    of = _denominator(gaps)
    return f"{_missing(gaps)}/{of}" if of else _missing(gaps)


def _late_share(gaps: Gaps) -> str:
    """Late ones of all in the sample, where the answer counts the same late ones."""
    wrong = gaps.sample.wrong("overdue")
    if gaps.parts and gaps.parts[1] == wrong.numerator:
        return f"{counted(wrong.numerator)}/{counted(wrong.denominator)}"
    return _denominator(gaps)


def _without_apology(gaps: Gaps) -> str:
    wrong = gaps.sample.wrong("apology_rate")
    return counted(wrong.numerator) if wrong.denominator else ""


def _rate(gaps: Gaps) -> str:
    return reached_percent(gaps.score) if gaps.score is not None else ""


def _target(gaps: Gaps) -> str:
    best = best_of(gaps.score) if gaps.score is not None else None
    return decimal(best) if best is not None else ""


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day is not None else ""


def _visit_day(gaps: Gaps) -> str:
    visit = gaps.case.inspection
    moment = visit.ended_at or visit.started_at
    return _day(local(moment).date()) if moment is not None else ""


def _remark(gaps: Gaps) -> str:
    return remark_of(gaps.score) if gaps.score is not None else ""


def _whole(value: str) -> Decimal:
    try:
        return Decimal(value.strip() or "0")
    except InvalidOperation:
        return Decimal(0)


_SOURCES: Final[Mapping[str, Callable[[Gaps], str]]] = {
    "missing": _missing,
    "denominator": _denominator,
    "missing_share": _missing_share,
    "late_share": _late_share,
    "without_apology": _without_apology,
    "rate": _rate,
    "target": _target,
    "comment": _remark,
    "year": lambda gaps: str(gaps.case.plan.year),
    "last_year": lambda gaps: str(gaps.case.plan.year - 1),
    "next_year": lambda gaps: str(gaps.case.plan.year + 1),
    "deadline": lambda gaps: _day(gaps.due_on),
    "visit_day": _visit_day,
    "receiving_office": lambda gaps: gaps.case.plan.report_to,
    "unit": lambda gaps: gaps.case.unit.committee,
}
SOURCES: Final = frozenset(_SOURCES)
"""What a gap can be filled from; besides, `rate CODE` and a word in `'…'`."""
