"""What every page of the main window is: a header, a body, and a fresh view when shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.changes import ChangeSet
from ui import theme
from ui.desk import Desk
from ui.navigation import Place
from ui.widgets.basics import column, label, row
from ui.widgets.flow import Flow
from ui.widgets.tall_enough import TallEnough


class Page(QWidget):
    """A page that reloads when something it shows has changed, and only when it is seen."""

    kept_changed = Signal()
    """Whether the store has everything this page shows may be another by now."""

    TOPICS: ClassVar[frozenset[str]] = frozenset()
    """The kinds of entity it shows; empty means it never goes stale."""

    def __init__(self, desk: Desk, title: str, subtitle: str = "") -> None:
        """Build the frame; a page without a title draws its own head."""
        super().__init__()
        self.setProperty("role", "page")
        self.desk = desk
        self.title = label(title, "title")
        self.subtitle = label(subtitle, "muted", wrap=True)
        self._is_stale = True
        self._actions = Flow()
        self.body: QVBoxLayout = column(spacing=theme.MEDIUM)
        self._build_frame()
        desk.changes.changed.connect(self._on_changed)

    @property
    def is_kept(self) -> bool:
        """Whether the page knows of nothing that the store lacks."""
        return True

    def add_action(self, action: QPushButton) -> None:
        """Put a button at the right of the title."""
        self._actions.addWidget(action)

    def show_head(self, *, shown: bool) -> None:
        """Show the title and the buttons beside it, or give their room to what is below."""
        self.title.setVisible(shown)
        self.subtitle.setVisible(shown)
        for number in range(self._actions.count()):
            item = self._actions.itemAt(number)
            if item is not None and (action := item.widget()) is not None:
                action.setVisible(shown)

    def reload(self) -> None:
        """Read what is shown anew; each page does it in its way."""

    def go_to(self, place: Place) -> None:
        """Take the user to a place within the page."""

    def whereabouts(self, place: Place) -> Place:
        """Return where in the page the user is now, so that `go_to` leads back there.

        Args:
            place: where the user was taken when the page was last opened.
        """
        return place

    def settle(self) -> None:
        """Take texts being typed as final, before the page is left or the window closes."""

    def read(self, work: Callable[[], object], then: Callable[[Any], None]) -> None:
        """Read in the background and show the result, unless the page is gone by then."""
        job = self.desk.jobs.read(work)
        job.succeeded.connect(then)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def _build_frame(self) -> None:
        whole = TallEnough()
        column(self, spacing=0).addWidget(whole)
        if not self.title.text():
            layout = column(whole.inner, margins=theme.LARGE, spacing=theme.SMALL)
            layout.addLayout(self.body, 1)
            return
        layout = column(whole.inner, margins=theme.HUGE, spacing=theme.LARGE)
        head = row(spacing=theme.MEDIUM)
        words = column(spacing=theme.TINY)
        words.addWidget(self.title)
        if self.subtitle.text():
            words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        head.addLayout(self._actions)
        layout.addLayout(head)
        layout.addLayout(self.body, 1)

    def _on_changed(self, changes: ChangeSet) -> None:
        if not changes.touches(*self.TOPICS):
            return
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True
