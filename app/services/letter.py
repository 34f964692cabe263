"""What a package is for, what goes into it, and who can open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.errors import AppError
from app.ids import InspectionId
from app.packages.manifest import PackageKind
from app.packages.packing import Sender
from app.packages.trust import Role
from app.words import mark

_COUNTED: Final = frozenset({PackageKind.ASSIGN, PackageKind.TEAM})


class NoTeammate(AppError):
    """There is nobody in the team to hand a visit over to."""

    code = "no_teammate"
    message = mark(
        "There is no other laptop in your team. Nothing was written. Ask headquarters to enrol "
        "your teammate's laptop, and take in its next package."
    )


class NotATeammate(AppError):
    """A hand-over was addressed to somebody outside the team."""

    code = "not_a_teammate"
    message = mark(
        "“{name}” is no laptop of your team. Nothing was written. Your team: {team}. For "
        "headquarters, export a report."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One package as it is asked for."""

    visits: tuple[InspectionId, ...] = ()
    """The visits that go; none named are all but samples."""
    kind: PackageKind | None = None
    """None is what this store sends by itself: assignments, or reports."""
    to: tuple[str, ...] = ()
    """The members who can open it; none named are all whom this kind is for."""

    def of(self, *, headquarters: bool) -> PackageKind:
        """Return what it is for, by who sends it."""
        if self.kind is not None:
            return self.kind
        return PackageKind.ASSIGN if headquarters else PackageKind.TEAM

    def is_counted(self, *, headquarters: bool) -> bool:
        """Whether it has a number: one that not everybody gets would leave gaps in the others."""
        return self.of(headquarters=headquarters) in _COUNTED and not self.to


def addressees(letter: Letter, sender: Sender, *, headquarters: bool) -> tuple[str, ...]:
    """Return who can open a letter by name; none means headquarters and the sender's team.

    The sender can always open it, so that its own stick is no stranger to it.

    Raises:
        NoTeammate: if it is handed over and nobody is there.
        NotATeammate: if it is handed over to somebody else.
    """
    kind = letter.of(headquarters=headquarters)
    if kind is PackageKind.HANDOVER:
        return _team(letter, sender)
    if letter.to:
        return tuple(sorted({*letter.to, sender.keys.name}))
    if kind is PackageKind.TEAM:
        return ()
    return tuple(member.name for member in sender.keyring.members if member.is_active)


def teammates(sender: Sender) -> tuple[str, ...]:
    """Return the other laptops of the sender's team."""
    own = sender.keyring.member(sender.keys.name)
    if own is None or not own.team:
        return ()
    found = (
        member.name
        for member in sender.keyring.audience(own.team)
        if member.role is Role.DEVICE and member.name != own.name
    )
    return tuple(sorted(found))


def _team(letter: Letter, sender: Sender) -> tuple[str, ...]:
    team = teammates(sender)
    if not team:
        raise NoTeammate
    for name in letter.to:
        if name not in team:
            raise NotATeammate(name=name, team=", ".join(team))
    return tuple(sorted({*(letter.to or team), sender.keys.name}))
