"""Taking a table of criteria in, stage by stage, inside the page Bộ tiêu chí."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ids import ChecklistDraftId
from app.words import translate
from ui import theme
from ui.checklists.import_review import ReviewPanel
from ui.checklists.import_source import SourcePanel
from ui.desk import Desk
from ui.icons import Icon
from ui.page import Page
from ui.widgets.basics import button, card, column, label, row


class ImportWizard(QWidget):
    """Columns, then the tree, then what was done; Escape leads one step back."""

    closed = Signal()
    draft_wanted = Signal(str)
    """The draft that was kept, to be written on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.source = SourcePanel(desk)
        self.review = ReviewPanel(desk)
        self.done = label("", "strong", wrap=True)
        self.heading = label("", "heading")
        self.close_button = button(translate("Close"), self.closed.emit, variant="quiet")
        self.again_button = button(
            translate("Take in another table"), self._on_again, drawing=Icon.TABLE
        )
        self.open_button = button(
            translate("Open it in the editor"), self._on_open, variant="primary", drawing=Icon.EDIT
        )
        self.finish_button = button(
            translate("Back to the checklists"), self.closed.emit, drawing=Icon.BACK
        )
        self._draft: ChecklistDraftId | None = None
        self.stack = QStackedWidget()
        self._build()
        self.source.ready.connect(self.review.build)
        self.source.ready.connect(lambda *_told: self._go_to(1))
        self.review.went_back.connect(lambda: self._go_to(0))
        self.review.kept.connect(self._on_kept)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)

    def begin(self) -> None:
        """Start at the first stage, with the file still chosen if there is one."""
        self._go_to(0)
        self.source.choose_button.setFocus()

    def _build(self) -> None:
        layout = column(self, spacing=theme.MEDIUM)
        head = row(spacing=theme.MEDIUM)
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        layout.addLayout(head)
        for stage in (self.source, self.review, self._done()):
            self.stack.addWidget(stage)
        layout.addWidget(self.stack, 1)

    def _done(self) -> QWidget:
        page = QWidget()
        layout = column(page)
        frame = card()
        inner = column(frame, margins=theme.LARGE, spacing=theme.MEDIUM)
        inner.addWidget(self.done)
        go = row(spacing=theme.SMALL)
        go.addWidget(self.open_button)
        go.addWidget(self.finish_button)
        go.addWidget(self.again_button)
        go.addStretch(1)
        inner.addLayout(go)
        layout.addWidget(frame)
        layout.addStretch(1)
        return page

    def _go_to(self, stage: int) -> None:
        self.heading.setText(
            (
                translate("1 of 2 · The file and its columns"),
                translate("2 of 2 · The tree it makes"),
                translate("Done"),
            )[stage]
        )
        self.stack.setCurrentIndex(stage)

    def _on_kept(self, said: str, draft: ChecklistDraftId | None) -> None:
        self.done.setText(said)
        self._draft = draft
        self.open_button.setVisible(draft is not None)
        self._go_to(2)
        (self.finish_button if draft is None else self.open_button).setFocus()

    def _on_open(self) -> None:
        if self._draft is not None:
            self.closed.emit()
            self.draft_wanted.emit(self._draft)

    def _on_again(self) -> None:
        self.begin()

    def _on_escape(self) -> None:
        if self.stack.currentIndex() == 1:
            self._go_to(0)
        else:
            self.closed.emit()


def offer_import(page: Page, shown: QWidget) -> ImportWizard:
    """Give a page the button that opens the wizard in place of what it shows."""
    wizard = ImportWizard(page.desk)
    wizard.hide()
    page.body.addWidget(wizard, 1)
    opener = button(translate("Import a table of criteria…"), drawing=Icon.IMPORT)
    page.add_action(opener)

    def open_wizard() -> None:
        shown.hide()
        page.show_head(shown=False)
        wizard.show()
        wizard.begin()

    def close_wizard() -> None:
        wizard.hide()
        page.show_head(shown=True)
        shown.show()
        page.reload()
        opener.setFocus()

    opener.clicked.connect(open_wizard)
    wizard.closed.connect(close_wizard)
    wizard.setProperty("opener", opener)
    return wizard
