"""What the tags of a template stand for, as plain values that any process can be given."""

from __future__ import annotations

from typing import Final, TypeAlias

TEXT: Final = "text"
NUMBER: Final = "number"
YES_NO: Final = "yes or no"
TABLE: Final = "table"
"""A long table that the program puts in place of the tag's paragraph."""

Shape: TypeAlias = "str | list[Shape] | dict[str, Shape]"
"""A word of above; a list of the shape of its lines; or a group of named parts."""
Fields: TypeAlias = "dict[str, Shape]"
