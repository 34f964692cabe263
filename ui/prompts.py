"""The questions the program may ask in a dialog, as something that can be handed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6 import QtWidgets
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget

from app.words import translate

if TYPE_CHECKING:
    # Loaded when somebody prints.
    from PySide6.QtPrintSupport import QPrinter


class Prompts(Protocol):
    """Asks the user; every answer may also be "no" or nothing."""

    def tell(self, text: str) -> None:
        """Show a message that only needs to be read."""
        ...

    def confirm(self, question: str, verb: str) -> bool:
        """Ask before something is done; `verb` names it on the button."""
        ...

    def ask_text(self, question: str, text: str = "") -> str | None:
        """Ask for a short text; None when the user thought better of it."""
        ...

    def ask_secret(self, question: str) -> str | None:
        """Ask for a text that nobody may read over a shoulder."""
        ...

    def ask_lines(self, question: str) -> str | None:
        """Ask for a text of several lines."""
        ...

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        """Ask for files to read."""
        ...

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...

    def save_as(self, title: str, suggested: Path, pattern: str) -> Path | None:
        """Ask where to write a file."""
        ...

    def choose_printer(self, printer: QPrinter, pages: int) -> bool:
        """Ask where to print so many pages; the printer is set up for it then."""
        ...


class QtPrompts:
    """Prompts as dialogs above a window; each is freed when it closes.

    Qt brings no Vietnamese words for its own buttons, so each gets its text here.
    File dialogs load slowly, so they are named through their module, when asked for.
    """

    def __init__(self, window: QWidget | None = None) -> None:
        self.window = window

    def tell(self, text: str) -> None:
        """Show a message that only needs to be read."""
        box = self._box(QMessageBox.Icon.Information, text)
        box.addButton(translate("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        box.deleteLater()

    def confirm(self, question: str, verb: str) -> bool:
        """Ask before something is done; `verb` names it on the button."""
        box = self._box(QMessageBox.Icon.Question, question)
        agreed = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        refused = box.addButton(translate("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refused)
        box.exec()
        answer = box.clickedButton() is agreed
        box.deleteLater()
        return answer

    def ask_text(self, question: str, text: str = "") -> str | None:
        """Ask for a short text; None when the user thought better of it."""
        dialog = self._text_dialog(question)
        dialog.setTextValue(text)
        return _answer(dialog)

    def ask_secret(self, question: str) -> str | None:
        """Ask for a text that nobody may read over a shoulder."""
        dialog = self._text_dialog(question)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        return _answer(dialog)

    def ask_lines(self, question: str) -> str | None:
        """Ask for a text of several lines."""
        dialog = self._text_dialog(question)
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.resize(560, 420)
        return _answer(dialog)

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        """Ask for files to read."""
        names, _chosen = QtWidgets.QFileDialog.getOpenFileNames(self.window, title, "", pattern)
        return [Path(name) for name in names]

    def _text_dialog(self, question: str) -> QInputDialog:
        dialog = QInputDialog(self.window)
        dialog.setWindowTitle(translate("Sổ Kiểm Tra"))
        dialog.setLabelText(question)
        dialog.setOkButtonText(translate("Continue"))
        dialog.setCancelButtonText(translate("Cancel"))
        dialog.resize(420, dialog.sizeHint().height())
        return dialog

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        name = QtWidgets.QFileDialog.getExistingDirectory(self.window, title)
        return Path(name) if name else None

    def save_as(self, title: str, suggested: Path, pattern: str) -> Path | None:
        """Ask where to write a file."""
        name, _chosen = QtWidgets.QFileDialog.getSaveFileName(
            self.window, title, str(suggested), pattern
        )
        return Path(name) if name else None

    def choose_printer(self, printer: QPrinter, pages: int) -> bool:
        """Ask where to print so many pages; the printer is set up for it then."""
        from PySide6.QtPrintSupport import QPrintDialog  # noqa: PLC0415 - when somebody prints

        dialog = QPrintDialog(printer, self.window)
        dialog.setWindowTitle(translate("Print"))
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
        agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return agreed

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        box = QMessageBox(icon, translate("Sổ Kiểm Tra"), text, parent=self.window)
        box.setTextFormat(box.textFormat().PlainText)
        return box


def _answer(dialog: QInputDialog) -> str | None:
    """Show a question and return what was typed, or None."""
    given = dialog.exec() == QInputDialog.DialogCode.Accepted
    answer = dialog.textValue().strip()
    dialog.deleteLater()
    return answer if given else None
