"""Pages of a PDF come as pictures from a process of their own; a bad file costs itself only."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.printing.pages import PagePicture, PdfPages
from app.worker import WorkerFailed

_A4 = (595, 842)


def pdf_of(pages: list[tuple[int, int]]) -> bytes:
    """Return a PDF file with a black square in the lower left corner of each page."""
    drawing = b"0 0 50 50 re f"
    kids = " ".join(f"{4 + number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Length {len(drawing)} >> stream\n{drawing.decode()}\nendstream",
    ]
    objects += [
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 3 0 R >>"
        for width, height in pages
    ]
    content, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj {text} endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF"
    return content + tail.encode()


def pixel(picture: PagePicture, x: int, y: int) -> bytes:
    at = (y * picture.width + x) * 4
    return picture.pixels[at : at + 3]


def test_pages_are_counted_measured_and_drawn_as_wide_as_asked(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(pdf_of([_A4, (842, 595)]))
    pages = PdfPages(path)

    try:
        first, second = pages.picture(0, 400), pages.picture(1, 400)
    finally:
        pages.close()

    assert [(size.width, size.height) for size in pages.sizes] == [_A4, (842, 595)]
    assert [size.is_landscape for size in pages.sizes] == [False, True]
    assert (first.width, second.width) == (400, 400)
    assert first.height > 400 > second.height
    assert pixel(first, 5, first.height - 5) == b"\0\0\0"
    assert pixel(first, 5, 5) == b"\xff\xff\xff"
    assert len(first.pixels) == first.width * first.height * 4


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nrubbish", b"\0" * 5000])
def test_what_is_no_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(content)

    with pytest.raises(WorkerFailed):
        PdfPages(path)


def test_a_page_that_is_not_there_costs_that_page_only(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(pdf_of([_A4]))
    pages = PdfPages(path)

    try:
        with pytest.raises(WorkerFailed):
            pages.picture(7, 300)
        after = pages.picture(0, 300)
    finally:
        pages.close()

    assert after.width == 300
