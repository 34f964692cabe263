"""Second stage of taking a table in: the tree it makes, its remarks, then one button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QWidget

from app.domain.checklist_draft import ChecklistDraft
from app.domain.issued_checklist import IssuedChecklist, Remark, corrected
from app.domain.issued_correction import with_code
from app.domain.source_table import SourceTable
from app.domain.table_columns import ColumnMap
from app.words import translate
from ui import theme
from ui.checklists.import_tree import IssuedTree
from ui.desk import Desk
from ui.icons import Icon
from ui.texts import number_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoLine

if TYPE_CHECKING:
    # Brings Excel and Word, which nothing needs before the first import.
    from app.services.issued_tables import SetName

_AT: Final = Qt.ItemDataRole.UserRole
_MOST_LISTED: Final = 500


class ReviewPanel(QWidget):
    """Shows what a table came to; corrections are judged at once, nothing is written before."""

    went_back = Signal()
    kept = Signal(str, object)
    """What was done, in a sentence, and the draft that was kept, if it was one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.issued: IssuedChecklist | None = None
        self._source: tuple[SourceTable, ColumnMap] | None = None
        self.code = AutoLine(translate("Code of the set"))
        self.title = AutoLine(translate("Title of the set"))
        self.summary = label("", "strong", wrap=True)
        self.tree = IssuedTree()
        self.remarks = QListWidget()
        self.remarks.setAccessibleName(translate("Remarks"))
        self.remarks.setWordWrap(True)
        self.remarks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail = label("", "muted", wrap=True)
        self.back_button = button(
            translate("Back to the columns"), self.went_back.emit, drawing=Icon.BACK
        )
        self.draft_button = button(translate("Keep as a draft"), self._on_keep)
        self.publish_button = button(
            translate("Publish"), self._on_publish, variant="primary", drawing=Icon.TICK
        )
        self._build()
        self.code.settled.connect(lambda _text: self._on_named())
        self.title.settled.connect(lambda _text: self._on_named())
        self.tree.criteria.corrected.connect(self._on_corrected)
        self.tree.criterion_chosen.connect(self._on_criterion)
        self.remarks.itemActivated.connect(self._on_remark)
        self.remarks.itemClicked.connect(self._on_remark)

    def build(self, table: SourceTable, columns: ColumnMap, name: SetName) -> None:
        """Read a table in the background and show what it comes to."""
        self._source = (table, columns)
        self.issued = None
        self._enable(yes=False)
        service = self.desk.application
        job = self.desk.jobs.read_aside(lambda: service.issued_tables.build(table, columns, name))
        job.succeeded.connect(self._on_built)

    def _build(self) -> None:
        layout = column(self, spacing=theme.SMALL)
        named = row(spacing=theme.SMALL)
        for words, field, share in (
            (translate("Code"), self.code, 1),
            (translate("Title"), self.title, 5),
        ):
            name = label(words, "label")
            name.setBuddy(field)
            named.addWidget(name)
            named.addWidget(field, share)
        layout.addLayout(named)
        layout.addWidget(self.summary)
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.tree)
        panes.addWidget(self.remarks)
        panes.setSizes([theme.scaled(360), theme.scaled(110)])
        panes.setStretchFactor(0, 1)
        layout.addWidget(panes, 1)
        layout.addWidget(self.detail)
        go = row(spacing=theme.SMALL)
        go.addWidget(self.back_button)
        go.addStretch(1)
        go.addWidget(self.draft_button)
        go.addWidget(self.publish_button)
        layout.addLayout(go)

    def _on_built(self, issued: IssuedChecklist) -> None:
        self.tree.show_issued(issued)
        self._show(issued)
        self.code.show_text(issued.draft.code)
        self.title.show_text(issued.draft.title)
        self.tree.setFocus()

    def _show(self, issued: IssuedChecklist) -> None:
        self.issued = issued
        self.summary.setText(_summary(issued))
        self.remarks.clear()
        for remark in issued.remarks[:_MOST_LISTED]:
            item = QListWidgetItem(_told(remark))
            item.setData(_AT, remark.criterion)
            self.remarks.addItem(item)
        self.remarks.setVisible(bool(issued.remarks))
        self._enable(yes=True)

    def _enable(self, *, yes: bool) -> None:
        issued = self.issued
        self.draft_button.setEnabled(yes and issued is not None)
        self.publish_button.setEnabled(yes and issued is not None and issued.is_whole)

    def _on_corrected(self, draft: ChecklistDraft) -> None:
        if self.issued is not None:
            judged = corrected(self.issued, draft)
            self.tree.criteria.show_corrected(judged)
            self._show(judged)

    def _on_named(self) -> None:
        code, title = self.code.text().strip(), self.title.text().strip()
        if self.issued is not None and code and title:
            self._on_corrected(with_code(self.issued.draft, code, title))

    def _on_criterion(self, number: int) -> None:
        issued = self.issued
        if issued is None or not 0 <= number < len(issued.draft.criteria):
            self.detail.setText("")
            return
        one = issued.draft.criteria[number]
        facts = (
            (translate("Scoring"), one.scoring_rule),
            (translate("Guidance"), one.guidance),
            (translate("Evidence"), one.evidence),
            (translate("Legal basis"), one.legal_basis),
        )
        place = issued.places[number].get("text", "") if issued.places else ""
        said = [f"{name}: {' '.join(text.split())}" for name, text in facts if text]
        self.detail.setText("  ·  ".join([part for part in (place, *said) if part]))

    def _on_remark(self, item: QListWidgetItem) -> None:
        self.tree.go_to(item.data(_AT))

    def _on_keep(self) -> None:
        if self.issued is None or self._source is None:
            return
        service, draft, (table, columns) = self.desk.application, self.issued.draft, self._source
        self._enable(yes=False)
        job = self.desk.jobs.save(lambda: service.issued_tables.keep(table, columns, draft))
        said = translate(
            "“{title}” was kept as a draft with {count} criteria.",
            title=draft.title,
            count=len(draft.criteria),
        )
        job.succeeded.connect(lambda kept: self.kept.emit(said, kept.id))
        job.failed.connect(lambda _error: self._enable(yes=True))

    def _on_publish(self) -> None:
        if self.issued is None or self._source is None:
            return
        service, issued, (table, columns) = self.desk.application, self.issued, self._source
        self._enable(yes=False)
        job = self.desk.jobs.save(lambda: service.issued_tables.publish(table, columns, issued))
        said = partial(
            translate,
            "{code} version {number} is published: {title}.",
            code=issued.draft.code,
            title=issued.draft.title,
        )
        job.succeeded.connect(lambda done: self.kept.emit(said(number=done.number), None))
        job.failed.connect(lambda _error: self._enable(yes=True))


def _summary(issued: IssuedChecklist) -> str:
    criteria = issued.draft.criteria
    parents = {one.parent_code for one in criteria}
    leaves = sum(1 for one in criteria if one.code not in parents)
    return translate(
        "Criteria: {leaves}, groups: {groups}, points in all: {points}. "
        "Mistakes: {faults}, to look at: {notes}. Nothing was written yet.",
        leaves=leaves,
        groups=len(criteria) - leaves - 1 if leaves < len(criteria) else 0,
        points=number_text(criteria[0].max_score),
        faults=len(issued.faults),
        notes=len(issued.remarks) - len(issued.faults),
    )


def _told(remark: Remark) -> str:
    if remark.is_fault:
        return translate("Mistake · {remark}", remark=remark.text)
    return translate("Look at · {remark}", remark=remark.text)
