"""The bars of the editor: its head with publish and discard, its tools, the sums at its foot."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from app.domain.checklist_tree import CriterionTree
from app.words import translate, translate_count
from ui import theme
from ui.checklists.draft_case import DraftCase
from ui.checklists.editor_tree import EditorTree
from ui.icons import Icon, icon
from ui.texts import number_text
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.flow import Flow


class EditorHead(QWidget):
    """Which draft it is, whether it is saved, and what may be done with the whole of it."""

    left = Signal()
    discard_asked = Signal()
    publish_asked = Signal()

    def __init__(self, case: DraftCase) -> None:
        super().__init__()
        self.case = case
        self.name = _Name()
        self.state = chip(translate("draft"), "accent")
        self.saved = label("", "small")
        self.back = button("", self.left.emit, variant="quiet", drawing=Icon.BACK)
        self.back.setAccessibleName(translate("Back to the list"))
        self.back.setToolTip(translate("Back to the list"))
        self.undo_button = button(translate("Undo"), case.undo, variant="quiet")
        self.undo_button.setToolTip("Ctrl+Z")
        self.redo_button = button(translate("Redo"), case.redo, variant="quiet")
        self.redo_button.setToolTip("Ctrl+Y")
        self.discard_button = button(
            translate("Discard the draft"), self.discard_asked.emit, variant="danger"
        )
        self.publish_button = button(
            translate("Publish"), self.publish_asked.emit, variant="primary"
        )
        layout = row(self, spacing=theme.SMALL)
        layout.addWidget(self.back)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.saved)
        layout.addWidget(self.state)
        acts = (self.undo_button, self.redo_button, self.discard_button, self.publish_button)
        layout.addLayout(Flow(widgets=acts))

    def show_case(self) -> None:
        """Show the draft as it stands."""
        draft = self.case.standing.draft
        name = translate(
            "{title} · version {number}", title=draft.title or draft.code, number=draft.number
        )
        self.name.show_text(name)
        history = self.case.history
        self.undo_button.setEnabled(history is not None and bool(history.past))
        self.redo_button.setEnabled(history is not None and bool(history.future))
        self.show_saved()

    def show_saved(self) -> None:
        """Show whether the store holds what is on the screen."""
        self.saved.setText(
            "✓ " + translate("Saved") if self.case.is_saved else translate("Saving…")
        )


class _Name(QLabel):
    """The name of the draft; it gives way first, and is shortened to the room it has."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "heading")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show a name."""
        self.setToolTip(text)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self.toolTip(), Qt.TextElideMode.ElideRight, room)
        self.setText(shown)


class EditorTools(QWidget):
    """Finding, and what is done with the criterion in hand."""

    def __init__(self, tree: EditorTree) -> None:
        super().__init__()
        self.tree = tree
        hint = translate("Find a criterion (Ctrl+F)")
        self.words = QLineEdit()
        self.words.setPlaceholderText(hint)
        self.words.setAccessibleName(hint)
        self.words.setClearButtonEnabled(True)
        self.words.addAction(
            icon(Icon.SEARCH, theme.current().muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.count = label("", "muted")
        self.before_button = self._tool("‹", lambda: self.seek(-1), "Shift+F3")
        self.before_button.setAccessibleName(translate("Previous found"))
        self.next_button = self._tool("›", lambda: self.seek(1), "F3")
        self.next_button.setAccessibleName(translate("Next found"))
        for step in (self.before_button, self.next_button):
            step.setMinimumWidth(theme.scaled(34))
        self.beside_button = self._tool(translate("Add"), tree.add_beside, "Insert")
        self.child_button = self._tool(translate("Add below"), tree.add_child, "Shift+Insert")
        self.copy_button = self._tool(translate("Copy"), tree.copy, "Ctrl+D")
        self.remove_button = self._tool(translate("Delete"), tree.remove, "Delete")
        self.words.textChanged.connect(lambda _text: self.seek(0))
        self.words.returnPressed.connect(lambda: self.seek(1))
        layout = column(self, spacing=theme.TINY)
        finding, doing = row(spacing=theme.TINY), Flow(spacing=theme.TINY)
        finding.addWidget(self.words, 1)
        for part in (self.count, self.before_button, self.next_button):
            finding.addWidget(part)
        for part in (self.beside_button, self.child_button, self.copy_button, self.remove_button):
            doing.addWidget(part)
        doing.addWidget(label(translate("Alt + arrow keys move"), "small"))
        layout.addLayout(finding)
        layout.addLayout(doing)

    def seek(self, step: int) -> None:
        """Go to the next or previous criterion that holds every word."""
        text = self.words.text()
        at, count = self.tree.seek(text, step)
        if not text.strip():
            self.count.clear()
        elif count:
            self.count.setText(translate("{shown} of {total}", shown=at, total=count))
        else:
            self.count.setText(translate("Not found"))

    def show_chosen(self, *, is_root: bool) -> None:
        """Offer what can be done with the criterion in hand."""
        for made in (self.copy_button, self.remove_button):
            made.setEnabled(not is_root)

    def _tool(self, text: str, clicked: Callable[[], object], keys: str) -> QWidget:
        made = button(text, clicked, variant="quiet")
        made.setToolTip(keys)
        return made


class EditorFoot(QFrame):
    """The points of the whole set, and each group that does not add up."""

    def __init__(self) -> None:
        super().__init__()
        self.total = label("", "strong", wrap=True)
        self.differences = label("", "", wrap=True)
        layout = row(self, spacing=theme.MEDIUM)
        layout.addWidget(self.total)
        layout.addWidget(self.differences, 1)

    def show_case(self, case: DraftCase) -> None:
        """Show the sums of the draft."""
        standing = case.standing
        tree, rows = standing.tree, standing.draft.criteria
        found = standing.sums[0].found if 0 in standing.sums else Decimal(0)
        self.total.setText(
            translate(
                "{points} points · {criteria}",
                points=number_text(found),
                criteria=translate_count("{count} criterion", "{count} criteria", _leaves(tree)),
            )
        )
        wrong = [(at, one) for at, one in standing.sums.items() if one.difference]
        few = 2
        told = [
            translate(
                "{code}: says {says}, adds up to {found}",
                code=rows[at].code,
                says=number_text(one.says),
                found=number_text(one.found),
            )
            for at, one in wrong[:few]
        ]
        if len(wrong) > few:
            told.append(translate("… and {count} more", count=len(wrong) - few))
        self.differences.setText("  ·  ".join(told) if wrong else translate("Every group adds up."))
        theme.mark_as(self.differences, tone="bad" if wrong else "good")


def _leaves(tree: CriterionTree) -> int:
    return sum(not under for under in tree.under[1:])
