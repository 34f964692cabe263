"""Bands (xếp loại): the rating that a score on a scale of 100 reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One rating and the converted score it starts from."""

    name: str
    lowest: Decimal


DEFAULT_BANDS: Final = (
    Band(name="Xuất sắc", lowest=Decimal(90)),
    Band(name="Tốt", lowest=Decimal(80)),
    Band(name="Khá", lowest=Decimal(70)),
    Band(name="Trung bình", lowest=Decimal(50)),
    Band(name="Yếu", lowest=Decimal(0)),
)
"""The bands of QĐ 766/QĐ-TTg, best first; a checklist may bring its own."""


def band_of(converted: Decimal, bands: Sequence[Band] = DEFAULT_BANDS) -> Band | None:
    """Return the best band that a score on a scale of 100 reaches, or None."""
    reached = [band for band in bands if converted >= band.lowest]
    return max(reached, key=lambda band: band.lowest, default=None)
