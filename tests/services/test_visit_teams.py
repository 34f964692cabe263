"""Whose visit it is: at headquarters one team does not change what another found (row 96)."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.bootstrap import Application
from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.inspection import Inspection, InspectionState
from app.domain.recommendation import RecommendationFacts
from app.ids import InspectionId
from app.services.enrolment import GivenName
from app.services.imported import Imported
from app.services.letter import Letter
from tests.services.conftest import NewApplication
from tests.services.forged import forged, plant
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def enrolled(hq: Application, new_application: NewApplication, tmp_path: Path) -> Enrolled:
    return Enrolled(hq, new_application, tmp_path)


class Enrolled:
    """Enrols laptops with headquarters, and carries packages there."""

    def __init__(self, hq: Application, make: NewApplication, home: Path) -> None:
        self._hq, self._make, self._home = hq, make, home
        self._sticks = 0

    def laptop(self, name: str) -> Application:
        """Return a new laptop of the team before the stroke; of none without one."""
        made = self._make(name.replace("/", "-"))
        self.join(made, name)
        return made

    def join(self, laptop: Application, name: str, team: str | None = None) -> None:
        place = self.stick()
        asked = laptop.enrolment.request(place / "xin.skt")
        given = GivenName(name=name, team=name.rpartition("/")[0] if team is None else team)
        told = self._hq.enrolment.approve(place / "xin.skt", asked.code, given, answer=place)
        laptop.enrolment.accept(place, told.code)

    def stick(self) -> Path:
        self._sticks += 1
        place = self._home / f"usb-{self._sticks}"
        place.mkdir()
        return place

    def report(self, laptop: Application, *visits: InspectionId) -> Imported:
        """Carry a report to headquarters."""
        place = self.stick()
        laptop.exports.write(place, visits)
        (taken,) = self._hq.imports.take_in([place])
        return taken

    def send(self, laptop: Application, letter: Letter) -> Imported:
        """Carry a package of headquarters to a laptop."""
        place = self.stick()
        self._hq.exports.send(place, letter)
        (taken,) = laptop.imports.take_in([place])
        assert taken.error is None
        return taken


def begun(laptop: Application) -> Inspection:
    """A visit of last year."""
    moment = dt.datetime(2025, 11, 20, 1, 30, tzinfo=dt.UTC)
    plan = replace(PLAN, year=2025, decision_number="2025/QĐ-SNV")
    made = laptop.inspections.start("28108", plan, replace(FACTS, started_at=moment), ("MC",))
    found = laptop.findings.add(
        made.id, FindingFacts(kind=FindingKind.SHORTCOMING, area_code="MC.3", text="Sai.")
    )
    laptop.recommendations.add(made.id, RecommendationFacts(text="Khắc phục."), found.id)
    return laptop.inspections.get(made.id)


def planned(hq: Application) -> Inspection:
    """A visit that headquarters plans to the same commune: last year's goes along."""
    facts = replace(FACTS, planned_from=dt.date(2026, 11, 20))
    made = hq.inspections.start("28108", PLAN, facts, ("MC",))
    return hq.inspections.save(replace(made, state=InspectionState.PLANNED))


def remark(application: Application, visit: InspectionId) -> str:
    return application.inspections.get(visit).general_remark


def write(laptop: Application, visit: InspectionId, text: str) -> None:
    laptop.inspections.save(replace(laptop.inspections.get(visit), general_remark=text))


def test_what_another_team_writes_into_a_visit_is_set_aside_and_the_rest_is_taken(
    hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    write(ours, visit.id, "Của đoàn 1.")
    enrolled.report(ours, visit.id)
    follow = planned(hq)
    enrolled.send(theirs, Letter(visits=(follow.id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Đoàn 2 sửa.")
    write(theirs, follow.id, "Của đoàn 2.")

    taken = enrolled.report(theirs, visit.id, follow.id)

    assert (taken.error, taken.rejected, taken.different) == (None, 1, 0)
    assert taken.reasons == ("chuyến kiểm tra này của đoàn khác (doan1)",)
    assert (remark(hq, visit.id), remark(hq, follow.id)) == ("Của đoàn 1.", "Của đoàn 2.")


def test_looking_tells_what_would_be_set_aside(hq: Application, enrolled: Enrolled) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    enrolled.send(theirs, Letter(visits=(planned(hq).id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Đoàn 2 sửa.")
    place = enrolled.stick()
    theirs.exports.write(place, [visit.id])

    (looked,) = hq.imports.look([place])

    assert (looked.rejected, looked.different, len(looked.reasons)) == (1, 0, 1)
    assert [one.rejected for one in looked.units if one.inspection_id] == [1]


def test_a_team_to_which_headquarters_sends_a_visit_goes_on_with_it(
    hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    enrolled.send(theirs, Letter(visits=(visit.id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Đoàn 2 làm tiếp.")

    taken = enrolled.report(theirs, visit.id)

    assert (taken.error, taken.rejected) == (None, 0)
    assert remark(hq, visit.id) == "Đoàn 2 làm tiếp."


def test_every_laptop_of_the_team_writes_its_visits(hq: Application, enrolled: Enrolled) -> None:
    ours, mate = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan1/may-02")
    visit = begun(ours)
    place = enrolled.stick()
    enrolled.send(ours, Letter())
    ours.exports.write(place, [visit.id])
    enrolled.report(ours, visit.id)
    mate.imports.take_in([place])
    write(mate, visit.id, "Máy thứ hai ghi.")

    taken = enrolled.report(mate, visit.id)

    assert (taken.error, taken.rejected) == (None, 0)
    assert remark(hq, visit.id) == "Máy thứ hai ghi."


@pytest.mark.parametrize("team", ["doan1", ""])
def test_enrolled_in_the_team_what_was_set_aside_comes_in_and_the_receipt_says_so(
    team: str, hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    enrolled.send(theirs, Letter(visits=(planned(hq).id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Ghi giúp đoàn 1.")
    place = enrolled.stick()
    theirs.exports.write(place, [visit.id])
    hq.imports.take_in([place])
    hq.receipts.write(place)
    theirs.imports.take_in([place])
    before = theirs.handover.of(visit.id).sent[0]
    enrolled.join(theirs, "doan2/may-02", team)

    again = [one for one in hq.imports.take_in([place]) if one.package_id == before.package_id]
    other = enrolled.stick()
    shutil.copytree(place, other, dirs_exist_ok=True)
    hq.receipts.write(other)
    theirs.imports.take_in([other])

    assert (before.receipt, before.set_aside) == ("partly", 1)
    assert [(one.error, one.rejected, one.new) for one in again] == [(None, 0, 1)]
    assert remark(hq, visit.id) == "Ghi giúp đoàn 1."
    after = theirs.handover.of(visit.id).sent[0]
    assert (after.receipt, after.set_aside) == ("applied", 0)


def test_a_revision_that_two_packages_bring_is_set_aside_of_both(
    hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    enrolled.send(theirs, Letter(visits=(planned(hq).id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Đoàn 2 sửa.")
    enrolled.report(theirs, visit.id)
    enrolled.report(theirs, visit.id)
    place = enrolled.stick()

    hq.receipts.write(place)
    theirs.imports.take_in([place])

    sent = theirs.handover.of(visit.id).sent
    assert [(one.receipt, one.set_aside) for one in sent] == [("partly", 1), ("partly", 1)]


def test_a_laptop_let_in_once_changes_no_visit_of_a_team(
    hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    enrolled.send(theirs, Letter(visits=(planned(hq).id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Đoàn 2 sửa.")
    place = enrolled.stick()
    theirs.exports.write(place, [visit.id])
    hq.headquarters.revoke("doan2/may-02")
    hq.imports.take_in([place])
    (waiting,) = hq.quarantine.waiting()

    taken = hq.quarantine.approve(waiting.name, theirs.enrolment.words().code)

    assert (taken.error, taken.rejected) == (None, 1)
    assert remark(hq, visit.id) == ""


def test_a_laptop_let_in_once_is_not_of_the_team_that_it_names_itself(
    hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    enrolled.send(theirs, Letter(visits=(planned(hq).id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Đoàn 2 sửa.")
    theirs.enrolment.request(enrolled.stick() / "xin.skt", new_keys=True)
    place = enrolled.stick()
    theirs.exports.write(place, [visit.id])
    (package,) = place.iterdir()
    asked = theirs.enrolment.request(package / "request.skt", team="doan1")
    hq.imports.take_in([place])
    (waiting,) = hq.quarantine.waiting()

    taken = hq.quarantine.approve(waiting.name, asked.code)

    assert (waiting.is_revoked, taken.error, taken.rejected) == (False, None, 1)
    assert remark(hq, visit.id) == ""


def test_no_team_writes_into_anothers_visit_under_the_name_of_its_own(
    hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    (finding,) = hq.inspections.case_file(visit.id).findings
    own = theirs.inspections.start("28126", replace(PLAN, decision_number="9"), FACTS, ("MC",))
    text = forged("finding", finding.id, "text", "Bịa.", agg_id=own.id)
    added = [
        forged("finding", "bia", name, value, agg_id=own.id)
        for name, value in {**plain(finding), "_exists": True, "text": "Bịa."}.items()
    ]
    moved = forged("inspection", visit.id, "general_remark", "Bịa.", agg_id=own.id)
    plant(theirs, text, moved, *added)

    taken = enrolled.report(theirs, own.id)

    assert (taken.error, taken.rejected) == (None, 3)
    assert taken.reasons == ("thuộc hồ sơ khác",)
    assert hq.inspections.case_file(visit.id).findings == (finding,)
    assert remark(hq, visit.id) == ""
    assert hq.inspections.get(own.id) == own


def plain(finding: Finding) -> dict[str, Any]:
    """The facts of a finding as a package spells them, but for its identity."""
    row = msgspec.to_builtins(finding)
    return {name: value for name, value in row.items() if name != "id"}


def test_taken_in_again_what_was_set_aside_stays_so_once(
    hq: Application, enrolled: Enrolled
) -> None:
    ours, theirs = enrolled.laptop("doan1/may-01"), enrolled.laptop("doan2/may-02")
    visit = begun(ours)
    enrolled.report(ours, visit.id)
    enrolled.send(theirs, Letter(visits=(planned(hq).id,), to=("doan2/may-02",)))
    write(theirs, visit.id, "Đoàn 2 sửa.")
    place = enrolled.stick()
    theirs.exports.write(place, [visit.id])

    first, second = (hq.imports.take_in([place])[0] for _again in range(2))

    assert [(one.error, one.rejected) for one in (first, second)] == [(None, 1), (None, 1)]
