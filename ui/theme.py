"""The look: colours by role, spaces, sizes, and the style sheet made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from string import Template
from typing import Final

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import RESOURCES

TINY: Final = 4
SMALL: Final = 8
MEDIUM: Final = 12
LARGE: Final = 16
HUGE: Final = 24
RADIUS: Final = 6
TEXT_PT: Final = 11
STRONG_PT: Final = 13
HEADING_PT: Final = 16
TITLE_PT: Final = 20
# What each system has that draws every Vietnamese letter well.
_FAMILIES: Final = ("Segoe UI", "Noto Sans", "Helvetica Neue", "DejaVu Sans")


@dataclass(frozen=True, slots=True)
class Tone:
    """A foreground and the soft background it is read on."""

    ink: str
    wash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one theme, by the role they play."""

    name: str
    window: str
    """Behind everything."""
    surface: str
    """Cards, tables, fields."""
    raised: str
    """Hovered, headers, chips."""
    line: str
    """Quiet borders that carry no meaning."""
    frame: str
    """Borders of fields and buttons; 3:1 against what lies around them."""
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_wash: str
    navigation: str
    shadow: str
    good: Tone
    partial: Tone
    bad: Tone
    neutral: Tone
    differs: Tone
    late: Tone


LIGHT: Final = Theme(
    name="light",
    window="#f4f6f9",
    surface="#ffffff",
    raised="#eef1f5",
    line="#dde2e9",
    frame="#7f8b9b",
    text="#18212e",
    muted="#566273",
    accent="#0b5cad",
    accent_hover="#094b8e",
    on_accent="#ffffff",
    accent_wash="#e2edf9",
    navigation="#e9edf3",
    shadow="#c9d0da",
    good=Tone("#146540", "#e1f3e9"),
    partial=Tone("#774f00", "#fdf0d3"),
    bad=Tone("#a5241b", "#fce8e6"),
    neutral=Tone("#4c5868", "#e9edf2"),
    differs=Tone("#5f3396", "#f0e8fa"),
    late=Tone("#981c43", "#fce6ed"),
)
DARK: Final = Theme(
    name="dark",
    window="#13171d",
    surface="#1b212a",
    raised="#252d38",
    line="#303945",
    frame="#728093",
    text="#e7ebf1",
    muted="#a5b0bf",
    accent="#74b4f4",
    accent_hover="#93c5f8",
    on_accent="#0a1a2a",
    accent_wash="#1c3653",
    navigation="#0f1318",
    shadow="#0a0d11",
    good=Tone("#78d9a6", "#163728"),
    partial=Tone("#f1c76f", "#3b3014"),
    bad=Tone("#f7a39b", "#452421"),
    neutral=Tone("#b7c1ce", "#2b333e"),
    differs=Tone("#cfb0f4", "#35284d"),
    late=Tone("#f7a1ba", "#43212f"),
)
THEMES: Final[Mapping[str, Theme]] = {theme.name: theme for theme in (LIGHT, DARK)}


_PIXELS: Final = re.compile(r"\b(\d+)px(~?)")
_WIDEST_BORDER: Final = 2
"""Lengths up to it are lines, which stay as thin as they are."""
_MIDDLE: Final = 128
_DARKEST_CURVED: Final = 0.04045
"""Below it sRGB is a straight line (IEC 61966-2-1)."""


_STYLE: Final = "fusion"
_DRESSED: Final = "dressed"
"""The property of a window that has the style sheet."""


class _InUse:
    theme: Theme = LIGHT
    zoom: int = 100
    desktop_is_dark: bool | None = None
    sheet: str = ""


def current() -> Theme:
    """Return the theme in use, for what is painted by hand."""
    return _InUse.theme


def zoom_in_use() -> int:
    """Return the zoom in use, in percent."""
    return _InUse.zoom


def scaled(pixels: int) -> int:
    """Return a length of the design at the zoom in use."""
    return round(pixels * _InUse.zoom / 100)


def font(points: float = TEXT_PT, *, bold: bool = False) -> QFont:
    """Return a font of the design at the zoom in use."""
    return QFont(_font(points * _InUse.zoom / 100, bold=bold))


@cache
def _font(points: float, *, bold: bool) -> QFont:
    """Made once: what is painted by hand asks for one with every line."""
    made = QFont()
    made.setFamilies(list(_FAMILIES))
    made.setPointSizeF(points)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def print_font() -> QFont:
    """Return the font of what is printed from a screen: never enlarged with it."""
    made = QFont()
    made.setFamilies(list(_FAMILIES))
    made.setPointSizeF(TEXT_PT)
    return made


def named(wanted: str) -> Theme:
    """Return the theme the settings ask for; `system` follows the desktop."""
    if wanted in THEMES:
        return THEMES[wanted]
    # Asked before any palette of ours is set, and without Qt's enumerations: they load slowly.
    if _InUse.desktop_is_dark is None:
        window = QGuiApplication.palette().window().color()
        _InUse.desktop_is_dark = window.lightness() < _MIDDLE
    return DARK if _InUse.desktop_is_dark else LIGHT


def apply(app: QApplication, wanted: str, zoom: int) -> None:
    """Dress the whole program: what it draws with, and every window that asked for it."""
    _InUse.theme = named(wanted)
    _InUse.zoom = zoom
    _InUse.sheet = style_sheet(_InUse.theme, zoom)
    # Set anew, it makes Qt dress every widget there is, though it is the same.
    if app.style().name() != _STYLE:
        app.setStyle(_STYLE)
    app.setPalette(_palette(_InUse.theme))
    app.setFont(font())
    for window in app.topLevelWidgets():
        if window.property(_DRESSED):
            window.setStyleSheet(_InUse.sheet)


def dress(window: QWidget) -> None:
    """Put the style sheet on a window, and on whatever stands in it or belongs to it later.

    It is not put on the application: there Qt dresses each widget anew, with all that is in it,
    each time it is put into another one, and a page is put together from the inside outwards.
    """
    window.setProperty(_DRESSED, True)  # noqa: FBT003 - Qt takes it so
    window.setStyleSheet(_InUse.sheet)


def style_sheet(theme: Theme, zoom: int) -> str:
    """Return the style sheet of a theme at a zoom."""
    values: dict[str, str] = {}
    for role, colour in asdict(theme).items():
        if isinstance(colour, dict):
            values |= {f"{role}_{part}": str(value) for part, value in colour.items()}
        else:
            values[role] = str(colour)
    for name, points in (
        ("text_pt", TEXT_PT),
        ("small_pt", TEXT_PT - 1),
        ("strong_pt", STRONG_PT),
        ("heading_pt", HEADING_PT),
        ("title_pt", TITLE_PT),
    ):
        values[name] = f"{points * zoom / 100:.1f}pt"
    values["images"] = (RESOURCES / "theme").as_posix()
    source = (RESOURCES / "theme" / "window.qss").read_text(encoding="utf-8")
    return _PIXELS.sub(lambda found: _pixels(found, zoom), Template(source).substitute(values))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mark_as(widget: QWidget, **properties: str) -> None:
    """Give a widget what the style sheet chooses by, e.g. `variant="primary"`."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _pixels(found: re.Match[str], zoom: int) -> str:
    """Return a length at a zoom; `~` behind it makes room for the wider border of the focus."""
    pixels = int(found[1])
    if pixels > _WIDEST_BORDER:
        pixels = round(pixels * zoom / 100)
    return f"{pixels - len(found[2])}px"


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _DARKEST_CURVED else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.Window, theme.window),
        (roles.WindowText, theme.text),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.raised),
        (roles.Text, theme.text),
        (roles.PlaceholderText, theme.muted),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.text),
        (roles.BrightText, theme.bad.ink),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.ToolTipBase, theme.raised),
        (roles.ToolTipText, theme.text),
        (roles.Link, theme.accent),
        (roles.LinkVisited, theme.accent),
        (roles.Light, theme.raised),
        (roles.Midlight, theme.line),
        (roles.Mid, theme.line),
        (roles.Dark, theme.frame),
        (roles.Shadow, theme.shadow),
        (roles.Accent, theme.accent),
    ):
        palette.setColor(role, QColor(colour))
    faded = QPalette.ColorGroup.Disabled
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(faded, role, QColor(theme.frame))
    return palette
