"""Whether a package fits onto the stick, and what helps where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from app.words import translate
from ui import theme
from ui.texts import size_text
from ui.widgets.basics import button, column, label
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.services.arrived import Arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a package takes, and what a stick has."""

    size: int
    light: int
    """Without its photos."""
    free: int | None
    """None while no stick is chosen."""
    arrived: Sequence[Arrived] = ()
    """What may be removed from the stick."""

    @property
    def lacks(self) -> bool:
        """Whether not everything fits."""
        return self.free is not None and self.free < self.size

    @property
    def may_spread(self) -> bool:
        """Whether the records fit, so that photos can follow."""
        return self.lacks and self.light < self.size and self.light <= (self.free or 0)


class RoomNotice(QFrame):
    """Says how much is written; offers to spread it, or to make room."""

    clearing_wanted = Signal()
    """Own packages that headquarters has shall be looked through."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", "muted", wrap=True)
        self.spread = QCheckBox(translate("Use several sticks"))
        self.spread_hint = label("", "small", wrap=True)
        self.clear_button = button(translate("Remove old packages…"), self.clearing_wanted.emit)
        layout = column(self, spacing=theme.TINY)
        layout.addWidget(self.text)
        layout.addWidget(self.spread)
        layout.addWidget(self.spread_hint)
        layout.addLayout(Flow(widgets=(self.clear_button,)))
        self.show_room(None)

    @property
    def is_spread(self) -> bool:
        """Whether photos that do not fit are to follow on further sticks."""
        return self.spread.isChecked() and not self.spread.isHidden()

    def show_room(self, room: Room | None) -> None:
        """Show this; None where there is nothing to write."""
        self.setVisible(room is not None)
        self.spread.setVisible(room is not None and room.may_spread)
        self.spread_hint.setVisible(room is not None and room.may_spread)
        self.clear_button.setVisible(room is not None and room.lacks and bool(room.arrived))
        if room is None:
            return
        self.text.setText(_text(room))
        theme.mark_as(self.text, tone="bad" if room.lacks else "")
        self.spread_hint.setText(
            translate(
                "The records and the photos that fit go onto this stick; the other photos follow "
                "on the next one."
            )
        )


def _text(room: Room) -> str:
    text = translate("About {size}.", size=size_text(room.size))
    if room.lacks:
        text += " " + translate("That place has room for {room}.", room=size_text(room.free or 0))
        if room.light < room.size:
            text += " " + translate(
                "Without photos it takes {size}; they can follow on another stick.",
                size=size_text(room.light),
            )
    return text
