"""The one door to words shown to people: window, command line and error texts.

Source strings are English; `resources/i18n` carries the Vietnamese ones, which
are the default. Documents do not come through here: their wording lives in
`templates_docx` and is always Vietnamese.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from typing import Final

from typing_extensions import override

from app.paths import RESOURCES

LANGUAGES: Final = ("vi", "en")
_DOMAIN: Final = "sokiemtra"
_CATALOGUES: Final = RESOURCES / "i18n"


class _Speaker:
    """The catalogue in use; chosen once at start, before anything is shown."""

    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    language: str = "en"


class _Changed(gettext.NullTranslations):
    """A catalogue whose every answer is changed."""

    def __init__(self, behind: gettext.NullTranslations, change: Callable[[str], str]) -> None:
        super().__init__()
        self._behind = behind
        self._change = change

    @override
    def gettext(self, message: str) -> str:
        return self._change(self._behind.gettext(message))

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._change(self._behind.ngettext(msgid1, msgid2, n))


def use_language(language: str) -> None:
    """Speak this language from now on; one without a catalogue speaks English."""
    _Speaker.language = language if language in LANGUAGES else "en"
    _Speaker.catalogue = gettext.translation(
        _DOMAIN, _CATALOGUES, languages=[_Speaker.language], fallback=True
    )


def speak_through(change: Callable[[str], str]) -> None:
    """Let everything that is said from now on pass through a change, until a language is chosen.

    So the window is tried with words longer than any language has.
    """
    _Speaker.catalogue = _Changed(_Speaker.catalogue, change)


def language() -> str:
    """Return the language in use, `vi` or `en`."""
    return _Speaker.language


def translate(text: str, **gaps: object) -> str:
    """Return the text in the language in use, its `{gaps}` filled."""
    spoken = _Speaker.catalogue.gettext(text) if text else ""
    return spoken.format(**gaps) if gaps else spoken


def translate_count(one: str, many: str, count: int, **gaps: object) -> str:
    """Return the form that fits `count`, which also fills the gap `{count}`."""
    return _Speaker.catalogue.ngettext(one, many, count).format(count=count, **gaps)


def mark(text: str) -> str:
    """Mark a string for the catalogue that is translated later, where it is shown."""
    return text
