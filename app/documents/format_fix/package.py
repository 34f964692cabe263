"""The parts of a Word file in memory, changed where mended, and packed again.

Parts that nothing touched keep their bytes; the others differ only where they
were mended. The same file gives the same bytes each time.
"""

from __future__ import annotations

import posixpath
import zipfile
from copy import deepcopy
from typing import IO, Final

from lxml import etree
from lxml.etree import _Element as Element

from app.documents.errors import DocumentUnreadable
from app.documents.format_check.words_xml import W
from app.documents.ooxml import OfficeFile, Relationship

_CONTENT_TYPES: Final = "[Content_Types].xml"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINK_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


class WordPackage:
    """A Word file whose XML parts may be changed; they are parsed when first asked for."""

    def __init__(self, file: OfficeFile) -> None:
        self._file = file
        self._names = {name.casefold(): name for name in file.names}
        self._roots: dict[str, Element] = {}
        self._before: dict[str, bytes] = {}
        self._made: dict[str, Element] = {}
        self._made_links: list[Relationship] = []

    @property
    def main(self) -> str:
        """The name of the part with the text."""
        return self._file.main

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._made or self._file.has(name)

    def xml(self, name: str) -> Element:
        """Return the root of a part, as it stands by now.

        Raises:
            DocumentUnreadable, DocumentForbidden: if it is damaged or holds what it may not.
        """
        if name in self._made:
            return self._made[name]
        name = self._names.get(name.casefold(), name)
        if name not in self._roots:
            root = self._file.xml(name)
            self._roots[name] = root
            self._before[name] = _written(root)
        return self._roots[name]

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return what a part links to."""
        links = self._file.relationships(part)
        return (*links, *self._made_links) if part == self.main else links

    def unreadable(self, reason: str, **gaps: object) -> DocumentUnreadable:
        """Return the error that names this file and says why."""
        return self._file.unreadable(reason, **gaps)

    def part(self, kind: str) -> Element | None:
        """Return the one part of a kind that the text links to, such as `styles`."""
        for link in self.relationships(self.main):
            if link.kind == kind and not link.external and self.has(link.target):
                return self.xml(link.target)
        return None

    def linked(self, identity: str) -> str | None:
        """Return the name of the part that the text links to by this identity."""
        for link in self.relationships(self.main):
            if link.id == identity and not link.external and self.has(link.target):
                return link.target
        return None

    def add(self, kind: str, like: str | None = None) -> tuple[str, Element]:
        """Add a `header` or `footer`, blank or like another; return its link and its root."""
        folder = posixpath.dirname(self.main)
        name = self._free_name(posixpath.join(folder, f"{kind}Sua"))
        root = _blank(kind) if like is None else deepcopy(self.xml(like))
        self._made[name] = root
        if like is not None and self._file.has(_links_of(like)):
            self._made[_links_of(name)] = deepcopy(self.xml(_links_of(like)))
        identity = self._free_identity()
        self._made_links.append(Relationship(id=identity, kind=kind, target=name, external=False))
        link = etree.SubElement(self._links(), f"{{{_LINKS}}}Relationship")
        target = posixpath.relpath(name, folder) if folder else name
        for key, given in (("Id", identity), ("Type", _LINK_TYPES + kind), ("Target", target)):
            link.set(key, given)
        entry = etree.SubElement(self.xml(_CONTENT_TYPES), f"{_TYPES}Override")
        entry.set("PartName", f"/{name}")
        entry.set("ContentType", f"{_WORD_TYPES}{kind}+xml")
        return identity, root

    @property
    def is_changed(self) -> bool:
        """Whether any part differs from the file."""
        return bool(self._made) or any(True for _ in self._changed())

    def write(self, source: zipfile.ZipFile, target: IO[bytes]) -> None:
        """Pack all parts into a new file, in their order, the added ones last."""
        changed = {name: _written(self._roots[name]) for name in self._changed()}
        with zipfile.ZipFile(target, "w") as archive:
            for info in source.infolist():
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type = info.compress_type
                entry.external_attr = info.external_attr
                content = changed.get(info.filename)
                archive.writestr(entry, source.read(info) if content is None else content)
            for name, root in self._made.items():
                entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, _written(root))

    def _changed(self) -> list[str]:
        return [name for name, root in self._roots.items() if _written(root) != self._before[name]]

    def _links(self) -> Element:
        """Return the list of what the text links to, a new one where it linked to nothing."""
        name = _links_of(self.main)
        if not self.has(name):
            self._made[name] = etree.fromstring(f'<Relationships xmlns="{_LINKS}"/>')
        return self.xml(name)

    def _free_name(self, stem: str) -> str:
        number = 1
        while self.has(f"{stem}{number}.xml"):
            number += 1
        return f"{stem}{number}.xml"

    def _free_identity(self) -> str:
        taken = {link.id for link in self.relationships(self.main)}
        number = 1
        while f"rIdSua{number}" in taken:
            number += 1
        return f"rIdSua{number}"


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _blank(kind: str) -> Element:
    tag = "hdr" if kind == "header" else "ftr"
    return etree.Element(W + tag, nsmap={"w": W.strip("{}")})


def _written(root: Element) -> bytes:
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
