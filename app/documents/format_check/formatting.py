"""What a run and a paragraph really look like, after all the places that have a say.

Word lays formatting in layers: document defaults, table style, paragraph style
with its ancestors, character style, and what is set on the spot; fonts and
colours may also point into the theme. By hand because python-docx shows only
what is written in one place and resolves neither ancestors, themes nor tables.
Source: ECMA-376 part 1, 17.7 (styles) and 17.7.3 (switches).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.layers import Properties, paragraph_properties
from app.documents.format_check.numbering import Numbering
from app.documents.format_check.theme import Theme
from app.documents.format_check.words_xml import W, child, switched, value, whole

_SLOTS: Final = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme"}
_SWITCHES: Final = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}
_BLACK: Final = "000000"
_WORD_SIZE: Final = 20
# What Word takes when neither styles nor defaults say anything.
_WORD_DEFAULTS: Final = dict.fromkeys(_SLOTS, "Times New Roman") | {"size": str(_WORD_SIZE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFormat:
    """How a run looks: fonts by kind of letter, half-points, switches, colour."""

    ascii: str
    h_ansi: str
    east_asia: str
    east_asia_hint: bool
    size: int
    bold: bool
    italic: bool
    caps: bool
    hidden: bool
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab stop: how far from the margin, in twips, and how text stands at it."""

    at: int
    align: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphFormat:
    """How a paragraph stands; measures are twips, `line` in 240ths when its rule is auto."""

    align: str
    left: int
    first: int
    before: int
    after: int
    line: int
    line_rule: str
    contextual: bool
    style: str
    number_id: str
    level: int
    border_below: bool
    right: int
    tabs: tuple[Tab, ...] = ()
    """Its tab stops, the nearest first."""
    frame_align: str = ""
    """Where on the line the frame stands that Word floats it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """What a table style gives to one cell: its layers, weakest first."""

    runs: tuple[Properties, ...] = ()
    paragraphs: tuple[Properties, ...] = ()


class StyleSheet:
    """The styles, defaults, theme and numbering of a document, asked for effective looks."""

    def __init__(self, styles: Element | None, theme: Element | None, numbering: Numbering) -> None:
        self._theme = Theme(theme)
        self._numbering = numbering
        self._indents = numbering.indents()
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._run_defaults: Properties = {}
        self._paragraph_defaults: Properties = {}
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._table_looks: dict[tuple[str, ...], TableLook] = {}
        self._styled_runs: dict[str, Properties] = {}
        self._styled_paragraphs: dict[str, Properties] = {}
        if styles is not None:
            self._read(styles)

    def _read(self, styles: Element) -> None:
        defaults = child(styles, "docDefaults")
        self._run_defaults = self._run(child(child(defaults, "rPrDefault"), "rPr"))
        self._paragraph_defaults = paragraph_properties(child(child(defaults, "pPrDefault"), "pPr"))
        for style in styles.iterfind(W + "style"):
            identity = style.get(W + "styleId") or ""
            self._styles[identity] = style
            if (style.get(W + "default") or "0") in {"1", "true", "on"}:
                self._default[style.get(W + "type") or ""] = identity

    def chain(self, identity: str) -> tuple[Element, ...]:
        """Return a style behind all its ancestors, the oldest first."""
        if identity not in self._chains:
            found: list[Element] = []
            at: str | None = identity
            while at and at in self._styles and self._styles[at] not in found:
                found.append(self._styles[at])
                at = value(self._styles[at], "basedOn")
            self._chains[identity] = tuple(reversed(found))
        return self._chains[identity]

    def paragraph_style(self, properties: Element | None) -> str:
        """Return the style a paragraph has, the default one when it names none."""
        named = value(properties, "pStyle")
        return named if named in self._styles else self._default.get("paragraph", "")

    def table_look(self, identity: str | None, places: Sequence[str]) -> TableLook:
        """Return what a table style gives to a cell that lies in these parts of the table."""
        style = identity or self._default.get("table", "")
        key = (style, *places)
        if key not in self._table_looks:
            chain = self.chain(style)
            sources = list(chain)
            for place in places:
                for ancestor in chain:
                    parts = ancestor.iterfind(W + "tblStylePr")
                    sources += [part for part in parts if part.get(W + "type") == place]
            self._table_looks[key] = TableLook(
                runs=tuple(self._run(child(source, "rPr")) for source in sources),
                paragraphs=tuple(paragraph_properties(child(source, "pPr")) for source in sources),
            )
        return self._table_looks[key]

    def run_format(
        self, properties: Element | None, style: str, table: TableLook | None
    ) -> RunFormat:
        """Return how a run looks in a paragraph of this style, in this cell if in one."""
        character = value(properties, "rStyle") or self._default.get("character", "")
        return self._run_format(self._run(properties), character, style, table)

    def label_format(
        self,
        mark: Element | None,
        level: Element | None,
        style: str,
        table: TableLook | None,
    ) -> RunFormat:
        """Return how an automatic number looks: as the mark of its paragraph, then its list."""
        character = value(level, "rStyle") or value(mark, "rStyle") or ""
        direct = _merged([self._run(mark), self._run(level)])
        return self._run_format(direct, character, style, table)

    def _run_format(
        self, direct: Properties, character: str, style: str, table: TableLook | None
    ) -> RunFormat:
        levels = [
            _merged(table.runs if table else ()),
            self._runs_of_style(style),
            self._runs_of_style(character),
        ]
        merged = _merged([_WORD_DEFAULTS, self._run_defaults, *levels, direct])

        def switch(name: str) -> bool:
            if name in direct:
                return direct[name] == "1"
            if self._run_defaults.get(name) == "1":
                return True
            return sum(level.get(name) == "1" for level in levels) % 2 == 1

        return RunFormat(
            ascii=merged["ascii"],
            h_ansi=merged["hAnsi"],
            east_asia=merged["eastAsia"],
            east_asia_hint=merged.get("hint") == "eastAsia",
            size=whole(merged["size"], _WORD_SIZE),
            colour=merged.get("colour", _BLACK),
            bold=switch("bold"),
            italic=switch("italic"),
            caps=switch("caps"),
            hidden=switch("hidden"),
        )

    def paragraph_format(
        self, properties: Element | None, table: TableLook | None
    ) -> ParagraphFormat:
        """Return how a paragraph stands, in this cell if in one."""
        style = self.paragraph_style(properties)
        styled = self._paragraphs_of_style(style)
        direct = paragraph_properties(properties)
        # A list set on the spot indents over the style; one that comes with the style, under it.
        level = self._level({**styled, **direct}, style)
        numbered = self._indents.get(f"{(styled | direct).get('number', '0')}/{level}", {})
        middle = [styled, numbered] if "number" in direct else [numbered, styled]
        merged = _merged(
            [self._paragraph_defaults, *(table.paragraphs if table else ()), *middle, direct]
        )
        return ParagraphFormat(
            align=merged.get("align", "left"),
            left=whole(merged.get("left")),
            right=whole(merged.get("right")),
            first=whole(merged.get("first")),
            before=whole(merged.get("before")),
            after=whole(merged.get("after")),
            line=whole(merged.get("line"), 240),
            line_rule=merged.get("rule", "auto"),
            contextual=merged.get("contextual") == "1",
            style=style,
            number_id=merged.get("number", "0"),
            level=whole(level),
            border_below=merged.get("below") == "1",
            tabs=_tabs(merged),
            frame_align=merged.get("frame", ""),
        )

    def _runs_of_style(self, style: str) -> Properties:
        if style not in self._styled_runs:
            layers = [self._run(child(part, "rPr")) for part in self.chain(style)]
            self._styled_runs[style] = _merged(layers)
        return self._styled_runs[style]

    def _paragraphs_of_style(self, style: str) -> Properties:
        if style not in self._styled_paragraphs:
            layers = [paragraph_properties(child(part, "pPr")) for part in self.chain(style)]
            self._styled_paragraphs[style] = _merged(layers)
        return self._styled_paragraphs[style]

    def _level(self, layer: Properties, style: str) -> str:
        """Return the level in its list; a list may name the styles of its levels itself."""
        if "level" in layer:
            return layer["level"]
        names = (part.get(W + "styleId") or "" for part in reversed(self.chain(style)))
        levels = (self._numbering.level_of(layer.get("number", "0"), name) for name in names)
        return next((level for level in levels if level), "0")

    def _run(self, element: Element | None) -> Properties:
        """Return what one place says about runs, theme names already replaced."""
        found: Properties = {}
        if element is None:
            return found
        fonts = child(element, "rFonts")
        if fonts is not None:
            found |= self._fonts(fonts)
        size = value(element, "sz")
        if size:
            found["size"] = size
        colour = child(element, "color")
        if colour is not None:
            found["colour"] = self._colour(colour)
        for tag, name in _SWITCHES.items():
            on = switched(element, tag)
            if on is not None:
                found[name] = "1" if on else "0"
        return found

    def _fonts(self, fonts: Element) -> Properties:
        found: Properties = {}
        for slot, theme_attribute in _SLOTS.items():
            themed = fonts.get(W + theme_attribute)
            name = self._theme.font(themed) if themed else fonts.get(W + slot)
            if name:
                found[slot] = name
        hint = fonts.get(W + "hint")
        if hint:
            found["hint"] = hint
        return found

    def _colour(self, colour: Element) -> str:
        themed = colour.get(W + "themeColor")
        shown = colour.get(W + "val") or "auto"
        plain = not (colour.get(W + "themeTint") or colour.get(W + "themeShade"))
        if themed and (plain or shown == "auto"):
            shown = self._theme.colour(themed) or shown
        return _BLACK if shown == "auto" else shown.upper()


def _merged(layers: Iterable[Properties]) -> Properties:
    merged: Properties = {}
    for layer in layers:
        merged |= layer
    return merged


def _tabs(merged: Properties) -> tuple[Tab, ...]:
    stops = [
        Tab(at=whole(name.removeprefix("tab/")), align=align)
        for name, align in merged.items()
        if name.startswith("tab/") and align != "clear"
    ]
    return tuple(sorted(stops, key=lambda stop: stop.at))
