"""What every table of the store is made of: one naming convention, four sorts of columns."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, Text

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text_column(name: str, *, null: bool = False) -> Column[str]:
    """Return a column of text: words, or any other fact in its canonical spelling."""
    return Column(name, Text, nullable=null)


def number_column(name: str, *, null: bool = False) -> Column[int]:
    """Return a column of a whole number."""
    return Column(name, BigInteger, nullable=null)


def flag_column(name: str, *, null: bool = False) -> Column[int]:
    """Return a column of yes or no, as 1 or 0."""
    return Column(name, Integer, nullable=null)


def key_column(name: str = "id") -> Column[str]:
    """Return a column of a part of the primary key."""
    return Column(name, Text, primary_key=True)
