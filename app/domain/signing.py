"""Signing minutes: who signs, what the signature closes, and what stands beside it later."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.case_file import CaseFile
from app.domain.frozen_difference import Change
from app.domain.inspection import Inspection, InspectionState, Participant, Role, Side
from app.domain.minutes import Minutes, MinutesState

_TEAM_SIGNS = (Role.TEAM_LEADER, Role.SECRETARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What the next minutes stand beside."""

    full: Minutes
    """The signed minutes, whole."""
    signed: Minutes
    """The text signed last: these minutes, or a supplement to them."""
    changes: tuple[Change, ...]
    """What is recorded otherwise than the text signed last says."""
    reason: str = ""
    """Why the visit was opened again."""


def last_signed(case: CaseFile) -> Minutes | None:
    """Return the text of a visit that was signed last, whole or a supplement."""
    signed = (one for one in reversed(case.minutes) if one.state is MinutesState.SIGNED)
    return next(signed, None)


def default_signers(case: CaseFile) -> tuple[str, ...]:
    """Return who signs by their part in the visit, as far as they were present.

    The heads and secretaries of the delegations, and the unit's representative; where the
    unit refuses, the witnesses in its place (NĐ 217/2025/NĐ-CP Điều 15(3)(a)).
    """
    present = [person for person in case.participants if person.present]
    team = [one for one in present if one.side is Side.TEAM]
    signing = [one for role in _TEAM_SIGNS for one in team if one.role is role]
    if not any(one.role is Role.TEAM_LEADER for one in signing):
        signing = [*(one for one in team if one.role is Role.DEPUTY_LEADER), *signing]
    names = (one.name.strip() for one in (*signing, *_across(case, present)))
    return tuple(dict.fromkeys(name for name in names if name))


def _across(case: CaseFile, present: list[Participant]) -> list[Participant]:
    """Return who signs on the other side of the table."""
    witnesses = [one for one in present if one.side is Side.WITNESS]
    if case.inspection.refused_to_sign.strip():
        return witnesses
    unit = [one for one in present if one.side is Side.UNIT]
    heads = [one for one in unit if one.role is Role.UNIT_REPRESENTATIVE]
    return [*(heads or unit)[:1], *witnesses]


def closed(visit: Inspection) -> Inspection:
    """Return a visit as its signature leaves it: finished, signed, to be read only.

    Raises:
        TransitionRefused: if it has not begun.
    """
    if visit.state is InspectionState.SIGNED:
        return visit
    if visit.state is not InspectionState.FINISHED:
        visit = visit.becoming(InspectionState.FINISHED)
    return visit.becoming(InspectionState.SIGNED)
