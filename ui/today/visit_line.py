"""One visit on the first page: how far it is, what is missing, who holds it, where it went."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.inspection import InspectionState
from app.services.inspection_rows import InspectionRow, SentPackage
from app.words import translate, translate_count
from ui import theme
from ui.exchange.texts import receipt_text, recipients_text
from ui.inspections.columns import STATE_TONES
from ui.navigation import Navigator, VisitTab
from ui.texts import days_text, moment_text, state_text
from ui.widgets.basics import button, chip, clear, column, label, link, row
from ui.widgets.elided import ElidedLabel
from ui.widgets.share_bar import ShareBar


class VisitLine(QWidget):
    """Leads into a visit; `start_asked` tells that a planned one begins now."""

    start_asked = Signal(object)

    def __init__(self, one: InspectionRow, navigator: Navigator) -> None:
        super().__init__()
        self.row = one
        self._navigator = navigator
        is_planned = one.state is InspectionState.PLANNED
        is_live = one.state in {InspectionState.OPEN, InspectionState.FINISHED}
        self.go_button = button(
            _verb(one.state), self._on_go, variant="primary" if is_planned else ""
        )
        self.go_button.setAccessibleName(f"{_verb(one.state)}: {one.unit_name}")
        self._links: QVBoxLayout = column(spacing=theme.TINY)
        lines = column(self, spacing=theme.TINY)
        lines.setContentsMargins(0, theme.scaled(6), 0, theme.scaled(6))
        head = row()
        head.addWidget(ElidedLabel(f"UBND {one.unit_name}", "strong"))
        head.addWidget(chip(state_text(one.state), STATE_TONES[one.state]))
        if one.is_sample:
            head.addWidget(chip(translate("Sample visit"), "differs"))
        head.addStretch(1)
        head.addWidget(self.go_button)
        lines.addLayout(head)
        if not is_planned:
            lines.addLayout(_progress(one))
        elif one.planned_from is not None:
            lines.addWidget(label(_planned_text(one), "muted"))
        lines.addLayout(self._links)
        lines.addWidget(label(_trail_text(one), "small", wrap=True))
        self.wants_gaps = is_live

    def show_missing(self, blocking: int, earlier: int) -> None:
        """Show how much the minutes still lack, and how many recommendations wait for a look."""
        clear(self._links)
        if self.wants_gaps:
            if blocking:
                text = translate_count(
                    "{count} thing is missing before the signature",
                    "{count} things are missing before the signature",
                    blocking,
                )
                self._lead(text, VisitTab.MINUTES)
            else:
                self._links.addWidget(label(translate("Nothing is missing."), "muted"))
        if earlier:
            text = translate_count(
                "{count} earlier recommendation to verify",
                "{count} earlier recommendations to verify",
                earlier,
            )
            self._lead(text, VisitTab.FINDINGS)
        if self.row.differences:
            text = translate("{count} differences to settle", count=self.row.differences)
            self._lead(text, VisitTab.HANDOVER)

    @property
    def links(self) -> list[QLabel]:
        """The lines that lead somewhere."""
        found = []
        for number in range(self._links.count()):
            item = self._links.itemAt(number)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.RichText:
                found.append(widget)
        return found

    def _lead(self, text: str, tab: VisitTab) -> None:
        go = partial(self._navigator.open_visit, self.row.id, tab)
        self._links.addWidget(link(text, go))

    def _on_go(self) -> None:
        if self.row.state is InspectionState.PLANNED:
            self.start_asked.emit(self.row)
            return
        signed = self.row.state is InspectionState.SIGNED
        tab = VisitTab.MINUTES if signed else VisitTab.CHECKLIST
        self._navigator.open_visit(self.row.id, tab)


def _verb(state: InspectionState) -> str:
    return {
        InspectionState.PLANNED: translate("Start the visit"),
        InspectionState.OPEN: translate("Continue"),
        InspectionState.FINISHED: translate("Look at it"),
        InspectionState.SIGNED: translate("Look at it"),
    }[state]


def _progress(one: InspectionRow) -> QHBoxLayout:
    line = row()
    bar = ShareBar()
    bar.show_share(one.answered, one.leaves)
    line.addWidget(bar)
    line.addWidget(label(percent_text(one), "muted"))
    line.addStretch(1)
    return line


def percent_text(one: InspectionRow) -> str:
    """Return how much of the checklists is answered."""
    # Rounded down: what is not whole must not read as done.
    return translate(
        "{percent}%  ·  {answered} of {leaves} criteria",
        percent=int(one.share * 100),
        answered=one.answered,
        leaves=one.leaves,
    )


def _planned_text(one: InspectionRow) -> str:
    return translate("Planned for {days}", days=days_text(one.planned_from, one.planned_to))


def _trail_text(one: InspectionRow) -> str:
    parts = []
    if one.written_by:
        parts.append(
            translate(
                "Last written by {name} at {moment}",
                name=one.written_by,
                moment=moment_text(one.written_at),
            )
        )
    if one.last_package is None:
        parts.append(translate("no package sent yet"))
    else:
        parts.append(package_text(one.last_package))
        if one.unsent:
            parts.append(translate("{count} entries not sent", count=one.unsent))
    return "  ·  ".join(parts)


def package_text(sent: SentPackage) -> str:
    """Return when a package left, its number, to whom it went and what came back."""
    text = translate(
        "package {name} at {moment} for {recipients}",
        name=sent.name,
        moment=moment_text(sent.sent_at),
        recipients=recipients_text(sent.recipients),
    )
    return f"{text} ({receipt_text(sent)})" if sent.receipt else text
