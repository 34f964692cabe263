"""Rule P6: the font of every letter, its colour, and text in NFC.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.looks import letter_mends
from app.documents.format_check.mends import (
    FontMend,
)
from app.documents.format_check.reading import (
    Paragraph,
    Run,
    WordDocument,
)
from app.documents.format_check.violation import (
    Fault,
)
from app.words import translate

_FONT: Final = "Times New Roman"
# Printed, a letter this dark cannot be told from black.
_DARKEST: Final = 0x20
_PALEST: Final = 0x90
# Their letters stand for arrows, ticks and Greek; in another font they would be others.
_SIGN_FONTS: Final = {
    "symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "mt extra", "marlett",
    "zapfdingbats", "opensymbol", "segoe ui symbol", "segoe ui emoji", "cambria math",
}  # fmt: skip
# Fonts of before Unicode: their words must be converted, not only shown in another font.
_OLDER_CODES: Final = (".vn", "vni-", "vntime", ".tmc")


def letter_faults(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong with the letters, wherever they stand."""
    read = (*document.paragraphs, *document.boxed, *document.notes, *_running(document))
    for paragraph in read:
        yield from _letters(paragraph, elements.place_of(paragraph))


def _running(document: WordDocument) -> Iterator[Paragraph]:
    """Yield the paragraphs of all headers and footers once, though sections share them."""
    seen: set[int] = set()
    for section in document.sections:
        for parts in (section.headers, section.footers):
            for paragraphs in parts.values():
                if id(paragraphs) not in seen:
                    seen.add(id(paragraphs))
                    yield from paragraphs


def _letters(paragraph: Paragraph, place: str) -> Iterator[Fault]:
    runs = [run for run in paragraph.runs if run.text.strip()]
    runs += [paragraph.label_run] if paragraph.label_run is not None else []
    foreign = [(run, name) for run in runs for name in _foreign_fonts(run)]
    if foreign:
        yield from _font_faults(foreign, place)
    coloured = [run for run in runs if not _is_black(run.format.colour)]
    if coloured:
        # Pale letters stand on a dark ground, where black ones could not be read.
        pale = any(_is_pale(run.format.colour) for run in coloured)
        colours = dict.fromkeys(run.format.colour for run in coloured)
        yield Fault(
            rule="P6",
            place=place,
            found=translate("letters of colour {colour}", colour=", ".join(colours)),
            expected=translate("black letters"),
            mends=() if pale else letter_mends(coloured, black=True),
        )


def _font_faults(foreign: list[tuple[Run, str]], place: str) -> Iterator[Fault]:
    older = [(run, name) for run, name in foreign if _is_of_older_code(name)]
    if older:
        yield Fault(
            rule="P6",
            place=place,
            found=", ".join(dict.fromkeys(name for _, name in older)),
            expected=translate("letters of Unicode in {font}", font=_FONT),
            cure=translate(
                "Convert the words from the older code (TCVN3, VNI) to Unicode with the keyboard "
                "program, then choose Times New Roman."
            ),
        )
    others = [(run, name) for run, name in foreign if not _is_of_older_code(name)]
    if others:
        runs = list({id(run): run for run, _ in others}.values())
        yield Fault(
            rule="P6",
            place=place,
            found=", ".join(dict.fromkeys(name for _, name in others)),
            expected=_FONT,
            mends=(FontMend(font=_FONT), *letter_mends(runs, font=_FONT)),
        )


def may_change_font(font: str) -> bool:
    """Tell whether letters named in this font may be shown in another: neither signs nor codes."""
    return bool(font) and font.casefold() not in _SIGN_FONTS and not _is_of_older_code(font)


def _foreign_fonts(run: Run) -> Iterator[str]:
    named = dict.fromkeys(_fonts(run))
    yield from (name for name in named if name != _FONT and name.casefold() not in _SIGN_FONTS)


def _is_of_older_code(font: str) -> bool:
    return font.casefold().startswith(_OLDER_CODES)


def _fonts(run: Run) -> Iterator[str]:
    """Yield the fonts that letters of the run are really printed in.

    Word keeps a font for each of four kinds of letter; one for Chinese or Arabic
    letters is no fault where there are none. Signs such as ☐ and ✓ are not in
    Times New Roman at all and are left alone.
    """
    form = run.format
    for letter in run.text:
        category = unicodedata.category(letter)
        if category[0] in "ZC":
            continue
        if letter < "\x80":
            yield form.ascii
        elif category in {"So", "Sk"}:
            continue
        elif unicodedata.east_asian_width(letter) in "WF":
            yield form.east_asia
        elif form.east_asia_hint and unicodedata.east_asian_width(letter) == "A":
            continue
        else:
            yield form.h_ansi


def _is_black(colour: str) -> bool:
    try:
        channels = bytes.fromhex(colour)
    except ValueError:
        return False
    return max(channels, default=0) <= _DARKEST


def _is_pale(colour: str) -> bool:
    try:
        channels = bytes.fromhex(colour)
    except ValueError:
        return False
    return min(channels, default=0) >= _PALEST
