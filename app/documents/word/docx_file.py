"""Writes a finished Word document with its pictures, reproducibly and in little memory.

By hand because python-docx holds every picture in memory and compresses JPEGs once
more: here they go from disk into the file one at a time, as they are.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from app.errors import FileUnreadable
from app.files import os_reason
from app.progress import Progress

_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


class PictureShelf:
    """The pictures of one document: parts that stay empty until the file is written."""

    def __init__(self, document: Document) -> None:
        self._part = document.part
        self._files: dict[str, Path] = {}

    def __len__(self) -> int:
        return len(self._files)

    def add(self, picture: Path) -> str:
        """Add a JPEG file and return the relationship by which the text shows it."""
        number = len(self._files) + 1
        name = PackURI(f"/word/media/anh{number:04d}.jpeg")
        relationship = f"rIdAnh{number:04d}"
        part = Part(name, CONTENT_TYPE.JPEG, b"", self._part.package)
        self._part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, relationship)
        self._files[name.membername] = picture
        return relationship

    @property
    def files(self) -> Mapping[str, Path]:
        """The file behind each part, by its name in the package."""
        return self._files


def save(document: Document, shelf: PictureShelf, target: IO[bytes], progress: Progress) -> None:
    """Write the document; the same content gives the same bytes.

    Raises:
        FileUnreadable: if a picture cannot be read.
        Cancelled: if the user asked to stop; what was written is then no document.
    """
    draft = io.BytesIO()
    document.save(draft)
    done = 0
    progress.step(done, len(shelf))
    with (
        zipfile.ZipFile(draft) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            picture = shelf.files.get(name)
            if picture is None:
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, source.read(name))
                continue
            _store(archive, entry, picture)
            done += 1
            progress.step(done, len(shelf))


def _store(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, picture: Path) -> None:
    try:
        entry.file_size = picture.stat().st_size
        with picture.open("rb") as stream, archive.open(entry, "w") as part:
            shutil.copyfileobj(stream, part)
    except OSError as error:
        raise FileUnreadable(path=str(picture), reason=os_reason(error)) from error
