"""The tools of the sample: drawing it, and what it answers; one is open at a time, or none."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import translate
from ui.visit.draw_panel import DrawPanel
from ui.visit.sample_figures import SampleFiguresPanel
from ui.visit.sealing import show_sealed
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import Toggle, column
from ui.widgets.scroll_column import ScrollColumn

PanelT = TypeVar("PanelT", bound=QWidget)


class SampleTools(QWidget):
    """Takes the place of the grid while one of its two buttons is pressed down."""

    opened = Signal(bool)
    """Whether a tool is open now."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.draw_button = Toggle(translate("Draw from a register"), self._on_draw)
        self.figures_button = Toggle(translate("Figures from the sample"), self._on_figures)
        for opener in self.buttons:
            opener.setProperty("edits", True)  # noqa: FBT003 - Qt takes it so
        self.area = ScrollColumn()
        self._build()
        case.loaded.connect(self._reload)

    @cached_property
    def draw_panel(self) -> DrawPanel:
        """Draws a sample; made when it is first opened, which spares the tab half its widgets."""
        return self._put(DrawPanel(self.case))

    @cached_property
    def figures_panel(self) -> SampleFiguresPanel:
        """What the sample answers; made when it is first opened."""
        return self._put(SampleFiguresPanel(self.case))

    @property
    def buttons(self) -> tuple[Toggle, Toggle]:
        """The buttons that open and close the tools, for the head of the tab."""
        return (self.draw_button, self.figures_button)

    def put_away(self) -> None:
        """Close whatever tool is open."""
        self._open(None)

    def _build(self) -> None:
        self.area.column.addStretch(1)
        layout = column(self)
        layout.addWidget(self.area)
        self._open(None)

    def _put(self, panel: PanelT) -> PanelT:
        panel.hide()
        self.area.column.insertWidget(0, panel)
        show_sealed(panel, sealed=self.case.is_sealed)
        return panel

    def _on_draw(self) -> None:
        self._open(self.draw_button if self.draw_button.isChecked() else None)

    def _on_figures(self) -> None:
        self._open(self.figures_button if self.figures_button.isChecked() else None)

    def _open(self, wanted: Toggle | None) -> None:
        self.draw_button.setChecked(wanted is self.draw_button)
        self.figures_button.setChecked(wanted is self.figures_button)
        for opener, name in (
            (self.draw_button, "draw_panel"),
            (self.figures_button, "figures_panel"),
        ):
            if wanted is opener or name in vars(self):
                getattr(self, name).setVisible(wanted is opener)
        self.setVisible(wanted is not None)
        self._reload()
        self.opened.emit(wanted is not None)

    def _reload(self) -> None:
        if self.case.case is None:
            return
        if self.draw_button.isChecked():
            self.draw_panel.reload()
        if self.figures_button.isChecked():
            self.figures_panel.reload()
