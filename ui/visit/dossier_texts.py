"""The words for what the dates of a dossier amount to, and for what is doubtful about it."""

from __future__ import annotations

from app.domain.dossier_result import DossierJudgement, DossierOutcome
from app.domain.dossier_warning import DossierWarning
from app.words import translate


def outcome_text(judgement: DossierJudgement) -> str:
    """Return how a dossier stands, with the days it is late."""
    words = {
        DossierOutcome.EARLY: translate("Early"),
        DossierOutcome.ON_TIME: translate("On time"),
        DossierOutcome.OVERDUE: translate("Overdue"),
        DossierOutcome.WITHIN_TERM: translate("Within the term"),
        DossierOutcome.RUNNING_LATE: translate("Running late"),
    }
    if judgement.outcome is None:
        return translate("Dates missing")
    if judgement.overdue_days:
        return translate(
            "{outcome}, {days} days", outcome=words[judgement.outcome], days=judgement.overdue_days
        )
    return words[judgement.outcome]


def outcome_tone(judgement: DossierJudgement) -> str:
    """Return the tone of a result."""
    if judgement.outcome is None:
        return "partial"
    if judgement.outcome.is_late:
        return "late"
    return "neutral" if judgement.outcome is DossierOutcome.WITHIN_TERM else "good"


def warning_text(warning: DossierWarning) -> str:
    """Return what is doubtful about a dossier."""
    kinds = DossierWarning
    return {
        kinds.CODE_UNUSUAL: translate("the code is unusual"),
        kinds.CODE_DAY_DIFFERS: translate("the day in the code is not the day of receipt"),
        kinds.DUPLICATE_CODE: translate("the code stands twice in the sample"),
        kinds.RECEIVED_ON_DAY_OFF: translate("received on a day off"),
        kinds.FORWARDED_BEFORE_RECEIVED: translate("forwarded before it was received"),
        kinds.FORWARDED_LATE: translate("forwarded late"),
        kinds.RESOLVED_BEFORE_RECEIVED: translate("resolved before it was received"),
        kinds.RETURNED_BEFORE_RECEIVED: translate("returned before it was received"),
        kinds.FINISHED_WITHOUT_DATE: translate("finished without a date"),
        kinds.NO_DUE_DATE: translate("no due date"),
        kinds.DUE_BEFORE_RECEIVED: translate("due before it was received"),
        kinds.DUE_DIFFERS: translate("the due date does not follow from the statutory term"),
        kinds.DUE_WITHOUT_RECEIPT: translate("a due date without a receipt slip"),
        kinds.SUPPLEMENT_WITHOUT_SLIP: translate("a supplement was asked for without its slip"),
        kinds.SUPPLEMENT_DATES_DOUBTFUL: translate("the dates of the supplement are doubtful"),
        kinds.REFUSAL_WITHOUT_SLIP: translate("refused without its slip"),
        kinds.APOLOGY_MISSING: translate("no apology for the delay"),
        kinds.APOLOGY_LATE: translate("the apology came late"),
        kinds.NEW_DUE_DOUBTFUL: translate("the new due date is doubtful"),
        kinds.FEE_DIFFERS: translate("the fee paid is not the fee due"),
    }[warning]
