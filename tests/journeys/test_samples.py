"""The sample inspections: sound documents, figures that agree, photos as a telephone makes them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from PIL import Image

from app import words
from app.bootstrap import Application, create_store, open_application
from app.demo import FolderNotEmpty, Step, run_demo
from app.documents.format_check import check_format
from app.documents.word.structure import structure_faults
from app.domain.attendance import AbsenceState
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.dossier_result import SampleStatistics, judge, sample_statistics
from app.domain.finding import FindingKind
from app.domain.inspection import InspectionState
from app.domain.paper import OTHER_PAPERS
from app.domain.recommendation import Addressee
from app.domain.sample_answers import read_sample_answers, suggest_answers
from app.ids import SeededIds
from app.paths import RESOURCES
from app.services.inspection_document import schema
from tests.fakes import FrozenClock

SAMPLES: Final = RESOURCES / "samples"
SAMPLED: Final = ("can-duoc", "vi-xuyen")
"""Visits that looked at dossiers and took photos."""
DUTY: Final = "my-lam"
"""The surprise check of public duty, which counted the people at work."""
NAMES: Final = (*SAMPLED, DUTY)
CALENDAR: Final = WorkingCalendar.from_csv(
    (RESOURCES / "holidays_vn_2025_2027.csv").read_text("utf-8")
)
_ORIENTATION, _EXIF_IFD, _GPS_IFD = 0x0112, 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011

every = pytest.mark.parametrize("name", NAMES)
sampled = pytest.mark.parametrize("name", SAMPLED)
duty = pytest.mark.parametrize("name", [DUTY])


def _sample(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return found


def _photos(name: str) -> list[Path]:
    return [SAMPLES / photo["path"] for photo in _sample(name)["photos"]]


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """One laptop on which all samples are recorded."""
    words.use_language("vi")
    clock = FrozenClock()
    folder = tmp_path_factory.mktemp("samples") / "may-01"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
        create_store(folder, "field", "may-01", clock=clock, ids=SeededIds("samples"))
        with open_application(folder, clock=clock, ids=SeededIds("samples+")) as application:
            for name in NAMES:
                application.recording.record(SAMPLES / f"{name}.json")
            yield application


@pytest.fixture
def case(laptop: Application, name: str) -> CaseFile:
    """Everything recorded of one sample."""
    unit = _sample(name)["unit_code"]
    visits = [row.id for row in laptop.inspections.rows() if row.unit_code == unit]
    assert len(visits) == 1
    return laptop.inspections.case_file(visits[0])


@pytest.fixture
def figures(case: CaseFile) -> SampleStatistics:
    """What the dossiers of the sample amount to."""
    return sample_statistics(case.dossiers, CALENDAR, case.inspection.period_to)


@every
def test_a_sample_follows_the_published_schema(name: str) -> None:
    sample = _sample(name)

    jsonschema.validate(sample, schema())

    assert sample["note"].startswith("Dữ liệu mẫu.")


@every
def test_a_sample_recorded_again_changes_nothing(laptop: Application, name: str) -> None:
    again = laptop.recording.record(SAMPLES / f"{name}.json")

    assert (again.created, again.changed) == (False, 0)


@every
def test_a_sample_is_a_finished_visit_to_a_unit_of_today(case: CaseFile, name: str) -> None:
    assert case.inspection.state is InspectionState.FINISHED
    assert (case.unit.name, case.province and case.province.name) == {
        "can-duoc": ("xã Cần Đước", "tỉnh Tây Ninh"),
        "vi-xuyen": ("xã Vị Xuyên", "tỉnh Tuyên Quang"),
        "my-lam": ("phường Mỹ Lâm", "tỉnh Tuyên Quang"),
    }[name]
    assert case.inspection.started_at is not None
    assert CALENDAR.is_workday(case.inspection.started_at.date())


@every
def test_every_paper_of_the_visit_is_written_as_the_decree_wants_it(
    laptop: Application, case: CaseFile, name: str, tmp_path: Path
) -> None:
    written = laptop.papers.write_all(case.inspection.id, tmp_path / name)

    assert [one.paper for one in written] == list(OTHER_PAPERS)
    assert [one.error for one in written] == [None] * len(OTHER_PAPERS)
    for one in written:
        assert structure_faults(one.file) == [], one.paper
        assert check_format(one.file) == [], one.paper


@every
def test_every_criterion_is_answered_and_rated(
    laptop: Application, case: CaseFile, name: str
) -> None:
    scores = laptop.inspections.scores(case.inspection.id)

    assert [score.checklist.code for score in scores] == _sample(name)["checklists"]
    for score in scores:
        assert {leaf.code for leaf in score.checklist.leaves()} <= set(case.answers)
        assert score.is_complete
        assert score.rating is not None


@every
def test_a_unit_gives_itself_no_more_than_the_maximum(laptop: Application, case: CaseFile) -> None:
    for score in laptop.inspections.scores(case.inspection.id):
        for code, one in score.criteria.items():
            given = case.answers[code].self_score
            assert given is None or Decimal(0) <= given <= one.max_score, code


@sampled
def test_a_sample_has_dossiers_photos_and_findings_enough(case: CaseFile) -> None:
    shortcomings = [one for one in case.findings if one.kind is FindingKind.SHORTCOMING]

    assert len(case.dossiers) >= 20
    assert len(case.photos) >= 6
    assert len(case.findings) >= 10
    assert all(one.severity and one.responsible for one in shortcomings)
    assert {photo.caption.strip() for photo in case.photos} == {p.caption for p in case.photos}


@sampled
def test_a_sample_shows_what_goes_wrong_with_dossiers(
    case: CaseFile, figures: SampleStatistics
) -> None:
    assert figures.not_judged == 0
    assert figures.overdue >= 3
    assert figures.with_extra_docs >= 2
    assert figures.supplemented_again == 1
    assert figures.without_receipt + figures.without_control_slip >= 1
    assert all(not dossier.applicant for dossier in case.dossiers)


@sampled
def test_answers_from_the_sample_are_those_the_program_suggests(
    case: CaseFile, figures: SampleStatistics
) -> None:
    uses = read_sample_answers((RESOURCES / "sample_answers.csv").read_text("utf-8"))
    for checklist in case.checklists:
        suggested = suggest_answers(
            checklist, figures, uses, source="Mẫu kiểm tra hồ sơ", on=date(2026, 11, 18)
        )

        for code, answer in suggested.items():
            given = case.answers[code]
            assert (given.value, given.numerator, given.denominator) == (
                answer.value,
                answer.numerator,
                answer.denominator,
            ), code


@sampled
def test_figures_in_the_findings_are_those_of_the_dossiers(
    case: CaseFile, figures: SampleStatistics
) -> None:
    text = "\n".join(one.text for one in case.findings if one.kind is FindingKind.SHORTCOMING)
    late = figures.overdue + figures.running_late
    judged = figures.on_time_rate.denominator
    unsorry = figures.apology_rate.denominator - figures.apology_rate.numerator

    assert re.search(rf"\b{late:02d}/{judged:02d} hồ sơ mẫu (trả kết quả )?quá hạn", text)
    assert f"{unsorry:02d} hồ sơ không có văn bản xin lỗi" in text
    assert f"{figures.with_extra_docs:02d}/{figures.total:02d} hồ sơ mẫu" in text
    for number, whole in re.findall(r"(\d+)/(\d+) hồ sơ mẫu", text):
        assert int(number) <= int(whole) <= figures.total


@sampled
def test_what_the_findings_say_of_slips_and_books_is_in_the_dossiers(
    case: CaseFile, figures: SampleStatistics, name: str
) -> None:
    if name == "can-duoc":
        text = next(one.text for one in case.findings if "thành phần hồ sơ" in one.text)
        assert f"{figures.with_missing_docs:02d}/{figures.total} hồ sơ mẫu thiếu" in text
        return
    text = "\n".join(one.text for one in case.findings)
    absent = sum(dossier.in_tracking_book is False for dossier in case.dossiers)
    differs = sum(dossier.book_matches_system is False for dossier in case.dossiers)
    receipts = figures.receipt_rate
    assert f"{absent:02d}/{figures.total} hồ sơ mẫu không vào sổ" in text
    assert f"{differs:02d}/{figures.total} hồ sơ mẫu ghi không khớp" in text
    without = receipts.denominator - receipts.numerator
    assert f"{without:02d}/{receipts.denominator} hồ sơ mẫu phải có giấy tiếp nhận" in text
    assert (figures.refusal_rate.numerator, figures.refusal_rate.denominator) == (1, 2)
    assert figures.running_late == 1
    fields = {
        dossier.field
        for dossier in case.dossiers
        if (outcome := judge(dossier, CALENDAR, case.inspection.period_to).outcome)
        and outcome.is_late
    }
    assert fields == {"Đất đai", "Môi trường", "Bảo trợ xã hội", "Người có công"}


@duty
def test_a_check_of_duty_has_findings_enough_and_names_no_photo(case: CaseFile) -> None:
    shortcomings = [one for one in case.findings if one.kind is FindingKind.SHORTCOMING]

    assert len(case.findings) >= 10
    assert all(one.severity and one.responsible for one in shortcomings)
    assert (case.dossiers, case.photos) == ((), ())
    assert any(not person.present for person in case.participants)


@duty
def test_those_at_work_and_those_not_are_all_who_should_be(case: CaseFile) -> None:
    absent = Counter((one.department, one.state) for one in case.absences)

    assert len(case.roll_calls) == 4
    for call in case.roll_calls:
        assert call.adds_up
        assert absent[call.office, AbsenceState.EXCUSED] == call.excused
        assert absent[call.office, AbsenceState.UNEXCUSED] == call.unexcused
    for one in case.absences:
        assert one.confirmed_by
        assert (one.state is AbsenceState.UNEXCUSED) is not bool(one.reason)


@duty
def test_answers_and_findings_of_a_check_of_duty_are_those_of_its_counts(case: CaseFile) -> None:
    staff, present, excused, unexcused = (
        sum(getattr(call, name) for call in case.roll_calls)
        for name in ("staff", "present", "excused", "unexcused")
    )
    there, proven = case.answers["CV.2.2"], case.answers["CV.2.3"]
    found = next(one for one in case.findings if one.criterion_code == "CV.2.2")

    assert (there.numerator, there.denominator) == (present, staff - excused)
    assert (proven.numerator, proven.denominator) == (excused, excused + unexcused)
    assert f"{present}/{staff} người có mặt" in found.text
    assert f"{unexcused:02d} người vắng không có lý do" in found.text


@duty
def test_everything_of_a_check_of_duty_happened_during_the_visit(case: CaseFile) -> None:
    visit = case.inspection
    moments = [visit.decision_announced_at, *(call.at for call in case.roll_calls)]
    moments += [one.at for one in case.absences]

    assert visit.started_at is not None
    assert visit.ended_at is not None
    for moment in moments:
        assert moment is not None
        assert visit.started_at <= moment <= visit.ended_at


@every
def test_every_recommendation_says_who_by_when_and_to_whom(case: CaseFile) -> None:
    asked = [one for one in case.recommendations if one.addressee is Addressee.UNIT]
    higher = [one for one in case.recommendations if one.addressee is Addressee.HIGHER]
    assert case.inspection.started_at is not None
    answered = {one.finding_id for one in asked}

    assert len(higher) == 1
    assert higher[0].due_on is None
    for one in asked:
        assert one.owner
        assert one.report_form
        assert one.receiving_office == case.plan.report_to
        assert one.due_on is not None
        assert CALENDAR.is_workday(one.due_on)
        assert one.due_on > case.inspection.started_at.date()
    for finding in case.findings:
        assert finding.kind is not FindingKind.SHORTCOMING or finding.id in answered


@sampled
def test_photos_are_stored_as_a_telephone_holds_them(name: str) -> None:
    turns = set()
    for path in _photos(name):
        with Image.open(path) as image:
            exif = image.getexif()
            turns.add(exif[_ORIENTATION])
            assert exif.get_ifd(_EXIF_IFD)[_OFFSET] == "+07:00"
            assert max(image.size) == 2000
        assert path.stat().st_size <= 300_000

    assert len(turns) >= 3


@sampled
def test_photos_were_taken_during_the_visit(case: CaseFile, name: str) -> None:
    begun, ended = case.inspection.started_at, case.inspection.ended_at
    assert begun is not None
    assert ended is not None
    zone = timezone(timedelta(hours=7))
    written = []
    for path in _photos(name):
        with Image.open(path) as image:
            stamp = image.getexif().get_ifd(_EXIF_IFD)[_TAKEN]
        written.append(datetime.strptime(stamp, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone))

    assert sorted(photo.taken_at for photo in case.photos if photo.taken_at) == sorted(written)
    assert all(begun <= moment <= ended for moment in written)


@sampled
def test_photos_come_out_upright(case: CaseFile) -> None:
    upright = {photo.file_name: photo.width < photo.height for photo in case.photos}

    tall = {"04-phieu-kiem-soat.jpg", "05-may-lay-so.jpg"}
    tall |= {"03-ho-so-khong-phieu-hen.jpg", "05-hom-thu-gop-y.jpg"}
    assert {name for name, is_tall in upright.items() if is_tall} == tall & upright.keys()


@sampled
def test_the_place_where_a_photo_was_taken_leaves_the_original_only(
    laptop: Application, case: CaseFile, name: str
) -> None:
    originals = [path for path in _photos(name) if _has_place(path)]
    assert len(originals) == (1 if name == "can-duoc" else 0)

    copies = laptop.photos.pictures(case)

    shown = [laptop.photos.thumbnail(photo.sha256) for photo in case.photos]
    assert len(copies) == len(case.photos)
    for path in [*copies.values(), *shown]:
        assert not _has_place(path)


def _has_place(path: Path) -> bool:
    with Image.open(path) as image:
        return bool(image.getexif().get_ifd(_GPS_IFD))


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Step]]]:
    """The whole demonstration, run once."""
    words.use_language("vi")
    folder = tmp_path_factory.mktemp("demo") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
        yield folder, run_demo(folder)


@every
def test_the_demonstration_brings_every_visit_home_unchanged(
    demonstration: tuple[Path, list[Step]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    folder, steps = demonstration
    unit = _sample(name)["unit_code"]

    cases = []
    for store in ("may-01", "so-noi-vu"):
        with open_application(folder / store, clock=FrozenClock()) as application:
            row = next(row for row in application.inspections.rows() if row.unit_code == unit)
            cases.append(application.inspections.case_file(row.id))

    field, headquarters = cases
    assert headquarters == field
    assert all(step.path.exists() for step in steps)
    assert list((folder / "bien-ban").glob(f"{unit}-*.docx"))


@every
def test_the_demonstration_leaves_a_full_folder_alone(tmp_path: Path, name: str) -> None:
    kept = tmp_path / f"{name}.txt"
    kept.write_text("giữ nguyên", "utf-8")

    with pytest.raises(FolderNotEmpty):
        run_demo(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
    assert kept.read_text("utf-8") == "giữ nguyên"
