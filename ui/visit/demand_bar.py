"""In the open card: what the answer given still owes, each a button that leads to where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.answer_problem import Problem
from app.domain.demand import Need
from app.words import translate
from ui import theme
from ui.icons import Icon, icon
from ui.visit.case_marks import GRAVITY_TONES
from ui.widgets.basics import button, clear, column, label
from ui.widgets.flow import Flow

_ICONS = {
    Need.COMMENT: Icon.COMMENT,
    Need.PHOTO: Icon.CAMERA,
    Need.LEGAL_BASIS: Icon.LAW,
    Need.ANSWER: Icon.ALERT,
}


class DemandBar(QWidget):
    """Shows nothing while nothing is owed."""

    asked = Signal(object)
    """The need that somebody wants to meet."""

    def __init__(self) -> None:
        super().__init__()
        self._owed: tuple[Problem, ...] = ()
        self.buttons: dict[Need, QWidget] = {}
        layout = column(self, spacing=theme.TINY)
        self._needs = Flow(spacing=theme.TINY)
        self._checks = column(spacing=2)
        layout.addLayout(self._needs)
        layout.addLayout(self._checks)
        self.hide()

    def show_owed(self, owed: tuple[Problem, ...]) -> None:
        """Show what is owed: a thing to add as a button, a check that is not met as a sentence."""
        if owed == self._owed:
            return
        self._owed = owed
        clear(self._needs)
        clear(self._checks)
        self.buttons.clear()
        for one in owed:
            if one.need is None:
                line = label(one.text, wrap=True)
                line.setProperty("tone", GRAVITY_TONES[one.gravity])
                self._checks.addWidget(line)
                continue
            made = button(owed_text(one.need), partial(self.asked.emit, one.need), variant="owed")
            made.setIcon(icon(_ICONS[one.need], theme.current().bad.ink))
            self.buttons[one.need] = made
            self._needs.addWidget(made)
        self.setVisible(bool(owed))


def owed_text(need: Need) -> str:
    """Return what is missing, with the key that leads there."""
    return {
        Need.COMMENT: translate("Comment missing (F2)"),
        Need.PHOTO: translate("Photo missing (F4)"),
        Need.LEGAL_BASIS: translate("Legal basis missing (F3)"),
        Need.ANSWER: translate("Must be answered"),
    }[need]


def owed_words(owed: Sequence[Problem]) -> str:
    """Return in short what is owed, for a card that is closed."""
    words = {
        Need.COMMENT: translate("a comment"),
        Need.PHOTO: translate("photo"),
        Need.LEGAL_BASIS: translate("legal basis"),
    }
    missing = [words[one.need] for one in owed if one.need in words]
    said = [translate("Missing: {things}", things=", ".join(missing))] if missing else []
    return "  ·  ".join([*said, *(one.text for one in owed if one.need is None)])
