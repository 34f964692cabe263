"""Scans of signed pages: pictures and PDF files bound into one PDF of A4 pages.

Every page is painted anew, so that the file that is kept and sent on holds pictures and
nothing that could run. Runs in a worker process: the files come from outside.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from app.errors import AppError, FileUnwritable
from app.files import os_reason
from app.words import mark, translate

MOST_PAGES: Final = 100
LONG_SIDE: Final = 2600
"""Pixels along the long side of a page: 222 dots an inch; NĐ 30/2020/NĐ-CP asks for 200."""
_A4: Final = (595.276, 841.89)
_QUALITY: Final = 80
_WHITE: Final = (255, 255, 255, 255)
_PASSWORD: Final = 4
"""What PDFium answers to a file that opens with a password only."""


class ScanRefused(AppError):
    """A file cannot be a page of a scan."""

    code = "scan_refused"
    message = mark(
        "“{path}” cannot be bound into the scan: {reason}. Nothing was attached. "
        "Leave it out, or scan that page again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file to bind: a PDF, or a picture that was decoded and made upright."""

    path: str
    """Where its bytes lie."""
    shown: str
    """How the user named it."""
    is_pdf: bool


def bind(sheets: Sequence[Sheet], target: str) -> int:
    """Write the pages of all files as one PDF, each fitted onto A4; return how many.

    Raises:
        ScanRefused: naming the file that cannot be read, or is one too many.
        FileUnwritable: if the disk refuses the PDF.
    """
    import pypdfium2  # noqa: PLC0415 - only the worker that binds loads PDFium

    with ExitStack() as opened:
        bound = pypdfium2.PdfDocument.new()
        opened.callback(bound.close)
        count = 0
        for sheet in sheets:
            for jpeg, size in _pages(sheet):
                count += 1
                if count > MOST_PAGES:
                    raise _refused(
                        sheet, mark("there are more than {count} pages"), count=MOST_PAGES
                    )
                _add_page(bound, jpeg, size)
        _save(bound, target)
    return count


class _Heard:
    """A file that remembers what the disk refused: PDFium hears of no error and goes on."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.refusal: OSError | None = None

    def write(self, piece: Any) -> None:  # noqa: ANN401 - PDFium's own bytes
        try:
            self._stream.write(piece)
        except OSError as error:
            self.refusal = self.refusal or error


def _save(bound: Any, target: str) -> None:  # noqa: ANN401 - pypdfium2 has no types
    try:
        with Path(target).open("wb") as stream:
            heard = _Heard(stream)
            bound.save(heard)
            if heard.refusal is not None:
                raise heard.refusal
    except OSError as error:
        raise FileUnwritable(path=target, reason=os_reason(error)) from error


def _pages(sheet: Sheet) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield each page of a file as a JPEG with its size in pixels."""
    if sheet.is_pdf:
        yield from _painted(sheet)
        return
    from PIL import Image, JpegImagePlugin  # noqa: F401, PLC0415 - the one format there is

    content = Path(sheet.path).read_bytes()
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
        yield content, image.size


def _painted(sheet: Sheet) -> Iterator[tuple[bytes, tuple[int, int]]]:
    import pypdfium2  # noqa: PLC0415 - only the worker that binds loads PDFium

    try:
        with pypdfium2.PdfDocument(sheet.path) as document:
            if len(document) > MOST_PAGES:
                raise _refused(sheet, mark("there are more than {count} pages"), count=MOST_PAGES)
            if len(document) == 0:
                raise _refused(sheet, mark("it has no pages"))
            for number in range(len(document)):
                yield _paint(document, number)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD
        reason = (
            mark("it opens with a password only")
            if is_locked
            else mark("it is no sound PDF file, or is cut short")
        )
        raise _refused(sheet, reason) from error
    except OSError as error:
        raise ScanRefused(path=sheet.shown, reason=os_reason(error)) from error


def _paint(document: Any, number: int) -> tuple[bytes, tuple[int, int]]:  # noqa: ANN401 - PDFium's
    page = document[number]
    try:
        scale = LONG_SIDE / max(*page.get_size(), 1)
        image = page.render(scale=scale, fill_color=_WHITE, may_draw_forms=False).to_pil()
    finally:
        page.close()
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue(), image.size


def _add_page(bound: Any, jpeg: bytes, size: tuple[int, int]) -> None:  # noqa: ANN401 - PDFium's
    import pypdfium2  # noqa: PLC0415 - only the worker that binds loads PDFium

    width, height = _A4 if size[1] >= size[0] else _A4[::-1]
    scale = min(width / size[0], height / size[1])
    shown = (size[0] * scale, size[1] * scale)
    picture = pypdfium2.PdfImage.new(bound)
    picture.load_jpeg(io.BytesIO(jpeg), inline=True, autoclose=True)
    matrix = pypdfium2.PdfMatrix().scale(*shown)
    picture.set_matrix(matrix.translate((width - shown[0]) / 2, (height - shown[1]) / 2))
    page = bound.new_page(width, height)
    page.insert_obj(picture)
    page.gen_content()
    page.close()


def _refused(sheet: Sheet, reason: str, **gaps: object) -> ScanRefused:
    return ScanRefused(path=sheet.shown, reason=translate(reason, **gaps))
