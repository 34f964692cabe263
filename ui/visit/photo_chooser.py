"""Photos of the visit to choose from: they open over the window, near what they are to prove."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from app.domain.photo import Photo
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.visit.photo_grid import PhotoGrid
from ui.widgets.basics import button, column, label, row


class PhotoChooser(QFrame):
    """Shows the photos; `picked` brings the one that is to be linked."""

    picked = Signal(object)
    files_asked = Signal()
    closed = Signal()

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.grid = PhotoGrid(desk)
        self.grid.setSelectionMode(PhotoGrid.SelectionMode.SingleSelection)
        self.title = label(translate("Photos of this visit"), "strong")
        self.empty = label(translate("This visit has no photos yet."), "muted", wrap=True)
        self.take = button(translate("Link this photo"), self._pick, variant="primary")
        self.add = button(translate("Add from files"), self._ask)
        self.shut = button(translate("Close"), self.close_chooser, variant="quiet")
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        layout.addWidget(self.title)
        layout.addWidget(self.empty)
        layout.addWidget(self.grid, 1)
        foot = row()
        foot.addWidget(self.take)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        layout.addLayout(foot)
        self.grid.doubleClicked.connect(lambda _index: self._pick())
        self.grid.installEventFilter(self)
        self.hide()

    def open_at(self, near: QWidget, photos: Sequence[Photo]) -> None:
        """Offer these photos, as large as the window lets them be."""
        window = self.window()
        width = min(theme.scaled(720), window.width() - theme.scaled(48))
        height = min(theme.scaled(440), window.height() - theme.scaled(64))
        corner = near.mapTo(window, QPoint(0, near.height()))
        corner.setX(max(theme.scaled(8), min(corner.x(), window.width() - width - 16)))
        corner.setY(max(theme.scaled(8), min(corner.y(), window.height() - height - 16)))
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.grid.show_photos(photos)
        self.grid.setVisible(bool(photos))
        self.empty.setVisible(not photos)
        self.take.setEnabled(bool(photos))
        self.show()
        self.raise_()
        (self.grid if photos else self.add).setFocus()

    def close_chooser(self) -> None:
        """Close without choosing."""
        self.hide()
        self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._pick()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_chooser()
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_chooser()
            return
        super().keyPressEvent(event)

    def _pick(self) -> None:
        photo = self.grid.chosen
        if photo is not None:
            self.hide()
            self.picked.emit(photo)

    def _ask(self) -> None:
        self.hide()
        self.files_asked.emit()
