"""The fonts and colours that a document's styles may only point to."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

_THEME_COLOURS: Final = {
    "text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2",
    "background1": "lt1", "light1": "lt1", "background2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


class Theme:
    """The fonts and colours of the theme, by the names that styles use."""

    def __init__(self, root: Element | None) -> None:
        self._fonts: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        if root is None:
            return
        for part in ("major", "minor"):
            for tag, slots in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",))):
                found = root.find(f".//{{*}}{part}Font/{{*}}{tag}")
                typeface = "" if found is None else found.get("typeface") or ""
                self._fonts |= {part + slot: typeface for slot in slots}
        for colour in root.iterfind(".//{*}clrScheme/*"):
            name = colour.tag.rpartition("}")[2]
            shown = next(iter(colour), None)
            if shown is not None:
                self._colours[name] = shown.get("lastClr") or shown.get("val") or ""

    def font(self, name: str) -> str:
        """Return the font behind a theme name such as `minorHAnsi`."""
        return self._fonts.get(name, "")

    def colour(self, name: str) -> str:
        """Return the colour behind a theme name such as `text1`, in hex."""
        return self._colours.get(_THEME_COLOURS.get(name, name), "")
