"""Mends letters: on a run, on an automatic number, in styles and theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.letter_rules import may_change_font
from app.documents.format_check.mends import FontMend, HiddenNumberMend, LetterMend
from app.documents.format_check.words_xml import W
from app.documents.format_fix.package import WordPackage
from app.documents.format_fix.property_order import placed, put, switch

_SLOTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMED: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_BLACK: Final = "000000"


def mend_letters(mend: LetterMend) -> bool:
    """Give a run its look; tell whether that changed anything."""
    properties = _run_properties(mend.target)
    changed = [False]
    if mend.size is not None:
        size = {"val": str(mend.size)}
        changed += [put(placed(properties, name), size) for name in ("sz", "szCs")]
    for name, on in (("b", mend.bold), ("i", mend.italic)):
        if on is not None:
            changed += [switch(properties, tag, on=on) for tag in (name, f"{name}Cs")]
    if mend.font is not None:
        fonts = dict.fromkeys(_SLOTS, mend.font)
        changed.append(put(placed(properties, "rFonts"), fonts, _THEMED))
    if mend.black:
        off = ("themeColor", "themeTint", "themeShade")
        changed.append(put(placed(properties, "color"), {"val": _BLACK}, off))
    return any(changed)


def mend_fonts(mend: FontMend, package: WordPackage) -> bool:
    """Name a font in styles, defaults and theme; tell whether that changed anything."""
    changed = [False]
    styles = package.part("styles")
    if styles is not None:
        changed += [_rename(fonts, mend.font) for fonts in styles.iter(W + "rFonts")]
    theme = package.part("theme")
    for latin in _theme_fonts(theme):
        named = latin.get("typeface") or ""
        if named != mend.font and may_change_font(named):
            latin.set("typeface", mend.font)
            # The shape of the letters it describes is that of the other font.
            latin.attrib.pop("panose", "")
            changed.append(True)
    return any(changed)


def hide_number(mend: HiddenNumberMend) -> bool:
    """Keep a page number from being printed; tell whether that changed anything."""
    runs = mend.paragraph.iter(W + "r")
    changed = [switch(placed(run, "rPr"), "vanish", on=True) for run in runs]
    return any(changed)


def _run_properties(target: Element) -> Element:
    if target.tag == W + "p":
        return placed(placed(target, "pPr"), "rPr")
    return placed(target, "rPr")


def _rename(fonts: Element, font: str) -> bool:
    named = {slot: fonts.get(W + slot) or "" for slot in _SLOTS}
    return put(fonts, {slot: font for slot, name in named.items() if may_change_font(name)})


def _theme_fonts(theme: Element | None) -> Iterator[Element]:
    for part in ("major", "minor"):
        found = None if theme is None else theme.find(f".//{{*}}{part}Font/{{*}}latin")
        if found is not None:
            yield found
