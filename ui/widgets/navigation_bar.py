"""The bar at the left of the window: where one can go, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QWidget

from app.words import language, translate
from ui import theme
from ui.icons import SIZE, Icon, icon, pixmap
from ui.keeping import Keeping
from ui.navigation import PageName
from ui.widgets.basics import clear, column, label, row


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the bar."""

    page: PageName
    text: str
    drawing: Icon


class NavigationBar(QFrame):
    """One button per page, and below them how the window looks and speaks."""

    page_asked = Signal(object)
    theme_asked = Signal()
    language_asked = Signal()
    shortcuts_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.setAccessibleName(translate("Navigation"))
        self.buttons: dict[PageName, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._layout = column(self, margins=theme.MEDIUM, spacing=theme.TINY)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace the pages offered."""
        clear(self._layout)
        self.buttons.clear()
        self.setFixedWidth(theme.scaled(208))
        self._add_brand()
        for entry in entries:
            self.buttons[entry.page] = self._add_page(entry)
        self._layout.addStretch(1)
        self._add_tools()

    def mark_page(self, page: PageName) -> None:
        """Show which page is open; one without an entry leaves none marked."""
        wanted = self.buttons.get(page)
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(button is wanted)
        self._group.setExclusive(True)

    def _add_brand(self) -> None:
        mark = QLabel()
        mark.setPixmap(pixmap(Icon.INSPECTION, theme.current().accent, 24))
        brand = row()
        brand.setContentsMargins(theme.scaled(8), theme.scaled(6), 0, theme.scaled(14))
        brand.addWidget(mark)
        brand.addWidget(label(translate("Sổ Kiểm Tra"), "strong"))
        brand.addStretch(1)
        self._layout.addLayout(brand)

    def _add_page(self, entry: Entry) -> QPushButton:
        colours = theme.current()
        made = _line(entry.text)
        made.setIcon(icon(entry.drawing, colours.muted, checked=colours.accent))
        made.setCheckable(True)
        made.clicked.connect(lambda: self.page_asked.emit(entry.page))
        self._group.addButton(made)
        self._layout.addWidget(made)
        return made

    def _add_tools(self) -> None:
        colours = theme.current()
        is_dark = colours.name == "dark"
        look = _line(translate("Light theme") if is_dark else translate("Dark theme"))
        look.setIcon(icon(Icon.SUN if is_dark else Icon.MOON, colours.muted))
        look.clicked.connect(self.theme_asked)
        keys = _line(translate("Shortcuts (F1)"))
        keys.setIcon(icon(Icon.KEYBOARD, colours.muted))
        keys.clicked.connect(self.shortcuts_asked)
        speech = _line("English" if language() == "vi" else "Tiếng Việt")
        speech.setIcon(icon(Icon.COMMENT, colours.muted))
        speech.clicked.connect(self.language_asked)
        for tool in (keys, look, speech):
            self._layout.addWidget(tool)
        self.tools = (keys, look, speech)


class _Counted(Protocol):
    """What is counted of a visit."""

    @property
    def differences(self) -> int:
        """How many fields two laptops filled differently."""
        ...


class StatusLine(QFrame):
    """One line at the bottom: whether all is saved, and what still waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.saved = label()
        self.differences = label()
        self.visits = label()
        self.owner = label()
        layout = row(self, spacing=theme.LARGE)
        layout.setContentsMargins(
            theme.scaled(theme.LARGE),
            theme.scaled(theme.TINY),
            theme.scaled(theme.LARGE),
            theme.scaled(theme.TINY),
        )
        for part in (self.saved, self.visits, self.differences):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.owner)

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

    def show_rows(self, rows: Sequence[_Counted]) -> None:
        """Tell how many visits there are and how many differences wait for a person."""
        self.visits.setText(translate("{count} visits", count=len(rows)))
        differences = sum(one.differences for one in rows)
        self.differences.setText(
            translate("{count} differences to settle", count=differences) if differences else ""
        )


def _line(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("variant", "navigation")
    made.setIconSize(QSize(theme.scaled(SIZE), theme.scaled(SIZE)))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made
