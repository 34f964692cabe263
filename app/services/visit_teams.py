"""Whose visit it is: what one team found, the laptops of another do not change (faults, row 96).

At headquarters a visit is of the teams that it was sent to and of those that have reported it. Of
a visit that is of nobody yet, or of a laptop without a team, anybody may report.
"""

from __future__ import annotations

from app.packages.reader import OpenedPackage
from app.packages.trust import Keyring, Role
from app.store.unit_of_work import View
from app.words import translate


def set_astray_aside(view: View, package: OpenedPackage) -> None:
    """Have set aside what puts something that is here into another visit, plan or checklist."""
    reason = translate("it belongs elsewhere")
    package.set_aside(revisions=dict.fromkeys(view.arrivals.astray(package.revisions()), reason))


def set_others_visits_aside(view: View, keyring: Keyring, package: OpenedPackage) -> None:
    """Have the revisions of other teams' visits set aside; headquarters writes everywhere.

    Args:
        view: a moment of headquarters' store.
        keyring: says which laptop is in which team.
        package: one that is opened and not applied yet.
    """
    signer = package.signer
    is_member = keyring.member_with(signer.key) is not None
    if signer.role is Role.HQ or (is_member and not signer.team):
        return
    visits = [one.id for one in package.header.aggregates]
    aside = {}
    for visit, laptops in view.packages.carriers(visits).items():
        known = [keyring.member(name) for name in laptops]
        teams = {one.team for one in known if one is not None and one.role is Role.DEVICE}
        if teams and not teams & {"", signer.team}:
            aside[visit] = translate(
                "the visit is of another team ({teams})", teams=", ".join(sorted(teams))
            )
    package.set_aside(aside)
