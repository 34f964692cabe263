"""The sheets of an XLSForm as they stand: rows by column, every text with its cell.

What a column may be called is pyxform's own table; the cells come through the guarded
reader of workbooks, so that whatever is wrong is named by sheet and cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyxform import aliases  # type: ignore[import-untyped] # it ships no types

from app.documents.cell_mending import mended
from app.documents.workbook import Faults, Sheet, Workbook, cell_name
from app.domain.checklist_reading import Fault
from app.domain.text import fold
from app.words import translate

SPOKEN: Final = ("label", "hint", "guidance_hint", "jr:constraintMsg", "jr:requiredMsg")
"""The columns that may stand there once for each language."""
_HOME: Final = re.compile(r"viet|tieng viet|\(vi\)|^vi$")
_POINTS: Final = frozenset({"points", "point", "score", "diem", "so diem", "diem so"})
_SIMPLE: Final = frozenset(
    {"type", "name", "label", "hint", "guidance_hint", "list_name", "default", "choice_filter"}
    | {"parameters", "trigger", "note", "disabled", "constraint", "relevant", "required"}
    | {"form_title", "form_id", "version", "default_language", "style", "instance_name"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row of a sheet of a form."""

    sheet: str
    line: int
    texts: Mapping[str, str]
    places: Mapping[str, str]

    def text(self, key: str) -> str:
        """Return what stands in a column, or nothing."""
        return self.texts.get(key, "")

    def cell(self, key: str) -> str:
        """Return the name of a cell, such as `B17`."""
        return self.places.get(key, f"A{self.line}")

    def note(self, key: str, cause: str, cure: str = "") -> Fault:
        """Return a note on a cell of this row."""
        return Fault(sheet=self.sheet, cell=self.cell(key), cause=cause, cure=cure)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One sheet of a form: its rows, and the headings nobody here can use."""

    name: str
    rows: tuple[FormRow, ...]
    unknown: tuple[Fault, ...] = ()


def read_form_sheet(
    book: Workbook, name: str, faults: Faults, language: str = ""
) -> FormSheet | None:
    """Read a sheet of a form, its texts in Vietnamese or the form's own language.

    Raises:
        DocumentUnreadable: if it is damaged.
        WorkbookInvalid: if it has too many rows.
    """
    found = book.find(name)
    if found is None:
        return None
    sheet = mended(book.sheet(found), faults)
    heading = next((line for line, cells in enumerate(sheet.rows, start=1) if any(cells)), 0)
    if not heading:
        return FormSheet(name=found, rows=())
    columns, unknown = _columns(sheet, heading, language)
    rows = tuple(_rows(sheet, heading, columns, faults))
    return FormSheet(name=found, rows=rows, unknown=tuple(unknown))


def _columns(sheet: Sheet, heading: int, language: str) -> tuple[dict[str, int], list[Fault]]:
    columns: dict[str, int] = {}
    tongues: dict[str, dict[str, int]] = {}
    unknown: list[Fault] = []
    for position, cell in enumerate(sheet.rows[heading - 1], start=1):
        key, _, tongue = _heading(cell.text)
        if key in SPOKEN:
            tongues.setdefault(key, {})[tongue] = position
        elif key:
            columns.setdefault(key, position)
        if not key and _holds(sheet, heading, position):
            cause = (
                translate("the column “{column}” has no counterpart", column=cell.text)
                if cell.text
                else translate("a column without a heading")
            )
            unknown.append(Fault(sheet=sheet.name, cell=cell_name(heading, position), cause=cause))
    for key, places in tongues.items():
        chosen = _chosen(list(places), language)
        columns[key] = places[chosen]
        for tongue, position in places.items():
            if tongue != chosen and _holds(sheet, heading, position):
                cause = translate(
                    "the texts in “{other}” stay behind, those in “{language}” are taken",
                    other=tongue or key,
                    language=chosen or key,
                )
                place = cell_name(heading, position)
                unknown.append(Fault(sheet=sheet.name, cell=place, cause=cause))
    return columns, unknown


def _heading(shown: str) -> tuple[str, str, str]:
    """Return the column a heading means, and its language: `label::Tiếng Việt (vi)`."""
    name, mark, rest = (part.strip() for part in shown.partition("::"))
    key = re.sub(r"\s+", "_", name.casefold())
    if key in {"bind", "control", "body", "media", "instance"} and rest:
        return _known(rest.casefold()), mark, ""
    if fold(name) in _POINTS:
        return "points", mark, ""
    return _known(key), mark, rest


def _known(key: str) -> str:
    for table in (aliases.survey_header, aliases.settings_header):
        meant = table.get(key)
        if meant is not None:
            key = meant[-1] if isinstance(meant, tuple) else str(meant)
            break
    key = {"caption": "label", "title": "form_title", "id_string": "form_id"}.get(key, key)
    known = key in _SIMPLE or key.startswith("jr:") or key in _MEANT
    return key if known else ""


_MEANT: Final = frozenset(
    meant[-1] if isinstance(meant, tuple) else str(meant)
    for meant in aliases.survey_header.values()
)


def _chosen(tongues: list[str], language: str) -> str:
    for tongue in tongues:
        if _HOME.search(fold(tongue)):
            return tongue
    if language in tongues:
        return language
    return "" if "" in tongues else tongues[0]


def _holds(sheet: Sheet, heading: int, position: int) -> bool:
    lines = range(heading + 1, len(sheet.rows) + 1)
    return any(not sheet.cell(line, position).is_blank for line in lines)


def _rows(
    sheet: Sheet, heading: int, columns: Mapping[str, int], faults: Faults
) -> Iterator[FormRow]:
    for line in range(heading + 1, len(sheet.rows) + 1):
        places = {key: cell_name(line, position) for key, position in columns.items()}
        texts: dict[str, str] = {}
        for key, position in columns.items():
            cell = sheet.cell(line, position)
            if cell.trouble:
                cure = translate("Replace the formula by its value")
                faults.add(sheet.name, places[key], cell.trouble, cure)
            # A form writes numbers as computers do.
            is_number = isinstance(cell.value, Decimal)
            texts[key] = f"{cell.value:f}" if is_number else cell.text
        if any(texts.values()):
            yield FormRow(sheet=sheet.name, line=line, texts=texts, places=places)
