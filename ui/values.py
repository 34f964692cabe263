"""Frozen values with some fields changed, where the names of the fields are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

_Value = TypeVar("_Value")


def with_changes(value: _Value, changes: Mapping[str, object]) -> _Value:
    """Return the dataclass value with these fields changed; its own checks run again."""
    return replace(value, **changes)  # type: ignore[type-var] # every caller passes a dataclass
