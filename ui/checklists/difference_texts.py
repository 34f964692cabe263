"""The words of a difference between two versions, and its texts with their words marked."""

from __future__ import annotations

from html import escape

from app.domain.checklist import AnswerType, CriterionRole
from app.domain.checklist_difference import (
    Change,
    ChecklistDifference,
    CriterionChange,
    FactChange,
    Mark,
    Piece,
)
from app.words import translate
from ui import theme
from ui.texts import answer_type_text, number_text

TONES = {
    Change.ADDED: "good",
    Change.REMOVED: "bad",
    Change.POINTS: "late",
    Change.REWORDED: "accent",
    Change.MOVED: "neutral",
    Change.RENUMBERED: "neutral",
}


def change_text(change: Change) -> str:
    """Return the way in which a criterion differs."""
    return {
        Change.ADDED: translate("Added"),
        Change.REMOVED: translate("Removed"),
        Change.POINTS: translate("Points changed"),
        Change.REWORDED: translate("Reworded"),
        Change.MOVED: translate("Moved"),
        Change.RENUMBERED: translate("Renumbered"),
    }[change]


def weightiest(one: CriterionChange) -> Change:
    """Return the change that is told first."""
    return next(change for change in Change if change in one.changes)


def kinds_text(one: CriterionChange) -> str:
    """Return every way in which a criterion differs."""
    return ", ".join(change_text(change) for change in Change if change in one.changes)


def code_text(one: CriterionChange) -> str:
    """Return the code of a criterion, with the one it had before."""
    if one.before is not None and one.after is not None and one.before.code != one.after.code:
        return f"{one.before.code} → {one.after.code}"
    return one.criterion.code


def points_text(one: CriterionChange) -> str:
    """Return the maximum of a criterion, with the one it had before."""
    old = number_text(one.before.max_score) if one.before else ""
    new = number_text(one.after.max_score) if one.after else ""
    return f"{old} → {new}" if old and new and old != new else new or old


def summary_text(found: ChecklistDifference) -> str:
    """Return how many criteria differ in which way, and the total."""
    parts = [f"{change_text(change)}: {count}" for change, count in found.counts.items() if count]
    parts.append(translate("Unchanged: {count}", count=found.unchanged))
    old, new = found.old.root.max_score, found.new.root.max_score
    parts.append(
        translate("Total: {old} → {new} points", old=number_text(old), new=number_text(new))
    )
    return "   ·   ".join(parts)


def fact_text(field: str) -> str:
    """Return what a fact of a criterion is called."""
    return {
        "text": translate("Content"),
        "answer_type": translate("Answer"),
        "scoring_rule": translate("Scoring rule"),
        "role": translate("Effect of the points"),
        "rating_cap": translate("Best rating if nothing is earned"),
        "condition": translate("Asked when"),
        "calculation": translate("Calculated by"),
        "required": translate("What an answer must bring"),
        "checks": translate("Checks"),
        "evidence": translate("What to look at"),
        "legal_basis": translate("Legal basis"),
        "guidance": translate("Guidance"),
        "area": translate("Area"),
        "source": translate("Source"),
    }[field]


def fact_html(change: FactChange) -> str:
    """Return both values of a fact as one text: what is gone struck out, what is new underlined."""
    if change.field == "answer_type":
        return _replaced(*(answer_type_text(AnswerType(one)) for one in (change.old, change.new)))
    if change.field == "role":
        return _replaced(*(_role_text(CriterionRole(one)) for one in (change.old, change.new)))
    return " ".join(_piece_html(piece) for piece in change.pieces)


def _replaced(old: str, new: str) -> str:
    pieces = (Piece(mark=Mark.REMOVED, text=old), Piece(mark=Mark.ADDED, text=new))
    return " ".join(_piece_html(piece) for piece in pieces)


def _piece_html(piece: Piece) -> str:
    colours = theme.current()
    text = escape(piece.text)
    match piece.mark:
        case Mark.REMOVED:
            return f'<s style="color:{colours.bad.ink}">{text}</s>'
        case Mark.ADDED:
            return f'<u style="color:{colours.good.ink}">{text}</u>'
        case Mark.SAME:
            return text


def _role_text(role: CriterionRole) -> str:
    return {
        CriterionRole.SCORED: translate("Scored"),
        CriterionRole.BONUS: translate("Bonus points"),
        CriterionRole.PENALTY: translate("Points taken away"),
    }[role]
