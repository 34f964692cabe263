"""Files that somebody hands over as a template and that are none: each made as it comes in life."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from app.documents.minutes.writing import TEMPLATE
from tests.documents.word.edited_templates import copy_of, reworded

_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_GIB: Final = 1 << 30
_MACRO_TYPE: Final = "application/vnd.ms-word.document.macroEnabled.main+xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Made = Callable[[Path], Path]


def _old(folder: Path) -> Path:
    path = folder / "mau-cu.doc"
    path.write_bytes(_COMPOUND + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 4000)
    return path


def _encrypted(folder: Path) -> Path:
    path = folder / "khoa.docx"
    streams = "EncryptionInfo\0EncryptedPackage".encode("utf-16-le")
    path.write_bytes(_COMPOUND + b"\0" * 504 + streams + b"\0" * 4000)
    return path


def _renamed(folder: Path) -> Path:
    path = folder / "anh.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("anh/1.jpg", b"\xff\xd8\xff")
    return path


def _macro(folder: Path) -> Path:
    return copy_of(
        folder / "macro.docx",
        reworded(_TYPE, _MACRO_TYPE),
        part="[Content_Types].xml",
        more={"word/vbaProject.bin": b"x"},
    )


def _bomb(folder: Path) -> Path:
    """A gibibyte of nothing in a megabyte."""
    path = folder / "bom.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(path, "w", 8) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        bomb = zipfile.ZipInfo("word/media/bom.bin")
        bomb.compress_type = zipfile.ZIP_DEFLATED
        with target.open(bomb, "w") as part:
            for _ in range(_GIB >> 20):
                part.write(bytes(1 << 20))
    return path


def _lying_bomb(folder: Path) -> Path:
    """A part that says it is small and unfolds to a gibibyte."""
    path = _bomb(folder)
    said = (_GIB).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(said, (100).to_bytes(4, "little")))
    return path


def _empty(folder: Path) -> Path:
    path = folder / "rong.docx"
    path.write_bytes(b"")
    return path


def _cut(folder: Path) -> Path:
    path = folder / "cut.docx"
    content = TEMPLATE.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def _text(folder: Path) -> Path:
    path = folder / "van-ban.docx"
    path.write_text("Biên bản {{ don_vi }}", "utf-8")
    return path


def _folder(folder: Path) -> Path:
    path = folder / "thu-muc.docx"
    path.mkdir()
    return path


def _gone(folder: Path) -> Path:
    return folder / "khong-co.docx"


NO_TEMPLATES: Final[Mapping[str, tuple[Made, str]]] = {
    "an old .doc": (_old, "trước 2007"),
    "an encrypted file": (_encrypted, "mật khẩu"),
    "a renamed .zip": (_renamed, "loại khác"),
    "a file with a macro": (_macro, "macro"),
    "a bomb of 1 GB": (_bomb, "giải nén"),
    "a bomb that lies": (_lying_bomb, ""),
    "an empty file": (_empty, "rỗng"),
    "a file cut off": (_cut, "hỏng"),
    "a text": (_text, "loại khác"),
    "a folder": (_folder, "thư mục"),
    "a file that is not there": (_gone, "không có tệp"),
}
"""How each is made, and what is said of it."""
