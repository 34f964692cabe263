"""The one door to words shown to people: window, command line and error texts.

Source strings are English; `resources/i18n` carries the Vietnamese ones, which
are the default. Documents do not come through here: their wording lives in
`templates_docx` and is always Vietnamese.
"""

from __future__ import annotations

import gettext
from typing import Final

from app.paths import RESOURCES

LANGUAGES: Final = ("vi", "en")
_DOMAIN: Final = "sokiemtra"
_CATALOGUES: Final = RESOURCES / "i18n"


class _Speaker:
    """The catalogue in use; chosen once at start, before anything is shown."""

    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    language: str = "en"


def use_language(language: str) -> None:
    """Speak this language from now on; one without a catalogue speaks English."""
    _Speaker.language = language if language in LANGUAGES else "en"
    _Speaker.catalogue = gettext.translation(
        _DOMAIN, _CATALOGUES, languages=[_Speaker.language], fallback=True
    )


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
