"""Puts a paper together: template, tables, annexes, stamp and pictures, in the one right order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from docx.document import Document

from app.documents.terms import printed
from app.documents.word.docx_file import PictureShelf, save
from app.documents.word.page_width import text_width_of
from app.documents.word.short_lines import fit_short_lines
from app.documents.word.stamp import Stamp, put_stamp
from app.documents.word.table_places import fill_tables, marked_places
from app.documents.word.template import fill
from app.documents.word.title_lines import balance_titles
from app.progress import NO_PROGRESS, Progress

TableWriter = Callable[[int], str]
"""Writes a table as WordprocessingML, as wide as it is told in twips."""
Appendix = Callable[[Document, PictureShelf], None]
"""Appends annexes behind the text of a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What a Word file is made of."""

    template: Path
    fields: Mapping[str, object]
    title: str
    """What Word shows as the title of the file."""
    author: str
    dated: datetime
    """The moment the file says it was made: nothing of this computer's clock."""
    tables: Mapping[str, TableWriter] = field(default_factory=dict)
    """The long tables, by the tag whose paragraph each takes the place of."""
    append: Appendix | None = None
    stamp: Stamp | None = None
    forgiving: bool = False
    """Whether unknown tags of the template print nothing, for a look at the rest."""


def compose(parts: Composition, target: IO[bytes], progress: Progress = NO_PROGRESS) -> None:
    """Write a paper.

    Raises:
        DocumentUnreadable: if the template is no Word document.
        DocumentForbidden: if the template carries something that could run by itself.
        TemplateBroken: if the template cannot be filled.
        FileUnreadable: if a picture cannot be read.
        Cancelled: if the user asked to stop.
    """
    places = marked_places(parts.tables)
    document = fill(
        parts.template, {**_printable(parts.fields), **places}, forgiving=parts.forgiving
    )
    width = text_width_of(document)
    fill_tables(document, {places[tag]: write(width) for tag, write in parts.tables.items()})
    balance_titles(document, width)
    fit_short_lines(document, width)
    shelf = PictureShelf(document)
    if parts.append is not None:
        parts.append(document, shelf)
    if parts.stamp is not None:
        put_stamp(document, parts.stamp)
    _describe(document, parts)
    save(document, shelf, target, progress)


def _printable(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields without what no document may hold, whoever wrote it into them."""
    return {name: _printed(value) for name, value in fields.items()}


def _printed(value: object) -> object:
    match value:
        case str():
            return printed(value)
        case list():
            return [_printed(part) for part in value]
        case dict():
            return {name: _printed(part) for name, part in value.items()}
    return value


def _describe(document: Document, parts: Composition) -> None:
    """Set what Word shows as properties; nothing of this computer or its user."""
    properties = document.core_properties
    properties.title = printed(parts.title)[:255]
    properties.author = properties.last_modified_by = printed(parts.author)
    properties.language = "vi-VN"
    properties.created = properties.modified = parts.dated.astimezone(UTC)
    properties.revision = 1
