"""Who of the team answers what: shares of a visit, each for an area or a criterion, worked out.

The nearest share holds: a criterion given to one member lies in an area given to another.
It is advice (`domain` §10, phân công); nobody is kept from answering anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.case_file import CaseFile
from app.domain.inspection import Participant, Side
from app.domain.text import fold
from app.domain.work_share import work_share_id
from app.ids import ParticipantId


def division_of(case: CaseFile) -> Mapping[str, Participant]:
    """Return the member who answers each area and criterion of a visit, by its code.

    A share belongs to its criterion by identity, as answers do; one whose member left the team,
    or that was given back, gives nothing.
    """
    team = {one.id: one for one in case.people(Side.TEAM)}
    given: Mapping[str, ParticipantId | None] = {
        one.id: one.participant_id for one in case.work_shares
    }
    found: dict[str, Participant] = {}
    if not given:
        return found
    for checklist in case.checklists:
        for row in checklist.criteria:
            member = given.get(work_share_id(case.inspection.id, row.identity))
            if member in team:
                found[row.code] = team[member]
            elif row.parent_code in found:
                found[row.code] = found[row.parent_code]
    return found


def own_codes(division: Mapping[str, Participant], name: str) -> frozenset[str]:
    """Return what was given to the member of a name, accents and capitals aside."""
    wanted = _plain(name)
    return frozenset(
        code for code, one in division.items() if wanted and _plain(one.name) == wanted
    )


def initials(name: str) -> str:
    """Return how a name is marked where there is no room for it: its last two words' letters."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
