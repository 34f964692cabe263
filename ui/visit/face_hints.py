"""Faces that the program believes to see: frames to look at, none of them applied by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.photo_look import DrawnMark
from app.errors import AppError
from app.words import translate, translate_count
from ui import theme
from ui.desk import Desk
from ui.widgets.basics import button, column, label, row
from ui.widgets.elided import ElidedLabel
from ui.widgets.scroll_column import ScrollColumn

_HEIGHT: Final = 64


class FaceHints(QFrame):
    """Asks for a suggestion, says in words what it is worth, and keeps what is not decided yet."""

    changed = Signal()
    taken = Signal(object)
    """The black-outs that the user accepted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.hints: tuple[DrawnMark, ...] = ()
        self.is_looking = False
        self._desk = desk
        self._asked = ""
        self.title = ElidedLabel("", "strong")
        self.detail = label("", wrap=True)
        self.all_button = button("", self._take_all, variant="primary")
        self.none_button = button(translate("Close the suggestion"), self.clear)
        line = row(self, margins=theme.MEDIUM, spacing=theme.MEDIUM)
        words = column(spacing=theme.TINY)
        words.addWidget(self.title)
        # Much enlarged, it leaves room for the photo it speaks of.
        self._told = ScrollColumn(spacing=0)
        self._told.column.addWidget(self.detail)
        self._told.column.addStretch(1)
        self._told.setFixedHeight(theme.scaled(_HEIGHT))
        words.addWidget(self._told)
        line.addLayout(words, 1)
        line.addWidget(self.all_button)
        line.addWidget(self.none_button)
        self.hide()

    @property
    def is_offered(self) -> bool:
        """Whether this computer can look for faces."""
        return self._desk.application.faces.is_offered

    def ask(self, sha256: str) -> None:
        """Look for faces in a photo, in the background."""
        faces = self._desk.application.faces
        self._asked, self.is_looking, self.hints = sha256, True, ()
        self._show(translate("Looking for faces…"), "", has_buttons=False)
        self.changed.emit()
        job = self._desk.jobs.read_aside(partial(_suggested, faces.suggest, sha256))
        job.succeeded.connect(partial(self._on_found, sha256))

    def offer(self, found: Sequence[DrawnMark]) -> None:
        """Show what was found, for the user to decide on."""
        self.is_looking = False
        self.hints = tuple(found)
        self._show_hints()
        self.changed.emit()

    def take(self, number: int) -> None:
        """Accept one frame."""
        if 0 <= number < len(self.hints):
            accepted = self.hints[number]
            self.hints = (*self.hints[:number], *self.hints[number + 1 :])
            self._show_hints()
            self.taken.emit((accepted,))
            self.changed.emit()

    def clear(self) -> None:
        """Let go of the suggestion; nothing was blacked out by it."""
        if self.isHidden() and not self._asked:
            return
        self._asked, self.hints, self.is_looking = "", (), False
        self.hide()
        self.changed.emit()

    def _take_all(self) -> None:
        accepted, self.hints = self.hints, ()
        if accepted:
            self.taken.emit(accepted)
        self.clear()

    def _on_found(self, sha256: str, found: tuple[DrawnMark, ...] | AppError) -> None:
        if sha256 != self._asked:
            return
        if not isinstance(found, AppError):
            self.offer(found)
            return
        self.is_looking = False
        self._show(found.text, "", has_buttons=True)
        self.all_button.hide()
        self.changed.emit()

    def _show_hints(self) -> None:
        count = len(self.hints)
        if count:
            title = translate_count(
                "{count} place may be a face. Nothing is blacked out yet.",
                "{count} places may be faces. Nothing is blacked out yet.",
                count,
            )
        else:
            title = translate("No face was found, or none is left to decide on.")
        self._show(title, _worth(), has_buttons=True)
        self.all_button.setText(
            translate_count("Black out the frame", "Black out all {count} frames", count)
        )
        self.all_button.setVisible(count > 0)

    def _show(self, title: str, detail: str, *, has_buttons: bool) -> None:
        self.title.setText(title)
        self.detail.setText(detail)
        self._told.setVisible(bool(detail))
        self.all_button.setVisible(has_buttons)
        self.none_button.setVisible(has_buttons)
        self.show()


def _worth() -> str:
    return translate(
        "Click a dashed frame to black it out, or choose it with N and press Enter. The program "
        "misses faces seen from the side, bent down, masked, with dark glasses, half hidden, "
        "blurred or very small, and may frame what is no face: look through the whole photo "
        "yourself, also for names and numbers."
    )


def _suggested(
    suggest: Callable[[str], Sequence[DrawnMark]], sha256: str
) -> Sequence[DrawnMark] | AppError:
    try:
        return suggest(sha256)
    except AppError as error:
        # Said in the panel, where it is asked for.
        return error
