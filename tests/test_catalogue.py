"""The Vietnamese catalogue: complete, fresh, and with the gaps of its source."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Sequence
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.source import ROOT, modules

# As in the Makefile: the functions whose words stand in the catalogue.
KEYWORDS = {"translate": None, "translate_count": (1, 2), "mark": None}
I18N = ROOT / "resources" / "i18n"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """The catalogue as it stands in the checkout."""
    with (I18N / "vi" / "LC_MESSAGES" / "sokiemtra.po").open("rb") as stream:
        return read_po(stream, locale="vi", domain="sokiemtra")


@pytest.fixture(scope="module")
def spoken() -> set[str]:
    """Every sentence the source marks for translation, its singular form where it counts."""
    with (I18N / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call] # Babel's
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    return {_source(words) for _, _, words, _, _ in found}


def _source(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ("",))


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_sentence_of_the_source_is_in_the_catalogue(
    catalogue: Catalog, spoken: set[str]
) -> None:
    kept = {_source(message.id) for message in _messages(catalogue)}

    assert sorted(spoken - kept) == []


def test_no_sentence_hides_where_the_extractor_does_not_look(spoken: set[str]) -> None:
    """A call inside an f-string is code to Python, and part of a text to Babel."""
    said = {
        call.args[0].value
        for module in modules("app", "ui")
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }

    assert sorted(str(one) for one in said - spoken) == []


def test_the_catalogue_keeps_no_sentence_the_source_lost(
    catalogue: Catalog, spoken: set[str]
) -> None:
    kept = {_source(message.id) for message in _messages(catalogue)}

    assert sorted(kept - spoken) == []


def test_every_sentence_has_its_vietnamese(catalogue: Catalog) -> None:
    silent = [
        message.id
        for message in _messages(catalogue)
        if message.fuzzy or not all(_forms(message.string))
    ]

    assert silent == []


def test_every_translation_fills_the_gaps_of_its_source(catalogue: Catalog) -> None:
    # Vietnamese has one form, which stands for the plural of the source.
    uneven = [
        message.id
        for message in _messages(catalogue)
        if any(
            _gaps(form) != _gaps(_forms(message.id)[-1]) for form in _forms(message.string) if form
        )
    ]

    assert uneven == []


def test_the_vietnamese_is_composed(catalogue: Catalog) -> None:
    decomposed = [
        message.id
        for message in _messages(catalogue)
        if not all(unicodedata.is_normalized("NFC", form) for form in _forms(message.string))
    ]

    assert decomposed == []


def test_a_thing_of_the_exchange_has_one_name(catalogue: Catalog) -> None:
    strays = [
        text
        for message in _messages(catalogue)
        for text in _forms(message.string)
        if ("keyring" in _source(message.id).lower() and "chùm khóa" not in text.lower())
        or any(word in text.lower() for word in ("vòng khóa", "phiếu xác nhận", "chưa có xác nhận"))
    ]

    assert strays == []
