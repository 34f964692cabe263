"""The one spelling of a value: what is hashed, compared, stored and carried.

Canonical JSON as in `data_and_exchange` §3.2: UTF-8, keys sorted, no spaces,
whole numbers up to 2^53-1, no floats (money and scores are decimal strings),
text NFC without control characters but line feed and tab.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import msgspec

from app.domain.text import clean
from app.errors import AppError
from app.words import mark

_MAX_INT: Final = 2**53 - 1
_ENCODER: Final = msgspec.json.Encoder(order="sorted")

Plain = Any
"""A tree of None, bool, int, str, list and dict."""

LATER: Final[Mapping[str, bool]] = MappingProxyType({"later": True})
"""The metadata of a fact of a structure that stores of earlier versions do not have.

It is left out of the spelling while it has its default, so that what was hashed,
stored and signed without it keeps its spelling (decision 0010).
"""


class NotCanonical(AppError):
    """A value has no canonical spelling, or was not spelt that way."""

    code = "not_canonical"
    message = mark("A value cannot be kept: {reason}. Nothing was changed.")


def plain(value: object) -> Plain:
    """Return a value as plain JSON types, its texts cleaned.

    Raises:
        NotCanonical: if it holds a float or a number beyond 2^53-1.
    """
    return _cleaned(msgspec.to_builtins(_without_later(value)))


def _without_later(value: object) -> object:
    """Return a value whose structures are dicts without the later facts that say nothing."""
    if isinstance(value, list | tuple):
        return [_without_later(item) for item in value]
    kind: Any = type(value)
    silent = _silent(kind)
    if silent is None:
        return value
    said = {name: getattr(value, name) for name in silent}
    return {
        name: _without_later(fact)
        for name, fact in said.items()
        if silent[name] is dataclasses.MISSING or fact != silent[name]
    }


@cache
def _silent(kind: type) -> Mapping[str, object] | None:
    """Return the facts of a structure, each with the value that is left out; None for no structure.

    A fact that was there from the first store is always spelt: its value here is MISSING.
    """
    if not dataclasses.is_dataclass(kind):
        return None
    return {
        field.name: field.default if field.metadata.get("later") else dataclasses.MISSING
        for field in dataclasses.fields(kind)
    }


def _cleaned(value: Plain) -> Plain:
    match value:
        case str():
            return clean(value)
        case bool() | None:
            return value
        case int():
            if abs(value) > _MAX_INT:
                raise NotCanonical(reason="number too large")
            return value
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case dict():
            return {clean(str(key)): _cleaned(item) for key, item in value.items()}
    raise NotCanonical(reason=f"{type(value).__name__} has no canonical form")


def spell(value: object) -> str:
    """Return the canonical JSON text of a value.

    Raises:
        NotCanonical: if it holds a float or a number beyond 2^53-1.
    """
    return _ENCODER.encode(plain(value)).decode()


def is_spelling(data: bytes, value: Plain) -> bool:
    """Tell whether bytes of JSON are the canonical spelling of the value that was read from them.

    Raises:
        NotCanonical: if the value has none.
        UnicodeError: if the bytes are no UTF-8.
    """
    text = data.decode()
    if "\\" in text or clean(text) is not text:
        return spell(value) == text
    # A clean line has clean texts only: what separates them composes with nothing. Looking at
    # each of them costs more than all the rest of taking a record in.
    _refuse_numbers(value)
    return _ENCODER.encode(value) == data


def _refuse_numbers(value: Plain) -> None:
    """Refuse the numbers that have no canonical spelling."""
    kind = type(value)
    if kind is dict:
        for item in value.values():
            _refuse_numbers(item)
    elif kind is list:
        for item in value:
            _refuse_numbers(item)
    elif kind is float or (kind is int and abs(value) > _MAX_INT):
        raise NotCanonical(reason="a number has no canonical form")


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - any field type
    return msgspec.json.Decoder(kind)


def read(text: str, kind: object) -> Plain:
    """Return the value of a canonical JSON text, as the type of its field.

    Raises:
        NotCanonical: if the text does not fit the type.
    """
    try:
        return _decoder(kind).decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotCanonical(reason=str(error)) from error
