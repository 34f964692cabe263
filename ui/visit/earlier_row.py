"""One line of the list of earlier recommendations, and the words for what became of it."""

from __future__ import annotations

from typing import Final

from app.domain.earlier_recommendation import EarlierRecommendation
from app.domain.remediation_check import RemediationOutcome
from app.domain.text import sort_key
from app.words import translate, translate_count
from ui.widgets.column_table import Column

EARLIER: Final = "earlier"
"""The key that leads to what earlier visits asked for."""
OUTCOME_TONES: Final = {
    RemediationOutcome.DONE: "good",
    RemediationOutcome.PARTLY: "partial",
    RemediationOutcome.NOT_DONE: "bad",
}


def outcome_text(outcome: RemediationOutcome) -> str:
    """Return how far an earlier recommendation was carried out."""
    return {
        RemediationOutcome.DONE: translate("Carried out"),
        RemediationOutcome.PARTLY: translate("Partly carried out"),
        RemediationOutcome.NOT_DONE: translate("Not carried out"),
    }[outcome]


def standing_text(row: EarlierRecommendation) -> str:
    """Return what this visit found, or that nobody has looked."""
    check = row.check
    if check is None or check.outcome is None:
        return translate("Not verified")
    return outcome_text(check.outcome)


def standing_tone(row: EarlierRecommendation) -> str:
    """Return the tone of that word."""
    check = row.check
    return OUTCOME_TONES[check.outcome] if check and check.outcome else "neutral"


def days_late_text(days: int) -> str:
    """Return how late something is; nothing where it is not."""
    return translate_count("{count} day late", "{count} days late", days) if days else ""


COLUMNS: Final = (
    Column[EarlierRecommendation](
        header=lambda: translate("This visit found"),
        text=standing_text,
        sort_key=lambda row: (row.is_verified, standing_tone(row)),
        tone=standing_tone,
        width=176,
    ),
    Column[EarlierRecommendation](
        header=lambda: translate("Earlier recommendation"),
        text=lambda row: " ".join(row.recommendation.text.split()),
        sort_key=lambda row: sort_key(row.recommendation.text),
        width=240,
        stretches=True,
    ),
    Column[EarlierRecommendation](
        header=lambda: translate("Overdue"),
        text=lambda row: translate("{days} days", days=row.days_late) if row.days_late else "",
        sort_key=lambda row: -row.days_late,
        tone=lambda row: "late" if row.days_late else "",
        width=96,
    ),
)
