"""A register understood: its columns read into rows, every doubt and mistake with its cell.

Column by column, because that is several times quicker than row by row, and a register of
a year has a hundred thousand rows. Code and day of receipt must be right in every row, or
nothing is taken in; whatever else cannot be read is left empty and said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from app.documents.register_file import RegisterSheet, RegisterSource
from app.documents.register_table import Headings, find_headings, place_columns
from app.documents.workbook import Fault, Faults, WorkbookInvalid, cell_name
from app.domain.dossier import Channel, DossierStatus, TermUnit
from app.domain.register_columns import REQUIRED, RegisterMap, column_label, signature
from app.domain.register_rows import RegisterRows
from app.domain.register_values import (
    EARLIEST,
    LATEST,
    CellValue,
    NotRead,
    is_serial,
    read_channel,
    read_complaint,
    read_moment,
    read_status,
    read_term,
    read_text,
)
from app.domain.text import clean
from app.progress import NO_PROGRESS, Progress
from app.words import translate

Recall = Callable[[str], Mapping[str, str | None]]
"""Returns what a person once said of headings with this signature."""

_EXACT: Final = 1e15
"""From here on a number of Excel has lost digits."""
_STEPS: Final = 4
_MOMENTS: Final = ("due_at", "resolved_at", "returned_at")
_FEW: Final = 2
"""A row without code or day that holds no more than this is a sum or a heading between rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRead:
    """A register as it would be kept, and what is wrong or doubtful about it."""

    name: str
    sha256: str
    sheet: str
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    """The place of each column, from 0."""
    signature: str
    rows: RegisterRows
    faults: tuple[Fault, ...]
    fault_count: int
    doubts: tuple[Fault, ...]
    doubt_count: int

    @property
    def named_columns(self) -> dict[str, str]:
        """The heading of each column, by key."""
        return {key: self.headings[place] for key, place in self.columns.items()}

    def refuse_faults(self) -> None:
        """Go on only if every row can be kept.

        Raises:
            WorkbookInvalid: naming every mistake by its cell.
        """
        if self.fault_count:
            raise WorkbookInvalid(Path(self.name), self.faults, self.fault_count)


def read_register(
    source: RegisterSource,
    wanted: RegisterMap | None = None,
    recall: Recall = lambda _signature: {},
    progress: Progress = NO_PROGRESS,
) -> RegisterRead:
    """Read what a register says, with the columns as wanted, as remembered, or as guessed.

    Raises:
        InvalidValue: if a wanted sheet or column is not there.
        WorkbookInvalid: if no table with the needed columns is found.
    """
    faults, doubts = Faults(Path(source.name)), Faults(Path(source.name))
    headings = find_headings(source, wanted)
    if headings is None:
        name = source.sheets[0].name if source.sheets else source.name
        faults.add(name, "", *_no_headings())
        raise WorkbookInvalid(Path(source.name), faults.found, faults.count)
    known = signature(headings.texts)
    said = recall(known) if wanted is None else wanted.columns
    columns = place_columns(headings, said)
    for key in REQUIRED:
        if key not in columns:
            cause = translate("no column is the “{name}”", name=column_label(key))
            cure = translate("Say which column it is")
            faults.add(headings.sheet.name, "", cause, cure)
    reading = _Reading(headings, columns, faults, doubts)
    progress.step(1, _STEPS, translate("Reading the columns"))
    rows = reading.rows(progress)
    for place in headings.unheaded:
        cause = translate(
            "the column holds something and has no heading of its own; it was not read"
        )
        cure = translate("Unmerge the headings and give each column its name")
        doubts.add(headings.sheet.name, cell_name(headings.first_row, place + 1), cause, cure)
    for name in source.hidden:
        cause = translate("the sheet is hidden and was not read")
        doubts.add(name, "", cause, translate("Show it in Excel if it belongs to the register"))
    if headings.sheet.formulas:
        cause = translate("{count} cells hold formulas", count=headings.sheet.formulas)
        cure = translate("The results stored in the file were read; check that they are current")
        doubts.add(headings.sheet.name, "", cause, cure)
    return RegisterRead(
        name=source.name,
        sha256=source.sha256,
        sheet=headings.sheet.name,
        headings=headings.texts,
        columns=columns,
        signature=known,
        rows=rows,
        faults=faults.found,
        fault_count=faults.count,
        doubts=doubts.found,
        doubt_count=doubts.count,
    )


def _no_headings() -> tuple[str, str]:
    cause = translate("no row has the headings of a register, such as “Mã hồ sơ”, “Ngày tiếp nhận”")
    return cause, translate("Keep the row of headings above the list")


class _Reading:
    """The columns of one table while they are read."""

    def __init__(
        self, headings: Headings, columns: Mapping[str, int], faults: Faults, doubts: Faults
    ) -> None:
        self._sheet: RegisterSheet = headings.sheet
        self._placed = columns
        self._faults = faults
        self._doubts = doubts
        self._lines: Sequence[int] = range(headings.first_row, headings.sheet.height)
        """The row of each entry in the sheet, from 0."""
        self._columns = self._entries(headings.first_row)

    def rows(self, progress: Progress) -> RegisterRows:
        """Return everything that can be read, in the order of the codes."""
        codes = self._texts("dossier_code")
        received, troubled = self._moments("received_at", self._faults)
        self._refuse_blanks(codes, received, troubled)
        self._refuse_shortened()
        self._refuse_twice(codes)
        progress.step(2, _STEPS, translate("Reading the columns"))
        terms = self._each("statutory_days", read_term, (None, TermUnit.WORKING_DAYS))
        dates = {key: self._moments(key, self._doubts)[0] for key in _MOMENTS}
        read: dict[str, Sequence[Any]] = {
            "entry": range(1, len(codes) + 1),
            "dossier_code": codes,
            "procedure_code": self._texts("procedure_code"),
            "procedure_name": self._texts("procedure_name"),
            "field": self._texts("field"),
            "received_at": received,
            "channel": [one or Channel.IN_PERSON for one in self._each("channel", read_channel)],
            "statutory_days": [days for days, _unit in terms],
            "statutory_unit": [unit for _days, unit in terms],
            **dates,
            "status": self._states(dates),
            "complained": self._each("complained", read_complaint),
        }
        progress.step(3, _STEPS, translate("Putting the rows in order"))
        order = [place for place, moment in enumerate(received) if moment and codes[place]]
        order.sort(key=codes.__getitem__)
        if not order and not self._faults.count:
            cause = translate("there is no row below the headings")
            self._faults.add(self._sheet.name, "", cause, translate("Choose the whole register"))
        pick = _picker(order)
        sorted_columns: dict[str, Any] = {key: pick(column) for key, column in read.items()}
        return RegisterRows(**sorted_columns)

    def _entries(self, first: int) -> dict[str, Sequence[CellValue]]:
        """Return the wanted columns, without the rows that hold no dossier."""
        columns = {key: self._sheet.columns[place][first:] for key, place in self._placed.items()}
        needed = [columns[key] for key in REQUIRED if key in columns]
        # Looked at place by place only where a cell is empty at all.
        if not needed or not any(map(_has_gap, needed)):
            return columns
        bare = [
            place
            for place, cells in enumerate(zip(*needed, strict=True))
            if not all(str(cell).strip() for cell in cells)
        ]
        left_out = {place for place in bare if self._holds_no_dossier(self._lines[place])}
        if not left_out:
            return columns
        pick = _picker([place for place in range(len(self._lines)) if place not in left_out])
        self._lines = pick(self._lines)
        return {key: pick(column) for key, column in columns.items()}

    def _holds_no_dossier(self, line: int) -> bool:
        if any((line, self._placed[key]) in self._sheet.troubles for key in REQUIRED):
            return False
        filled = [column for column, cell in enumerate(self._sheet.row(line)) if str(cell).strip()]
        if 0 < len(filled) <= _FEW:
            cause = translate(
                "the row lacks code or day of receipt and says little else; it was left out"
            )
            cure = translate("Check that it is a heading or a sum")
            self._doubts.add(self._sheet.name, cell_name(line + 1, filled[0] + 1), cause, cure)
        return len(filled) <= _FEW

    def _texts(self, key: str) -> list[str]:
        column = self._columns.get(key)
        if column is None:
            return [""] * len(self._lines)
        self._note_troubles(key)
        return _cleaned(column)

    def _moments(self, key: str, told: Faults) -> tuple[list[datetime | None], set[int]]:
        """Return the moments of a column, and the entries whose cell was found wrong."""
        column = self._columns.get(key)
        if column is None:
            return [None] * len(self._lines), set()
        others = {value for value in column if type(value) is not datetime}
        are_sound = _are_of_this_age([value for value in column if type(value) is datetime])
        if not are_sound:
            others = set(column)
        known: dict[CellValue, Any] = {value: _tried(read_moment, value) for value in others}
        bad = {value: one for value, one in known.items() if isinstance(one, NotRead)}
        serial = {value for value in known if value not in bad and is_serial(value)}
        wrong: set[int] = set()
        for place, value in enumerate(column if bad or serial else ()):
            if value in bad:
                wrong.add(place)
                one = bad[value]
                told.add(self._sheet.name, self._cell(key, place), one.cause, one.cure)
            elif value in serial:
                day = f"{known[value]:%d/%m/%Y}"
                cause = translate("a number was taken for the date {day}", day=day)
                cure = translate("Format the column as dates and check it")
                self._doubts.add(self._sheet.name, self._cell(key, place), cause, cure)
        self._note_troubles(key)
        known |= dict.fromkeys(bad)
        return [
            value if are_sound and type(value) is datetime else known[value] for value in column
        ], wrong

    def _each(
        self,
        key: str,
        read: Callable[[CellValue], Any],
        absent: Any = None,  # noqa: ANN401 - what the column holds
    ) -> list[Any]:
        """Return a column of few different values; what cannot be read is doubted and absent."""
        column = self._columns.get(key)
        if column is None:
            return [absent] * len(self._lines)
        found = {value: _tried(read, value) for value in set(column)}
        bad = {value: one for value, one in found.items() if isinstance(one, NotRead)}
        if bad:
            for place, value in enumerate(column):
                if value in bad:
                    one = bad[value]
                    self._doubts.add(self._sheet.name, self._cell(key, place), one.cause, one.cure)
            found |= dict.fromkeys(bad, absent)
        self._note_troubles(key)
        return [found[value] for value in column]

    def _states(self, dates: Mapping[str, Sequence[datetime | None]]) -> list[DossierStatus]:
        """Return the states; where none is given, the dates tell."""
        said = self._each("status", read_status)
        if None not in said:
            return said
        columns = zip(said, dates["resolved_at"], dates["returned_at"], strict=True)
        return list(starmap(_state, columns))

    def _refuse_blanks(
        self, codes: Sequence[str], received: Sequence[datetime | None], wrong: set[int]
    ) -> None:
        cure = translate("Fill in the cell")
        if "dossier_code" in self._placed:
            for place, code in enumerate(codes if "" in codes else ()):
                if not code and not self._is_troubled("dossier_code", place):
                    cause = translate("the code is missing")
                    self._faults.add(
                        self._sheet.name, self._cell("dossier_code", place), cause, cure
                    )
        if "received_at" in self._placed:
            for place, moment in enumerate(received if None in received else ()):
                if moment is not None:
                    continue
                troubled = place in wrong or self._is_troubled("received_at", place)
                if not troubled:
                    cause = translate("the day of receipt is missing")
                    self._faults.add(
                        self._sheet.name, self._cell("received_at", place), cause, cure
                    )

    def _refuse_shortened(self) -> None:
        """Refuse codes that Excel kept as numbers longer than a number holds: their end is lost."""
        for place, value in enumerate(self._columns.get("dossier_code", ())):
            if type(value) is float and abs(value) >= _EXACT:
                cause = translate("the code is a number of more than 15 digits; Excel lost its end")
                cure = translate("Format the column as text and fill in the codes again")
                self._faults.add(self._sheet.name, self._cell("dossier_code", place), cause, cure)

    def _refuse_twice(self, codes: Sequence[str]) -> None:
        if len(set(codes)) == len(codes):
            return
        seen: dict[str, int] = {}
        for place, code in enumerate(codes):
            if code and code in seen:
                cause = translate(
                    "the code {code} is in row {row} already",
                    code=code,
                    row=self._lines[seen[code]] + 1,
                )
                cure = translate("Keep each dossier once, or it is drawn twice as likely")
                self._faults.add(self._sheet.name, self._cell("dossier_code", place), cause, cure)
            seen.setdefault(code, place)

    def _note_troubles(self, key: str) -> None:
        """Say which cells of a column are errors of Excel, or formulas without a result."""
        if not self._sheet.troubles:
            return
        told = self._faults if key in REQUIRED else self._doubts
        for place in range(len(self._lines)):
            cause = self._sheet.troubles.get((self._lines[place], self._placed[key]))
            if cause:
                cure = translate("Replace the formula by its value")
                told.add(self._sheet.name, self._cell(key, place), cause, cure)

    def _is_troubled(self, key: str, place: int) -> bool:
        return (self._lines[place], self._placed[key]) in self._sheet.troubles

    def _cell(self, key: str, place: int) -> str:
        return cell_name(self._lines[place] + 1, self._placed[key] + 1)


def _has_gap(column: Sequence[CellValue]) -> bool:
    return not all(value.strip() for value in column if isinstance(value, str))


def _picker(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what takes the cells at these places out of a column."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda column: tuple(column[place] for place in places)


def _are_of_this_age(moments: Sequence[datetime]) -> bool:
    return not moments or (min(moments).year >= EARLIEST and max(moments).year < LATEST)


def _cleaned(column: Sequence[CellValue]) -> list[str]:
    """Return a column as texts; what software exports is mostly clean, and looked at as a whole."""
    texts = [value for value in column if type(value) is str]
    if len(texts) == len(column) and _is_plain(",".join(texts)):
        return [text.strip() for text in texts]
    found = {value: _text(value) for value in set(column)}
    return [found[value] for value in column]


def _text(value: CellValue) -> str:
    if type(value) is str and _is_plain(value):
        return value.strip()
    return clean(read_text(value))


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "  " not in text


def _tried(read: Callable[[CellValue], Any], value: CellValue) -> Any:  # noqa: ANN401 - what the column holds
    try:
        return read(value)
    except NotRead as problem:
        return problem


def _state(
    said: DossierStatus | None, resolved: datetime | None, returned: datetime | None
) -> DossierStatus:
    if said is not None:
        return said
    if returned is not None:
        return DossierStatus.RETURNED
    return DossierStatus.RESOLVED if resolved is not None else DossierStatus.IN_PROGRESS
