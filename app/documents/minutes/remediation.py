"""What the visit found of the recommendations of earlier ones, as minutes print it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from app.documents.minutes.evidence import Evidence
from app.documents.minutes.fields import RemediationRow
from app.documents.terms import (
    BLANK_NAME,
    REMEDIATION_OUTCOMES,
    clause,
    listed,
    lowered,
    one_line,
    sentence,
    short_day,
    two_digits,
)
from app.domain.case_file import CaseFile
from app.domain.photo import PhotoTarget
from app.domain.remediation_check import RemediationCheck

_UNJUDGED: Final = "Chưa đánh giá"


def remediation_rows(case: CaseFile, evidence: Evidence) -> list[RemediationRow]:
    """Return the table of earlier recommendations; nothing where none was looked at."""
    return [
        RemediationRow(
            stt=number,
            kien_nghi=sentence(one.text) or BLANK_NAME,
            thoi_han=short_day(one.due_on),
            ket_qua=REMEDIATION_OUTCOMES[one.outcome] if one.outcome else _UNJUDGED,
            ghi_chu=_note(case, one, evidence),
        )
        for number, one in enumerate(case.remediation_checks, start=1)
    ]


def remediation_summary(case: CaseFile) -> str:
    """Return in a sentence how many earlier recommendations were carried out, or nothing."""
    checks = case.remediation_checks
    if not checks:
        return ""
    counted = Counter(one.outcome for one in checks)
    parts = [(counted[outcome], lowered(words)) for outcome, words in REMEDIATION_OUTCOMES.items()]
    parts.append((counted[None], lowered(_UNJUDGED)))
    counts = listed(f"{two_digits(count)} kiến nghị {words}" for count, words in parts if count)
    return (
        f"Đoàn kiểm tra xem xét việc thực hiện {two_digits(len(checks))} kiến nghị của các lần "
        f"kiểm tra trước, trong đó: {counts}."
    )


def _note(case: CaseFile, check: RemediationCheck, evidence: Evidence) -> str:
    shown = case.photos_of(PhotoTarget.RECOMMENDATION, check.recommendation_id)
    note = clause(check.note) or one_line(check.note)
    return sentence(listed((note, evidence.cited(shown)), "; "))
