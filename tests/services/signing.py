"""A visit whose minutes lack nothing, and the steps around its signature."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from app.bootstrap import Application
from app.domain.inspection import InspectionState
from app.domain.minutes import Minutes
from app.ids import InspectionId


@dataclass(frozen=True)
class Visit:
    """A visit of a store."""

    application: Application
    id: InspectionId
    folder: Path

    @property
    def paper(self) -> Path:
        """Where its minutes are written."""
        return self.folder / "bb.docx"

    def freeze(self, *, supplement: bool = False) -> Minutes:
        """Write its minutes for the signature."""
        return self.application.minutes.freeze(self.id, self.paper, supplement=supplement)

    def sign(self) -> Minutes:
        """Write its minutes and record their signature."""
        self.freeze()
        return self.application.minutes.sign(self.id)

    def reopen(self) -> None:
        """Open it again after the signature."""
        steps = self.application.inspections
        steps.take_step(self.id, InspectionState.OPEN, "đơn vị nộp thêm tài liệu")

    def remark(self, words: str) -> None:
        """Change what its minutes say."""
        visits = self.application.inspections
        visits.save(replace(visits.get(self.id), general_remark=words))

    def blob(self, sha256: str) -> Path:
        """Where the vault keeps a file."""
        return self.application.folder / "blobs" / sha256[:2] / sha256


def page_photo(path: Path, *, words: str = "Trang ký", turned: bool = False) -> Path:
    """A photo of a signed page, held upright by its Exif mark where it is turned."""
    image = Image.new("RGB", (900, 1200), "white")
    ImageDraw.Draw(image).text((60, 60), words, fill="black")
    ImageDraw.Draw(image).rectangle((0, 0, 900, 200), fill="navy")
    if turned:
        exif = Image.Exif()
        exif[274] = 6
        image.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif)
    else:
        image.save(path)
    return path


def pdf_of(path: Path, pages: int) -> Path:
    """A scanner's PDF of so many pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    with path.open("wb") as stream:
        document.save(stream)
    document.close()
    return path
