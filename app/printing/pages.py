"""The pages of a PDF file as pictures, read by a process of its own.

The PDF comes from another program and PDFium is a large one: neither is trusted with this
process. A worker keeps the file open, so that a page costs its drawing only.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.worker import Workers

if TYPE_CHECKING:
    # Loaded by the worker alone.
    from pypdfium2 import PdfDocument

_TIMEOUT_S: Final = 30.0
POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """How large a page is on paper, in points."""

    width: float
    height: float

    @property
    def is_landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page in pixels, four bytes each: blue, green, red and one of no meaning."""

    width: int
    height: int
    pixels: bytes


class PdfPages:
    """The pages of one PDF file; close it when nobody looks at them any more."""

    def __init__(self, pdf: Path) -> None:
        """Count and measure the pages.

        Raises:
            WorkerFailed: if the file is no sound PDF.
        """
        self.pdf: Final = pdf
        self._workers = Workers(timeout_s=_TIMEOUT_S)
        try:
            self.sizes: Final = self._workers.run(page_sizes, pdf)
        except BaseException:
            self.close()
            raise

    def picture(self, number: int, width: int) -> PagePicture:
        """Return a page, counted from 0, as wide as asked; any thread may call it.

        Raises:
            WorkerFailed: if the page breaks whatever reads it.
        """
        return self._workers.run(page_picture, self.pdf, number, width)

    def close(self) -> None:
        """End the process that reads; no page can be asked for afterwards."""
        self._workers.close()


def page_sizes(pdf: Path) -> tuple[PageSize, ...]:
    """Return the size of every page; only for a worker."""
    document = _opened(pdf)
    sizes = (document.get_page_size(number) for number in range(len(document)))
    return tuple(PageSize(width=width, height=height) for width, height in sizes)


def page_picture(pdf: Path, number: int, width: int) -> PagePicture:
    """Draw one page; only for a worker."""
    page = _opened(pdf)[number]
    # The library rounds up, and would give a pixel more.
    bitmap = page.render(scale=(width - 0.01) / page.get_width(), prefer_bgrx=True)
    picture = PagePicture(width=bitmap.width, height=bitmap.height, pixels=bytes(bitmap.buffer))
    bitmap.close()
    page.close()
    return picture


@functools.lru_cache(maxsize=1)
def _opened(pdf: Path) -> PdfDocument:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - large; only the worker needs it

    return PdfDocument(pdf)
