"""What is drawn over a photo: a layer on the untouched original."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, ClassVar, Final

from app.domain.entity import Merge
from app.errors import InvalidValue
from app.ids import InspectionId, PhotoId, PhotoMarkId
from app.words import translate

WHOLE: Final = 10_000
"""The width and the height of a picture in the units that marks and crops are given in."""


class MarkKind(Enum):
    """What a mark is."""

    BLACK_OUT = "black_out"
    """Che kín: nothing under it leaves the program on paper or in a copy."""
    BOX = "box"
    ARROW = "arrow"
    """From its tail to its head."""
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoMark:
    """One mark on one photo; marks that two laptops drew unite.

    Its two corners, or ends, are in ten-thousandths of the width and the height of the
    picture as it is seen upright, before it is turned or cropped.
    """

    KIND: ClassVar[str] = "photo_mark"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: PhotoMarkId
    inspection_id: InspectionId
    photo_id: Annotated[PhotoId, Merge.IMMUTABLE]
    kind: Annotated[MarkKind, Merge.IMMUTABLE]
    from_x: Annotated[int, Merge.AUTO]
    from_y: Annotated[int, Merge.AUTO]
    to_x: Annotated[int, Merge.AUTO]
    to_y: Annotated[int, Merge.AUTO]
    text: str = ""
    order: Annotated[int, Merge.AUTO] = 0

    def __post_init__(self) -> None:
        for name in ("from_x", "from_y", "to_x", "to_y"):
            value = getattr(self, name)
            if not 0 <= value <= WHOLE:
                raise InvalidValue(
                    field=name, value=str(value), reason=translate("it lies beside the picture")
                )
