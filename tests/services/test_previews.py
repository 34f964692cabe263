"""A preview writes nothing into the store, leaves nothing behind, and says who laid it out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from docx import Document

from app.documents.reading_view.view import ReadingView
from app.errors import AppError, FileUnwritable, InvalidValue
from app.printing.office import Office, OfficeMissing
from app.printing.programs import OfficeKind, find_programs
from app.progress import Progress
from app.services.previews import PreviewKind, PreviewService
from app.worker import WorkerFailed
from tests.printing import office_programs as fake
from tests.printing.test_pages import pdf_of

LIBRE = any(one.kind is OfficeKind.LIBREOFFICE for one in find_programs())
no_scripts = pytest.mark.skipif(sys.platform == "win32", reason="the programs are scripts")


def write(target: Path, _progress: Progress) -> None:
    """Write a small paper."""
    made = Document()
    made.add_paragraph("Biên bản kiểm tra")
    made.save(str(target))


def quick(view: ReadingView, target: Path) -> None:
    """Lay out as many pages as the paper has paragraphs."""
    target.write_bytes(pdf_of([(595, 842)] * len(list(view.texts))))


def without_office(folder: Path) -> PreviewService:
    return PreviewService(folder, Office(tuple))


def with_program(tmp_path: Path, behaviour: str) -> PreviewService:
    programs = (fake.program(tmp_path, behaviour),)
    return PreviewService(tmp_path / "previews", Office(lambda: programs, timeout_s=30))


def left_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.suffix != ".pdf")


@pytest.mark.skipif(not LIBRE, reason="LibreOffice is not installed")
def test_pages_come_from_the_office_program_and_are_saved_as_they_are(tmp_path: Path) -> None:
    previews = PreviewService(tmp_path / "previews")
    preview = previews.preview(write, "Biên bản", quick_layout=quick)

    try:
        previews.save_pdf(preview, tmp_path / "saved.pdf")
    finally:
        preview.close()

    assert (preview.kind, preview.program) == (PreviewKind.PRINTED, previews.program)
    assert len(preview.pages.sizes) == 1
    assert (tmp_path / "saved.pdf").read_bytes().startswith(b"%PDF-")
    assert left_in(tmp_path / "previews") == []


def test_without_an_office_program_the_quick_layout_stands_in_and_says_so(tmp_path: Path) -> None:
    preview = without_office(tmp_path).preview(write, "Biên bản", quick_layout=quick)

    preview.close()

    assert (preview.kind, preview.program) == (PreviewKind.QUICK, "")
    assert len(preview.pages.sizes) == 1
    assert left_in(tmp_path) == []


def test_without_an_office_program_and_a_screen_there_is_no_preview(tmp_path: Path) -> None:
    with pytest.raises(OfficeMissing):
        without_office(tmp_path).preview(write, "Biên bản")

    assert left_in(tmp_path) == []


def test_a_pdf_needs_an_office_program(tmp_path: Path) -> None:
    with pytest.raises(OfficeMissing):
        without_office(tmp_path / "previews").pdf(write, tmp_path / "paper.pdf")

    assert left_in(tmp_path) == ["previews"]


@no_scripts
def test_a_pdf_is_written_whole_to_the_place_that_was_named(tmp_path: Path) -> None:
    previews = with_program(tmp_path, fake.WRITES)

    previews.pdf(write, tmp_path / "paper.pdf")

    assert (tmp_path / "paper.pdf").read_bytes() == b"%PDF-1.7 of soffice"
    with pytest.raises(FileUnwritable):
        previews.pdf(write, tmp_path / "nowhere" / "paper.pdf")


@no_scripts
def test_pages_that_are_no_pdf_are_refused_and_nothing_stays(tmp_path: Path) -> None:
    previews = with_program(tmp_path, fake.WRITES)

    with pytest.raises(WorkerFailed):
        previews.preview(write, "Biên bản", quick_layout=quick)

    assert left_in(tmp_path / "previews") == []


@no_scripts
def test_the_quick_layout_can_be_asked_for_where_the_program_misbehaves(tmp_path: Path) -> None:
    previews = with_program(tmp_path, fake.DIES)

    with pytest.raises(AppError):
        previews.preview(write, "Biên bản", quick_layout=quick)
    preview = previews.preview(write, "Biên bản", quick_layout=quick, is_quick=True)
    preview.close()

    assert preview.kind is PreviewKind.QUICK


def test_a_paper_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    def refuse(_target: Path, _progress: Progress) -> None:
        raise InvalidValue(field="a", value="b", reason="c")

    with pytest.raises(InvalidValue):
        without_office(tmp_path).preview(refuse, "Biên bản", quick_layout=quick)

    assert left_in(tmp_path) == []


def test_a_word_file_another_program_has_open_stays_until_the_next_start(tmp_path: Path) -> None:
    previews = without_office(tmp_path)
    preview = previews.preview(write, "Biên bản", quick_layout=quick)

    opened = previews.to_open(preview)
    preview.close(keeps_document=True)

    assert opened.name == "Biên bản.docx"
    assert not opened.stat().st_mode & 0o222
    without_office(tmp_path)
    assert left_in(tmp_path) == []


def test_a_scan_is_shown_as_it_is(tmp_path: Path) -> None:
    def write_scan(target: Path, _progress: Progress) -> None:
        target.write_bytes(pdf_of([(595, 842), (842, 595)]))

    preview = without_office(tmp_path).scan(write_scan, "Bản quét")
    preview.close()

    assert (preview.kind, len(preview.pages.sizes)) == (PreviewKind.SCAN, 2)
    assert left_in(tmp_path) == []
