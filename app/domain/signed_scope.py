"""What of a signed visit can only be read: everything its minutes say.

The same list decides what the store refuses to change and what the hash of the
minutes leaves out (`frozen_text`), so that neither can drift from the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from app.domain.entity import EXISTS, Entity
from app.errors import AppError
from app.words import mark

STILL_CHANGES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "inspection": frozenset({"state", "reopened_reason", "finished_seen", "is_sample"}),
        "finding": frozenset({"proposal", "proposed_text", "joined_proposals"}),
        "photo": frozenset({"latitude", "longitude", "difference_hash"}),
        "recommendation": frozenset({"state"}),
        "criterion_return": frozenset({"reason", "reply", "replied_to"}),
        "plan": frozenset(
            {
                "legal_bases",
                "purpose",
                "duration_days",
                "outline_due_on",
                "signer_title",
                "signer_name",
                "recipients",
            }
        ),
    }
)
"""The facts that go on changing after the signature, and that minutes do not print: the life of
a visit, where a finding came from, the follow-up, and what the other papers of a plan say."""
_BESIDE: Final = frozenset({"minutes", "work_share", "visit_ruling", "criterion_return"})
"""Entities of a visit that its minutes do not speak of."""


class VisitSigned(AppError):
    """A change to what signed minutes say."""

    code = "visit_signed"
    message = mark(
        "What signed minutes say can only be read. Nothing was changed. To add or correct "
        "something, choose “Make supplementary minutes” in the signed visit (in a terminal: "
        "inspection reopen): it is reopened with a reason, and the signed minutes stay as they are."
    )


def is_said(kind: type[Entity], changed: Collection[str]) -> bool:
    """Tell whether signed minutes would say something else if these facts changed."""
    in_visit = kind.AGGREGATE == "inspection_id" and kind.KIND not in _BESIDE
    if not (in_visit or kind.KIND in {"inspection", "plan"}):
        return False
    # A visit that goes into the bin whole takes its minutes along, and they say what they said.
    goes_on = {EXISTS} if kind.KIND == "inspection" else set()
    return bool(set(changed) - STILL_CHANGES.get(kind.KIND, frozenset()) - goes_on)
