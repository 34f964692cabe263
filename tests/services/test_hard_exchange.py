"""Exchange under hard conditions: malformed but signed, out of order, between teammates."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application, open_application
from app.domain.checklist import Checklist, ChecklistState, checklist_id, content_sha256
from app.domain.inspection import Inspection
from app.domain.plan import Plan
from app.errors import Cancelled
from app.ids import ChecklistId, InspectionId, PhotoId, PlanId, place_id
from app.services.enrolment import GivenName
from app.services.minutes_errors import VisitIncomplete
from app.store.unit_of_work import Store
from tests import given
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication, NewStore

Plant = Callable[..., None]


def _store(application: Application) -> Store:
    return application._store  # noqa: SLF001 - writes what no service would write


def _plant(application: Application, *entities: object) -> None:
    with _store(application).writing() as work:
        for entity in entities:
            work.save(entity)  # type: ignore[arg-type] # any entity
        work.commit()


def _sent(sender: Application, place: Path) -> Path:
    place.mkdir()
    sender.exports.write(place)
    return place


def _visit(*checklists: Checklist, **facts: object) -> Inspection:
    return given.inspection(checklist_ids=tuple(one.id for one in checklists), **facts)


def test_a_checklist_only_the_laptop_knows_is_taken_over_as_it_is(
    laptop: Application, headquarters: Application, tmp_path: Path
) -> None:
    own = given.checklist(code="RIENG")
    _plant(laptop, own, given.plan(), _visit(own))

    (brought,) = headquarters.imports.take_in([_sent(laptop, tmp_path / "usb")])

    assert (brought.error, brought.rejected, brought.adopted) == (None, 0, 2)
    assert headquarters.checklists.get(own.id) == own


def test_what_was_taken_over_comes_back_without_a_difference(
    laptop: Application, headquarters: Application, tmp_path: Path
) -> None:
    own = given.checklist(code="RIENG")
    _plant(laptop, own, given.plan(), _visit(own))
    headquarters.imports.take_in([_sent(laptop, tmp_path / "usb")])

    laptop.imports.take_in([_sent(headquarters, tmp_path / "back")])

    with _store(laptop).reading() as view:
        assert view.history.differences() == {}


def test_a_laptops_version_never_becomes_the_newest_of_headquarters_own_set(
    laptop: Application, headquarters: Application, tmp_path: Path
) -> None:
    ours = headquarters.checklists.current("MC")
    criteria = (replace(ours.criteria[0], text="Bộ tiêu chí khác"), *ours.criteria[1:])
    digest = content_sha256(criteria)
    own = replace(
        ours,
        id=checklist_id("MC", digest),
        number=99,
        criteria=criteria,
        content_sha256=digest,
    )
    _plant(laptop, own, given.plan(), _visit(own))

    headquarters.imports.take_in([_sent(laptop, tmp_path / "usb")])

    assert headquarters.checklists.current("MC") == ours
    assert headquarters.checklists.get(own.id).state is ChecklistState.RETIRED


def _of_another_content(own: Checklist) -> Checklist:
    return replace(own, id=ChecklistId(place_id("checklist", "made up")))


def _with_another_hash(own: Checklist) -> Checklist:
    return replace(own, id=checklist_id(own.code, "0" * 64), content_sha256="0" * 64)


def _with_a_broken_rule(own: Checklist) -> Checklist:
    criteria = (*own.criteria[:-1], replace(own.criteria[-1], scoring_rule="Tùy ý"))
    digest = content_sha256(criteria)
    return replace(own, id=checklist_id(own.code, digest), criteria=criteria, content_sha256=digest)


def _without_criteria(own: Checklist) -> Checklist:
    digest = content_sha256(())
    return replace(own, id=checklist_id(own.code, digest), criteria=(), content_sha256=digest)


@pytest.mark.parametrize(
    "broken",
    [_of_another_content, _with_another_hash, _with_a_broken_rule, _without_criteria],
)
def test_a_checklist_that_is_none_stays_set_aside_and_the_visit_is_shown(
    laptop: Application,
    headquarters: Application,
    tmp_path: Path,
    broken: Callable[[Checklist], Checklist],
) -> None:
    own = broken(given.checklist(code="RIENG"))
    _plant(laptop, own, given.plan(), _visit(own))

    (brought,) = headquarters.imports.take_in([_sent(laptop, tmp_path / "usb")])

    assert brought.error is None
    assert brought.rejected > 0
    assert [row.code for row in headquarters.checklists.rows() if row.code == "RIENG"] == []
    assert len(headquarters.inspections.rows()) == 1
    case = headquarters.inspections.case_file(given.INSPECTION)
    assert case.checklists == ()
    assert case.absent == (own.id,)
    assert headquarters.reports.summary(tmp_path / "tổng hợp.xlsx") == 1
    with pytest.raises(VisitIncomplete):
        headquarters.minutes.freeze(given.INSPECTION, tmp_path / "bb.docx")


def test_a_visit_without_its_plan_or_unit_is_shown_with_what_is_known(
    application: Application, tmp_path: Path
) -> None:
    _plant(
        application,
        _visit(plan_id=PlanId(place_id("plan", "lost")), unit_code="00000", unit_name="xã Lạ"),
    )

    case = application.inspections.case_file(given.INSPECTION)

    assert case.absent == (place_id("plan", "lost"),)
    assert case.unit.name == "xã Lạ"
    assert application.reports.summary(tmp_path / "tổng hợp.xlsx") == 1


def test_a_teammate_sees_the_visit_that_another_laptop_opened(
    laptop: Application,
    headquarters: Application,
    new_application: NewApplication,
    tmp_path: Path,
) -> None:
    own = given.checklist(code="RIENG")
    _plant(laptop, own, given.plan(), _visit(own))
    mate = new_application("may-02")
    enrol(headquarters, mate, tmp_path, "doan1/may-02")
    answer = tmp_path / "ghi-danh-doan1-may-02"
    laptop.imports.take_in([_sent(headquarters, tmp_path / "news")])

    (brought,) = mate.imports.take_in([_sent(laptop, tmp_path / "usb")])

    assert answer.exists()
    assert (brought.error, brought.rejected) == (None, 0)
    assert mate.inspections.case_file(given.INSPECTION) == laptop.inspections.case_file(
        given.INSPECTION
    )


def test_a_new_teammate_is_known_by_the_keyring_that_lies_behind_its_package(
    laptop: Application,
    headquarters: Application,
    new_application: NewApplication,
    tmp_path: Path,
) -> None:
    mate = new_application("may-02")
    enrol(headquarters, mate, tmp_path, "doan1/may-02")
    _plant(mate, given.checklist(code="RIENG"), given.plan(), _visit())
    usb = _sent(mate, tmp_path / "usb")
    next(usb.iterdir()).rename(usb / "SKT-000000000000")
    next(_sent(headquarters, tmp_path / "giao").iterdir()).rename(usb / "SKT-ffffffffffff")

    taken = laptop.imports.take_in([usb])

    assert [(one.signer, one.error) for one in taken] == [("hq", None), ("doan1/may-02", None)]


def test_an_older_assignment_after_a_newer_one_is_taken_in(
    laptop: Application,
    headquarters: Application,
    new_application: NewApplication,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    headquarters.recording.assign(write_document(document))
    older = _sent(headquarters, tmp_path / "usb-1")
    enrol(headquarters, new_application("may-02"), tmp_path, "doan1/may-02")
    newer = _sent(headquarters, tmp_path / "usb-2")
    laptop.imports.take_in([newer])

    (late,) = laptop.imports.take_in([older])

    assert (late.status, late.error) == ("known", None)
    assert laptop.enrolment.keyring().member("doan1/may-02") is not None


def test_ones_own_package_back_from_the_stick_is_still_known_as_sent(
    laptop: Application, tmp_path: Path, document: Document, write_document: WriteDocument
) -> None:
    laptop.recording.record(write_document(document))
    stick = _sent(laptop, tmp_path / "usb")

    (own,) = laptop.imports.take_in([stick])

    assert own.status == "known"
    assert laptop.exports.state_of(own.package_id) == "exported"


def test_a_laptop_of_no_team_opens_its_own_stick_after_it_lost_what_is_on_it(
    application: Application, headquarters: Application, tmp_path: Path
) -> None:
    asked = application.enrolment.request(tmp_path / "xin.skt")
    told = headquarters.enrolment.approve(
        tmp_path / "xin.skt", asked.code, GivenName(name="may-01"), answer=tmp_path / "trả"
    )
    application.enrolment.accept(tmp_path / "trả", told.code)
    copy = shutil.copytree(application.folder, tmp_path / "bản sao")
    _plant(application, given.checklist(code="RIENG"), given.plan(), _visit())
    usb = _sent(application, tmp_path / "usb")
    application.close()

    with open_application(copy) as again:
        (taken,) = again.imports.take_in([usb])

        assert taken.error is None
        assert [one.id for one in again.inspections.rows()] == [given.INSPECTION]


def test_a_missing_and_a_damaged_photo_are_named_and_the_package_is_made(
    laptop: Application, tmp_path: Path, document: Document, write_document: WriteDocument
) -> None:
    visit = laptop.recording.record(write_document(document)).inspection_id
    (photo,) = laptop.inspections.case_file(visit).photos
    file = laptop.folder / "blobs" / photo.sha256[:2] / photo.sha256
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1] + b"\x00")
    _plant(laptop, replace(photo, id=PhotoId(place_id("photo", "2")), sha256="f" * 64))
    place = tmp_path / "usb"
    place.mkdir()

    written = laptop.exports.write(place)

    assert {one.id for one in written.left_out} == {photo.sha256, "f" * 64}
    assert written.place.exists()


def test_stopping_an_import_stops_it_and_says_what_was_done(
    laptop: Application,
    headquarters: Application,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    class Impatient:
        def step(self, *_: object) -> None:
            raise Cancelled

    laptop.recording.record(write_document(document))
    places = [_sent(laptop, tmp_path / name) for name in ("usb-1", "usb-2")]

    with pytest.raises(Cancelled):
        headquarters.imports.take_in(places, Impatient())

    assert headquarters.inspections.rows() == []


def test_an_assignment_never_sets_a_visit_back_that_has_begun(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    file = write_document(document)
    visit = application.recording.record(file).inspection_id
    before = application.inspections.get(visit)

    again = application.recording.assign(file)

    assert again == visit
    assert application.inspections.get(InspectionId(visit)) == before


def test_a_plan_written_differently_at_headquarters_is_not_changed_by_a_laptop(
    laptop: Application, headquarters: Application, tmp_path: Path
) -> None:
    _plant(headquarters, given.plan(subject="theo Sở"))
    _plant(laptop, given.plan(subject="theo máy"), _visit())

    (brought,) = headquarters.imports.take_in([_sent(laptop, tmp_path / "usb")])

    assert brought.rejected > 0
    with _store(headquarters).reading() as view:
        assert view.get(Plan, given.plan().id).subject == "theo Sở"


@pytest.mark.parametrize("place", ["outgoing/half/plain", "incoming/SKT-half/plain"])
def test_what_a_crash_left_unsealed_is_removed_when_the_store_is_opened(
    new_store: NewStore, tmp_path: Path, place: str
) -> None:
    folder = tmp_path / "máy"
    new_store(folder, "may-01", "field")
    (folder / place).mkdir(parents=True)
    (folder / place / "data.age").write_text("Nguyễn Văn A")

    with open_application(folder):
        pass

    assert list((folder / place).parent.parent.iterdir()) == []


def test_a_damaged_original_is_mended_by_the_package_that_comes_again(
    laptop: Application,
    headquarters: Application,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))
    stick = _sent(laptop, tmp_path / "usb")
    headquarters.imports.take_in([stick])
    (photo,) = headquarters.inspections.case_file(headquarters.inspections.rows()[0].id).photos
    file = headquarters.folder / "blobs" / photo.sha256[:2] / photo.sha256
    file.chmod(0o600)
    file.write_bytes(b"\x00" + file.read_bytes()[1:])
    damaged = headquarters.maintenance.check().damaged

    headquarters.imports.take_in([stick])

    assert damaged == [photo.sha256]
    assert headquarters.maintenance.check().is_whole


def test_what_fails_after_everything_is_safe_is_told_and_takes_nothing_back(
    laptop: Application,
    headquarters: Application,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))
    stick = _sent(laptop, tmp_path / "usb")
    (headquarters.folder / "archive").write_text("không phải thư mục")

    (brought,) = headquarters.imports.take_in([stick])

    assert brought.status == "new"
    assert brought.error is not None
    assert len(headquarters.inspections.rows()) == 1
