"""What keeps a draft from being published: its criteria, and the facts of the set itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from app.domain.band import Band
from app.domain.checklist_check import ChecklistInvalid, Fault, find_faults
from app.domain.checklist_draft import ChecklistDraft
from app.words import translate

SET: Final = -1
"""The place of a fault that lies in the set and in none of its criteria."""

_HUNDRED: Final = Decimal(100)


def find_draft_faults(draft: ChecklistDraft) -> Iterator[Fault]:
    """Yield everything that keeps a draft from being published: the set first."""
    for field, reason in _set_faults(draft):
        yield Fault(index=SET, code="", field=field, reason=reason)
    yield from find_faults(draft.criteria, draft.bands)


def check_draft(draft: ChecklistDraft) -> None:
    """Prove that a draft can be published.

    Raises:
        ChecklistInvalid: naming the code and what is wrong, if it cannot.
    """
    for fault in find_draft_faults(draft):
        place = fault.code or (str(fault.index + 1) if fault.index >= 0 else draft.code)
        raise ChecklistInvalid(place=place, reason=fault.reason)


def _set_faults(draft: ChecklistDraft) -> Iterator[tuple[str, str]]:
    if not draft.code.strip():
        yield "code", translate("the code is missing")
    if not draft.title.strip():
        yield "title", translate("the title is missing")
    if draft.bands:
        yield from (("bands", reason) for reason in _band_faults(draft.bands))


def _band_faults(bands: tuple[Band, ...]) -> Iterator[str]:
    if any(not band.name.strip() for band in bands):
        yield translate("a band has no name")
    if any(not (band.lowest.is_finite() and 0 <= band.lowest <= _HUNDRED) for band in bands):
        yield translate("a band begins between 0 and 100")
    elif any(better.lowest <= worse.lowest for better, worse in pairwise(bands)):
        yield translate("bands stand from the best to the worst, each beginning lower")
    elif bands[-1].lowest != 0:
        yield translate("the last band begins at 0, so that every score has one")
