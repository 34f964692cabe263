"""What a dialog asks for: a field under its label, and below it what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.prompts import Prompts
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoLine
from ui.widgets.typed_text import as_line


class Asked(QWidget):
    """A line to type in; what is wrong with it goes as soon as something else is typed."""

    def __init__(self, name: str, note: str = "", beside: QPushButton | None = None) -> None:
        super().__init__()
        self.name = name
        self.line = AutoLine(name)
        self.problem = label("", "small", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.problem.hide()
        layout = column(self, spacing=theme.TINY)
        line = row()
        line.addWidget(self.line, 1)
        if beside is not None:
            line.addWidget(beside)
        layout.addLayout(line)
        if note:
            layout.addWidget(label(note, "small", wrap=True))
        layout.addWidget(self.problem)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _text: self.refuse(""))

    @property
    def text(self) -> str:
        """What stands there, the word an input method is composing included."""
        self.line.finish_word()
        return as_line(self.line.text()).strip()

    def refuse(self, why: str) -> None:
        """Say why this cannot be taken, or that nothing speaks against it."""
        self.line.mark_wrong(wrong=bool(why))
        self.line.setAccessibleDescription(why)
        self.problem.setText(why)
        self.problem.setVisible(bool(why))

    def take_keyboard(self) -> None:
        """Put the keyboard where this is mended."""
        self.line.setFocus()


class AskedPlace(Asked):
    """A file or a folder, chosen by its button: a path that is typed has its slip, too."""

    chosen = Signal(object)

    def __init__(self, prompts: Prompts, name: str, pattern: str = "", *, note: str = "") -> None:
        """Ask for a file of a pattern, or for a folder where there is none."""
        text = translate("Choose a file…") if pattern else translate("Choose a folder…")
        choose = button(text, self._on_choose)
        super().__init__(name, note, choose)
        self.button = choose
        # Enter opens what has the keyboard, not what the dialog is for.
        self.button.setAutoDefault(True)
        self.button.setAccessibleName(f"{text} {name}")
        self.path: Path | None = None
        self._prompts = prompts
        self._pattern = pattern
        self.line.setReadOnly(True)

    def show_path(self, path: Path) -> None:
        """Show a place; its end says more than its beginning."""
        self.path = path
        self.line.setText(str(path))
        self.line.end(False)  # noqa: FBT003 - Qt takes it so
        self.line.setToolTip(str(path))
        self.refuse("")

    @override
    def take_keyboard(self) -> None:
        self.button.setFocus()

    def _on_choose(self) -> None:
        path = self._ask()
        if path is not None:
            self.show_path(path)
            self.chosen.emit(path)

    def _ask(self) -> Path | None:
        if not self._pattern:
            return self._prompts.choose_folder(self.name)
        return next(iter(self._prompts.choose_files(self.name, self._pattern)), None)
