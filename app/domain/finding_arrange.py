"""Findings put in order: several joined into one, one parted into several, as they print.

What is joined keeps everything: texts in their order, each law, piece of evidence and cause
once, the highest severity, and where it all came from, so that nothing is proposed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from app.domain.checklist import Checklist
from app.domain.finding import CauseKind, Finding, FindingKind, Severity
from app.errors import AppError
from app.ids import FindingId
from app.words import mark

_SEVERITIES: Final = list(Severity)
_PLACES: Final = {
    FindingKind.STRENGTH: 0,
    FindingKind.SHORTCOMING: 1,
    FindingKind.VIOLATION: 1,
    FindingKind.DIFFICULTY: 2,
}
"""In which order minutes print the kinds within an area: a) strengths, b) what is wrong, c)."""


class FindingsUnlike(AppError):
    """Findings of several kinds were to be joined."""

    code = "findings_unlike"
    message = mark(
        "Findings of different kinds cannot be merged: a strength and a shortcoming stand in "
        "different places of the minutes. Nothing was changed. Choose findings of one kind, or "
        "change their kind first."
    )


class NothingToPart(AppError):
    """A finding was to be parted where nothing would be left of one part."""

    code = "nothing_to_part"
    message = mark(
        "The finding cannot be split there: each part needs its text. Nothing was changed. Put "
        "the cursor between two sentences, or put each into a paragraph of its own."
    )


def joined(findings: Sequence[Finding]) -> Finding:
    """Return what several findings say together; the first keeps its identity and place.

    Raises:
        FindingsUnlike: if they are of several kinds.
    """
    first = findings[0]
    if any(one.kind is not first.kind for one in findings):
        raise FindingsUnlike
    codes = _once(code for one in findings for code in one.criteria)
    sources = _once(key for one in findings for key in one.proposals)
    # The wording that is followed is that of the first which has one.
    followed = next((one for one in findings if one.proposal), first)
    causes = {one.cause_kind for one in findings if one.cause_kind is not None}
    weights = [one.severity for one in findings if one.severity is not None]
    return replace(
        first,
        text="\n".join(_once(one.text.strip() for one in findings)),
        criterion_code=codes[0] if codes else "",
        other_criteria=tuple(codes[1:]),
        legal_basis=_united(one.legal_basis for one in findings),
        evidence=_united(one.evidence for one in findings),
        cause=_united(one.cause for one in findings),
        cause_kind=_common(causes),
        severity=max(weights, key=_SEVERITIES.index) if weights else None,
        responsible=_united(one.responsible for one in findings),
        dossier_ids=tuple(_once(key for one in findings for key in one.dossier_ids)),
        proposal=followed.proposal,
        proposed_text=followed.proposed_text,
        joined_proposals=tuple(key for key in sources if key != followed.proposal),
    )


def parted(
    finding: Finding, texts: Iterable[str], new_id: Callable[[], FindingId]
) -> list[Finding]:
    """Return a finding in parts, each with a text of its own.

    The first stays what it was; the others rest on the same law, evidence and cause until
    somebody says otherwise, and come from no proposal.

    Raises:
        NothingToPart: if there are not two texts.
    """
    parts = [text.strip() for text in texts if text.strip()]
    if len(parts) < 2:  # noqa: PLR2004 - one part is no part
        raise NothingToPart
    rest = [
        replace(
            finding,
            id=new_id(),
            text=text,
            proposal="",
            proposed_text="",
            joined_proposals=(),
        )
        for text in parts[1:]
    ]
    return [replace(finding, text=parts[0]), *rest]


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def reworded(finding: Finding, proposed: str) -> str:
    """Return how a finding reads once it takes the new wording of its proposal.

    Only the passage of the proposal changes where it still stands; what somebody wrote around
    it, or joined to it, stays.
    """
    if finding.proposed_text and finding.proposed_text in finding.text:
        return finding.text.replace(finding.proposed_text, proposed, 1)
    if finding.joined_proposals or finding.other_criteria:
        return f"{finding.text.rstrip()}\n{proposed}"
    return proposed


def homes_of(checklists: Sequence[Checklist], findings: Iterable[Finding]) -> dict[FindingId, str]:
    """Return the code of the area each finding is printed under, or nothing for the last one."""
    trees = [
        (
            {area.code for area in checklist.areas},
            {row.code: row.parent_code for row in checklist.criteria},
        )
        for checklist in checklists
    ]
    return {one.id: _home(trees, one) for one in findings}


def _home(trees: Iterable[tuple[set[str], dict[str, str]]], finding: Finding) -> str:
    for areas, above in trees:
        for start in (finding.area_code, finding.criterion_code):
            code = start
            while code and code not in areas:
                code = above.get(code, "")
            if code:
                return code
    return ""


def in_printed_order(checklists: Sequence[Checklist], findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as minutes print them: by area, within it by kind, then by their order."""
    areas = [area.code for checklist in checklists for area in checklist.areas]
    places = {code: number for number, code in enumerate(areas)}
    found = list(findings)
    homes = homes_of(checklists, found)

    def place(one: Finding) -> tuple[int, int, int, str]:
        return (places.get(homes[one.id], len(areas)), _PLACES[one.kind], one.order, one.id)

    return sorted(found, key=place)


def _common(causes: set[CauseKind]) -> CauseKind | None:
    """Return the sort of cause they share; two sorts together are neither."""
    return next(iter(causes)) if len(causes) == 1 else None


def _united(texts: Iterable[str]) -> str:
    """Return what texts list, each thing once."""
    pieces = (piece.strip(" ;.") for text in texts for piece in text.replace("\n", ";").split(";"))
    found: dict[str, str] = {}
    for piece in pieces:
        if piece:
            found.setdefault(piece.casefold(), piece)
    return "; ".join(found.values())


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))
