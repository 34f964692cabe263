"""Gaps in the follow-up: earlier recommendations that a visit has not verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.case_file import CaseFile
from app.domain.gap import Gap, GapPlace, quoted
from app.domain.inspection import InspectionForm
from app.domain.recommendation import Recommendation
from app.words import translate


def in_remediation(case: CaseFile, earlier: Sequence[Recommendation]) -> Iterator[Gap]:
    """Yield the earlier recommendations that nobody has looked at in this visit.

    Verifying them is what a recheck is for, so there they block; elsewhere they remind.
    """
    group = translate(
        "{count} earlier recommendations are not verified: say what became of each",
        count=len(earlier),
    )
    for one in earlier:
        quote = quoted(one.text)
        yield Gap(
            text=translate(
                "The earlier recommendation “{quote}” is not verified: say what became of it",
                quote=quote,
            ),
            place=GapPlace.FINDINGS,
            key=one.id,
            blocks=case.inspection.form is InspectionForm.RECHECK,
            group=group,
            name=f"“{quote}”",
        )
