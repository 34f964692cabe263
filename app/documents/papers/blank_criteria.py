"""The tables of a blank checklist: every criterion with boxes, room for points and for notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from app.documents.terms import clause, listed, number_text, one_line, sentence
from app.documents.word.wordml import Look, cell, paragraph, row, table
from app.domain.band import DEFAULT_BANDS
from app.domain.checklist import AnswerType, Checklist, Criterion, CriterionRole
from app.domain.rule import WORDS, Rule
from app.domain.scoring_plan import LeafPlan, plan_of

_HEADINGS: Final = ("Nội dung kiểm tra", "Kết quả", "Điểm", "Ghi chú, minh chứng đã xem")
# Twips of the column of points, and beside the text of a cell.
_POINTS, _INSIDE = 960, 70
_RESULT, _NOTE = 0.23, 0.25
# Without a checklist so many rows are left to be written in.
_EMPTY_ROWS: Final = 14

_HEAD: Final = Look(size=22, bold=True, align="center")
_TEXT: Final = Look(size=22)
_HINT: Final = Look(size=22, italic=True)
_CHOICE: Final = Look(size=22, before=20)
_NUMBER: Final = Look(size=22, align="center")
# A group is never the last row of a page.
_BOLD_TEXT: Final = Look(size=22, bold=True, keep_next=True)
_BOLD_NUMBER: Final = Look(size=22, bold=True, align="center", keep_next=True)
_SUBTITLE: Final = Look(
    size=28, bold=True, align="both", before=160, after=80, indent=567, keep_next=True
)
# As high as a hand writes two lines.
_ROOM: Final = Look(size=22, before=420)
_SUM_TEXT: Final = Look(size=22, bold=True)
_SUM_NUMBER: Final = Look(size=22, bold=True, align="center")

_BOX: Final = "□\u00a0"
"""An empty box, never at the end of a line without its first word."""
_DOTS: Final = "." * 12
_CHOSEN: Final = frozenset(
    {AnswerType.YES_NO, AnswerType.YES_PARTIAL_NO, AnswerType.CHOICE, AnswerType.MULTIPLE}
)
_ENTRIES: Final = {
    AnswerType.PERCENT: (f"Số đạt: {_DOTS}", f"Tổng số: {_DOTS}", "Tỷ lệ: ..........%"),
    AnswerType.COUNT: (f"Số lượng: {_DOTS}",),
    AnswerType.NUMBER: (f"Giá trị: {_DOTS}",),
    AnswerType.DATE: (f"Ngày: {_DOTS}",),
    AnswerType.TEXT: ("." * 26, "." * 26),
    AnswerType.SCORE: (),
}
_ROLES: Final = {CriterionRole.BONUS: "Điểm cộng.", CriterionRole.PENALTY: "Điểm trừ."}
_REFERENCE: Final = re.compile(r"\$\{([^}]*)\}")


def written(checklists: Sequence[Checklist], width: int) -> str:
    """Return the tables of all checklists of a visit, or one of empty rows without any."""
    result, note = round(width * _RESULT), round(width * _NOTE)
    widths = (width - result - _POINTS - note, result, _POINTS, note)
    if not checklists:
        return table(widths, _empty_rows(widths), inside=_INSIDE)
    titled = len(checklists) > 1
    return "".join(
        _one(checklist, widths, number if titled else 0)
        for number, checklist in enumerate(checklists, start=1)
    )


def _one(checklist: Checklist, widths: Sequence[int], number: int) -> str:
    title = paragraph(f"{number}. {one_line(checklist.title)}", _SUBTITLE) if number else ""
    return title + table(widths, _rows(checklist, widths), inside=_INSIDE)


def _head(widths: Sequence[int]) -> str:
    head = zip(widths, _HEADINGS, strict=True)
    return row(
        (cell(width, paragraph(text, _HEAD), shaded=True) for width, text in head), repeated=True
    )


def _empty_rows(widths: Sequence[int]) -> Iterator[str]:
    yield _head(widths)
    for _ in range(_EMPTY_ROWS):
        yield row(cell(width, paragraph("", _ROOM)) for width in widths)


def _rows(checklist: Checklist, widths: Sequence[int]) -> Iterator[str]:
    yield _head(widths)
    leaves = {leaf.criterion.code: leaf for leaf in plan_of(checklist).leaves}
    areas = {area.code for area in checklist.areas}
    for criterion in checklist.criteria[1:]:
        leaf = leaves.get(criterion.code)
        if leaf is None:
            yield _group(criterion, widths, is_area=criterion.code in areas)
        else:
            yield _leaf(leaf, widths)
    yield _total(checklist, widths)


def _group(criterion: Criterion, widths: Sequence[int], *, is_area: bool) -> str:
    text, result, points, note = widths
    words = listed((_coded(criterion), _condition(criterion)), ". ")
    return row(
        (
            cell(text + result, paragraph(words, _BOLD_TEXT), span=2, shaded=is_area),
            cell(points, paragraph(_points(criterion.max_score), _BOLD_NUMBER), shaded=is_area),
            cell(note, paragraph("", _BOLD_TEXT), shaded=is_area),
        )
    )


def _coded(criterion: Criterion) -> str:
    return f"{one_line(criterion.code)}. {one_line(criterion.text)}"


def _points(most: Decimal) -> str:
    """Return where points are written before the most there are; nothing where it only informs."""
    return f"......./{number_text(most)}" if most else ""


def _leaf(leaf: LeafPlan, widths: Sequence[int]) -> str:
    contents = (
        paragraph(_coded(leaf.criterion), _TEXT) + _hints(leaf),
        "".join(paragraph(line, _CHOICE) for line in _entries(leaf)) or paragraph("", _TEXT),
        paragraph(_points(leaf.criterion.max_score), _NUMBER),
        paragraph("", _ROOM),
    )
    return row(cell(width, content) for width, content in zip(widths, contents, strict=True))


def _hints(leaf: LeafPlan) -> str:
    """Return how it is scored and what is looked at, as far as the boxes do not say it."""
    criterion, rule = leaf.criterion, leaf.rule
    shown = rule.note if _shows_tiers(leaf) or rule.is_informative else criterion.scoring_rule
    evidence = clause(criterion.evidence)
    said = (
        _ROLES.get(leaf.role, ""),
        sentence(shown.replace(" | ", ". ")),
        _condition(criterion),
        f"Minh chứng: {evidence}." if evidence else "",
    )
    words = listed(said, " ")
    return paragraph(words, _HINT) if words else ""


def _condition(criterion: Criterion) -> str:
    """Return when it is asked, in the words of the set with the codes as they are printed."""
    asked = one_line(_REFERENCE.sub(r"\1", criterion.condition))
    return f"Chỉ ghi khi: {asked}." if asked else ""


def _shows_tiers(leaf: LeafPlan) -> bool:
    return leaf.criterion.answer_type in _CHOSEN and leaf.calculation is None


def _entries(leaf: LeafPlan) -> Iterator[str]:
    """Yield the lines in which the answer is written or ticked."""
    rule = leaf.rule
    if leaf.calculation is not None:
        formula = one_line(_REFERENCE.sub(r"\1", leaf.criterion.calculation))
        yield f"Tính từ: {formula}"
        yield f"Kết quả: {_DOTS}"
    elif leaf.criterion.answer_type in _CHOSEN:
        yield from _boxes(rule)
    else:
        yield from _ENTRIES[leaf.criterion.answer_type]
        if rule.measures_days and rule.tier_never is not None:
            yield f"{_BOX}Không thực hiện"
    if rule.may_be_left_out:
        yield f"{_BOX}Không phát sinh"


def _boxes(rule: Rule) -> Iterator[str]:
    if rule.tiers:
        for tier in rule.tiers:
            points = "" if rule.is_informative else f" ({number_text(tier.points)})"
            yield f"{_BOX}{one_line(tier.condition)}{points}"
    else:
        for word in WORDS.get(rule.answer_type, {}).values():
            yield f"{_BOX}{word}"


def _total(checklist: Checklist, widths: Sequence[int]) -> str:
    text, result, points, note = widths
    bands = checklist.bands or DEFAULT_BANDS
    ratings = "; ".join(
        f"{_BOX}{one_line(band.name)} (từ {number_text(band.lowest)})" for band in bands
    )
    words = paragraph("Tổng cộng", _SUM_TEXT) + paragraph(
        f"Xếp loại theo điểm quy đổi trên thang 100: {ratings}", _TEXT
    )
    most = checklist.root.max_score
    return row(
        (
            cell(text + result, words, span=2, shaded=True),
            cell(points, paragraph(_points(most), _SUM_NUMBER), shaded=True),
            cell(note, paragraph("", _TEXT), shaded=True),
        )
    )
