"""A text that is being typed on a photo and has no mark yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ui.widgets.typed_text import new_record, parts_of_new


@dataclass(frozen=True, slots=True)
class NewText:
    """Where a text is to stand; what stands for its identity says so, and a draft keeps that."""

    KIND: ClassVar[str] = "photo_mark"

    photo_id: str
    x: int
    y: int

    def record(self, visit: str) -> str:
        """Return what stands for its identity until it has one."""
        return new_record(visit, self.KIND, f"{self.photo_id} {self.x} {self.y}")

    @classmethod
    def of(cls, record: str) -> NewText:
        """Return the text that such an identity stands for."""
        photo_id, x, y = parts_of_new(record)[2].rsplit(" ", 2)
        return cls(photo_id, int(x), int(y))
