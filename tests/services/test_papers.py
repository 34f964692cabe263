"""The papers of a visit: written whole or not at all, and never one for another's fault."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from typing_extensions import override

from app.bootstrap import Application
from app.domain.inspection import Inspection, InspectionFacts
from app.domain.paper import OTHER_PAPERS, Paper
from app.domain.plan import PlanFacts
from app.errors import Cancelled, FileUnwritable, NotFound
from app.ids import ChecklistId, InspectionId, PlanId, place_id
from app.progress import Unheard
from app.services.minutes_errors import VisitIncomplete
from app.services.papers import PaperUnknown, paper_named
from tests.documents.word_reading import Written

PLAN = PlanFacts(
    year=2026,
    subject="công tác cải cách hành chính năm 2026",
    issuing_body="Sở Nội vụ tỉnh Tây Ninh",
    decision_number="1050/QĐ-SNV",
    decision_on=dt.date(2026, 10, 5),
)
FACTS = InspectionFacts(period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 10, 31))


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit just opened, with the checklist of one-stop centres."""
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


def _without_plan(visit: Inspection) -> Inspection:
    return replace(visit, plan_id=PlanId(place_id("plan", "lost")))


def _without_checklist(visit: Inspection) -> Inspection:
    return replace(visit, checklist_ids=(ChecklistId(place_id("checklist", "lost")),))


def test_every_paper_of_a_visit_just_opened_is_written(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    written = application.papers.write_all(visit.id, tmp_path / "văn bản")

    assert [one.paper for one in written] == list(OTHER_PAPERS)
    assert [one.error for one in written] == [None] * len(OTHER_PAPERS)
    assert all("UBND xã Cần Đước" in Written(one.file.read_bytes()).text for one in written)
    # Nothing half-written stays beside them.
    assert len(list((tmp_path / "văn bản").iterdir())) == len(OTHER_PAPERS)


def test_a_paper_that_cannot_be_written_never_stops_the_others(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    in_the_way = application.papers.file_name(Paper.REMINDER)
    (tmp_path / in_the_way).mkdir()

    written = {one.paper: one for one in application.papers.write_all(visit.id, tmp_path)}

    failed = [paper for paper, one in written.items() if one.error is not None]
    assert failed == [Paper.REMINDER]
    assert isinstance(written[Paper.REMINDER].error, FileUnwritable)
    assert all(one.file.is_file() for paper, one in written.items() if paper not in failed)


def test_a_full_place_for_unfinished_files_fails_each_paper_in_a_sentence(
    application: Application,
    visit: Inspection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "không có"))

    written = application.papers.write_all(visit.id, tmp_path / "văn bản")

    assert {type(one.error) for one in written} == {FileUnwritable}
    with pytest.raises(FileUnwritable):
        application.minutes.draft(visit.id, tmp_path / "bb.docx")


def test_without_its_plan_no_paper_of_a_visit_is_written(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    application.inspections.save(_without_plan(visit))

    with pytest.raises(VisitIncomplete):
        application.papers.write(Paper.REMINDER, visit.id, tmp_path / "x.docx")

    assert list(tmp_path.glob("*.docx")) == []


def test_a_paper_that_prints_no_criteria_is_written_without_the_checklist(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    application.inspections.save(_without_checklist(visit))

    application.papers.write(Paper.REMINDER, visit.id, tmp_path / "x.docx")

    assert (tmp_path / "x.docx").is_file()


def test_a_template_that_is_none_leaves_the_older_file_as_it_was(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    target, template = tmp_path / "x.docx", tmp_path / "mẫu.docx"
    target.write_bytes(b"older")
    template.write_bytes(b"no Word file")

    with pytest.raises(Exception, match="document_unreadable"):
        application.papers.write(Paper.REMINDER, visit.id, target, template=template)

    assert target.read_bytes() == b"older"


def test_a_draft_says_so_on_its_pages(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    application.papers.write(Paper.REMINDER, visit.id, tmp_path / "x.docx", draft=True)
    application.papers.write(Paper.REMINDER, visit.id, tmp_path / "y.docx")

    marked, plain = (
        b"".join(Written((tmp_path / name).read_bytes()).parts.values())
        for name in ("x.docx", "y.docx")
    )
    assert "DỰ THẢO".encode() in marked
    assert "DỰ THẢO".encode() not in plain


@pytest.mark.parametrize("name", ["minutes", "supplement", "bogus", ""])
def test_what_is_no_paper_here_is_refused_by_name(name: str) -> None:
    with pytest.raises(PaperUnknown) as refused:
        paper_named(name)

    assert "reminder" in refused.value.text


def test_papers_of_an_unknown_visit_are_refused(application: Application, tmp_path: Path) -> None:
    nobody = InspectionId(place_id("inspection", "nobody"))

    with pytest.raises(NotFound):
        application.papers.write_all(nobody, tmp_path / "x")

    assert not (tmp_path / "x").exists()


def test_a_folder_that_cannot_be_made_is_an_expected_error(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(b"")

    with pytest.raises(FileUnwritable):
        application.papers.write_all(visit.id, tmp_path / "x" / "y")


class _Stopping(Unheard):
    """Asks to stop once, after so many steps were heard."""

    def __init__(self, after: int) -> None:
        self.left = after

    @override
    def step(self, done: int, total: int, label: str = "") -> None:
        self.left -= 1
        if self.left == -1:
            raise Cancelled


@pytest.mark.parametrize("heard", [0, 1])
def test_a_wish_to_stop_ends_the_papers_and_is_no_failure_of_one(
    application: Application, visit: Inspection, tmp_path: Path, heard: int
) -> None:
    with pytest.raises(Cancelled):
        application.papers.write_all(visit.id, tmp_path, _Stopping(after=heard))

    assert list(tmp_path.glob("*.docx")) == []


def test_the_visits_of_a_plan_are_read_in_the_order_of_their_days(
    application: Application, visit: Inspection
) -> None:
    later = application.inspections.start(
        "28126", PLAN, replace(FACTS, started_at=dt.datetime(2026, 11, 24, 1, tzinfo=dt.UTC)), ()
    )
    sooner = application.inspections.start(
        "28114", PLAN, replace(FACTS, started_at=dt.datetime(2026, 11, 3, 1, tzinfo=dt.UTC)), ()
    )
    undated = application.inspections.save(
        replace(sooner, id=InspectionId("0" * 32), started_at=None)
    )
    planned = application.inspections.save(
        replace(undated, id=InspectionId("1" * 32), planned_from=dt.date(2026, 11, 10))
    )
    late = application.inspections.save(
        replace(later, id=InspectionId("2" * 32), planned_from=dt.date(2026, 11, 2))
    )
    other = replace(PLAN, decision_number="9/QĐ-SNV")
    application.inspections.start("28126", other, FACTS, ())

    found = [case.inspection.id for case in application.inspections.under_plan(visit.plan_id)]

    assert found == [late.id, sooner.id, planned.id, visit.id, later.id, undated.id]
