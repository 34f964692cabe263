"""The parts of a Word or Excel file, opened with suspicion.

By hand because the libraries that write documents trust the file they open:
they check neither the size it unfolds to nor its XML declarations, and one of
them must be called before anything can be looked at.
"""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Element

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.files import os_reason
from app.words import mark, translate

MAX_MEMBERS: Final = 2_000
MAX_INFLATED: Final = 200 << 20
MAX_RATIO: Final = 200
# A small part may well shrink a thousandfold (an empty picture, a blank sheet);
# below this size that costs nothing.
_RATIO_FROM: Final = 1 << 20

_ZIP_START: Final = b"PK\x03\x04"
_COMPOUND_START: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PIECE: Final = 1 << 20
_CONTENT_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class OfficeKind(Enum):
    """What the file must be; the value is the type its main part declares."""

    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    @property
    def text(self) -> str:
        """What this kind is called."""
        names = {
            OfficeKind.WORD: translate("a Word document (.docx)"),
            OfficeKind.EXCEL: translate("an Excel workbook (.xlsx)"),
        }
        return names[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """One link from a part to another part, or to something outside."""

    id: str
    kind: str
    """The last word of its type, such as `header` or `hyperlink`."""
    target: str
    """The name of a part, or an address when `external`."""
    external: bool


class OfficeFile:
    """An opened Office file within its limits: part names, bytes, XML, relationships.

    Its XML is parsed without entities, network or external definitions.
    """

    def __init__(self, path: Path, archive: zipfile.ZipFile, kind: OfficeKind) -> None:
        self.path = path
        self.kind = kind
        self._archive = archive
        self.names: tuple[str, ...] = tuple(
            info.filename for info in archive.infolist() if not info.is_dir()
        )
        self._exact = {name.casefold(): name for name in self.names}
        self._types = self._content_types()
        self._main = self._main_part()

    @property
    def main(self) -> str:
        """The name of the main part."""
        return self._main

    def has(self, name: str) -> bool:
        """Tell whether the file has this part; capitals make no difference."""
        return name.casefold() in self._exact

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            DocumentUnreadable: if the part is missing or damaged.
        """
        try:
            return self._archive.read(self._exact[name.casefold()])
        except KeyError:
            raise self.unreadable(mark("the part “{part}” is missing"), part=name) from None
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise self.unreadable(mark("the part “{part}” is damaged"), part=name) from error

    def xml(self, name: str) -> Element:
        """Return the root of an XML part.

        Raises:
            DocumentUnreadable: if it is missing or not well-formed.
            DocumentForbidden: if it declares a document type or entities.
        """
        content = self.read(name)
        try:
            # Looked for before parsing, and after it for encodings that hide it.
            root = None if declares_entities(content) else etree.fromstring(content, _parser())
        except etree.XMLSyntaxError as error:
            raise self.unreadable(
                mark("the part “{part}” is not well-formed XML"), part=name
            ) from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise DocumentForbidden(
                path=str(self.path), part=name, reason=translate("a document type declaration")
            )
        return root

    def content_type(self, name: str) -> str:
        """Return the declared type of a part, empty when it has none."""
        extension = name.rpartition(".")[2].casefold()
        return self._types.get(f"/{name}".casefold()) or self._types.get(extension, "")

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return what a part links to, in the order of the file; `""` is the package."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return ()
        return tuple(
            _relationship(element, folder) for element in self.xml(rels).iter(_RELATIONSHIPS)
        )

    def unreadable(self, reason: str, **gaps: object) -> DocumentUnreadable:
        """Return the error that names this file and says why."""
        return _unreadable(self.path, self.kind, translate(reason, **gaps))

    def _content_types(self) -> dict[str, str]:
        types: dict[str, str] = {}
        for element in self.xml(_CONTENT_TYPES).iter("{*}Default", "{*}Override"):
            key = element.get("PartName") or element.get("Extension") or ""
            types[key.casefold()] = element.get("ContentType") or ""
        return types

    def _main_part(self) -> str:
        for relationship in self.relationships(""):
            if relationship.kind != "officeDocument" or relationship.external:
                continue
            kind = self.content_type(relationship.target)
            if "macroenabled" in kind.casefold():
                raise DocumentForbidden(
                    path=str(self.path),
                    part=relationship.target,
                    reason=translate("a program (macro)"),
                )
            if kind == self.kind.value:
                return self._exact.get(relationship.target.casefold(), relationship.target)
        raise self.unreadable(mark("it is another kind of file"))


@contextmanager
def open_office_file(
    path: Path, kind: OfficeKind, content: bytes | None = None
) -> Iterator[OfficeFile]:
    """Open a Word or Excel file and hold it to the limits before anything is unfolded.

    Args:
        path: the file.
        kind: what it must be.
        content: what it holds, where that is not on the disk but in memory.

    Raises:
        DocumentUnreadable: if it is not such a file, is damaged or is too large.
        DocumentForbidden: if its list of parts declares entities, or it holds a program.
    """
    try:
        if content is None:
            _check_start(path, kind)
        archive = zipfile.ZipFile(path if content is None else io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise _unreadable(path, kind, translate("it is damaged or cut off")) from error
    except OSError as error:
        raise _unreadable(path, kind, os_reason(error)) from error
    with archive:
        _check_members(path, kind, archive.infolist())
        yield OfficeFile(path, archive, kind)


def _parser() -> etree.XMLParser:
    """Return a parser that loads and expands nothing beyond the bytes it is given."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def declares_entities(content: bytes) -> bool:
    """Tell whether XML bytes openly declare a document type or entities."""
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content


def _check_start(path: Path, kind: OfficeKind) -> None:
    with path.open("rb") as stream:
        start = stream.read(8)
    if not start:
        raise _unreadable(path, kind, translate("it is empty"))
    if start == _COMPOUND_START:
        reason = (
            translate("it is protected by a password: open it, remove the password and save it")
            if _is_encrypted(path)
            else translate("it is an Office file of before 2007: save it in the new format")
        )
        raise _unreadable(path, kind, reason)
    if not start.startswith(_ZIP_START):
        raise _unreadable(path, kind, translate("it is another kind of file"))


def _is_encrypted(path: Path) -> bool:
    """Tell whether an old container holds an encrypted new file: its list of streams names it."""
    kept = b""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            if _ENCRYPTED in kept + piece:
                return True
            kept = piece[-len(_ENCRYPTED) :]
    return False


def _check_members(path: Path, kind: OfficeKind, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise _unreadable(path, kind, translate("it has more than {most} parts", most=MAX_MEMBERS))
    if sum(member.file_size for member in members) > MAX_INFLATED:
        most = MAX_INFLATED >> 20
        raise _unreadable(path, kind, translate("it unfolds to more than {most} MB", most=most))
    names = [member.filename.casefold() for member in members]
    if len(set(names)) != len(names):
        raise _unreadable(path, kind, translate("two of its parts have one name"))
    for member in members:
        if fault := _member_fault(member):
            raise _unreadable(path, kind, fault)
    if _CONTENT_TYPES.casefold() not in names:
        raise _unreadable(path, kind, translate("it is another kind of file"))


def _member_fault(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 1:
        return translate("it is protected by a password")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return translate("it is packed in an unusual way")
    if stat.S_ISLNK(member.external_attr >> 16) or _escapes(member.filename):
        return translate("its part “{part}” has a name that is not allowed", part=member.filename)
    if member.file_size > max(_RATIO_FROM, member.compress_size * MAX_RATIO):
        return translate("its part “{part}” unfolds suspiciously far", part=member.filename)
    return ""


def _escapes(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target") or ""
    external = element.get("TargetMode") == "External"
    if not external:
        joined = posixpath.join("/", folder, unquote(target))
        target = posixpath.normpath(joined).lstrip("/")
    return Relationship(
        id=element.get("Id") or "",
        kind=(element.get("Type") or "").rpartition("/")[2],
        target=target,
        external=external,
    )


def _unreadable(path: Path, kind: OfficeKind, reason: str) -> DocumentUnreadable:
    return DocumentUnreadable(path=str(path), kind=kind.text, reason=reason)
