"""Binding scans: pages on A4 in their order, and nothing of a hostile file but its picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.errors import FileUnwritable
from app.printing.scan import MOST_PAGES, ScanRefused, Sheet, bind

UPRIGHT, LYING = (595, 842), (842, 595)
RED, BLUE = (200, 30, 30), (30, 30, 200)


def _photo(folder: Path, name: str, size: tuple[int, int], colour: tuple[int, int, int]) -> Sheet:
    path = folder / name
    Image.new("RGB", size, colour).save(path, "JPEG")
    return Sheet(path=str(path), shown=name, is_pdf=False)


def _pdf(folder: Path, name: str, sizes: Sequence[tuple[float, float]]) -> Sheet:
    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    with (folder / name).open("wb") as stream:
        document.save(stream)
    document.close()
    return Sheet(path=str(folder / name), shown=name, is_pdf=True)


def _pages(path: Path) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(path) as document:
        return [(round(page.get_width()), round(page.get_height())) for page in document]


def _colour(path: Path, page: int, at: tuple[float, float]) -> tuple[int, int, int]:
    with pypdfium2.PdfDocument(path) as document:
        image = document[page].render(scale=1).to_pil().convert("RGB")
    red, green, blue = image.getpixel((int(image.width * at[0]), int(image.height * at[1])))
    return red, green, blue


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="a disk that is always full")
def test_a_full_disk_leaves_no_scan_that_lacks_pages(tmp_path: Path) -> None:
    noise = Image.effect_noise((900, 1200), 60)
    noise.save(tmp_path / "1.jpg", "JPEG")
    sheet = Sheet(path=str(tmp_path / "1.jpg"), shown="1.jpg", is_pdf=False)

    with pytest.raises(FileUnwritable) as refused:
        bind((sheet,), "/dev/full")

    assert "đĩa đã đầy" in refused.value.text


def test_pages_stand_in_their_order_on_a4(tmp_path: Path) -> None:
    target = tmp_path / "scan.pdf"
    sheets = (
        _photo(tmp_path, "1.jpg", (1200, 1600), RED),
        _pdf(tmp_path, "2.pdf", [(300, 300), (842, 595)]),
        _photo(tmp_path, "3.jpg", (1600, 1200), BLUE),
    )

    assert bind(sheets, str(target)) == 4

    assert _pages(target) == [UPRIGHT, UPRIGHT, LYING, LYING]
    assert _colour(target, 0, (0.5, 0.5))[0] > 150
    assert _colour(target, 3, (0.5, 0.5))[2] > 150


def test_a_picture_is_fitted_and_centred(tmp_path: Path) -> None:
    target = tmp_path / "scan.pdf"

    bind((_photo(tmp_path, "1.jpg", (1000, 1000), RED),), str(target))

    assert _colour(target, 0, (0.02, 0.5))[0] > 150
    assert min(_colour(target, 0, (0.5, 0.05))) > 240
    assert min(_colour(target, 0, (0.5, 0.95))) > 240


def test_nothing_but_pictures_of_a_pdf_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "scan.pdf"
    bad = tmp_path / "script.pdf"
    bad.write_bytes(_SCRIPTED)

    assert bind((Sheet(path=str(bad), shown="script.pdf", is_pdf=True),), str(target)) == 1

    content = target.read_bytes()
    assert b"/JavaScript" not in content
    assert b"/OpenAction" not in content
    assert b"/Image" in content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 nothing follows", "cắt cụt"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "cắt cụt"),
        (b"", "cắt cụt"),
    ],
)
def test_a_broken_pdf_is_refused_by_its_name(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    sheet = Sheet(path=str(tmp_path / "a.pdf"), shown="trang 1.pdf", is_pdf=True)

    with pytest.raises(ScanRefused) as caught:
        bind((sheet,), str(tmp_path / "scan.pdf"))

    assert "trang 1.pdf" in caught.value.text
    assert reason in caught.value.text


def test_a_pdf_that_asks_for_a_password_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_LOCKED)
    sheet = Sheet(path=str(tmp_path / "a.pdf"), shown="a.pdf", is_pdf=True)

    with pytest.raises(ScanRefused) as caught:
        bind((sheet,), str(tmp_path / "scan.pdf"))

    assert "mật khẩu" in caught.value.text


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    sheet = _pdf(tmp_path, "dày.pdf", [(200, 300)] * (MOST_PAGES + 1))

    with pytest.raises(ScanRefused) as caught:
        bind((sheet,), str(tmp_path / "scan.pdf"))

    assert f"{MOST_PAGES} trang" in caught.value.text


def test_a_giant_page_takes_no_more_than_a_small_one(tmp_path: Path) -> None:
    target = tmp_path / "scan.pdf"

    bind((_pdf(tmp_path, "to.pdf", [(14_400, 14_400), (0.5, 14_400)]),), str(target))

    assert _pages(target) == [UPRIGHT, UPRIGHT]


def _written(objects: Sequence[bytes], trailer: bytes) -> bytes:
    """A PDF file of these objects, its table of places right."""
    stream = io.BytesIO()
    stream.write(b"%PDF-1.6\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(stream.tell())
        stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = stream.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    size = b"/Size %d" % (len(objects) + 1)
    stream.write(head + rows + b"trailer\n<<%s %s>>\n" % (size, trailer))
    stream.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return stream.getvalue()


_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
_SCRIPTED = _written(
    [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
        _PAGES,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/AA<</O<</S/JavaScript/JS(1)>>>>>>",
    ],
    b"/Root 1 0 R",
)
_LOCKED = _written(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        _PAGES,
        _PAGE,
        b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>" % (b"a1" * 32, b"b2" * 32),
    ],
    b"/Root 1 0 R/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff>"
    b"<00112233445566778899aabbccddeeff>]",
)
