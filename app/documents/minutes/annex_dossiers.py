"""Phụ lục: the table of sampled dossiers, landscape, in 14 columns (`dossier_sample` §2).

The applicant is personal data and is not printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from app.documents.minutes.sampling_statement import BY_HAND, sampling_statements
from app.documents.terms import (
    CLOSED_WITHOUT_RESULT,
    DIGITISED,
    OUTCOMES,
    capitalised,
    clause,
    listed,
    local_day,
    lowered,
    one_line,
    short_day,
    two_digits,
    yes_or_no,
)
from app.documents.word.wordml import Look, cell, fitted_widths, paragraph, row, table
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.dossier import Dossier, Pick
from app.domain.dossier_result import DossierJudgement, judge

_HEADINGS: Final = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày trả",
    "Kết quả",
    "Giấy tờ thừa/thiếu",
    "Giấy hẹn",
    "Phiếu kiểm soát",
    "Xin lỗi (nếu quá hạn)",
    "Số hóa/kết quả điện tử",
    "Ghi chú",
)
# Twips of a landscape page with the default margins; scaled where a template has others.
_WIDTHS: Final = (530, 1440, 2052, 850, 1120, 1120, 1120, 720, 1250, 720, 720, 720, 900, 1025)
_CENTRED: Final = frozenset({0, 4, 5, 6, 7, 9, 10, 11, 12})

_HEAD: Final = Look(size=22, bold=True, align="center")
_TEXT: Final = Look(size=22)
_SAID: Final = Look(size=26, align="both", after=120)
_MIDDLE: Final = Look(size=22, align="center")


def written(case: CaseFile, calendar: WorkingCalendar, width: int) -> str:
    """Return how the sample was drawn, and the table; its head row stands on every page."""
    said = "".join(paragraph(text, _SAID) for text in sampling_statements(case))
    widths = fitted_widths(_WIDTHS, width)
    return said + table(widths, _rows(case, calendar, widths), inside=50)


def _rows(case: CaseFile, calendar: WorkingCalendar, widths: Sequence[int]) -> Iterator[str]:
    head = zip(widths, _HEADINGS, strict=True)
    yield row(
        (cell(width, paragraph(text, _HEAD), shaded=True) for width, text in head), repeated=True
    )
    for number, dossier in enumerate(case.dossiers, start=1):
        judged = judge(dossier, calendar, case.inspection.period_to)
        yield row(
            cell(width, paragraph(text, _MIDDLE if column in _CENTRED else _TEXT))
            for column, (width, text) in enumerate(
                zip(widths, _texts(number, dossier, judged, _pick(case, dossier)), strict=True)
            )
        )


def _pick(case: CaseFile, dossier: Dossier) -> str:
    """Return why a dossier stands in a drawn sample, where chance alone does not say it."""
    if not case.draws or dossier.pick in {Pick.RANDOM, Pick.ALWAYS}:
        return ""
    if dossier.pick is Pick.BY_HAND:
        return listed((capitalised(BY_HAND), clause(dossier.pick_reason)), ": ")
    return clause(dossier.pick_reason)


def _texts(number: int, dossier: Dossier, judged: DossierJudgement, pick: str) -> tuple[str, ...]:
    late = judged.outcome is not None and judged.outcome.is_late
    days = f"Quá hạn {two_digits(judged.overdue_days)} ngày làm việc" if judged.overdue_days else ""
    return (
        str(number),
        one_line(dossier.dossier_code),
        one_line(dossier.procedure_name),
        one_line(dossier.field),
        short_day(local_day(dossier.received_at)),
        short_day(local_day(dossier.due_at)),
        short_day(local_day(dossier.returned_at or dossier.resolved_at)),
        _result(dossier, judged),
        _documents(dossier),
        yes_or_no(said=dossier.has_receipt),
        yes_or_no(said=dossier.has_control_slip),
        yes_or_no(said=dossier.has_apology) if late else "",
        _electronic(dossier),
        listed((days, pick, clause(dossier.note)), "; "),
    )


def _result(dossier: Dossier, judged: DossierJudgement) -> str:
    """Return how it ended; one closed without a result was in time unless it says otherwise."""
    closed = CLOSED_WITHOUT_RESULT.get(dossier.status)
    outcome = OUTCOMES[judged.outcome] if judged.outcome else "Chưa rõ"
    if closed is None:
        return outcome
    late = judged.outcome is not None and judged.outcome.is_late
    return f"{closed}, {lowered(outcome)}" if late else closed


def _documents(dossier: Dossier) -> str:
    parts = (("Thừa", dossier.extra_docs), ("Thiếu", dossier.missing_docs))
    return listed((f"{word}: {listed(map(one_line, docs))}" for word, docs in parts if docs), "; ")


def _electronic(dossier: Dossier) -> str:
    if dossier.digitised is None and dossier.e_result is None:
        return ""
    digitised = DIGITISED[dossier.digitised] if dossier.digitised else "-"
    return f"{digitised} / {yes_or_no(said=dossier.e_result) or '-'}"
