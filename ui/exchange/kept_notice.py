"""Packages that were made and reached no stick: said, and written again with one click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.words import translate
from ui import theme
from ui.texts import moment_text, size_text
from ui.widgets.basics import button, clear, column, label, row

if TYPE_CHECKING:
    from app.services.outgoing import Kept


class KeptNotice(QFrame):
    """Stands above the sticks while there is such a package."""

    wanted = Signal(object)
    """The package to write."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(self, margins=theme.SMALL, spacing=theme.TINY)
        theme.mark_as(self, role="warning")
        self.hide()

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """Show these."""
        clear(self._lines)
        for one in kept:
            self._lines.addWidget(self._line(one))
        self.setVisible(bool(kept))

    def _line(self, kept: Kept) -> QWidget:
        line = QWidget()
        layout = row(line, spacing=theme.SMALL)
        layout.addWidget(label(_text(kept), "small", wrap=True), 1)
        verb = translate("Go on") if kept.is_begun else translate("Write it again")
        again = button(verb, partial(self.wanted.emit, kept))
        again.setAccessibleName(translate("Write it again: {name}", name=kept.name))
        layout.addWidget(again)
        return line


def _text(kept: Kept) -> str:
    facts = {
        "name": kept.name,
        "units": ", ".join(kept.units),
        "size": size_text(kept.size),
        "moment": moment_text(kept.made_at),
    }
    if kept.is_begun:
        return translate(
            "{count} volumes of photos ({size}) of package {name} ({units}) are still to be "
            "written to another stick.",
            count=kept.volumes_waiting,
            **facts,
        )
    return translate(
        "Package {name} ({units}; {size}) of {moment} has not reached a stick.", **facts
    )
