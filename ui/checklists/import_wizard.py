"""Taking a table of criteria in, stage by stage, inside the page Bộ tiêu chí."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ids import ChecklistDraftId
from app.words import translate
from ui import theme
from ui.checklists.import_file import FilePanel
from ui.checklists.import_review import ReviewPanel
from ui.checklists.import_source import SourcePanel
from ui.desk import Desk
from ui.icons import Icon
from ui.shortcuts import Key, bind
from ui.widgets.basics import button, card, column, label, row

_FILE: Final = 3
"""The stage of a file that needs no mapping."""


class ImportWizard(QWidget):
    """Columns, then the tree, then what was done; Escape leads one step back."""

    closed = Signal()
    draft_wanted = Signal(str)
    """The draft that was kept, to be written on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.source = SourcePanel(desk)
        self.review = ReviewPanel(desk)
        self.file = FilePanel(desk)
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
        self.source.file_read.connect(self.file.show_reading)
        self.source.file_read.connect(lambda _read: self._go_to(_FILE))
        for stage in (self.review, self.file):
            stage.went_back.connect(lambda: self._go_to(0))
            stage.kept.connect(self._on_kept)
        bind(self, Key.STEP_BACK, self._on_escape)

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
        for stage in (self.source, self.review, self._done(), self.file):
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
                translate("2 of 2 · What the file says"),
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
        if self.stack.currentIndex() in {1, _FILE}:
            self._go_to(0)
        else:
            self.closed.emit()
