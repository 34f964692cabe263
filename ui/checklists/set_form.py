"""The facts of the set itself: code, title, when it holds, and its bands as a small table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.domain.band import DEFAULT_BANDS, Band
from app.domain.checklist_check import Fault
from app.domain.checklist_codes import Numbering
from app.domain.checklist_draft import ChecklistDraft
from app.domain.draft_check import SET
from app.domain.text import clean
from app.words import translate
from ui import theme
from ui.texts import number_text, parse_number
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoLine, AutoText, DayField
from ui.widgets.flow import Flow
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.wrapped_radio import WrappedCheck

_WRONG: Final = Decimal("NaN")


class SetForm(ScrollColumn):
    """Shows the set and tells of each fact that is changed, and of what is to be done with it."""

    typed = Signal(dict, str)
    left = Signal(dict, str)
    numbering_asked = Signal(Numbering)
    sums_follow_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__(spacing=theme.MEDIUM)
        self.code = AutoLine(translate("Code of the set"))
        self.title = AutoText(translate("Title"), lines=2)
        self.valid_from = DayField(translate("Valid from"))
        self.valid_from.setMaximumWidth(theme.scaled(190))
        self.source = AutoText(translate("Source"), translate("The decision it is issued by"))
        self.sums = WrappedCheck(translate("Groups say what their criteria add up to"))
        self.bands = BandTable()
        self.faults: dict[str, QLabel] = {}
        self._build()
        self._connect()

    def show_set(self, draft: ChecklistDraft, *, sums_follow: bool) -> None:
        """Show the facts of a draft; a text being typed is left alone."""
        self.code.show_text(draft.code)
        # The versions of a set belong together by its code.
        self.code.setReadOnly(draft.based_on is not None)
        self.title.show_text(draft.title)
        self.valid_from.show_day(draft.valid_from)
        self.source.show_text(draft.source)
        self.bands.show_bands(draft.bands)
        self.sums.setChecked(sums_follow)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Show under each field what is wrong with it."""
        for name, shown in self.faults.items():
            reasons = [one.reason for one in faults if one.index == SET and one.field == name]
            shown.setText("\n".join(reasons))
            shown.setVisible(bool(reasons))

    def focus(self, field: str) -> None:
        """Let the keyboard go to a field."""
        widget = {"title": self.title, "bands": self.bands.table}.get(field, self.code)
        widget.setFocus()
        self.ensureWidgetVisible(widget)

    def settle(self) -> None:
        """Take texts being typed as final."""
        self.code.settle()
        self.title.settle()
        self.valid_from.settle()
        self.source.settle()

    def _build(self) -> None:
        layout = self.column
        layout.setContentsMargins(theme.scaled(theme.SMALL), 0, theme.scaled(theme.MEDIUM), 0)
        head = row(spacing=theme.MEDIUM)
        head.addWidget(self._cell("code", translate("Code of the set"), self.code), 1)
        head.addWidget(self._cell("valid_from", translate("Valid from"), self.valid_from), 1)
        layout.addLayout(head)
        layout.addWidget(self._cell("title", translate("Title"), self.title))
        layout.addWidget(self._cell("source", translate("Source"), self.source))
        layout.addWidget(self._cell("bands", translate("Ratings"), self.bands))
        layout.addWidget(self.sums)
        numbering = Flow()
        numbering.addWidget(label(translate("Number all anew:"), "muted"))
        for way, example in ((Numbering.DOTTED, "KT.1.2"), (Numbering.OUTLINE, "I/1/a")):
            made = button(example, partial(self.numbering_asked.emit, way))
            made.setAccessibleName(translate("Number all anew, as {example}", example=example))
            numbering.addWidget(made)
        layout.addLayout(numbering)
        layout.addStretch(1)

    def _cell(self, name: str, title: str, field: QWidget) -> QWidget:
        cell = QWidget()
        layout = column(cell, spacing=theme.TINY)
        head = label(title, "label", wrap=True)
        head.setBuddy(field)
        fault = label("", "small", wrap=True)
        fault.setProperty("tone", "bad")
        fault.hide()
        for part in (head, field, fault):
            layout.addWidget(part)
        self.faults[name] = fault
        return cell

    def _connect(self) -> None:
        self.code.settled.connect(lambda text: self.left.emit({"code": text.strip()}, "code"))
        self.valid_from.day_settled.connect(
            lambda day: self.left.emit({"valid_from": day}, "valid_from")
        )
        for name, field in (("title", self.title), ("source", self.source)):
            field.settled.connect(lambda text, name=name: self.left.emit({name: text}, name))
            field.drafted.connect(lambda text, _at, name=name: self.typed.emit({name: text}, name))
        self.bands.changed.connect(lambda bands: self.left.emit({"bands": bands}, "bands"))
        self.sums.clicked.connect(self.sums_follow_asked)


class BandTable(QWidget):
    """Bands, best first: a name and the score on a scale of 100 it begins at."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.table = QTableWidget(0, 2)
        self.table.setAccessibleName(translate("Ratings"))
        self.table.setHorizontalHeaderLabels([translate("Rating"), translate("From (of 100)")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.scaled(32))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, theme.scaled(130))
        self.advice = label("", "small", wrap=True)
        self.add_button = button(translate("Add a rating"), self.add, variant="quiet")
        self.remove_button = button(translate("Remove"), self.remove, variant="quiet")
        self.default_button = button(
            translate("Those of QĐ 766/QĐ-TTg"), self.start_from_default, variant="quiet"
        )
        tools = Flow(widgets=(self.add_button, self.remove_button, self.default_button))
        layout = column(self, spacing=theme.TINY)
        layout.addWidget(self.table)
        layout.addWidget(self.advice)
        layout.addLayout(tools)
        self.table.cellChanged.connect(lambda _row, _column: self._tell())

    def show_bands(self, bands: Sequence[Band]) -> None:
        """Show the bands of a set; none where those of the decision hold."""
        if tuple(bands) != self._read():
            self._fill(bands)
        self.advice.setText(
            "" if bands else translate("Without ratings of its own, those of QĐ 766/QĐ-TTg hold.")
        )
        self.advice.setVisible(not bands)
        heads = self.table.horizontalHeader().sizeHint().height()
        frame = 2 * self.table.frameWidth()
        self.table.setFixedHeight(heads + theme.scaled(32) * min(len(bands), 8) + frame)
        self.table.setVisible(bool(bands))
        self.remove_button.setEnabled(bool(bands))

    def add(self) -> None:
        """Add a band after the last."""
        known = self._read()
        lowest = Decimal(0) if known else Decimal(90)
        self.changed.emit((*known, Band(name=translate("New rating"), lowest=lowest)))

    def remove(self) -> None:
        """Take the band in hand out, or the last."""
        known = self._read()
        at = self.table.currentRow() if self.table.currentRow() >= 0 else len(known) - 1
        self.changed.emit((*known[:at], *known[at + 1 :]))

    def start_from_default(self) -> None:
        """Take the bands of QĐ 766 to change them."""
        self.changed.emit(DEFAULT_BANDS)

    def _fill(self, bands: Sequence[Band]) -> None:
        self.table.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.table.setRowCount(len(bands))
        for at, band in enumerate(bands):
            shown = number_text(band.lowest) if band.lowest.is_finite() else ""
            for place, text in enumerate((band.name, shown)):
                item = QTableWidgetItem(text)
                if place:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self.table.setItem(at, place, item)
        self.table.blockSignals(False)  # noqa: FBT003 - Qt takes it so

    def _read(self) -> tuple[Band, ...]:
        bands = []
        for at in range(self.table.rowCount()):
            name, lowest = self.table.item(at, 0), self.table.item(at, 1)
            found = parse_number(lowest.text()) if lowest is not None else None
            text = clean(name.text()).strip() if name is not None else ""
            bands.append(Band(name=text, lowest=_WRONG if found is None else found))
        return tuple(bands)

    def _tell(self) -> None:
        bands = self._read()
        if all(band.lowest.is_finite() for band in bands):
            self.advice.hide()
            theme.mark_as(self.advice, tone="")
            self.changed.emit(bands)
        else:
            # Not kept as it is: a store takes no number that is none.
            self.advice.setText(translate("A rating begins at a number from 0 to 100."))
            theme.mark_as(self.advice, tone="bad")
            self.advice.show()
