"""What Qt's own dialogs say is Vietnamese too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app import words
from ui import qt_words


@pytest.fixture(autouse=True)
def _qt_words(qapp: QApplication) -> Iterator[None]:
    installed = qt_words.install(qapp)
    yield
    QCoreApplication.removeTranslator(installed)
    installed.deleteLater()


def test_the_file_dialog_of_qt_speaks_vietnamese(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = QFileDialog(None, "Chọn tệp", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()

    labels = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()]
    shown = {text.replace("&", "") for text in (*labels, *buttons)}
    dialog.hide()

    assert {"Mở", "Hủy", "Tên tệp:", "Tìm trong:", "Loại tệp:"} <= shown


def test_in_english_qt_keeps_its_own_words() -> None:
    words.use_language("en")

    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
