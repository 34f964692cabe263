"""What a package is for, what goes into it, and who can open it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.errors import AppError
from app.ids import InspectionId
from app.packages.manifest import PackageKind
from app.packages.packing import Sender
from app.packages.trust import Keyring, Role
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


class TeamUnknown(AppError):
    """No laptop of such a team is enrolled."""

    code = "team_unknown"
    message = mark("No laptop of a team “{team}” is enrolled. Nothing was written.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One package as it is asked for."""

    visits: tuple[InspectionId, ...] = ()
    """The visits that go; none named are all but samples."""
    kind: PackageKind | None = None
    """None is what this store sends by itself: assignments, or reports."""
    to: tuple[str, ...] = ()
    """The members who can open it; none named are all whom this kind is for."""
    with_photos: bool = True
    """Without them it fits into an e-mail; whoever reads it knows which are missing, and the
    next package with photos brings them."""

    def of(self, *, headquarters: bool) -> PackageKind:
        """Return what it is for, by who sends it."""
        if self.kind is not None:
            return self.kind
        return PackageKind.ASSIGN if headquarters else PackageKind.TEAM

    def is_counted(self, *, headquarters: bool) -> bool:
        """Whether it has a number: one that not everybody gets would leave gaps in the others."""
        return self.of(headquarters=headquarters) in _COUNTED and not self.to


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """For whom a package may be written from here, as one choice."""

    kind: PackageKind
    team: str = ""
    """The one team it is for; empty for all."""
    member: str = ""
    """The one laptop it is for; empty for all."""
    to: tuple[str, ...] = ()
    """Their names; none are all whom this kind is for."""

    def letter(self, visits: Iterable[InspectionId], *, with_photos: bool = True) -> Letter:
        """Return the package that takes visits there."""
        return Letter(visits=tuple(visits), kind=self.kind, to=self.to, with_photos=with_photos)


def audiences(sender: Sender, *, headquarters: bool) -> tuple[Audience, ...]:
    """Return for whom this store may write, the usual choice first."""
    if not headquarters:
        return (Audience(kind=PackageKind.TEAM), *_of_team(teammates(sender)))
    laptops = [one for one in sender.keyring.members if one.is_active and one.role is Role.DEVICE]
    teams = sorted({one.team for one in laptops if one.team})
    kind = PackageKind.ASSIGN
    found = [Audience(kind=kind)]
    if len(teams) > 1:
        found += [
            Audience(kind=kind, team=team, to=team_members(sender.keyring, (team,)))
            for team in teams
        ]
    if len(laptops) > 1:
        names = sorted(one.name for one in laptops)
        found += [Audience(kind=kind, member=name, to=(name,)) for name in names]
    return tuple(found)


def team_members(keyring: Keyring, teams: Iterable[str]) -> tuple[str, ...]:
    """Return the active laptops of teams.

    Raises:
        TeamUnknown: if a team has none.
    """
    found: set[str] = set()
    for team in teams:
        here = {
            one.name
            for one in keyring.members
            if one.is_active and one.role is Role.DEVICE and team and one.team == team
        }
        if not here:
            raise TeamUnknown(team=team)
        found |= here
    return tuple(sorted(found))


def _of_team(names: tuple[str, ...]) -> list[Audience]:
    kind = PackageKind.HANDOVER
    if not names:
        return []
    each = [Audience(kind=kind, member=name, to=(name,)) for name in names]
    return [Audience(kind=kind), *each]


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
