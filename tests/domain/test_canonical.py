"""The one spelling of a value."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import NotCanonical, Plain, is_spelling, plain, read, spell


class Colour(Enum):
    """A value that is stored by its name."""

    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Every kind of fact the domain has."""

    zeta: str = "thủ tục"
    alpha: int = 7
    points: Decimal = Decimal("1.50")
    on: date = date(2026, 11, 20)
    at: datetime = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    colour: Colour = Colour.RED
    parts: tuple[str, ...] = ("b", "a")
    empty: str | None = None
    flag: bool = True


def test_a_value_has_one_spelling_sorted_and_without_spaces() -> None:
    assert spell(Sample()) == (
        '{"alpha":7,"at":"2026-11-20T01:30:00Z","colour":"red","empty":null,"flag":true,'
        '"on":"2026-11-20","parts":["b","a"],"points":"1.50","zeta":"thủ tục"}'
    )


def test_a_spelt_value_is_read_back_as_it_was() -> None:
    assert read(spell(Sample()), Sample) == Sample()


def test_texts_and_keys_are_cleaned() -> None:
    assert spell({"u\u0301": "a\x00\r\n"}) == '{"ú":"a\\n"}'


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, -(2**53), [1, [2.0]], {"a": (1, 0.1)}])
def test_what_two_machines_could_spell_differently_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        spell(value)


@pytest.mark.parametrize("value", [2**53 - 1, -(2**53) + 1, 0, True, None, [], {}])
def test_what_every_machine_spells_alike_is_kept(value: object) -> None:
    assert plain(value) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [("{", dict), ("1.5", int), ('"x"', Colour), ('"x"', date), ("[" * 10_000, list), ("", str)],
)
def test_a_text_that_is_no_such_value_is_refused(text: str, kind: object) -> None:
    with pytest.raises(NotCanonical):
        read(text, kind)


TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(TREES)
def test_spelling_what_was_read_gives_the_same_text(tree: object) -> None:
    text = spell(tree)

    assert spell(read(text, object)) == text


_LETTERS = st.sampled_from('aeuđờ\u0301\u0323\u0338\u1100\u1161\u200d😀"\\\n\t\x00\x1f\x85\xa0')
_TEXTS = st.text(_LETTERS, max_size=6)
_NUMBERS = st.integers(-(2**54), 2**54) | st.sampled_from([0.5, 2**53, 2**53 - 1])
_VALUES = st.recursive(
    _TEXTS | _NUMBERS | st.booleans() | st.none(),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(_TEXTS, items, max_size=3),
    max_leaves=6,
)


def _spelt_slowly(data: bytes, value: Plain) -> bool:
    """Say whether bytes are a canonical spelling by cleaning each text of the value."""
    try:
        return spell(value).encode() == data
    except NotCanonical:
        return False


def _spelt(data: bytes, value: Plain) -> bool:
    try:
        return is_spelling(data, value)
    except NotCanonical:
        return False


def _composed(data: bytes) -> bytes:
    """Return a line in NFC; left as it is where an escape would swallow the mark after it."""
    text = data.decode()
    return data if "\\" in text else unicodedata.normalize("NFC", text).encode()


@given(_VALUES, st.sampled_from(["sorted", None]), st.sampled_from(["", " "]))
def test_looking_at_a_whole_line_says_what_looking_at_each_text_says(
    value: Plain, order: None, tail: str
) -> None:
    for data in (
        msgspec.json.encode(value, order=order) + tail.encode(),
        _composed(msgspec.json.encode(value, order="sorted")),
    ):
        found = msgspec.json.decode(data)

        assert _spelt(data, found) == _spelt_slowly(data, found)


@pytest.mark.parametrize("line", ["[1.5]", "[9007199254740992]", '{"a":[{"b":-9007199254740992}]}'])
def test_a_clean_line_with_a_number_that_has_no_spelling_is_refused(line: str) -> None:
    with pytest.raises(NotCanonical):
        is_spelling(line.encode(), msgspec.json.decode(line))


def test_a_line_that_names_a_key_twice_is_no_spelling() -> None:
    line = b'{"a":1,"a":2}'

    assert not is_spelling(line, msgspec.json.decode(line))
