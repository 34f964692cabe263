"""Pages laid out without an office program: apart from the window, and told where it fails."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document
from docx.shared import Inches
from PIL import Image

from app.documents.reading_view.reader import read_view
from app.documents.reading_view.view import ReadingView
from ui.documents.quick_layout import QuickLayoutFailed, lay_out, lay_out_apart


@pytest.fixture
def view(tmp_path: Path) -> ReadingView:
    """A paper of two pages with a picture and a table."""
    Image.new("RGB", (640, 480), "teal").save(tmp_path / "ảnh.png")
    made = Document()
    made.add_paragraph("Biên bản kiểm tra tại xã Cần Đước")
    made.add_picture(str(tmp_path / "ảnh.png"), width=Inches(2))
    table = made.add_table(2, 2)
    table.cell(1, 1).text = "Ô cuối"
    made.add_paragraph("Trang hai").paragraph_format.page_break_before = True
    made.save(str(tmp_path / "giấy.docx"))
    return read_view(tmp_path / "giấy.docx")


def words_on(pdf: Path) -> list[str]:
    """What another program reads on the pages."""
    ran = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
    return ran.stdout.decode().split()


@pytest.mark.usefixtures("qapp")
def test_the_pages_made_apart_are_those_made_here(view: ReadingView, tmp_path: Path) -> None:
    here, apart = tmp_path / "đây.pdf", tmp_path / "riêng.pdf"

    lay_out(view, here)
    with ThreadPoolExecutor(1) as threads:
        threads.submit(lay_out_apart, view, apart).result()

    assert words_on(apart) == words_on(here)
    assert {"Cần", "Đước", "cuối", "hai"} <= set(words_on(apart))


def test_no_other_thread_lays_out_beside_a_window(view: ReadingView, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as threads, pytest.raises(RuntimeError):
        threads.submit(lay_out, view, tmp_path / "a.pdf").result()


def test_what_cannot_be_laid_out_is_told_with_a_way_on(tmp_path: Path) -> None:
    broken = ReadingView(sections=cast("Any", (None,)), note="")

    with pytest.raises(QuickLayoutFailed) as caught:
        lay_out_apart(broken, tmp_path / "a.pdf")

    assert "Word" in caught.value.text
