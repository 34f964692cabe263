"""Taking in a file that says all by itself: our own workbook, or an XLSForm."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from app.domain.checklist_reading import ChecklistReading
from app.domain.checklist_tree import tree_of
from app.words import translate
from ui.desk import Desk
from ui.icons import Icon
from ui.texts import number_text
from ui.widgets.basics import button, column, label, row

_MOST_LISTED: Final = 500


class FilePanel(QWidget):
    """Shows what was read of a file and everything to be said of it; then one button."""

    went_back = Signal()
    kept = Signal(str, object)
    """What was done, in a sentence, and the draft that was kept, if it was one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.reading: ChecklistReading | None = None
        self.title = label("", "strong", wrap=True)
        self.summary = label("", wrap=True)
        self.notes = QListWidget()
        self.notes.setAccessibleName(translate("Remarks"))
        self.notes.setWordWrap(True)
        self.notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.consent = QCheckBox(translate("Leave out what a checklist cannot say"))
        self.back_button = button(translate("Another file"), self.went_back.emit, drawing=Icon.BACK)
        self.draft_button = button(translate("Keep as a draft"), self._on_keep)
        self.publish_button = button(
            translate("Publish"), self._on_publish, variant="primary", drawing=Icon.TICK
        )
        self._build()
        self.consent.toggled.connect(lambda _on: self._enable(yes=True))

    def show_reading(self, reading: ChecklistReading) -> None:
        """Show what a file holds."""
        self.reading = reading
        self.title.setText(f"{reading.draft.code}  {reading.draft.title}".strip() or reading.file)
        self.summary.setText(_summary(reading))
        self.notes.clear()
        for said in _notes(reading)[:_MOST_LISTED]:
            self.notes.addItem(QListWidgetItem(said))
        self.notes.setVisible(self.notes.count() > 0)
        self.consent.setChecked(False)
        self.consent.setVisible(bool(reading.losses))
        self._enable(yes=True)
        (self.publish_button if self.publish_button.isEnabled() else self.notes).setFocus()

    def _build(self) -> None:
        layout = column(self)
        for words in (self.title, self.summary):
            layout.addWidget(words)
        layout.addWidget(self.notes, 1)
        layout.addWidget(self.consent)
        layout.addStretch(0)
        go = row()
        go.addWidget(self.back_button)
        go.addStretch(1)
        go.addWidget(self.draft_button)
        go.addWidget(self.publish_button)
        layout.addLayout(go)

    def _enable(self, *, yes: bool) -> None:
        reading = self.reading
        is_read = reading is not None and bool(reading.draft.criteria)
        agreed = reading is not None and (self.consent.isChecked() or not reading.losses)
        self.draft_button.setEnabled(yes and is_read and agreed)
        self.publish_button.setEnabled(
            yes and is_read and agreed and reading is not None and not reading.fault_count
        )

    def _on_keep(self) -> None:
        if self.reading is None:
            return
        drafts, draft = self.desk.application.checklist_drafts, self.reading.draft
        self._enable(yes=False)
        job = self.desk.jobs.save(lambda: drafts.begin(draft))
        said = translate(
            "“{title}” was kept as a draft with {count} criteria.",
            title=draft.title,
            count=len(draft.criteria),
        )
        job.succeeded.connect(lambda kept: self.kept.emit(said, kept.id))
        job.failed.connect(lambda _error: self._enable(yes=True))

    def _on_publish(self) -> None:
        if self.reading is None:
            return
        files, reading = self.desk.application.checklist_files, self.reading
        self._enable(yes=False)
        job = self.desk.jobs.save(lambda: files.publish(reading, accept_losses=True))
        said = partial(
            translate,
            "{code} version {number} is published: {title}.",
            code=reading.draft.code,
            title=reading.draft.title,
        )
        job.succeeded.connect(lambda done: self.kept.emit(said(number=done.number), None))
        job.failed.connect(lambda _error: self._enable(yes=True))


def _summary(reading: ChecklistReading) -> str:
    criteria = reading.draft.criteria
    tree = tree_of(criteria)
    return translate(
        "Criteria: {leaves}, points in all: {points}. Mistakes: {faults}, left out: {losses}, "
        "repaired: {repairs}, to look at: {doubts}. Nothing was written yet.",
        leaves=sum(1 for at in range(len(criteria)) if not tree.is_group(at)),
        points=number_text(criteria[0].max_score) if criteria else "0",
        faults=reading.fault_count,
        losses=len(reading.losses),
        repairs=len(reading.repairs),
        doubts=len(reading.doubts),
    )


def _notes(reading: ChecklistReading) -> list[str]:
    return [
        *(translate("Mistake · {remark}", remark=one.text) for one in reading.faults),
        *(translate("Left out · {remark}", remark=one.text) for one in reading.losses),
        *(translate("Repaired · {remark}", remark=one.text) for one in reading.repairs),
        *(translate("Look at · {remark}", remark=one.text) for one in reading.doubts),
    ]
