"""The inbox of differences: found in whole visits, decided, travelled, taken back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.difference import (
    KEPT,
    REMOVED,
    Decision,
    Difference,
    DifferenceChanged,
    NoWordsToJoin,
    keep,
    keep_all_of,
    keep_both,
    write,
)
from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.gap import GapPlace
from app.domain.inspection import Inspection
from app.domain.photo import Photo, PhotoTarget
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind
from app.domain.recommendation import RecommendationFacts
from app.domain.remediation_check import RemediationOutcome
from app.domain.signed_scope import VisitSigned
from app.ids import InspectionId
from tests.complete import complete_visit
from tests.fakes import FrozenClock
from tests.photos.pictures import corners, jpeg
from tests.services.test_visits import FACTS, PLAN
from tests.two_laptops import another_laptop

Meet = Callable[[], AbstractContextManager[Application]]
CODE, OTHER = "MC.1.1", "MC.1.2"
FINDING = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="MC.1", text="Hồ sơ quá hạn.")


@pytest.fixture
def visit(application: Application) -> Inspection:
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


@pytest.fixture
def meet(application: Application, visit: Inspection, tmp_path: Path) -> Meet:
    """Another laptop that knows the visit as it stands; what it writes comes back at the end."""
    numbers = iter(range(100))
    return lambda: another_laptop(application, visit.id, tmp_path / f"may-{next(numbers)}")


def comment(application: Application, visit: InspectionId, text: str, code: str = CODE) -> None:
    answer = application.answers.blank(visit, code)
    application.answers.save(replace(answer, comment=text))


def said(application: Application, visit: InspectionId, code: str = CODE) -> str:
    return application.answers.blank(visit, code).comment


@pytest.fixture
def differing(application: Application, visit: Inspection, meet: Meet) -> Difference:
    """A comment that began as one text and was given two."""
    comment(application, visit.id, "Chưa kiểm.")
    with meet() as second:
        comment(second, visit.id, "Thiếu sổ.")
        comment(application, visit.id, "Đủ sổ.")
    (found,) = application.differences.open()
    return found


def test_a_difference_tells_where_it_stands_what_was_there_before_and_who_says_what(
    visit: Inspection, differing: Difference
) -> None:
    texts = {one.laptop: differing.text_of(one) for one in differing.candidates}

    assert (differing.inspection_id, differing.place, differing.key) == (
        visit.id,
        GapPlace.CHECKLIST,
        CODE,
    )
    assert differing.label == "Nhận xét"
    assert differing.section.startswith("MC.1 ")
    assert differing.base is not None
    assert differing.text_of(differing.base) == "Chưa kiểm."
    assert texts == {"may-01": "Đủ sổ.", "": "Thiếu sổ."}
    assert [one.is_here for one in differing.candidates if one.is_shown] in ([True], [False])
    assert differing.blocks
    assert differing.is_text


def test_what_is_kept_settles_it_on_both_laptops(
    application: Application, visit: Inspection, differing: Difference, meet: Meet
) -> None:
    other = next(one for one in differing.candidates if not one.is_here)

    application.differences.settle([keep(differing, other)])

    assert said(application, visit.id) == "Thiếu sổ."
    assert application.differences.open() == []
    with meet() as second:
        assert second.differences.open() == []
        assert said(second, visit.id) == "Thiếu sổ."


def test_both_texts_are_kept_under_the_names_of_those_who_wrote_them(
    application: Application, visit: Inspection, differing: Difference
) -> None:
    application.differences.settle([keep_both(differing)])

    lines = said(application, visit.id).splitlines()
    assert sorted(line.split(": ", 1)[1] for line in lines) == ["Thiếu sổ.", "Đủ sổ."]
    assert all(line.split(": ", 1)[0] for line in lines)


def test_a_new_text_settles_it_too(
    application: Application, visit: Inspection, differing: Difference
) -> None:
    application.differences.settle([write(differing, "Có sổ, ghi thiếu.")])

    assert said(application, visit.id) == "Có sổ, ghi thiếu."
    assert application.differences.count() == 0


def test_only_words_of_people_can_be_joined(
    application: Application, visit: Inspection, meet: Meet
) -> None:
    answer = application.answers.blank(visit.id, CODE)
    with meet() as second:
        second.answers.save(replace(answer, value="yes"))
        application.answers.save(replace(answer, value="no"))
    (found,) = application.differences.open()

    with pytest.raises(NoWordsToJoin):
        keep_both(found)
    with pytest.raises(NoWordsToJoin):
        write(found, "có và không")

    assert [found.text_of(one) for one in found.candidates] in (["Có", "Không"], ["Không", "Có"])


def test_a_decision_is_taken_back_and_everybody_says_again_what_they_said(
    application: Application, visit: Inspection, differing: Difference
) -> None:
    application.differences.settle([write(differing, "Có sổ, ghi thiếu.")])
    could = application.differences.can_undo()

    taken_back = application.differences.undo()

    (again,) = application.differences.open()
    assert (could, taken_back, application.differences.can_undo()) == (1, 1, 0)
    assert said(application, visit.id) == differing.text_of(differing.shown)
    assert {(one.actor, one.laptop, one.is_here, one.value) for one in again.candidates} == {
        (one.actor, one.laptop, one.is_here, one.value) for one in differing.candidates
    }
    assert again.shown.value == differing.shown.value


def test_what_was_taken_back_is_open_on_the_other_laptop_too(
    application: Application, differing: Difference, meet: Meet
) -> None:
    application.differences.settle([keep(differing, differing.candidates[0])])
    application.differences.undo()

    with meet() as second:
        (there,) = second.differences.open()

    assert {one.value for one in there.candidates} == {one.value for one in differing.candidates}


def test_nothing_is_taken_back_over_what_was_written_since(
    application: Application, visit: Inspection, differing: Difference
) -> None:
    application.differences.settle([keep(differing, differing.candidates[0])])
    comment(application, visit.id, "Đã xem lại.")

    with pytest.raises(DifferenceChanged):
        application.differences.undo()

    assert said(application, visit.id) == "Đã xem lại."


def test_nothing_is_decided_over_a_value_nobody_has_seen(
    application: Application, visit: Inspection, differing: Difference, meet: Meet
) -> None:
    with meet() as third:
        comment(third, visit.id, "Sổ mới lập.")
        comment(application, visit.id, "Đã xem lại.")

    with pytest.raises(DifferenceChanged):
        application.differences.settle([keep(differing, differing.candidates[0])])

    (now,) = application.differences.open()
    assert {now.text_of(one) for one in now.candidates} == {"Sổ mới lập.", "Đã xem lại."}


def test_all_of_one_laptop_is_taken_at_once_or_nothing(
    application: Application, visit: Inspection, meet: Meet
) -> None:
    with meet() as second:
        for code in (CODE, OTHER):
            comment(second, visit.id, f"Máy hai {code}", code)
            comment(application, visit.id, f"Máy một {code}", code)
    found = application.differences.open()
    outdated = [replace(found[0], candidates=found[0].candidates[:1])]

    with pytest.raises(DifferenceChanged):
        application.differences.settle(
            [*keep_all_of(found[1:], "may-01"), keep(outdated[0], found[0].candidates[0])]
        )
    before = application.differences.count()
    settled = application.differences.settle(keep_all_of(found, "may-01"))

    assert (before, settled, application.differences.count()) == (2, 2, 0)
    assert [said(application, visit.id, code) for code in (CODE, OTHER)] == [
        f"Máy một {CODE}",
        f"Máy một {OTHER}",
    ]


@pytest.fixture
def contested(
    application: Application, visit: Inspection, clock: FrozenClock, meet: Meet
) -> tuple[Finding, Difference]:
    """A finding that one removed while the other one worked on it."""
    finding = application.findings.add(visit.id, FINDING)
    with meet() as second:
        clock.advance(timedelta(minutes=5))
        second.findings.save(replace(finding, text="Hồ sơ quá hạn 03/20."))
        application.findings.remove(finding)
    (found,) = application.differences.open()
    return finding, found


def test_what_one_removed_and_another_kept_is_asked_about_and_stays_meanwhile(
    application: Application, visit: Inspection, contested: tuple[Finding, Difference]
) -> None:
    finding, found = contested

    (there,) = application.inspections.case_file(visit.id).findings
    assert there.id == finding.id
    assert found.is_removal
    assert [(one.value, one.is_shown) for one in found.candidates] == [
        (KEPT, True),
        (REMOVED, False),
    ]
    assert not found.blocks


@pytest.mark.parametrize("stays", [True, False])
def test_a_person_decides_whether_it_stays(
    application: Application,
    visit: Inspection,
    contested: tuple[Finding, Difference],
    meet: Meet,
    *,
    stays: bool,
) -> None:
    _finding, found = contested

    application.differences.settle([keep(found, found.candidates[0 if stays else 1])])

    assert application.differences.open() == []
    assert bool(application.inspections.case_file(visit.id).findings) is stays
    with meet() as second:
        assert second.differences.open() == []
        assert bool(second.inspections.case_file(visit.id).findings) is stays


@pytest.mark.parametrize("stays", [True, False])
def test_a_finding_that_was_removed_under_a_new_recommendation_is_asked_about(
    application: Application, visit: Inspection, meet: Meet, *, stays: bool
) -> None:
    finding = application.findings.add(visit.id, FINDING)
    with meet() as second:
        asked = second.recommendations.add(
            visit.id, RecommendationFacts(text="Chấn chỉnh.", owner="UBND xã"), finding.id
        )
        application.findings.remove(finding)
    (found,) = application.differences.open()
    shown = application.inspections.case_file(visit.id)

    application.differences.settle([keep(found, found.candidates[0 if stays else 1])])

    case = application.inspections.case_file(visit.id)
    assert [one.actor for one in found.candidates] == ["may-02", "may-01"]
    assert (shown.findings, shown.recommendations) == ((finding,), (asked,))
    assert (case.findings, case.recommendations) == (((finding,), (asked,)) if stays else ((), ()))
    assert application.differences.open() == []
    assert application.maintenance.check().is_whole


def test_the_photos_of_a_criterion_stand_beside_what_differs_there(
    application: Application, visit: Inspection, meet: Meet, tmp_path: Path
) -> None:
    (tmp_path / "so.jpg").write_bytes(jpeg(corners()))
    (photo,) = application.photos.add(visit.id, [tmp_path / "so.jpg"])
    assert isinstance(photo, Photo)
    application.photos.link(photo, PhotoTarget.CRITERION, CODE)
    with meet() as second:
        comment(second, visit.id, "Thiếu sổ.")
        comment(application, visit.id, "Đủ sổ.")

    (found,) = application.differences.open(visit.id)

    assert found.photo_ids == (photo.id,)
    assert application.differences.open(InspectionId("khác")) == []


def test_what_became_of_an_earlier_recommendation_is_asked_about_and_holds_the_signature(
    application: Application, visit: Inspection, meet: Meet
) -> None:
    before = application.inspections.start(
        "28108", PLAN, replace(FACTS, started_at=datetime(2025, 11, 20, tzinfo=UTC)), ("MC",)
    )
    asked = application.recommendations.add(before.id, RecommendationFacts(text="Công khai."))
    verify = application.remediation.verify
    check = verify(visit.id, asked.id, RemediationOutcome.PARTLY)
    assert check is not None
    with meet() as second, second._store.writing() as work:  # noqa: SLF001 - it lacks that visit
        work.save(replace(check, outcome=RemediationOutcome.DONE))
        work.commit()
        verify(visit.id, asked.id, RemediationOutcome.NOT_DONE)

    (found,) = application.differences.open(visit.id)
    gaps = [one for one in application.missing.gaps(visit.id) if one.difference is not None]

    assert (found.place, found.key, found.blocks) == (GapPlace.FINDINGS, asked.id, True)
    assert (found.label, found.name) == ("Kết quả khắc phục", "“Công khai.”")
    assert [(one.place, one.key, one.blocks) for one in gaps] == [(found.place, found.key, True)]
    application.differences.settle([keep(found, found.shown)])
    assert application.differences.open() == []


def test_what_is_written_on_a_photo_is_asked_about(
    application: Application, visit: Inspection, meet: Meet, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(corners()))
    (photo,) = application.photos.add(visit.id, [tmp_path / "a.jpg"])
    assert isinstance(photo, Photo)
    label = DrawnMark(MarkKind.TEXT, 0, 0, 100, 100, "Sổ")
    (drawn,) = application.photo_marks.draw(photo, [label])
    with meet() as second:
        second.photo_marks.redraw(drawn, replace(label, text="Sổ cũ"))
        application.photo_marks.redraw(drawn, replace(label, text="Sổ mới"))

    (found,) = application.differences.open(visit.id)

    assert (found.place, found.key, found.label) == (GapPlace.PHOTOS, photo.id, "Văn bản")
    assert {found.text_of(one) for one in found.candidates} == {"Sổ cũ", "Sổ mới"}


def test_a_photo_that_one_took_away_as_evidence_and_another_gave_back_is_asked_about(
    application: Application, visit: Inspection, meet: Meet, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(corners()))
    (photo,) = application.photos.add(visit.id, [tmp_path / "a.jpg"])
    assert isinstance(photo, Photo)
    application.photos.link(photo, PhotoTarget.CRITERION, CODE)
    with meet() as second:
        second.photos.unlink(photo, PhotoTarget.CRITERION, CODE)
        application.photos.unlink(photo, PhotoTarget.CRITERION, CODE)
        application.photos.link(photo, PhotoTarget.CRITERION, CODE)

    (found,) = application.differences.open(visit.id)
    (row,) = application.inspections.rows()

    assert (found.key, found.name) == (photo.id, "ảnh “a.jpg” làm bằng chứng")
    assert row.differences == 1
    application.differences.settle([Decision(found, REMOVED)])
    case = application.inspections.case_file(visit.id)
    assert (case.photos, case.photo_links) == ((photo,), ())
    assert application.differences.open() == []


def test_what_is_in_the_bin_is_counted_as_no_difference_until_it_comes_back(
    application: Application, visit: Inspection, meet: Meet
) -> None:
    found = application.findings.add(visit.id, FINDING)
    with meet() as second:
        second.findings.save(replace(found, text="Chậm."))
        application.findings.save(replace(found, text="Muộn."))
    (shown,) = application.inspections.case_file(visit.id).findings
    before = application.inspections.rows()

    application.findings.remove(shown)
    binned = application.inspections.rows()
    application.bin.restore(found.id)

    rows = [*before, *binned, *application.inspections.rows()]
    assert [row.differences for row in rows] == [1, 0, 1]
    assert application.differences.count() == 1


def test_what_signed_minutes_say_is_not_decided_any_more(
    application: Application, visit: Inspection, meet: Meet, tmp_path: Path
) -> None:
    complete_visit(application, visit.id)
    with meet() as second:
        comment(second, visit.id, "Thiếu sổ.")
        comment(application, visit.id, "Đủ sổ.")
        application.minutes.freeze(visit.id, tmp_path / "bb.docx")
        application.minutes.sign(visit.id)
    (found,) = application.differences.open()
    other = next(one for one in found.candidates if not one.is_shown)

    with pytest.raises(VisitSigned):
        application.differences.settle([keep(found, other)])

    assert application.differences.count() == 1
