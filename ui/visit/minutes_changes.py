"""What is recorded otherwise than a frozen text says, or that all is signed and in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QFrame

from app.domain.change_text import change_text
from app.domain.frozen_difference import Change
from app.errors import AppError
from app.words import translate
from ui import theme
from ui.visit.minutes_steps import LifeOfMinutes
from ui.widgets.basics import clear, column, label

_MOST_SHOWN: Final = 6


class ChangesNotice(QFrame):
    """Stands under the steps where there is something to know; hidden otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "strong", wrap=True)
        self._lines = column(spacing=theme.TINY)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.TINY)
        layout.addWidget(self.title)
        layout.addLayout(self._lines)
        self.hide()

    def show_life(self, life: LifeOfMinutes) -> None:
        """Show what changed since the text that is to be signed, or that was signed last."""
        standing = life.standing
        if standing.to_sign is not None and standing.outdated:
            number = standing.to_sign.version
            title = translate(
                "Since version {number} was written, {count} facts were changed:",
                number=number,
                count=len(standing.outdated),
            )
            self._show(title, standing.outdated, "warning")
        elif standing.signed is not None and standing.to_sign is None and standing.changed:
            title = translate(
                "Since version {number} was signed, {count} facts were changed:",
                number=standing.signed.version,
                count=len(standing.changed),
            )
            self._show(title, standing.changed, "warning")
        else:
            # That they are signed, and by whom, is said above the tabs, once.
            self.hide()

    def show_error(self, error: AppError) -> None:
        """Say that the frozen texts cannot be compared."""
        self._show(error.text, (), "warning")

    def _show(self, title: str, changes: Sequence[Change], role: str) -> None:
        self.title.setText(title)
        clear(self._lines)
        for change in changes[:_MOST_SHOWN]:
            self._lines.addWidget(label(f"– {change_text(change)}", wrap=True))
        if len(changes) > _MOST_SHOWN:
            more = translate("and {count} more", count=len(changes) - _MOST_SHOWN)
            self._lines.addWidget(label(more, "small"))
        theme.mark_as(self, role=role)
        self.show()
