"""The bar at the left of the window: where one can go, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QScrollArea, QWidget

from app.words import language, translate
from ui import theme
from ui.icons import SIZE, Icon, icon, pixmap
from ui.navigation import PageName
from ui.settings import NO_ZOOM
from ui.widgets.basics import button, clear, column, label, row
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.keeping import Keeping

_WIDE: Final = 208
_SLIM: Final = 78
_ROOM_FOR_WORDS: Final = 840
"""How wide a window must be, at the zoom in use, to spare the room for words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the bar."""

    page: PageName
    text: str
    drawing: Icon


class NavigationBar(QFrame):
    """One button per page, and below them how the window looks and speaks.

    Where the window is much enlarged, the bar shows its drawings alone and leaves the
    room to the work; the button at its top brings the words back.
    """

    page_asked = Signal(object)
    theme_asked = Signal()
    language_asked = Signal()
    shortcuts_asked = Signal()
    lock_settings_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.buttons: dict[PageName, QPushButton] = {}
        self.is_slim = False
        self._must_be_slim = False
        self._group = QButtonGroup(self)
        self._lines: list[tuple[QPushButton, str]] = []
        inner = QWidget()
        inner.setProperty("role", "bare")
        self._layout = column(inner, spacing=theme.TINY)
        # Much enlarged, the lines need more height than a small screen has.
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setProperty("role", "bare")
        column(self).addWidget(self._scroll)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace the pages offered."""
        clear(self._layout)
        self.buttons.clear()
        self._lines.clear()
        self.setAccessibleName(translate("Navigation"))
        margin = theme.scaled(theme.MEDIUM)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(theme.scaled(theme.TINY))
        self._add_brand()
        for entry in entries:
            self.buttons[entry.page] = self._add_page(entry)
        self._layout.addStretch(1)
        self._add_tools()
        self.show_slim(slim=self.is_slim)

    def fit(self, width: int) -> None:
        """Give up the words where a window of this width has no room for them."""
        must = width < theme.scaled(_ROOM_FOR_WORDS)
        if must != self._must_be_slim:
            self._must_be_slim = must
            self.show_slim(slim=must)

    def show_slim(self, *, slim: bool) -> None:
        """Show the drawings alone, or with their words."""
        self.is_slim = slim
        self.brand.setVisible(not slim)
        self.menu.setVisible(self._must_be_slim)
        self.setFixedWidth(theme.scaled(_SLIM if slim else _WIDE))
        for line, text in self._lines:
            line.setText("" if slim else text)
            line.setToolTip(text if slim else "")

    def mark_page(self, page: PageName) -> None:
        """Show which page is open; one without an entry leaves none marked."""
        wanted = self.buttons.get(page)
        self._group.setExclusive(False)
        for one in self.buttons.values():
            one.setChecked(one is wanted)
        self._group.setExclusive(True)

    def _add_brand(self) -> None:
        self.menu = _line("")
        self.menu.setIcon(icon(Icon.MENU, theme.current().muted))
        self.menu.setAccessibleName(translate("Show or hide the words"))
        self.menu.setToolTip(self.menu.accessibleName())
        self.menu.clicked.connect(lambda: self.show_slim(slim=not self.is_slim))
        self._layout.addWidget(self.menu)
        mark = QLabel()
        mark.setPixmap(pixmap(Icon.INSPECTION, theme.current().accent, 24))
        self.brand = QWidget()
        brand = row(self.brand)
        brand.setContentsMargins(theme.scaled(8), theme.scaled(6), 0, theme.scaled(14))
        brand.addWidget(mark)
        brand.addWidget(ElidedLabel(translate("Sổ Kiểm Tra"), "strong"), 1)
        self._layout.addWidget(self.brand)

    def _add_page(self, entry: Entry) -> QPushButton:
        colours = theme.current()
        made = self._add_line(entry.text)
        made.setIcon(icon(entry.drawing, colours.muted, checked=colours.accent))
        made.setCheckable(True)
        made.clicked.connect(lambda: self.page_asked.emit(entry.page))
        self._group.addButton(made)
        return made

    def _add_tools(self) -> None:
        is_dark = theme.current().name == "dark"
        other = "English" if language() == "vi" else "Tiếng Việt"
        made = [self._add_line(translate("Shortcuts (F1)"))]
        made += [self._add_line(translate("Light theme") if is_dark else translate("Dark theme"))]
        made += [self._add_line(other), self._add_line(translate("Screen lock…"))]
        drawings = (Icon.KEYBOARD, Icon.SUN if is_dark else Icon.MOON, Icon.COMMENT, Icon.LOCK)
        asked = (
            self.shortcuts_asked,
            self.theme_asked,
            self.language_asked,
            self.lock_settings_asked,
        )
        for tool, drawing, signal in zip(made, drawings, asked, strict=True):
            tool.setIcon(icon(drawing, theme.current().muted))
            tool.clicked.connect(signal)
        self.tools = tuple(made)

    def _add_line(self, text: str) -> QPushButton:
        made = _line(text)
        made.setAccessibleName(text)
        self._lines.append((made, text))
        self._layout.addWidget(made)
        return made


class _Counted(Protocol):
    """What is counted of a visit."""

    @property
    def differences(self) -> int:
        """How many fields two laptops filled differently."""
        ...


class StatusLine(QFrame):
    """One line at the bottom: whether all is saved, what still waits, and who is typing."""

    typist_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.saved = label()
        self.differences = label()
        self.visits = label()
        self.owner = label()
        self.zoom = label()
        self.typist = button("", self.typist_asked.emit, variant="quiet")
        self.lock = button("", self.lock_asked.emit, variant="quiet")
        self.lock.hide()
        self._lines = layout = row(self, spacing=theme.LARGE)
        for part in (self.saved, self.visits, self.differences):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.zoom)
        layout.addWidget(self.owner)
        layout.addWidget(self.typist)
        layout.addWidget(self.lock)

    def fit(self) -> None:
        """Take the spaces and words of the zoom and language in use."""
        side = theme.scaled(theme.LARGE)
        self._lines.setContentsMargins(side, 0, side, 0)
        self._lines.setSpacing(side)
        colours = theme.current()
        for made, drawing in ((self.typist, Icon.PEOPLE), (self.lock, Icon.LOCK)):
            made.setIcon(icon(drawing, colours.accent))
            made.setIconSize(QSize(theme.scaled(SIZE), theme.scaled(SIZE)))
        self.lock.setText(translate("Lock"))

    def show_zoom(self, zoom: int) -> None:
        """Tell how much everything is enlarged, unless it is not."""
        self.zoom.setText("" if zoom == NO_ZOOM else f"{zoom} %")

    def show_typist(self, name: str, *, is_picked: bool) -> None:
        """Tell under whose name is written."""
        text = translate("Typing: {name}", name=name)
        self.typist.setText(text if is_picked else translate("Who is typing?"))
        self.typist.setAccessibleName(text if is_picked else translate("Who is typing?"))

    def show_lock(self, *, is_on: bool) -> None:
        """Offer to lock the screen, once there is a PIN."""
        self.lock.setVisible(is_on)

    def show_keeping(self, state: Keeping) -> None:
        """Tell whether everything entered is in the store."""
        texts = {
            Keeping.DISK_REFUSES: "⚠ " + translate("Not saved: the disk takes nothing"),
            Keeping.TYPING: translate("Typing…"),
            Keeping.DRAFTED: translate("Typing… (draft kept)"),
            Keeping.SAVING: translate("Saving…"),
            Keeping.REFUSED: "⚠ " + translate("Something is not saved: see what is marked"),
            Keeping.SAVED: "✓ " + translate("Saved"),
        }
        self.saved.setText(texts[state])
        tones = {Keeping.DISK_REFUSES: "bad", Keeping.REFUSED: "bad"}
        theme.mark_as(self.saved, tone=tones.get(state, ""))

    def show_owner(self, name: str, *, is_headquarters: bool) -> None:
        """Tell whose store this is."""
        role = translate("headquarters") if is_headquarters else translate("inspection team")
        self.owner.setText(f"{name}  ·  {role}")

    def show_rows(self, rows: Sequence[_Counted], samples: int = 0) -> None:
        """Tell how many visits there are and how many differences wait for a person."""
        count = translate("{count} visits", count=len(rows))
        besides = translate("{count} samples", count=samples)
        self.visits.setText(f"{count}  ·  {besides}" if samples else count)
        differences = sum(one.differences for one in rows)
        self.differences.setText(
            translate("{count} differences to settle", count=differences) if differences else ""
        )


def _line(text: str) -> QPushButton:
    made = ElidedButton(text)
    made.setProperty("variant", "navigation")
    made.setIconSize(QSize(theme.scaled(SIZE), theme.scaled(SIZE)))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
