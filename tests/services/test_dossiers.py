"""The sample of a visit: added by hand, changed fact by fact, renamed, put away, brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.dossier import Dossier, DossierFacts, Pick, dossier_id
from app.domain.entity import facts_in
from app.domain.inspection import Inspection, InspectionFacts
from app.domain.photo import Photo, PhotoTarget
from app.domain.plan import PlanFacts
from app.errors import InvalidValue
from app.services.dossiers import DossierChange, HalfTyped
from tests import given

PLAN = PlanFacts(
    year=2026,
    subject="công tác cải cách hành chính năm 2026",
    issuing_body="Sở Nội vụ tỉnh Tây Ninh",
    decision_number="1050/QĐ-SNV",
    decision_on=dt.date(2026, 10, 5),
)
PERIOD = InspectionFacts(period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 10, 31))
REASON = "Có phản ánh của người dân"


@pytest.fixture
def visit(application: Application) -> Inspection:
    return application.inspections.start("28108", PLAN, PERIOD, ("MC",))


def facts(code: str) -> DossierFacts:
    return DossierFacts(**facts_in(given.dossier(code), DossierFacts))


def sample(application: Application, visit: Inspection) -> tuple[Dossier, ...]:
    return application.inspections.case_file(visit.id).dossiers


def change(before: Dossier | None, **changed: object) -> DossierChange:
    assert before is not None
    return DossierChange(before=before, after=replace(before, **changed))  # type: ignore[arg-type] # the test's own facts


@pytest.fixture
def two(application: Application, visit: Inspection) -> tuple[Dossier, Dossier]:
    return (
        application.dossiers.add(visit.id, facts("A-1"), REASON),
        application.dossiers.add(visit.id, facts("A-2"), REASON),
    )


def test_a_dossier_added_by_hand_is_marked_with_its_reason(
    application: Application, visit: Inspection
) -> None:
    added = application.dossiers.add(visit.id, facts("A-1"), f" {REASON} ")

    assert sample(application, visit) == (added,)
    assert (added.pick, added.pick_reason, added.order) == (Pick.BY_HAND, REASON, 1)
    assert added.id == dossier_id(visit.id, "A-1")


def test_without_a_reason_nothing_is_added(application: Application, visit: Inspection) -> None:
    with pytest.raises(InvalidValue):
        application.dossiers.add(visit.id, facts("A-1"), "  ")

    assert sample(application, visit) == ()


def test_only_what_was_changed_is_written(
    application: Application, visit: Inspection, two: tuple[Dossier, Dossier]
) -> None:
    seen, _ = two
    application.dossiers.save(visit.id, [change(seen, note="từ máy khác")])

    (kept,) = application.dossiers.save(visit.id, [change(seen, field="Đất đai")])

    assert kept is not None
    assert (kept.note, kept.field) == ("từ máy khác", "Đất đai")
    assert kept in sample(application, visit)


def test_many_changes_are_one_unit_of_work(
    application: Application, visit: Inspection, two: tuple[Dossier, Dossier]
) -> None:
    too_large = 2**60

    with pytest.raises(Exception, match="not_canonical"):
        application.dossiers.save(
            visit.id, [change(two[0], note="mới"), change(two[1], statutory_days=too_large)]
        )

    assert sample(application, visit) == two


def test_another_code_is_another_identity_and_photos_go_with_it(
    application: Application, visit: Inspection, two: tuple[Dossier, Dossier], tmp_path: Path
) -> None:
    Image.new("RGB", (40, 30), "white").save(tmp_path / "a.png")
    (photo,) = application.photos.add(visit.id, [tmp_path / "a.png"])
    assert isinstance(photo, Photo)
    application.photos.link(photo, PhotoTarget.DOSSIER, two[0].id)

    (moved,) = application.dossiers.save(visit.id, [change(two[0], dossier_code="B-1")])

    assert moved is not None
    case = application.inspections.case_file(visit.id)
    assert [row.dossier_code for row in case.dossiers] == ["B-1", "A-2"]
    assert moved.id == dossier_id(visit.id, "B-1")
    assert [one.id for one in case.photos_of(PhotoTarget.DOSSIER, moved.id)] == [photo.id]
    assert case.photos_of(PhotoTarget.DOSSIER, two[0].id) == ()


def test_a_code_used_twice_keeps_both_rows(
    application: Application, visit: Inspection, two: tuple[Dossier, Dossier]
) -> None:
    (second,) = application.dossiers.save(visit.id, [change(two[1], dossier_code="A-1")])

    assert second is not None
    assert second.id == dossier_id(visit.id, "A-1", 2)
    assert [row.dossier_code for row in sample(application, visit)] == ["A-1", "A-1"]


def test_two_rows_may_exchange_their_codes(
    application: Application, visit: Inspection, two: tuple[Dossier, Dossier]
) -> None:
    first, second = application.dossiers.save(
        visit.id, [change(two[0], dossier_code="A-2"), change(two[1], dossier_code="A-1")]
    )

    assert first is not None
    assert second is not None
    assert first.id == two[1].id
    assert second.id == two[0].id
    assert sample(application, visit) == (first, second)


def test_what_was_put_away_comes_back_with_its_photos(
    application: Application, visit: Inspection, two: tuple[Dossier, Dossier], tmp_path: Path
) -> None:
    Image.new("RGB", (40, 30), "white").save(tmp_path / "a.png")
    (photo,) = application.photos.add(visit.id, [tmp_path / "a.png"])
    assert isinstance(photo, Photo)
    application.photos.link(photo, PhotoTarget.DOSSIER, two[0].id)

    application.dossiers.remove([two[0]])
    gone = sample(application, visit)
    application.dossiers.save(visit.id, [DossierChange(before=None, after=two[0])])

    assert gone == (two[1],)
    case = application.inspections.case_file(visit.id)
    assert case.dossiers == two
    assert len(case.photos_of(PhotoTarget.DOSSIER, two[0].id)) == 1


def test_a_change_to_what_somebody_else_put_away_is_not_lost(
    application: Application, visit: Inspection, two: tuple[Dossier, Dossier]
) -> None:
    application.dossiers.remove([two[0]])

    application.dossiers.save(visit.id, [change(two[0], note="còn giữ")])

    assert sample(application, visit)[0].note == "còn giữ"


def test_half_typed_rows_wait_on_this_laptop(application: Application, visit: Inspection) -> None:
    rows = [HalfTyped(dossier_id="", cells={"dossier_code": "H15", "received_at": "31/02"})]

    application.dossiers.keep_half_typed(visit.id, rows)

    assert application.dossiers.half_typed(visit.id) == rows
    assert sample(application, visit) == ()
