"""Where photos come from: cards of cameras that are in, and files that people choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.photos import cards, found_files
from app.photos.cards import Card

__all__ = ["Card", "CardOffer", "cards_now", "offer_of", "patterns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOffer:
    """What a card holds."""

    card: Card
    count: int
    of_visit: tuple[Path, ...]
    """The photos written since the first day of the visit."""


def cards_now() -> tuple[Card, ...]:
    """Return the cards that are in; a drive that does not answer is none."""
    return cards.cards_now()


def offer_of(card: Card, since: datetime | None) -> CardOffer:
    """Look into a card.

    Args:
        card: the card.
        since: the beginning of the visit, if it is known.
    """
    files = found_files.photo_files([card.pictures]).files
    recent = found_files.written_since(files, since) if since is not None else ()
    return CardOffer(card=card, count=len(files), of_visit=recent)


def patterns() -> Sequence[str]:
    """Return the names of pictures as a file dialog filters them."""
    return found_files.patterns()
