"""The page Bộ tiêu chí: every version in this store, criterion by criterion, read only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSplitter, QWidget
from typing_extensions import override

from app.domain.answer_check import rule_of
from app.domain.checklist import Checklist, ChecklistState, Criterion
from app.services.checklists import ChecklistRow
from app.words import translate
from ui import theme
from ui.checklists.import_wizard import offer_import
from ui.checklists.tree import CriterionTree
from ui.desk import Desk
from ui.page import Page
from ui.widgets.basics import column, label
from ui.widgets.filter_bar import FilterBar

_ID: Final = Qt.ItemDataRole.UserRole


class ChecklistsPage(Page):
    """Versions at the left, the tree of the one chosen, and the criterion chosen below."""

    TOPICS = frozenset({Checklist.KIND})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Checklists"),
            translate("A published version never changes; every rule is shown as a sentence."),
        )
        self.versions = QListWidget()
        self.versions.setAccessibleName(translate("Versions"))
        self.versions.setWordWrap(True)
        self.versions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.versions.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.tree = CriterionTree()
        self.filter = FilterBar(translate("Search criteria (Ctrl+F)"))
        self.detail = _Detail()
        self._build()
        self.versions.currentItemChanged.connect(self._on_version)
        self.tree.criterion_chosen.connect(self.detail.show_criterion)
        self.filter.searched.connect(self._on_searched)

    @override
    def reload(self) -> None:
        self.read(self.desk.application.checklists.rows, self._show_versions)

    def _build(self) -> None:
        right = QWidget()
        inner = column(right)
        inner.setContentsMargins(theme.scaled(theme.SMALL), 0, 0, 0)
        inner.addWidget(self.filter)
        inner.addWidget(self.tree, 1)
        inner.addWidget(self.detail)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(theme.scaled(theme.TINY))
        panes.addWidget(self.versions)
        panes.addWidget(right)
        panes.setSizes([theme.scaled(290), theme.scaled(850)])
        panes.setStretchFactor(1, 1)
        self.body.addWidget(panes, 1)
        self.import_wizard = offer_import(self, panes)

    def _show_versions(self, rows: Sequence[ChecklistRow]) -> None:
        current: QListWidgetItem | None = self.versions.currentItem()
        chosen = current.data(_ID) if current is not None else None
        self.versions.clear()
        for one in rows:
            item = QListWidgetItem(_version_text(one))
            item.setData(_ID, one.id)
            self.versions.addItem(item)
            if one.id == chosen:
                self.versions.setCurrentItem(item)
        if self.versions.currentRow() < 0 and rows:
            self.versions.setCurrentRow(0)

    def _on_version(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            identity = item.data(_ID)
            checklists = self.desk.application.checklists
            self.read(lambda: checklists.get(identity), self._show_checklist)

    def _show_checklist(self, checklist: Checklist) -> None:
        self.tree.show_checklist(checklist)
        total = sum(1 for _leaf in checklist.leaves())
        self.filter.show_count(total, total)
        self.detail.show_criterion(None)

    def _on_searched(self, text: str) -> None:
        shown, total = self.tree.search(text)
        self.filter.show_count(shown, total)


class _Detail(QFrame):
    """One criterion: how it is scored, what to look at, and the law."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.text = label("", "strong", wrap=True)
        self.rule = label("", wrap=True)
        self.facts = label("", "muted", wrap=True)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.TINY)
        for part in (self.text, self.rule, self.facts):
            layout.addWidget(part)
        self.hide()

    def show_criterion(self, criterion: Criterion | None) -> None:
        """Follow the criterion chosen."""
        self.setVisible(criterion is not None)
        if criterion is None:
            return
        self.text.setText(f"{criterion.code}  {criterion.text}")
        is_group = not criterion.legal_basis and not criterion.evidence
        self.rule.setText("" if is_group else rule_of(criterion).sentence)
        self.rule.setVisible(not is_group)
        facts = [part for part in (criterion.evidence, criterion.legal_basis) if part]
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))


def _version_text(row: ChecklistRow) -> str:
    words = {
        ChecklistState.DRAFT: translate("draft"),
        ChecklistState.PUBLISHED: translate("published"),
        ChecklistState.RETIRED: translate("retired"),
    }
    return translate(
        "{title}\n{code}  ·  version {number}  ·  {state}",
        title=row.title,
        code=row.code,
        number=row.number,
        state=words[row.state],
    )
