"""Looks at everything on a screen as its user must: can it be read, named, reached?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from ui.widgets.elided import ElidedButton, ElidedLabel

_SLACK = 2
_TOUCH = 32
# Whole spreadsheets: wider than the window by nature, their first columns stay in view.
WIDE = {"DossierGrid", "_Frozen", "PageView"}
_TAB = Qt.FocusPolicy.TabFocus.value
_PATIENCE = 60
_PLAIN = Qt.KeyboardModifier.NoModifier
# In a spreadsheet Tab goes to the next cell; the sheet of keys says how to leave it.
_LEAVE = {"DossierGrid": Qt.KeyboardModifier.ControlModifier}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a widget, named so that it is found in the code."""

    where: str
    what: str

    @override
    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget of a window that can be seen."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root.window() and not _is_out_of_sight(widget):
            yield widget


def _is_out_of_sight(widget: QWidget) -> bool:
    """Tell whether a widget lies where one must scroll to, or is part of Qt's own furniture."""
    return isinstance(widget, QScrollBar) or widget.width() == 0 or widget.height() == 0


def path_of(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(type(at).__name__)
        at = at.parentWidget()
    text = getattr(widget, "text", None)
    said = text() if callable(text) else widget.accessibleName()
    return f"{'/'.join(reversed(names))} “{str(said)[:50]}”"


# Cuts.


def cuts(root: QWidget) -> list[Fault]:
    """Everything that is cut, or needs scrolling sideways."""
    found = []
    for widget in shown(root):
        what = _cut(widget) or _outside(widget)
        if what:
            found.append(Fault(path_of(widget), what))
    return found


def _cut(widget: QWidget) -> str:
    match widget:
        case QLabel():
            return _cut_label(widget)
        case QTabBar():
            return _cut_tabs(widget)
        case QComboBox():
            return _cut_combo(widget)
        case QAbstractButton():
            return _cut_button(widget)
        case QAbstractScrollArea():
            return _sideways(widget)
        case _:
            return ""


def _cut_button(widget: QAbstractButton) -> str:
    if isinstance(widget, ElidedButton):
        return _untold(widget)
    # The tool button of a field is of Qt's own making.
    return _smaller(widget) if widget.text() and not isinstance(widget, QToolButton) else ""


def _sideways(widget: QAbstractScrollArea) -> str:
    if type(widget).__name__ in WIDE:
        return ""
    over = widget.horizontalScrollBar().maximum()
    return f"scrolls sideways by {over}" if over > 0 and _scrolls_sideways(widget) else ""


def _scrolls_sideways(widget: QAbstractScrollArea) -> bool:
    if type(widget).__name__ in WIDE:
        return True
    return widget.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _cut_label(widget: QLabel) -> str:
    if not widget.text() or not widget.pixmap().isNull():
        return ""
    if isinstance(widget, ElidedLabel):
        return _untold(widget)
    return _cut_lines(widget) if widget.wordWrap() else _smaller(widget)


def _untold(widget: ElidedLabel | ElidedButton) -> str:
    return "elided and told nowhere" if widget.is_elided and not widget.toolTip() else ""


def _cut_lines(widget: QLabel) -> str:
    wanted = widget.heightForWidth(widget.width())
    if wanted > widget.height() + _SLACK:
        return f"{widget.height()} high, needs {wanted}"
    if widget.textFormat() is not Qt.TextFormat.PlainText:
        return ""
    longest = max(map(widget.fontMetrics().horizontalAdvance, widget.text().split()), default=0)
    room = widget.contentsRect().width()
    return f"a word is {longest} wide, has {room}" if longest > room + _SLACK else ""


def _smaller(widget: QWidget) -> str:
    hint = widget.sizeHint()
    if hint.width() > widget.width() + _SLACK:
        return f"{widget.width()} wide, needs {hint.width()}"
    if hint.height() > widget.height() + _SLACK:
        return f"{widget.height()} high, needs {hint.height()}"
    return ""


def _cut_tabs(widget: QTabBar) -> str:
    whole = sum(widget.tabRect(number).width() for number in range(widget.count()))
    if whole > widget.width() + _SLACK and not widget.usesScrollButtons():
        return f"tabs are {whole} wide, have {widget.width()}"
    return ""


def _cut_combo(widget: QComboBox) -> str:
    wanted = QFontMetrics(widget.font()).horizontalAdvance(widget.currentText())
    room = widget.width() - 44
    if wanted > room and not widget.toolTip():
        return f"text {wanted} wide, has {room}, no tooltip"
    return ""


def _outside(widget: QWidget) -> str:
    """Tell by how much a widget sticks out of what holds it; scrolling down is no fault."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return ""
    place, holder = widget.geometry(), parent.parentWidget()
    scrolls = isinstance(holder, QAbstractScrollArea)
    # What can be scrolled to is told of as such.
    if not (isinstance(holder, QAbstractScrollArea) and _scrolls_sideways(holder)):
        out = max(place.right() - parent.width(), -place.left())
        if out > _SLACK:
            return f"sticks out by {out} beside {type(parent).__name__}"
    below = place.bottom() - parent.height()
    if not scrolls and below > _SLACK:
        return f"sticks out by {below} below {type(parent).__name__}"
    return ""


# Names and touch.


def nameless(root: QWidget) -> list[Fault]:
    """Every control the keyboard reaches that a screen reader cannot name."""
    found = []
    for widget in shown(root):
        if not can_have_keys(widget):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name).strip():
            found.append(Fault(path_of(widget), "has no accessible name"))
    return found


def small(root: QWidget) -> list[Fault]:
    """Every button too small for a finger; words that lead somewhere in a text are none."""
    return [
        Fault(path_of(widget), f"is {widget.width()} × {widget.height()}")
        for widget in shown(root)
        if isinstance(widget, QAbstractButton)
        and not isinstance(widget, QCheckBox | QRadioButton)
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.property("variant") != "link"
        and min(widget.width(), widget.height()) < _TOUCH
    ]


# The way of the Tab key.


@dataclass
class Way:
    """What had the focus, in this order, and what was wrong with the steps."""

    widgets: list[QWidget] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def walked(root: QWidget) -> Way:
    """Press Tab from the beginning until the focus comes round."""
    root.window().activateWindow()
    QTest.qWaitForWindowActive(root.window())
    way = Way()
    first = next((one for one in shown(root) if can_have_keys(one)), None)
    if first is None:
        return way
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stays = 0
    while stays < _PATIENCE and (at := QApplication.focusWidget()) is not None:
        if way.widgets and at is way.widgets[-1]:
            # Words with several links go from one to the next.
            stays += 1
        elif at in way.widgets:
            return way
        else:
            stays = 0
            way.faults += _jump(way.widgets[-1], at) if way.widgets else []
            way.widgets.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab, _LEAVE.get(type(at).__name__, _PLAIN))
    if way.widgets[1:]:
        way.faults.append(Fault(path_of(way.widgets[-1]), "Tab does not leave it"))
    return way


def _jump(before: QWidget, after: QWidget) -> list[Fault]:
    """Tell of a step back against the reading order; the beginning of the next round is none."""
    if before.isAncestorOf(after):
        return []
    one, two = _place(before), _place(after)
    up = two.bottom() <= one.top() and two.left() < one.right()
    back = two.right() <= one.left() and two.top() < one.bottom() and one.top() < two.bottom()
    if not (up or back):
        return []
    return [Fault(path_of(before), f"Tab leads back to {path_of(after)}")]


def can_have_keys(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy().value & _TAB)
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def unreached(root: QWidget, way: Way) -> list[Fault]:
    """Every control that Tab never comes to."""
    return [
        Fault(path_of(widget), "is never reached by Tab")
        for widget in shown(root)
        if can_have_keys(widget) and widget not in way.widgets
    ]


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
