"""A disk that takes nothing: what waits on the screen, and what to free so that it is saved."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFrame

from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.texts import size_text
from ui.widgets.basics import button, column, label, row

_TO_FREE_MB: Final = 200
"""What a day of inspection takes, photos included."""


class DiskNotice(QFrame):
    """Stands above the pages while saves wait; goes by itself when they are through."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self._desk = desk
        self.title = label("", "strong")
        self.advice = label("", wrap=True)
        self.again = button(translate("Try again now"), desk.jobs.try_again, variant="primary")
        layout = row(self, margins=theme.MEDIUM, spacing=theme.MEDIUM)
        words = column(spacing=theme.TINY)
        words.addWidget(self.title)
        words.addWidget(self.advice)
        layout.addLayout(words, 1)
        layout.addWidget(self.again)
        desk.jobs.refusal_changed.connect(self._show)
        desk.jobs.saving_changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        error = self._desk.jobs.refusal
        self.setVisible(error is not None)
        if error is None:
            return
        waiting = self._desk.jobs.waiting_saves
        folder = self._desk.application.folder
        if error.is_full:
            self.title.setText(
                translate(
                    "The disk is full ({free} left on {drive}): {count} changes wait to be saved.",
                    free=size_text(_free_of(folder)),
                    drive=folder.anchor,
                    count=waiting,
                )
            )
            self.advice.setText(
                translate(
                    "What you typed stays on the screen and is saved by itself as soon as there "
                    "is room. Free about {most} MB on this disk: empty the bin, delete downloads "
                    "and videos that nobody needs. Leave the folder {folder} as it is.",
                    most=_TO_FREE_MB,
                    folder=folder,
                )
            )
            return
        self.title.setText(
            translate("The store cannot be written: {count} changes wait.", count=waiting)
        )
        self.advice.setText(
            translate(
                "What you typed stays on the screen and is saved by itself as soon as the folder "
                "{folder} can be written again. Check that its disk is connected and that nobody "
                "has made it read-only. The system says: {reason}",
                folder=folder,
                reason=error.params.get("reason", ""),
            )
        )


def _free_of(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
