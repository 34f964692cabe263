"""Labels, buttons and lines in the few forms the design has."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui import theme
from ui.icons import SIZE, Icon, icon
from ui.widgets.elided import ElidedButton

_Layout = TypeVar("_Layout", bound=QBoxLayout)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label; `role` names its place in the design (title, heading, muted, …)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # A policy of one's own says anew that the lines depend on the width.
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def chip(text: str = "", tone: str = "neutral") -> QLabel:
    """Return a small coloured word; the colour never stands without it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("chip", tone)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    variant: str = "",
    drawing: Icon | None = None,
) -> ElidedButton:
    """Return a button; `variant` is primary, quiet or danger."""
    made = ElidedButton(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if variant:
        made.setProperty("variant", variant)
    if drawing is not None:
        made.setIcon(icon(drawing, _ink(variant)))
        made.setIconSize(QSize(theme.scaled(SIZE), theme.scaled(SIZE)))
    if clicked is not None:
        made.clicked.connect(lambda _checked: clicked())
    return made


class Toggle(QPushButton):
    """A round button that stays pressed; its words are bold then, and never cut for it."""

    def __init__(self, text: str = "", clicked: Callable[[], object] | None = None) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("choice", "filter")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if clicked is not None:
            self.clicked.connect(lambda _checked: clicked())

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        return QSize(words + theme.scaled(30), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def link(text: str, clicked: Callable[[], object]) -> QLabel:
    """Return words that lead somewhere; they wrap, and the keyboard reaches them."""
    colour = theme.current().accent
    made = QLabel(f'<a href="#" style="color:{colour};text-decoration:none">{escape(text)}</a>')
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.LinksAccessibleByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    made.setWordWrap(True)
    made.setAccessibleName(text)
    made.linkActivated.connect(lambda _target: clicked())
    return made


def rule() -> QFrame:
    """Return a quiet line between two parts."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def card() -> QFrame:
    """Return a framed surface for things that belong together."""
    made = QFrame()
    made.setProperty("role", "card")
    return made


def column(
    parent: QWidget | None = None, *, margins: int = 0, spacing: int = theme.SMALL
) -> QVBoxLayout:
    """Return a layout from top to bottom with the spaces of the design."""
    return _spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), margins, spacing)


def row(
    parent: QWidget | None = None, *, margins: int = 0, spacing: int = theme.SMALL
) -> QHBoxLayout:
    """Return a layout from left to right with the spaces of the design."""
    return _spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), margins, spacing)


def centred(widget: QWidget) -> QHBoxLayout:
    """Return a line with the widget in its middle; wrapped text keeps its full height there."""
    line = row(spacing=0)
    line.addStretch(1)
    line.addWidget(widget)
    line.addStretch(1)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _spaced(layout: _Layout, margins: int, spacing: int) -> _Layout:
    margin = theme.scaled(margins)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(theme.scaled(spacing))
    return layout


def _ink(variant: str) -> str:
    colours = theme.current()
    return {
        "primary": colours.on_accent,
        "quiet": colours.accent,
        "danger": colours.bad.ink,
    }.get(variant, colours.text)
