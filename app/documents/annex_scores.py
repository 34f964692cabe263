"""Phụ lục: the score table, criterion by criterion, with the sums of groups and areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from app.documents.terms import clause, listed, number_text, one_line
from app.documents.wordml import Look, cell, paragraph, row, table
from app.domain.answer import AnswerFacts
from app.domain.checklist import Criterion
from app.domain.scoring import ChecklistScore, CriterionScore, CriterionState

_HEADINGS: Final = ("Mã", "Nội dung", "Điểm tối đa", "Tự chấm", "Điểm đạt", "Ghi chú")
# Twips of the columns of points, and of the widest letters of a code at this size.
_POINTS: Final = (720, 720, 720)
_WIDE, _DIGIT, _DOT, _INSIDE = 150, 112, 56, 170
_NOTE: Final = 0.21

_HEAD: Final = Look(size=22, bold=True, align="center")
_TEXT: Final = Look(size=22)
_NUMBER: Final = Look(size=22, align="center")
# A group is never the last row of a page.
_BOLD_TEXT: Final = Look(size=22, bold=True, keep_next=True)
_BOLD_NUMBER: Final = Look(size=22, bold=True, align="center", keep_next=True)
_SUBTITLE: Final = Look(size=26, bold=True, before=120, after=120, keep_next=True)
_AFTERWORD: Final = Look(size=26, before=120, align="both", indent=567)


def written(scores: Sequence[ChecklistScore], width: int) -> str:
    """Return the tables of all checklists of the visit."""
    code = max(_code_width(row.code) for score in scores for row in score.checklist.criteria)
    note = round(width * _NOTE)
    widths = [code, width - code - sum(_POINTS) - note, *_POINTS, note]
    return "".join(_one(score, widths, titled=len(scores) > 1) for score in scores)


def _code_width(code: str) -> int:
    """Return the width of the column in which this code fits on one line."""
    letters = (_DOT if sign in ".- " else _DIGIT if sign.isdigit() else _WIDE for sign in code)
    return min(max(sum(letters) + _INSIDE, 700), 2200)


def _one(score: ChecklistScore, widths: Sequence[int], *, titled: bool) -> str:
    title = paragraph(one_line(score.checklist.title), _SUBTITLE) if titled else ""
    return title + table(widths, _rows(score, widths)) + paragraph(_afterword(score), _AFTERWORD)


def _rows(score: ChecklistScore, widths: Sequence[int]) -> Iterator[str]:
    head = zip(widths, _HEADINGS, strict=True)
    yield row(
        (cell(width, paragraph(text, _HEAD), shaded=True) for width, text in head), repeated=True
    )
    root = score.checklist.root
    areas = {area.code for area in score.checklist.areas}
    for criterion in score.checklist.criteria[1:]:
        if criterion.code in score.groups:
            yield _group(score, criterion, widths, is_area=criterion.code in areas)
        else:
            yield _leaf(score.criteria[criterion.code], widths)
    yield _sums(score, root.code, ("", "Tổng cộng"), widths)


def _group(
    score: ChecklistScore, criterion: Criterion, widths: Sequence[int], *, is_area: bool
) -> str:
    words = (criterion.code, one_line(criterion.text))
    return _sums(score, criterion.code, words, widths, shaded=is_area)


def _sums(
    score: ChecklistScore,
    code: str,
    words: tuple[str, str],
    widths: Sequence[int],
    *,
    shaded: bool = True,
) -> str:
    group = score.groups[code]
    numbers = (group.max_score, self_score(score, code), group.points)
    left_out = group.max_score - group.applicable_max
    note = f"Tính trên {number_text(group.applicable_max)} điểm" if left_out else ""
    has_points = group.max_score > 0
    texts = (*words, *(number_text(number) if has_points else "" for number in numbers), note)
    looks = (_BOLD_TEXT, _BOLD_TEXT, *[_BOLD_NUMBER] * 3, _TEXT)
    return _line(texts, looks, widths, shaded=shaded)


def _leaf(score: CriterionScore, widths: Sequence[int]) -> str:
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
    return _line(texts, (_TEXT, _TEXT, *[_NUMBER] * 3, _TEXT), widths)


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
    if answer is None or score.state is CriterionState.UNANSWERED:
        return "Chưa chấm"
    informs = score.state is CriterionState.INFORMATION
    reason = answer.final_reason if answer.final_score is not None else answer.team_reason
    return listed(
        (
            one_line(answer.value) if informs else _rate(score, answer),
            clause(reason),
            clause(answer.comment),
        ),
        "; ",
    )


def _rate(score: CriterionScore, answer: AnswerFacts) -> str:
    if score.rate is None:
        return ""
    percent = f"{number_text(score.rate)}%"
    if answer.numerator is None or answer.denominator is None:
        return percent
    return f"{number_text(answer.numerator)}/{number_text(answer.denominator)} ({percent})"


def _afterword(score: ChecklistScore) -> str:
    total = score.total
    if total.converted is None:
        return "Chưa có tiêu chí nào được chấm điểm."
    points = f"{number_text(total.points)}/{number_text(total.applicable_max)} điểm"
    rating = score.rating()
    rated = f", xếp loại {rating.name}" if rating else ""
    return f"Điểm quy đổi: {points}, tương đương {number_text(total.converted)}/100{rated}."


def self_score(score: ChecklistScore, under: str) -> Decimal | None:
    """Return what the unit gave itself under a group, or None where it gave nothing."""
    given = [
        answer.self_score
        for answer in (score.criteria[leaf.code].answer for leaf in score.checklist.leaves(under))
        if answer is not None and answer.self_score is not None
    ]
    return sum(given, Decimal(0)) if given else None
