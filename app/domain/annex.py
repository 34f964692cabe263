"""The annexes (phụ lục) that minutes can have."""

from __future__ import annotations

from enum import Enum


class Annex(Enum):
    """What can be annexed, in printed order (`minutes_format` A1-A4)."""

    SCORES = "scores"
    DOSSIERS = "dossiers"
    PHOTOS = "photos"
    ABSENCES = "absences"
