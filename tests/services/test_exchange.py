"""Packages between a laptop and headquarters, through real stores, keys and files."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.inspection import InspectionState
from app.domain.paper import Paper
from app.errors import Cancelled, NotFound
from app.packages.errors import EnrolmentRefused, MediumGone
from app.services.enrolment import GivenName
from app.services.import_package import NoPackageThere
from app.services.inspection_rows import HandoverState
from app.services.laptop_trust import NotEnrolled
from app.services.letter import Letter
from app.services.office import NotHeadquarters
from tests.documents.word_reading import Written
from tests.enrolled import enrol
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication
from tests.services.test_papers import FACTS, PLAN


@pytest.fixture
def sent(
    laptop: Application, stick: Path, document: Document, write_document: WriteDocument
) -> Path:
    """A stick with the report of one visit."""
    laptop.recording.record(write_document(document))
    laptop.exports.write(stick)
    return stick


def test_the_list_of_the_file_names_the_package_that_the_visit_went_in(
    laptop: Application, sent: Path, tmp_path: Path
) -> None:
    (visit,) = (row.id for row in laptop.inspections.rows())
    other = laptop.inspections.start("28126", PLAN, FACTS, ("MC",))

    laptop.papers.write(Paper.FILE_LIST, visit, tmp_path / "mine.docx")
    laptop.papers.write(Paper.FILE_LIST, other.id, tmp_path / "other.docx")

    (name,) = (file.name for file in sent.iterdir() if file.name.startswith("SKT-"))
    assert f"Gói dữ liệu điện tử {name}" in Written((tmp_path / "mine.docx").read_bytes()).text
    assert "Gói dữ liệu" not in Written((tmp_path / "other.docx").read_bytes()).text


def test_a_report_brings_the_whole_visit_to_headquarters(
    laptop: Application, headquarters: Application, sent: Path
) -> None:
    (brought,) = headquarters.imports.take_in([sent])

    (row,) = headquarters.inspections.rows()
    ours = laptop.inspections.case_file(row.id)
    theirs = headquarters.inspections.case_file(row.id)
    assert brought.error is None
    assert (brought.rejected, brought.adopted, brought.photos_missing) == (0, 1, 0)
    assert theirs == ours
    assert headquarters.photos.thumbnail(theirs.photos[0].sha256).exists()
    assert headquarters.maintenance.check().is_whole


def test_the_same_package_twice_changes_nothing(headquarters: Application, sent: Path) -> None:
    headquarters.imports.take_in([sent])

    (again,) = headquarters.imports.take_in([sent])

    assert (again.status, again.new, again.adopted) == ("known", 0, 0)


@pytest.fixture
def text_only(
    laptop: Application, stick: Path, document: Document, write_document: WriteDocument
) -> Path:
    """A stick with the report of one visit without photos."""
    for answer in document["answers"]:
        answer.pop("photos", None)
    document.pop("photos", None)
    laptop.recording.record(write_document(document))
    laptop.exports.write(stick)
    return stick


def test_what_was_taken_in_wholly_is_known_without_being_opened_again(
    headquarters: Application, text_only: Path
) -> None:
    (first,) = headquarters.imports.take_in([text_only])
    next(text_only.rglob("data.age")).write_bytes(b"worn out")

    (looked,) = headquarters.imports.look([text_only])
    (again,) = headquarters.imports.take_in([text_only])

    assert (again.status, again.error, again.new) == ("known", None, 0)
    assert (again.signer, again.known) == (first.signer, first.new + first.known)
    assert looked == again


def test_what_was_not_filed_away_is_opened_again(
    headquarters: Application, text_only: Path
) -> None:
    headquarters.imports.take_in([text_only])
    archive = next(headquarters.folder.glob("archive/SKT-*"))
    shutil.rmtree(archive)

    headquarters.imports.take_in([text_only])

    assert archive.exists()


def test_a_copy_of_the_store_is_kept_before_something_new_and_not_before_what_is_known(
    headquarters: Application, text_only: Path
) -> None:
    headquarters.imports.take_in([text_only])
    copies = set(headquarters.folder.glob("backup/db-*.db"))

    headquarters.imports.take_in([text_only])

    assert copies
    assert set(headquarters.folder.glob("backup/db-*.db")) == copies


def test_a_package_without_photos_is_small_and_the_next_one_brings_them(
    laptop: Application,
    headquarters: Application,
    stick: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))

    light = laptop.exports.write(stick, with_photos=False)
    (first,) = headquarters.imports.take_in([light.place])
    full = laptop.exports.write(stick)
    (second,) = headquarters.imports.take_in([full.place])

    assert (light.held_back, light.photos, light.left_out) == (1, 0, ())
    assert light.size < full.size
    assert (first.error, first.photos_missing, first.photos) == (None, 1, 0)
    assert (second.error, second.photos_missing, second.photos, second.new) == (None, 0, 1, 0)
    assert headquarters.maintenance.check().is_whole


def test_the_size_told_before_is_about_the_size_written(
    laptop: Application, stick: Path, document: Document, write_document: WriteDocument
) -> None:
    laptop.recording.record(write_document(document))

    for with_photos in (True, False):
        told = laptop.exports.size(Letter(with_photos=with_photos))
        written = laptop.exports.write(stick, with_photos=with_photos)

        assert 0.5 * written.size < told < 2 * written.size


def test_a_stick_that_is_not_there_is_told_before_anything_is_made(
    laptop: Application, tmp_path: Path, document: Document, write_document: WriteDocument
) -> None:
    laptop.recording.record(write_document(document))

    with pytest.raises(MediumGone):
        laptop.exports.write(tmp_path / "no stick")

    assert laptop.exports.kept() == []
    assert list(laptop.folder.glob("outgoing/*")) == []


class _Spoilt:
    """Does something to the stick, or to the work, once it is being written to."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act: Callable[[], object] | None = act

    def step(self, done: int, total: int, label: str = "") -> None:
        if done and total and label and self._act is not None:
            act, self._act = self._act, None
            act()


def _stop() -> None:
    raise Cancelled


def test_stopping_an_export_leaves_nothing_anywhere(
    laptop: Application, stick: Path, document: Document, write_document: WriteDocument
) -> None:
    laptop.recording.record(write_document(document))

    with pytest.raises(Cancelled):
        laptop.exports.write(stick, progress=_Spoilt(_stop))

    assert list(stick.iterdir()) == []
    assert laptop.exports.kept() == []
    assert laptop.inspections.rows()[0].last_package is None


def test_a_package_whose_stick_was_pulled_is_kept_and_written_again_just_as_it_is(
    laptop: Application,
    headquarters: Application,
    stick: Path,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))
    pulled = _Spoilt(lambda: shutil.rmtree(stick))
    with pytest.raises(MediumGone):
        laptop.exports.write(stick, progress=pulled)
    (kept,) = laptop.exports.kept()
    other = tmp_path / "usb-2"
    other.mkdir()

    written = laptop.exports.write_again(kept.package_id, other)

    (brought,) = headquarters.imports.take_in([other])
    back = tmp_path / "usb-3"
    back.mkdir()
    headquarters.exports.write(back)
    laptop.imports.take_in([back])
    (row,) = laptop.inspections.rows()
    assert (written.package_id, written.inspections, written.photos) == (kept.package_id, 1, 1)
    assert kept.units == (row.unit_name,)
    assert (brought.error, brought.photos_missing) == (None, 0)
    assert row.handover is HandoverState.RECEIVED
    assert row.unsent == 0
    assert laptop.exports.kept() == []


def test_a_package_that_is_kept_nowhere_cannot_be_written_again(
    laptop: Application, stick: Path
) -> None:
    with pytest.raises(NotFound):
        laptop.exports.write_again("SKT-000000000000", stick)


def test_what_was_built_for_a_stick_goes_after_ninety_days(
    laptop: Application,
    stick: Path,
    clock: FrozenClock,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))
    first = laptop.exports.write(stick)
    clock.moment += timedelta(days=91)

    second = laptop.exports.write(stick)

    left = {folder.name for folder in laptop.folder.glob("outgoing/*")}
    assert left == {second.package_id}
    assert first.package_id != second.package_id


def test_looking_at_a_package_writes_nothing(headquarters: Application, sent: Path) -> None:
    (preview,) = headquarters.imports.look([sent])

    assert preview.status == "new"
    assert preview.new > 0
    assert headquarters.inspections.rows() == []


def test_packages_may_arrive_in_any_order(
    laptop: Application,
    headquarters: Application,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    first, second = tmp_path / "usb-1", tmp_path / "usb-2"
    for place, comment in ((first, "Bản đầu"), (second, "Bản sửa")):
        place.mkdir()
        document["answers"][0]["comment"] = comment
        laptop.recording.record(write_document(document))
        laptop.exports.write(place)

    headquarters.imports.take_in([second])
    headquarters.imports.take_in([first])

    (row,) = headquarters.inspections.rows()
    answer = headquarters.inspections.case_file(row.id).answers["CCHC.1.1.2"]
    assert answer.comment == "Bản sửa"


def test_an_assignment_is_on_the_laptop_before_the_visit(
    laptop: Application,
    headquarters: Application,
    stick: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    visit = headquarters.recording.assign(write_document(document))
    headquarters.exports.write(stick)

    (brought,) = laptop.imports.take_in([stick])

    assert brought.error is None
    assert laptop.inspections.get(visit).state is InspectionState.PLANNED


def test_two_laptops_that_answered_differently_show_a_difference(
    laptop: Application,
    headquarters: Application,
    new_application: NewApplication,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    other = new_application("may-02")
    enrol(headquarters, other, tmp_path, "doan1/may-02")
    for app, value in ((laptop, "yes"), (other, "no")):
        document["answers"][0]["value"] = value
        app.recording.record(write_document(document))
        place = tmp_path / value
        place.mkdir()
        app.exports.write(place)

    results = headquarters.imports.take_in([tmp_path / "yes", tmp_path / "no"])

    assert [one.different for one in results] == [0, 1]
    assert headquarters.inspections.rows()[0].differences == 1


def test_a_package_as_one_zip_file_is_taken_in(
    laptop: Application,
    headquarters: Application,
    stick: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))
    written = laptop.exports.write(stick, as_zip=True)

    (brought,) = headquarters.imports.take_in([written.place])

    assert written.place.suffix == ".zip"
    assert brought.error is None


def test_receipts_come_back_with_the_next_assignment(
    laptop: Application, headquarters: Application, sent: Path, tmp_path: Path
) -> None:
    (brought,) = headquarters.imports.take_in([sent])
    back = tmp_path / "usb-back"
    back.mkdir()
    headquarters.exports.write(back)

    laptop.imports.take_in([back])

    assert laptop.exports.state_of(brought.package_id) == "receipted:applied"


@pytest.mark.parametrize("victim", ["manifest.skt", "data.age"])
def test_a_changed_package_is_refused_and_nothing_is_applied(
    headquarters: Application, sent: Path, victim: str
) -> None:
    (file,) = sent.glob(f"SKT-*/{victim}")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    (refused,) = headquarters.imports.take_in([sent])

    assert refused.status == "rejected"
    assert headquarters.inspections.rows() == []


def test_text_arrives_even_if_the_photos_are_lost(headquarters: Application, sent: Path) -> None:
    (volume,) = sent.glob("SKT-*/blobs-001.age")
    volume.unlink()

    (brought,) = headquarters.imports.take_in([sent])

    assert brought.error is None
    assert brought.photos_missing == 1
    assert len(headquarters.inspections.rows()) == 1


def test_lost_photos_are_fetched_when_the_package_comes_again(
    headquarters: Application, sent: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(sent, whole)
    (volume,) = sent.glob("SKT-*/blobs-001.age")
    volume.unlink()
    headquarters.imports.take_in([sent])

    (again,) = headquarters.imports.take_in([whole])

    assert again.photos_missing == 0
    assert headquarters.maintenance.check().is_whole


def test_a_package_for_another_team_is_refused(
    headquarters: Application, sent: Path, new_application: NewApplication, tmp_path: Path
) -> None:
    stranger = new_application("may-99")
    answer = tmp_path / "ghi-danh-2"
    answer.mkdir()
    asked = stranger.enrolment.request(answer / "y.skt", team="doan2")
    told = headquarters.enrolment.approve(
        answer / "y.skt", asked.code, GivenName(name="doan2/may-99", team="doan2"), answer=answer
    )
    stranger.enrolment.accept(answer, told.code)

    (refused,) = stranger.imports.take_in([sent])

    assert refused.error is not None
    assert refused.error.code == "package_for_somebody_else"


def test_a_laptop_that_is_not_enrolled_cannot_export(application: Application, stick: Path) -> None:
    with pytest.raises(NotEnrolled):
        application.exports.write(stick)

    assert list(stick.iterdir()) == []


def test_words_that_were_misheard_enrol_nobody(
    application: Application, headquarters: Application, tmp_path: Path
) -> None:
    application.enrolment.request(tmp_path / "y.skt")

    with pytest.raises(EnrolmentRefused):
        headquarters.enrolment.approve(
            tmp_path / "y.skt",
            "ba ba ba ba ba ba",
            GivenName(name="doan1/x"),
            answer=tmp_path / "a",
        )

    assert len(headquarters.enrolment.keyring().members) == 1


def test_a_laptop_enrols_nobody(application: Application, tmp_path: Path) -> None:
    application.enrolment.request(tmp_path / "y.skt")

    with pytest.raises(NotHeadquarters):
        application.enrolment.approve(
            tmp_path / "y.skt", "", GivenName(name="x"), answer=tmp_path / "a"
        )


def test_a_stick_without_packages_says_so(headquarters: Application, stick: Path) -> None:
    with pytest.raises(NoPackageThere):
        headquarters.imports.take_in([stick])


def test_readers_that_find_no_keys_at_once_get_the_same(application: Application) -> None:
    together = threading.Barrier(8)

    def ask(_reader: int) -> str:
        together.wait()
        return application.enrolment.keys().recipient

    with ThreadPoolExecutor(8) as readers:
        found = set(readers.map(ask, range(8)))

    assert len(found) == 1
