"""One line of the list of proposals: open, changed, lapsed or put aside."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import Final

from app.domain.finding import Finding, FindingKind
from app.domain.proposal import Proposal
from app.services.proposals import ProposalBoard
from app.words import translate
from ui import theme
from ui.texts import finding_kind_text
from ui.widgets.column_table import Column


class Standing(Enum):
    """What became of a proposal."""

    CHANGED = "changed"
    LAPSED = "lapsed"
    OPEN = "open"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEntry:
    """A proposal, its finding where it was accepted, and where it stands."""

    standing: Standing
    key: str
    order: int
    proposal: Proposal | None = None
    finding: Finding | None = None
    is_typed: bool = False
    """Whether somebody typed a finding about the same."""

    @property
    def text(self) -> str:
        """What it says, or said when it was accepted."""
        if self.proposal is not None:
            return self.proposal.text
        return self.finding.text if self.finding is not None else ""

    @property
    def place(self) -> str:
        """The criterion, or else the area, it is about."""
        facts = self.proposal.facts if self.proposal is not None else self.finding
        return facts.criterion_code or facts.area_code if facts is not None else ""


def entries_of(board: ProposalBoard, *, dismissed: bool) -> list[ProposalEntry]:
    """Return the lines to show: what waits for somebody, or what was put aside."""
    found: list[ProposalEntry] = []
    if dismissed:
        for one in board.dismissed:
            found.append(_entry(Standing.DISMISSED, len(found), one))
        return found
    for changed in board.changed:
        found.append(_entry(Standing.CHANGED, len(found), changed.proposal, changed.finding))
    for finding in board.lapsed:
        found.append(
            ProposalEntry(
                standing=Standing.LAPSED, key=finding.proposal, order=len(found), finding=finding
            )
        )
    for one in board.open:
        typed = one.key in board.covered
        found.append(_entry(Standing.OPEN, len(found), one, is_typed=typed))
    return found


def standing_text(entry: ProposalEntry) -> str:
    """Return in a word where a proposal stands."""
    match entry.standing:
        case Standing.CHANGED:
            return translate("Changed")
        case Standing.LAPSED:
            return translate("No longer holds")
        case Standing.DISMISSED:
            return translate("Put aside")
        case Standing.OPEN if entry.is_typed:
            return translate("Typed already")
        case Standing.OPEN:
            kind = entry.proposal.facts.kind if entry.proposal else FindingKind.SHORTCOMING
            return finding_kind_text(kind)


def standing_tone(entry: ProposalEntry) -> str:
    """Return the tone of that word."""
    if entry.standing is Standing.CHANGED:
        return "differs"
    if entry.standing is not Standing.OPEN or entry.is_typed:
        return "neutral"
    strength = entry.proposal and entry.proposal.facts.kind is FindingKind.STRENGTH
    return "good" if strength else "bad"


COLUMNS: Final = (
    Column[ProposalEntry](
        header=lambda: translate("Proposal"),
        text=standing_text,
        sort_key=lambda entry: entry.order,
        tone=standing_tone,
        width=146,
    ),
    Column[ProposalEntry](
        header=lambda: translate("Wording"),
        text=lambda entry: entry.text,
        sort_key=lambda entry: entry.text,
        width=300,
        stretches=True,
    ),
    Column[ProposalEntry](
        header=lambda: translate("Criterion"),
        text=lambda entry: entry.place,
        sort_key=lambda entry: entry.order,
        width=110,
    ),
)


def marked_change(before: str, after: str) -> tuple[str, str]:
    """Return two texts as rich text, the words that differ marked in each."""
    old, new = re.split(r"(\s+)", before), re.split(r"(\s+)", after)
    colours = theme.current()
    gone: list[str] = []
    came: list[str] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        gone.append(_marked("".join(old[i:j]), colours.bad, "line-through", tag))
        came.append(_marked("".join(new[k:m]), colours.good, "underline", tag))
    return "".join(gone), "".join(came)


def _marked(text: str, tone: theme.Tone, decoration: str, tag: str) -> str:
    if tag == "equal" or not text:
        return escape(text)
    style = f"color:{tone.ink};background-color:{tone.wash};text-decoration:{decoration}"
    return f'<span style="{style}"><b>{escape(text)}</b></span>'


def _entry(
    standing: Standing,
    order: int,
    proposal: Proposal,
    finding: Finding | None = None,
    *,
    is_typed: bool = False,
) -> ProposalEntry:
    return ProposalEntry(
        standing=standing,
        key=proposal.key,
        order=order,
        proposal=proposal,
        finding=finding,
        is_typed=is_typed,
    )
