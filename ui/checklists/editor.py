"""The editor of a checklist: the tree one writes in, the form of what is chosen, the faults."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTabBar, QWidget

from app.domain.checklist_check import Fault
from app.domain.checklist_codes import Numbering
from app.domain.checklist_edit import renumber
from app.domain.draft_check import SET
from app.words import translate
from ui import theme
from ui.checklists.draft_case import DraftCase, Opened
from ui.checklists.draft_faults import DraftFaults
from ui.checklists.editor_bars import EditorFoot, EditorHead, EditorTools
from ui.checklists.editor_tree import EditorTree
from ui.checklists.fact_fields import CriterionForm
from ui.checklists.fault_list import FaultList
from ui.checklists.set_form import SetForm
from ui.desk import Desk
from ui.shortcuts import Key, bind
from ui.widgets.basics import button, column, label, row

_CRITERION, _SET, _FAULTS = range(3)


class ChecklistEditor(QWidget):
    """Edits one draft; everything goes to the case at once and is kept by itself."""

    left = Signal()
    discarded = Signal(object)
    """The draft that was discarded, so that it can be brought back."""
    published = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.case = DraftCase(desk, self)
        self.check = DraftFaults(self.case)
        self.tree = EditorTree(self.case)
        self.head = EditorHead(self.case)
        self.tools = EditorTools(self.tree)
        self.foot = EditorFoot()
        self.form = CriterionForm()
        self.set_form = SetForm()
        self.faults = FaultList()
        self.tabs = QTabBar()
        self.tabs.setUsesScrollButtons(True)
        self.stack = QStackedWidget()
        self.notice = _Notice()
        self._is_leaving = False
        self._wants_to_publish = False
        self._discarded: object = None
        self._field = ""
        """The field that is being left, if one is."""
        self._build()
        self._connect()
        self._add_keys()

    def open(self, opened: Opened) -> None:
        """Edit a draft that was read."""
        self.case.open(opened)
        self.tree.open_case()
        self.notice.hide()
        self.tabs.setCurrentIndex(_CRITERION)
        self._show_all()
        self.tree.setFocus()

    def settle(self) -> None:
        """Take texts being typed as final and keep the draft at once."""
        if self.case.history is not None:
            self._settle_forms()
            self.case.save()

    def close_draft(self) -> None:
        """Keep the draft and let go of it."""
        self.settle()
        self.case.close()

    def _settle_forms(self) -> None:
        # The criterion in hand stays the one the form shows until the form is done.
        self._is_leaving = True
        self.form.settle()
        self.set_form.settle()
        self._is_leaving = False

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        writing = column(left, spacing=theme.SMALL)
        writing.addWidget(self.tools)
        writing.addWidget(self.tree, 1)
        writing.addWidget(self.foot)
        facts = column(right, spacing=theme.SMALL)
        facts.setContentsMargins(theme.scaled(theme.SMALL), 0, 0, 0)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for text in (translate("Criterion"), translate("The set"), ""):
            self.tabs.addTab(text)
        for part in (self.form, self.set_form, self.faults):
            self.stack.addWidget(part)
        facts.addWidget(self.tabs)
        facts.addWidget(self.stack, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setProperty("role", "panes")
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(theme.scaled(theme.TINY))
        panes.addWidget(left)
        panes.addWidget(right)
        panes.setSizes([theme.scaled(722), theme.scaled(398)])
        panes.setStretchFactor(0, 1)
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.head)
        layout.addWidget(self.notice)
        layout.addWidget(panes, 1)

    def _connect(self) -> None:
        case = self.case
        case.changed.connect(self._show_all)
        case.saved_changed.connect(self.head.show_saved)
        self.check.found.connect(self._show_faults)
        case.refused.connect(self._on_refused)
        self.tree.key_chosen.connect(self._on_key_chosen)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.form.typed.connect(self._change)
        self.form.left.connect(self._on_left)
        self.set_form.typed.connect(lambda facts, field: case.change_set(typing=field, **facts))
        self.set_form.left.connect(self._on_set_left)
        self.set_form.numbering_asked.connect(self._on_numbering)
        self.set_form.sums_follow_asked.connect(lambda follow: case.follow_sums(follow=follow))
        self.faults.fault_chosen.connect(self._on_fault_chosen)
        self.head.left.connect(self._on_left_editor)
        self.head.discard_asked.connect(self._on_discard)
        self.head.publish_asked.connect(self.publish)

    def _add_keys(self) -> None:
        for key, act in (
            (Key.UNDO_EDIT, self._undo),
            (Key.REDO_EDIT, self._redo),
            (Key.FIND, self._on_find),
            (Key.FIND_NEXT, partial(self.tools.seek, 1)),
            (Key.FIND_PREVIOUS, partial(self.tools.seek, -1)),
        ):
            bind(self, key, act)

    def _show_all(self) -> None:
        standing = self.case.standing
        self.tree.show_case(choose=not self._is_leaving)
        self._show_form()
        self.set_form.show_set(standing.draft, sums_follow=self.case.sums_follow)
        self.foot.show_case(self.case)
        self.head.show_case()

    def _show_form(self) -> None:
        standing = self.case.standing
        at = standing.places.get(standing.chosen, 0)
        self.form.show_criterion(
            standing.draft.criteria[at], standing.draft.bands, is_group=standing.tree.is_group(at)
        )
        self.form.show_faults([one for one in self.check.faults if one.index == at])
        self.tools.show_chosen(is_root=at == 0)

    def _show_faults(self) -> None:
        faults = self.check.faults
        self.tree.criteria.show_faults(faults)
        self.faults.show_faults(faults)
        self.set_form.show_faults(faults)
        self.tabs.setTabText(
            _FAULTS,
            translate("To correct ({count})", count=len(faults))
            if faults
            else translate("Nothing to correct"),
        )
        self._show_form()
        if self._wants_to_publish:
            self._wants_to_publish = False
            self._publish_checked()

    def _change(self, facts: dict[str, object], typing: str) -> None:
        if self.case.history is not None:
            self.case.change(self.case.standing.chosen, typing=typing, **facts)

    def _on_left(self, facts: dict[str, object], field: str) -> None:
        self._field = field
        self._change(facts, field)
        self._field = ""
        self.case.pause()

    def _on_set_left(self, facts: dict[str, object], field: str) -> None:
        if self.case.history is not None:
            self.case.change_set(typing=field, **facts)
            self.case.pause()

    def _on_key_chosen(self, key: int) -> None:
        self._settle_forms()
        self.case.choose(key)
        self.tree.choose(key)
        self.tabs.setCurrentIndex(_CRITERION)
        self._show_form()

    def _undo(self) -> None:
        self._settle_forms()
        self.case.undo()

    def _redo(self) -> None:
        self._settle_forms()
        self.case.redo()

    def _on_find(self) -> None:
        self.tools.words.setFocus()
        self.tools.words.selectAll()

    def _on_refused(self, reason: str) -> None:
        if self._field:
            self._show_form()
            self.form.show_refused(reason)
            return
        self.notice.show_text(
            translate("This cannot be done: {reason}. Nothing was changed.", reason=reason)
        )

    def _on_numbering(self, way: Numbering) -> None:
        root = self.case.standing.keys[0]
        self.case.edit(root, lambda draft, at, known: renumber(draft, at, way, known))

    def _on_fault_chosen(self, fault: Fault) -> None:
        if fault.index == SET:
            self.tabs.setCurrentIndex(_SET)
            self.set_form.focus(fault.field)
            return
        standing = self.case.standing
        if fault.index < len(standing.keys):
            self._on_key_chosen(standing.keys[fault.index])
            self.form.focus(fault.field)

    def _on_left_editor(self) -> None:
        self.close_draft()
        self.left.emit()

    def _on_discard(self) -> None:
        self.settle()
        self._discarded = (self.case.draft_id, self.case.standing.draft)
        self.case.close()
        drafts = self.desk.application.checklist_drafts
        job = self.desk.jobs.save(partial(drafts.discard, self.case.draft_id))
        job.succeeded.connect(self._on_discarded)

    def _on_discarded(self) -> None:
        self.discarded.emit(self._discarded)

    def publish(self) -> None:
        """Freeze the draft as a version, if nothing is wrong with it; else show what is."""
        self.settle()
        self._wants_to_publish = True
        self.check.look()

    def _publish_checked(self) -> None:
        if self.check.faults:
            self.notice.show_text(
                translate(
                    "Not published yet: {count} things must be corrected first. "
                    "The draft is kept; choose one in the list to go to it.",
                    count=len(self.check.faults),
                )
            )
            self.tabs.setCurrentIndex(_FAULTS)
            return
        drafts = self.desk.application.checklist_drafts
        # What is being frozen is not written in meanwhile.
        self.setEnabled(False)
        job = self.desk.jobs.save(partial(drafts.publish, self.case.draft_id))
        job.succeeded.connect(self._on_published)
        job.finished.connect(self._on_publish_ended)

    def _on_publish_ended(self) -> None:
        self.setEnabled(True)

    def _on_published(self, checklist: object) -> None:
        self.case.close()
        self.published.emit(checklist)


class _Notice(QFrame):
    """One sentence about what could not be done, until it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.text = label("", wrap=True)
        layout = row(self, margins=theme.SMALL, spacing=theme.MEDIUM)
        layout.addWidget(self.text, 1)
        layout.addWidget(button(translate("Close"), self.hide, variant="quiet"))
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a sentence."""
        self.text.setText(text)
        self.show()
