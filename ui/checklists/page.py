"""The page Bộ tiêu chí: the versions in this store, the drafts, and the editor of a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from app.domain.checklist import Checklist, ChecklistState
from app.domain.checklist_draft import ChecklistDraft, preview
from app.domain.checklist_edit import begun
from app.ids import ChecklistDraftId, ChecklistId
from app.services.checklist_drafts import KeptDraft
from app.services.checklists import ChecklistRow
from app.words import translate
from ui import theme
from ui.checklists.criterion_detail import CriterionDetail
from ui.checklists.difference_view import DifferenceView
from ui.checklists.draft_case import Opened, read_draft
from ui.checklists.draft_notice import DiscardNotice
from ui.checklists.editor import ChecklistEditor
from ui.checklists.import_wizard import ImportWizard
from ui.checklists.tree import CriterionTree
from ui.checklists.version_actions import VersionActions
from ui.desk import Desk
from ui.icons import Icon
from ui.navigation import Place
from ui.page import Page
from ui.widgets.basics import button, column
from ui.widgets.filter_bar import FilterBar

_ID: Final = Qt.ItemDataRole.UserRole
_DRAFT: Final = Qt.ItemDataRole.UserRole + 1


class ChecklistsPage(Page):
    """Versions at the left, the tree of the one chosen, and the criterion chosen below.

    The editor of a draft, the wizard that takes files in and the comparison of two versions
    take the place of all that while they are open.
    """

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
        self.detail = CriterionDetail()
        self.version_actions = VersionActions(desk)
        self.stack = QStackedWidget()
        self.editor: ChecklistEditor | None = None
        self.notice = DiscardNotice()
        self.new_button = button(translate("Write a new set"), self._on_new, drawing=Icon.ADD)
        self.write_button = button("", self._on_write, variant="primary", drawing=Icon.EDIT)
        self.import_button = button(
            translate("Import a table of criteria…"), self._on_import, drawing=Icon.IMPORT
        )
        self.compare_button = button(translate("Compare versions…"), self._on_compare)
        self.import_wizard = ImportWizard(desk)
        self.difference = DifferenceView(desk)
        self._chosen: object = None
        self._build()
        self.versions.currentItemChanged.connect(self._on_version)
        self.versions.itemActivated.connect(lambda _item: self._on_write())
        self.notice.wanted_back.connect(self._on_wanted_back)
        self.tree.criterion_chosen.connect(self.detail.show_criterion)
        self.filter.searched.connect(self._on_searched)
        self.import_wizard.closed.connect(self._show_list)
        self.import_wizard.draft_wanted.connect(self.open_draft)
        self.difference.closed.connect(self._show_list)

    @override
    def reload(self) -> None:
        application = self.desk.application
        self.read(
            lambda: (application.checklist_drafts.all(), application.checklists.rows()),
            self._show_versions,
        )

    @override
    def whereabouts(self, place: Place) -> Place:
        is_open = self.editor is not None and self.stack.currentWidget() is self.editor
        draft = self.editor.case.draft_id if self.editor is not None and is_open else ""
        return replace(place, key=draft)

    @override
    def go_to(self, place: Place) -> None:
        if place.key:
            self.open_draft(ChecklistDraftId(place.key))

    @override
    def settle(self) -> None:
        if self.editor is not None:
            self.editor.settle()

    def open_draft(self, draft_id: ChecklistDraftId) -> None:
        """Write on at a draft."""
        application = self.desk.application
        self.read(lambda: read_draft(application, draft_id), self._show_editor)

    def compare(self, checklist_id: ChecklistId | None) -> None:
        """Set a version beside the one before it."""
        self._open(self.difference)
        self.difference.compare(checklist_id)

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
        left = QWidget()
        listed = column(left, spacing=theme.SMALL)
        listed.addWidget(self.versions, 1)
        listed.addWidget(self.version_actions)
        panes.addWidget(left)
        panes.addWidget(right)
        panes.setSizes([theme.scaled(290), theme.scaled(850)])
        panes.setStretchFactor(1, 1)
        listing = QWidget()
        layout = column(listing)
        layout.addWidget(self.notice)
        layout.addWidget(panes, 1)
        for shown in (listing, self.import_wizard, self.difference):
            self.stack.addWidget(shown)
        self.body.addWidget(self.stack, 1)
        for action in (
            self.new_button,
            self.write_button,
            self.import_button,
            self.compare_button,
        ):
            self.add_action(action)
        self.write_button.hide()

    def _open(self, shown: QWidget) -> None:
        """Let something take the place of the list."""
        self.notice.hide()
        self.show_head(shown=False)
        self.stack.setCurrentWidget(shown)

    def _show_versions(self, found: tuple[Sequence[KeptDraft], Sequence[ChecklistRow]]) -> None:
        drafts, rows = found
        current: QListWidgetItem | None = self.versions.currentItem()
        chosen = self._chosen or (current.data(_ID) if current is not None else None)
        self._chosen = None
        self.versions.clear()
        self.version_actions.show_versions(rows)
        for text, identity, draft in (
            *((_draft_text(kept.draft), kept.id, kept.draft) for kept in drafts),
            *((_version_text(one), one.id, None) for one in rows),
        ):
            item = QListWidgetItem(text)
            item.setData(_ID, identity)
            item.setData(_DRAFT, draft)
            self.versions.addItem(item)
            if identity == chosen:
                self.versions.setCurrentItem(item)
        if self.versions.currentRow() < 0 and self.versions.count():
            self.versions.setCurrentRow(0)

    def _on_version(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        identity, draft = item.data(_ID), item.data(_DRAFT)
        self.version_actions.show_version(None if draft else identity)
        self.write_button.setText(
            translate("Write on") if draft else translate("Write a new version")
        )
        # Neither the editor nor the import has a version to write on.
        self.write_button.setVisible(self.stack.currentIndex() == 0 and not self.stack.isHidden())
        if draft is not None:
            self._show_checklist(preview(draft))
            return
        checklists = self.desk.application.checklists
        self.read(lambda: checklists.get(identity), self._show_checklist)

    def _on_new(self) -> None:
        known = {self.versions.item(at).text() for at in range(self.versions.count())}
        number = 1
        while any(f"BTC{number}" in text for text in known):
            number += 1
        draft = begun(f"BTC{number}", translate("New checklist"))
        self._begin(lambda: self.desk.application.checklist_drafts.begin(draft))

    def _on_write(self) -> None:
        item: QListWidgetItem | None = self.versions.currentItem()
        if item is None:
            return
        identity = item.data(_ID)
        if item.data(_DRAFT) is not None:
            self.open_draft(identity)
        else:
            self._begin(lambda: self.desk.application.checklist_drafts.begin_from(identity))

    def _begin(self, work: Callable[[], object]) -> None:
        job = self.desk.jobs.save(work)
        job.succeeded.connect(self._on_begun)

    def _on_begun(self, kept: KeptDraft) -> None:
        self.open_draft(kept.id)

    def _show_editor(self, opened: Opened) -> None:
        if self.editor is None:
            self.editor = ChecklistEditor(self.desk)
            self.editor.left.connect(self._show_list)
            self.editor.discarded.connect(self._on_discarded)
            self.editor.published.connect(self._on_published)
            self.stack.addWidget(self.editor)
        self._open(self.editor)
        self.editor.open(opened)

    def _show_list(self) -> None:
        if self.editor is not None and self.stack.currentWidget() is self.editor:
            self._chosen = self.editor.case.draft_id
        self.show_head(shown=True)
        self.stack.setCurrentIndex(0)
        # The last save of the editor is still on its way: the list is read after it.
        self.desk.jobs.save(lambda: None).finished.connect(self.reload)
        self.versions.setFocus()

    def _on_discarded(self, discarded: tuple[ChecklistDraftId, ChecklistDraft]) -> None:
        self._show_list()
        self.notice.show_discarded(*discarded)

    def _on_wanted_back(self, draft_id: ChecklistDraftId, draft: ChecklistDraft) -> None:
        drafts = self.desk.application.checklist_drafts
        self._begin(lambda: drafts.save(draft_id, draft))

    def _on_published(self, checklist: Checklist) -> None:
        self._show_list()
        self._chosen = checklist.id
        self.notice.show_published(checklist)

    def _show_checklist(self, checklist: Checklist) -> None:
        self.tree.show_checklist(checklist)
        total = sum(1 for _leaf in checklist.leaves())
        self.filter.show_count(total, total)
        self.detail.show_criterion(None)

    def _on_import(self) -> None:
        self._open(self.import_wizard)
        self.import_wizard.begin()

    def _on_compare(self) -> None:
        current: QListWidgetItem | None = self.versions.currentItem()
        self.compare(current.data(_ID) if current is not None else None)

    def _on_searched(self, text: str) -> None:
        shown, total = self.tree.search(text)
        self.filter.show_count(shown, total)


def _draft_text(draft: ChecklistDraft) -> str:
    return translate(
        "{title}\n{code}  ·  version {number}  ·  {state}",
        title=draft.title or draft.code,
        code=draft.code,
        number=draft.number,
        state=translate("draft"),
    )


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
