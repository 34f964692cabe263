"""What can stand for a fact: a value of its type, within what its type does not say.

A package may bring any value; what its field cannot be is set aside, since a visit whose
first day is a word is in no list and in no bin. Every revision is asked, so texts, which most
are, are told by how they begin.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from types import MappingProxyType
from typing import Any, Final

import msgspec

from app.clock import YEARS
from app.domain.canonical import NotCanonical, Plain, read
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, KEPT, REMOVED, Fact, Limit, facts_of

_READABLE: Final = range(100, 9_000)
"""Years that can be shown and reckoned with: earlier versions let people mistype them."""
_MOST_NUMBER: Final = 10**9
"""Beyond it no count, order, size or term is one."""
_MOST_DIGITS: Final = 15
"""Of a decimal number before its point; what is rounded to cents then stays exact."""
_MOST_PLACES: Final = 40
_ANY: Final = Limit()

_Check = Callable[[str], bool]


def fits(kind: str, field: str, value: str | None) -> bool:
    """Tell whether a value can stand for a field of an entity.

    Args:
        kind: of the entity; of kinds and fields this version does not know, all fits.
        field: a fact, or `_exists`.
        value: in canonical JSON; None where it was erased by order.
    """
    if value is None:
        return True
    check = _fitting().get((kind, field))
    return check is None or check(value)


def is_readable(kind: str, field: str, value: str | None) -> bool:
    """Tell whether a value that is here already can be shown (`read_fact`); arguments of `fits`."""
    if value is None:
        return True
    check = _reading().get((kind, field))
    return check is None or check(value)


def read_fact(text: str, fact: Fact) -> Plain:
    """Return what stands for a fact, as its type; days of years people mistyped are read too.

    Raises:
        NotCanonical: if it cannot stand for it.
    """
    value = read(text, fact.type)
    if not _holds(value, fact.limit or _ANY, _READABLE):
        raise NotCanonical(reason=fact.name)
    return value


@cache
def _fitting() -> Mapping[tuple[str, str], _Check]:
    existence = dict.fromkeys(((name, EXISTS) for name in ENTITIES), _says_whether_it_is_there)
    return MappingProxyType({**_checks(YEARS), **existence})


@cache
def _reading() -> Mapping[tuple[str, str], _Check]:
    return MappingProxyType(_checks(_READABLE))


def _checks(years: range) -> dict[tuple[str, str], _Check]:
    return {
        (name, fact.name): _begins_a_text if _is_text(fact) else _reader_of(fact, years)
        for name, kind in ENTITIES.items()
        for fact in facts_of(kind)
    }


def _is_text(fact: Fact) -> bool:
    # Identities are texts under another name.
    return getattr(fact.type, "__supertype__", fact.type) is str and fact.limit is None


def _says_whether_it_is_there(value: str) -> bool:
    return value in {KEPT, REMOVED}


def _begins_a_text(value: str) -> bool:
    return value[:1] == '"'


def _reader_of(fact: Fact, years: range) -> _Check:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(fact.type)
    return partial(_reads, decoder.decode, fact.limit or _ANY, years)


def _reads(decode: Callable[[str], Any], limit: Limit, years: range, value: str) -> bool:
    try:
        return _holds(decode(value), limit, years)
    except (msgspec.DecodeError, RecursionError):
        return False


def _holds(value: Any, limit: Limit, years: range) -> bool:  # noqa: ANN401 - a value of any type
    check = _RULES.get(type(value))
    if check is not None:
        return check(value, limit, years)
    if dataclasses.is_dataclass(value):
        # Its own facts have types only: no structure holds a hash or a moment.
        return all(
            _holds(getattr(value, one.name), _ANY, years) for one in dataclasses.fields(value)
        )
    return isinstance(value, Enum | bool) or value is None


def _is_number(value: int, limit: Limit, _years: range) -> bool:
    most = _MOST_NUMBER if limit.most is None else limit.most
    return abs(value) <= most and (not limit.among or value in limit.among)


def _is_decimal(value: Decimal, _limit: Limit, _years: range) -> bool:
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    is_small = isinstance(exponent, int) and -_MOST_PLACES <= exponent <= _MOST_DIGITS
    return is_small and value.adjusted() < _MOST_DIGITS


def _is_moment(value: datetime, limit: Limit, years: range) -> bool:
    return value.year in years and (value.tzinfo is not None) == limit.has_zone


def _is_day(value: date, _limit: Limit, years: range) -> bool:
    return value.year in years


def _is_like(value: str, limit: Limit, _years: range) -> bool:
    return not limit.pattern or re.fullmatch(limit.pattern, value) is not None


def _are_sound(value: tuple[Any, ...], limit: Limit, years: range) -> bool:
    return all(_holds(one, limit, years) for one in value)


_RULES: Final[Mapping[type, Callable[[Any, Limit, range], bool]]] = MappingProxyType(
    {
        int: _is_number,
        Decimal: _is_decimal,
        datetime: _is_moment,
        date: _is_day,
        str: _is_like,
        tuple: _are_sound,
    }
)
