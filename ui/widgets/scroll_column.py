"""A column of widgets that scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.widgets.basics import column


class ScrollColumn(QScrollArea):
    """Put widgets into `column`; they get the full width.

    Only where the widest of them needs more than that, twice enlarged on a small screen, it
    scrolls sideways, too: nothing is out of reach.
    """

    def __init__(self, *, margins: int = 0, spacing: int = theme.MEDIUM) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(translate("Scrolls with the arrow keys"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.inner = _Inner()
        self.inner.setProperty("role", "page")
        self.column = column(self.inner, margins=margins, spacing=spacing)
        self.setWidget(self.inner)

    def reach(self, widget: QWidget) -> None:
        """Bring a widget into sight, one that was only just put in as well."""
        self.column.activate()
        self.ensureWidgetVisible(widget, 0, theme.scaled(theme.LARGE))


class _Inner(QWidget):
    """Is as high as its lines need at the width it has.

    By hand because Qt takes the height that words need in their narrowest place: a column
    that fits would scroll over nothing.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            hint.setHeight(min(hint.height(), layout.totalHeightForWidth(self.width())))
        return hint
