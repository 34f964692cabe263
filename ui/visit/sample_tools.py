"""The tools above the sample: drawing it, and what it answers; one is open at a time, or none."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.visit.draw_panel import DrawPanel
from ui.visit.sample_figures import SampleFiguresPanel
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, row
from ui.widgets.scroll_column import ScrollColumn

_HEIGHT: Final = 400
_ROOM: Final = 28
"""What a word in bold needs more than in plain letters."""


class SampleTools(QWidget):
    """Two buttons that open their panel below them."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.draw_panel = DrawPanel(case)
        self.figures_panel = SampleFiguresPanel(case)
        self.draw_button = button(translate("Draw from a register"), self._on_draw)
        self.figures_button = button(translate("Figures from the sample"), self._on_figures)
        self.area = ScrollColumn()
        self._build()
        case.loaded.connect(self._on_loaded)

    def _build(self) -> None:
        layout = column(self, spacing=theme.SMALL)
        line = row()
        for one in (self.draw_button, self.figures_button):
            one.setCheckable(True)
            one.setProperty("choice", "filter")
            one.setMinimumWidth(one.sizeHint().width() + theme.scaled(_ROOM))
            line.addWidget(one)
        line.addStretch(1)
        layout.addLayout(line)
        self.area.column.addWidget(self.draw_panel)
        self.area.column.addWidget(self.figures_panel)
        self.area.column.addStretch(1)
        for panel in (self.draw_panel, self.figures_panel):
            panel.installEventFilter(self)
        layout.addWidget(self.area)
        self._open(None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Give the panel that is open the height it needs, and no more than leaves the list."""
        is_drawing = self.draw_button.isChecked()
        panel = self.draw_panel if is_drawing else self.figures_panel
        layout = panel.layout()
        needed = panel.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            # Of the width without a scroll bar, which comes and goes with the height.
            needed = layout.totalHeightForWidth(self.width() - theme.scaled(theme.LARGE))
        height = min(needed + theme.scaled(theme.SMALL), theme.scaled(_HEIGHT))
        if self.area.height() != height:
            self.area.setFixedHeight(height)

    def _on_draw(self) -> None:
        self._open(self.draw_button if self.draw_button.isChecked() else None)

    def _on_figures(self) -> None:
        self._open(self.figures_button if self.figures_button.isChecked() else None)

    def _open(self, wanted: QPushButton | None) -> None:
        self.draw_button.setChecked(wanted is self.draw_button)
        self.figures_button.setChecked(wanted is self.figures_button)
        self.draw_panel.setVisible(wanted is self.draw_button)
        self.figures_panel.setVisible(wanted is self.figures_button)
        self.area.setVisible(wanted is not None)
        self._reload()

    def _on_loaded(self) -> None:
        self._reload()

    def _reload(self) -> None:
        if self.case.case is None:
            return
        if self.draw_button.isChecked():
            self.draw_panel.reload()
        if self.figures_button.isChecked():
            self.figures_panel.reload()
