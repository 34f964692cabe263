"""What the last visit to the same unit found at a criterion, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.checklist import Criterion
from app.domain.score_comparison import EarlierAnswer
from app.domain.version_move import asks_the_same
from app.words import translate
from ui.texts import moment_text
from ui.visit.criterion_state import answer_text, points_text, verdict


def earlier_lines(found: EarlierAnswer, now: Criterion) -> Iterator[tuple[str, str]]:
    """Yield lines, each with its place in the design."""
    word, _tone = verdict(found.score)
    parts = (answer_text(found.score, found.answer), word, points_text(found.score))
    shown = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
    yield "  ·  ".join(shown), ""
    if found.answer.comment.strip():
        yield " ".join(found.answer.comment.split()), "muted"
    begun = found.case.inspection.started_at
    if begun is not None:
        yield translate("Visit of {moment}", moment=moment_text(begun)), "small"
    if not asks_the_same(found.score.criterion, now):
        yield translate("It was asked otherwise then: the points do not compare."), "small"
