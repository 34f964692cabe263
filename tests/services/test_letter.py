"""Kinds of package: an assignment with what was asked before, a hand-over in the team."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import Photo, PhotoTarget
from app.domain.recommendation import Recommendation, RecommendationFacts
from app.domain.remediation_check import RemediationOutcome
from app.packages.errors import MemberUnknown
from app.packages.manifest import PackageKind
from app.services.inspection_rows import HandoverState
from app.services.letter import Letter, NotATeammate, NoTeammate, TeamUnknown
from app.services.office import NotHeadquarters
from tests.enrolled import enrol
from tests.services.conftest import NewApplication
from tests.services.test_visits import FACTS, PLAN

ASSIGN = Letter(kind=PackageKind.ASSIGN)
HANDOVER = Letter(kind=PackageKind.HANDOVER)


@pytest.fixture
def teammate(
    headquarters: Application, new_application: NewApplication, laptop: Application, tmp_path: Path
) -> Application:
    """A second laptop of the team, whose keyring both laptops have."""
    second = enrol(headquarters, new_application("may-02"), tmp_path, "doan1/may-02")
    laptop.imports.take_in([stick(headquarters, ASSIGN, tmp_path / "khóa")])
    return second


@pytest.fixture
def other_team(
    headquarters: Application, new_application: NewApplication, tmp_path: Path
) -> Application:
    return enrol(headquarters, new_application("may-03"), tmp_path, "doan2/may-03")


def stick(sender: Application, letter: Letter, place: Path) -> Path:
    """Return a stick onto which a package was written."""
    place.mkdir()
    sender.exports.send(place, letter)
    return place


def begun(
    application: Application,
    year: int = 2026,
    unit: str = "28108",
    state: InspectionState = InspectionState.PLANNED,
) -> Inspection:
    moment = dt.datetime(year, 11, 20, 1, 30, tzinfo=dt.UTC)
    is_planned = state is InspectionState.PLANNED
    facts = replace(
        FACTS,
        started_at=None if is_planned else moment,
        planned_from=moment.date() if is_planned else None,
    )
    plan = replace(PLAN, year=year, decision_number=f"{year}/QĐ-SNV")
    made = application.inspections.start(unit, plan, facts, ("MC",))
    return application.inspections.save(replace(made, state=state))


@pytest.fixture
def asked(headquarters: Application, tmp_path: Path) -> Recommendation:
    """What last year's visit asked; two photos, of which one shows the fault."""
    before = begun(headquarters, 2025, state=InspectionState.OPEN)
    found = headquarters.findings.add(
        before.id,
        FindingFacts(
            kind=FindingKind.SHORTCOMING, area_code="MC.3", criterion_code="MC.3.4", text="Sai."
        ),
    )
    for name, colour in (("lỗi", "teal"), ("phòng", "navy")):
        Image.new("RGB", (64, 48), colour).save(tmp_path / f"{name}.png")
        (photo,) = headquarters.photos.add(before.id, [tmp_path / f"{name}.png"])
        assert isinstance(photo, Photo)
        if name == "lỗi":
            headquarters.photos.link(photo, PhotoTarget.FINDING, found.id)
    wish = RecommendationFacts(text="Khắc phục.", due_on=dt.date(2026, 3, 1))
    return headquarters.recommendations.add(before.id, wish, found.id)


def test_a_laptop_verifies_what_an_earlier_visit_asked_and_headquarters_hears_of_it(
    headquarters: Application, laptop: Application, asked: Recommendation, tmp_path: Path
) -> None:
    visit = begun(headquarters)

    laptop.imports.take_in([stick(headquarters, ASSIGN, tmp_path / "giao")])
    (open_one,) = laptop.remediation.earlier(visit.id)
    laptop.remediation.verify(visit.id, asked.id, RemediationOutcome.DONE, "Đã sửa bảng.")
    (back,) = headquarters.imports.take_in([stick(laptop, Letter(), tmp_path / "về")])

    assert open_one.recommendation.id == asked.id
    (shown,) = open_one.before
    assert laptop.photos.thumbnail(shown.sha256).exists()
    assert (back.error, back.rejected, back.photos_missing) == (None, 0, 0)
    (heard,) = headquarters.remediation.earlier(visit.id)
    assert heard.check is not None
    assert (heard.check.outcome, heard.check.note) == (RemediationOutcome.DONE, "Đã sửa bảng.")


def test_of_earlier_visits_only_the_photos_of_faults_travel_and_nothing_is_called_lost(
    headquarters: Application, laptop: Application, asked: Recommendation, tmp_path: Path
) -> None:
    begun(headquarters)

    (brought,) = laptop.imports.take_in([stick(headquarters, ASSIGN, tmp_path / "giao")])
    checked = laptop.maintenance.check()

    assert asked.text
    assert (brought.photos, brought.photos_missing) == (1, 0)
    assert (len(checked.elsewhere), checked.missing, checked.is_whole) == (1, [], True)
    assert headquarters.maintenance.check().elsewhere == []


def test_a_photo_lost_from_a_visit_of_ones_own_is_called_lost(
    laptop: Application, tmp_path: Path
) -> None:
    visit = begun(laptop, state=InspectionState.OPEN)
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "a.png")
    (photo,) = laptop.photos.add(visit.id, [tmp_path / "a.png"])
    assert isinstance(photo, Photo)
    next(laptop.folder.glob(f"blobs/**/{photo.sha256}*")).unlink()

    checked = laptop.maintenance.check()

    assert (checked.missing, checked.elsewhere) == ([photo.sha256], [])


def test_a_laptop_reports_nothing_that_headquarters_only_told_it(
    headquarters: Application, laptop: Application, asked: Recommendation, tmp_path: Path
) -> None:
    begun(headquarters)
    laptop.imports.take_in([stick(headquarters, ASSIGN, tmp_path / "giao")])
    mine = begun(laptop, unit="28126", state=InspectionState.OPEN)

    there = tmp_path / "đi"
    there.mkdir()
    written = laptop.exports.write(there)

    assert asked.text
    assert written.inspections == 1
    headquarters.imports.take_in([there])
    assert headquarters.inspections.get(mine.id).unit_code == "28126"


def test_an_assignment_holds_what_is_planned_or_named_and_goes_to_whom_it_is_for(
    headquarters: Application, laptop: Application, other_team: Application, tmp_path: Path
) -> None:
    planned = begun(headquarters)
    going_on = begun(headquarters, unit="28126", state=InspectionState.OPEN)
    for_one = replace(ASSIGN, to=headquarters.exports.of_teams(["doan1"]))

    place = stick(headquarters, for_one, tmp_path / "giao")
    (taken,) = laptop.imports.take_in([place])
    (refused,) = other_team.imports.take_in([place])
    named = replace(ASSIGN, visits=(going_on.id,))
    other_team.imports.take_in([stick(headquarters, named, tmp_path / "giao hai")])

    assert taken.error is None
    assert [row.id for row in laptop.inspections.rows()] == [planned.id]
    assert refused.error is not None
    assert refused.error.code == "package_for_somebody_else"
    assert [row.id for row in other_team.inspections.rows()] == [going_on.id]
    assert other_team.package_journal.read().missing == ()


def test_a_name_or_a_team_that_nobody_knows_is_refused(
    headquarters: Application, laptop: Application, tmp_path: Path
) -> None:
    assert laptop.info.role == "field"
    with pytest.raises(TeamUnknown):
        headquarters.exports.of_teams(["doan9"])
    with pytest.raises(MemberUnknown):
        stick(headquarters, replace(ASSIGN, to=("doan9/may-09",)), tmp_path / "giao")

    assert list((tmp_path / "giao").iterdir()) == []


def test_a_laptop_assigns_nothing(laptop: Application, tmp_path: Path) -> None:
    with pytest.raises(NotHeadquarters):
        stick(laptop, ASSIGN, tmp_path / "giao")


def test_a_hand_over_is_opened_by_the_team_and_not_by_headquarters(
    headquarters: Application,
    laptop: Application,
    teammate: Application,
    other_team: Application,
    tmp_path: Path,
) -> None:
    visit = begun(laptop, state=InspectionState.OPEN)

    place = stick(laptop, HANDOVER, tmp_path / "bàn giao")
    (taken,) = teammate.imports.take_in([place])
    strangers = [one.imports.take_in([place])[0] for one in (headquarters, other_team)]
    (again,) = laptop.imports.take_in([place])

    assert laptop.exports.readers(HANDOVER) == ("doan1/may-02",)
    assert (taken.error, teammate.inspections.get(visit.id).unit_code) == (None, "28108")
    assert [one.error and one.error.code for one in strangers] == ["package_for_somebody_else"] * 2
    assert (again.status, again.error) == ("known", None)


def test_handed_over_to_one_teammate_it_is_opened_by_nobody_else(
    headquarters: Application,
    laptop: Application,
    teammate: Application,
    new_application: NewApplication,
    tmp_path: Path,
) -> None:
    third = enrol(headquarters, new_application("may-04"), tmp_path, "doan1/may-04")
    laptop.imports.take_in([stick(headquarters, ASSIGN, tmp_path / "khóa mới")])
    begun(laptop, state=InspectionState.OPEN)

    place = stick(laptop, replace(HANDOVER, to=("doan1/may-02",)), tmp_path / "bàn giao")

    assert teammate.imports.take_in([place])[0].error is None
    (refused,) = third.imports.take_in([place])
    assert refused.error is not None
    assert refused.error.code == "package_for_somebody_else"


def test_what_only_a_teammate_has_is_not_sent_to_headquarters_and_leaves_no_gap_there(
    headquarters: Application, laptop: Application, teammate: Application, tmp_path: Path
) -> None:
    visit = begun(laptop, state=InspectionState.OPEN)

    teammate.imports.take_in([stick(laptop, HANDOVER, tmp_path / "bàn giao")])
    row, there = laptop.handover.of(visit.id).row, teammate.handover.of(visit.id).row
    headquarters.imports.take_in([stick(laptop, Letter(), tmp_path / "về")])

    assert (row.handover, row.last_package) == (HandoverState.WORKING, None)
    assert row.unsent == there.unsent > 0
    assert headquarters.package_journal.read().missing == ()
    kinds = [one.kind for one in laptop.package_journal.read().entries if one.is_out]
    assert sorted(kinds) == ["handover", "team"]


def test_whom_a_laptop_may_write_to_is_its_team_alone(
    headquarters: Application, laptop: Application, other_team: Application, tmp_path: Path
) -> None:
    assert other_team.info.role == "field"
    with pytest.raises(NoTeammate):
        stick(laptop, HANDOVER, tmp_path / "a")
    enrolled = laptop.exports.audiences()
    for name in ("hq", "doan2/may-03"):
        with pytest.raises((NotATeammate, NoTeammate)):
            laptop.exports.readers(replace(HANDOVER, to=(name,)))

    assert [one.kind for one in enrolled] == [PackageKind.TEAM]
    assert [(one.team, one.member) for one in headquarters.exports.audiences()] == [
        ("", ""),
        ("doan1", ""),
        ("doan2", ""),
        ("", "doan1/may-01"),
        ("", "doan2/may-03"),
    ]


def test_a_teammate_is_offered_and_a_stranger_refused_by_name(
    laptop: Application, teammate: Application
) -> None:
    assert teammate.info.role == "field"
    offered = [(one.kind, one.to) for one in laptop.exports.audiences()]

    with pytest.raises(NotATeammate):
        laptop.exports.readers(replace(HANDOVER, to=("hq",)))

    assert offered == [
        (PackageKind.TEAM, ()),
        (PackageKind.HANDOVER, ()),
        (PackageKind.HANDOVER, ("doan1/may-02",)),
    ]
