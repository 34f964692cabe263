"""What a check found in a template, each fault with its place and the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from app.words import translate
from ui.widgets.basics import chip, column, label, row

if TYPE_CHECKING:
    # Brings Word, which nothing needs before the first template is looked at.
    from app.services.template_check import TemplateReport

_MOST_LISTED: Final = 500


class ReportList(QWidget):
    """Says in a word whether a template can be used, and lists everything there is to say."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict = chip()
        self.summary = label("", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(translate("What was found in the template"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        layout = column(self)
        head = row()
        head.addWidget(self.verdict)
        head.addWidget(self.summary, 1)
        layout.addLayout(head)
        # The stretch has no share beside the list; without one it keeps the verdict on top.
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self.hide()

    def show_report(self, report: TemplateReport) -> None:
        """Show what was found."""
        hard = len(report.hard)
        text = translate("Cannot be used yet") if hard else translate("Can be used")
        self._show_verdict(text, "bad" if hard else "good")
        self.summary.setText(_summary(report))
        self.list.clear()
        for line in [*_lines(report)][:_MOST_LISTED]:
            self.list.addItem(line)
        self.list.setVisible(self.list.count() > 0)
        self.show()

    def _show_verdict(self, text: str, tone: str) -> None:
        self.verdict.setText(text)
        self.verdict.setProperty("chip", tone)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)


def _summary(report: TemplateReport) -> str:
    hints = len(report.faults) - len(report.hard)
    if report.departures is None:
        return translate(
            "“{file}”: to be corrected: {hard}, to be looked at: {hints}. The form of "
            "NĐ 30/2020/NĐ-CP is checked when the template can be filled.",
            file=report.file.name,
            hard=len(report.hard),
            hints=hints,
        )
    return translate(
        "“{file}”: to be corrected: {hard}, to be looked at: {hints}, departures from "
        "NĐ 30/2020/NĐ-CP: {departures}.",
        file=report.file.name,
        hard=len(report.hard),
        hints=hints,
        departures=len(report.departures),
    )


def _lines(report: TemplateReport) -> Iterator[str]:
    for fault in sorted(report.faults, key=lambda one: not one.flaw.is_hard):
        kind = translate("To be corrected") if fault.flaw.is_hard else translate("To be looked at")
        where = f"{fault.place[:1].upper()}{fault.place[1:]}"
        near = f"“{fault.nearby}”" if fault.nearby else ""
        place = ": ".join(part for part in (where, near) if part)
        yield f"{kind}  ·  {fault.text}" + (f"\n{place}" if place else "")
    for one in report.departures or ():
        yield f"{translate('Form')} {one.rule}  ·  {one.found} → {one.expected}\n{one.place}"
