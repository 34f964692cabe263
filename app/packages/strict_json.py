"""JSON from a stranger: one canonical line in, a typed value out, or a refusal.

`msgspec` takes what JSON allows; a package allows less (one spelling, no
repeated keys, no fractions, bounded depth and texts), which is checked here by
spelling the value again and comparing.
"""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from app.domain.canonical import NotCanonical, Plain, is_spelling
from app.packages.errors import PackageRefused
from app.packages.limits import LIMITS, Limits
from app.words import translate

T = TypeVar("T")
_DECODER: Final = msgspec.json.Decoder()


def read_value(data: bytes, limits: Limits = LIMITS) -> Plain:
    """Return the value of one canonical JSON text.

    Raises:
        PackageRefused: if it is not JSON, not in its one spelling, too deep or too long.
    """
    try:
        value = _DECODER.decode(data)
        is_canonical = is_spelling(data, value)
    except (msgspec.DecodeError, UnicodeError, RecursionError, NotCanonical) as error:
        raise PackageRefused(reason=translate("a line is not the JSON it should be")) from error
    if not is_canonical:
        raise PackageRefused(reason=translate("a line is not spelt canonically"))
    _check(value, limits.depth, limits)
    return value


def read_as(data: bytes, kind: type[T], limits: Limits = LIMITS) -> T:
    """Return the value of one canonical JSON text as a type; keys it does not know are ignored.

    Raises:
        PackageRefused: as for `read_value`, and if the value does not fit the type.
    """
    value = read_value(data, limits)
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise PackageRefused(
            reason=translate("a record is not as it should be ({detail})", detail=str(error))
        ) from error


def _check(value: Plain, depth: int, limits: Limits) -> None:
    kind = type(value)
    if kind is str:
        if len(value) > limits.text:
            raise PackageRefused(reason=translate("a text is too long"))
    elif kind is dict or kind is list:
        if not depth:
            raise PackageRefused(reason=translate("a record is nested too deeply"))
        for item in value.values() if kind is dict else value:
            _check(item, depth - 1, limits)
