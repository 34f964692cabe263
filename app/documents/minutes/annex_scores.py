"""Phụ lục: the score table, criterion by criterion, with the sums of groups and areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from math import ceil
from typing import Final

from app.documents.terms import SCALE, capitalised, clause, listed, number_text, one_line, short_day
from app.documents.word.letter_widths import ems
from app.documents.word.wordml import Look, cell, paragraph, row, table
from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, Criterion
from app.domain.rule import NEVER
from app.domain.scoring import ChecklistScore, CriterionScore, CriterionState, GroupScore

_HEADINGS: Final = ("Mã", "Nội dung", "Điểm tối đa", "Tự chấm", "Điểm đạt", "Ghi chú")
# Twips of the columns of points; of an em of the table's letters; beside the text of a cell.
_POINTS: Final = (720, 720, 720)
_EM, _INSIDE, _SPARE = 220, 70, 40
_LEAST_CODE: Final = 700
_NOTE: Final = 0.21
# This many rows of criteria stand on a page with the sum under them.
_WITH_SUM: Final = 2

_HEAD: Final = Look(size=22, bold=True, align="center")
_TEXT: Final = Look(size=22)
_NUMBER: Final = Look(size=22, align="center")
# A group is never the last row of a page.
_BOLD_TEXT: Final = Look(size=22, bold=True, keep_next=True)
_BOLD_NUMBER: Final = Look(size=22, bold=True, align="center", keep_next=True)
_SUBTITLE: Final = Look(size=26, bold=True, before=120, after=120, keep_next=True)
_SUM_TEXT: Final = Look(size=22, bold=True)
_SUM_NUMBER: Final = Look(size=22, bold=True, align="center")


def written(scores: Sequence[ChecklistScore], width: int) -> str:
    """Return the tables of all checklists of the visit."""
    codes = (row.code for score in scores for row in score.checklist.criteria[1:])
    # A column wider than a third of the table would leave no room for the words.
    code = min(max(map(_code_width, codes), default=_LEAST_CODE), width // 3)
    note = round(width * _NOTE)
    widths = [code, width - code - sum(_POINTS) - note, *_POINTS, note]
    return "".join(_one(score, widths, titled=len(scores) > 1) for score in scores)


def _code_width(code: str) -> int:
    """Return the width of the column in which this code fits on one line."""
    return max(ceil(ems(code, bold=True) * _EM) + 2 * _INSIDE + _SPARE, _LEAST_CODE)


def _one(score: ChecklistScore, widths: Sequence[int], *, titled: bool) -> str:
    title = paragraph(one_line(score.checklist.title), _SUBTITLE) if titled else ""
    return title + table(widths, _rows(score, widths), inside=_INSIDE)


def _rows(score: ChecklistScore, widths: Sequence[int]) -> Iterator[str]:
    head = zip(widths, _HEADINGS, strict=True)
    yield row(
        (cell(width, paragraph(text, _HEAD), shaded=True) for width, text in head), repeated=True
    )
    areas = {area.code for area in score.checklist.areas}
    criteria = score.checklist.criteria[1:]
    last = {criterion.code for criterion in criteria[-_WITH_SUM:]}
    for criterion in criteria:
        if criterion.code in score.groups:
            yield _group(score, criterion, widths, is_area=criterion.code in areas)
        else:
            leaf = score.criteria[criterion.code]
            yield _leaf(leaf, widths, with_next=criterion.code in last)
    yield _total(score, widths)


def _group(
    score: ChecklistScore, criterion: Criterion, widths: Sequence[int], *, is_area: bool
) -> str:
    words = (criterion.code, one_line(criterion.text))
    looks = (_BOLD_TEXT, _BOLD_TEXT, *[_BOLD_NUMBER] * 3, _TEXT)
    group = score.groups[criterion.code]
    texts = (*words, *_sums(score, group), _of_how_many(group))
    return _line(texts, looks, widths, shaded=is_area)


def _total(score: ChecklistScore, widths: Sequence[int]) -> str:
    looks = (_SUM_TEXT, _SUM_TEXT, *[_SUM_NUMBER] * 3, _TEXT)
    texts = ("", "Tổng cộng", *_sums(score, score.total), _result(score))
    return _line(texts, looks, widths, shaded=True)


def _sums(score: ChecklistScore, group: GroupScore) -> Sequence[str]:
    """Return most points, the unit's own and those reached; nothing where none are given."""
    numbers = (group.max_score, self_score(score, group.code), group.points)
    return [number_text(number) if group.max_score > 0 else "" for number in numbers]


def _leaf(score: CriterionScore, widths: Sequence[int], *, with_next: bool) -> str:
    criterion, answer = score.criterion, score.answer
    informs = score.state is CriterionState.INFORMATION
    texts = (
        criterion.code,
        one_line(criterion.text),
        "" if informs else number_text(score.max_score),
        number_text(answer.self_score) if answer else "",
        number_text(score.points),
        _note(score, answer),
    )
    text, points = (replace(look, keep_next=with_next) for look in (_TEXT, _NUMBER))
    return _line(texts, (text, text, *[points] * 3, text), widths)


def _line(
    texts: Sequence[str], looks: Sequence[Look], widths: Sequence[int], *, shaded: bool = False
) -> str:
    return row(
        cell(width, paragraph(text, look), shaded=shaded)
        for width, text, look in zip(widths, texts, looks, strict=True)
    )


def _note(score: CriterionScore, answer: AnswerFacts | None) -> str:
    if score.state is CriterionState.NOT_APPLICABLE:
        return listed(("Không phát sinh", clause(answer.comment if answer else "")), ". ")
    if score.state is CriterionState.HIDDEN:
        return "Không thuộc diện chấm"
    if answer is None or score.state is CriterionState.UNANSWERED:
        return "Chưa chấm"
    informs = score.state is CriterionState.INFORMATION
    reason = answer.final_reason if answer.final_score is not None else answer.team_reason
    return listed(
        (
            value_text(score.criterion, answer) if informs else _measured(score, answer),
            clause(reason),
            clause(answer.comment),
        ),
        "; ",
    )


def value_text(criterion: Criterion, answer: AnswerFacts) -> str:
    """Return what was answered as documents write it; what cannot be read stays as typed."""
    typed = one_line(answer.value)
    try:
        if criterion.answer_type is AnswerType.DATE:
            return short_day(date.fromisoformat(typed))
        if criterion.answer_type in {AnswerType.COUNT, AnswerType.NUMBER}:
            return number_text(Decimal(typed))
    except (ValueError, InvalidOperation):
        return typed
    return typed


def _measured(score: CriterionScore, answer: AnswerFacts) -> str:
    """Return what the points rest on: a rate, days late, a number, or what was chosen."""
    kind, amount = score.criterion.answer_type, score.judgement.amount
    if kind is AnswerType.DATE:
        if answer.value == NEVER:
            return "Không thực hiện"
        late = f"chậm {number_text(amount)} ngày" if amount is not None and amount > 0 else ""
        return listed((value_text(score.criterion, answer), late), ", ")
    if kind in {AnswerType.NUMBER, AnswerType.COUNT} and score.judgement.tier is None:
        return number_text(amount) if amount is not None else ""
    if kind is AnswerType.NUMBER:
        return value_text(score.criterion, answer)
    if score.judgement.chosen:
        return ", ".join(one_line(tier.condition) for tier in score.judgement.chosen)
    return _rate(score, answer)


def _rate(score: CriterionScore, answer: AnswerFacts) -> str:
    if score.rate is None:
        return ""
    percent = f"{number_text(score.rate)}%"
    if answer.numerator is None or answer.denominator is None:
        return percent
    return f"{number_text(answer.numerator)}/{number_text(answer.denominator)} ({percent})"


def _result(score: ChecklistScore) -> str:
    """Return what the sum amounts to; in its row, so that no page parts the two."""
    total, rating = score.total, score.rating
    if total.converted is None:
        return "Chưa có tiêu chí nào được chấm điểm"
    words = (
        _of_how_many(total),
        "" if total.applicable_max == SCALE else f"quy đổi {number_text(total.converted)}/100",
        f"xếp loại {rating.name}" if rating else "",
        _knock_out(score),
    )
    return capitalised(listed(words, "; "))


def _knock_out(score: ChecklistScore) -> str:
    """Return which criteria hold the rating below what the points reach (điểm liệt)."""
    if score.rating == score.band:
        return ""
    return f"điểm liệt: {listed((one.criterion.code for one in score.knocked_out), ', ')}"


def _of_how_many(group: GroupScore) -> str:
    """Return of how many points a group is counted where some do not apply."""
    left_out = group.max_score - group.applicable_max
    return f"Tính trên {number_text(group.applicable_max)} điểm" if left_out else ""


def self_score(score: ChecklistScore, under: str) -> Decimal | None:
    """Return what the unit gave itself under a group, or None where it gave nothing."""
    given = [
        answer.self_score
        for answer in (score.criteria[leaf.code].answer for leaf in score.checklist.leaves(under))
        if answer is not None and answer.self_score is not None
    ]
    return sum(given, Decimal(0)) if given else None
