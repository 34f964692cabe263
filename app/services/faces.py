"""Suggestions of faces to black out: found offline, shown, and never applied by themselves."""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec

from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind
from app.photos.faces import find_faces
from app.photos.renditions import Renditions
from app.worker import Workers

_MEMORY = 1 << 30
_TIMEOUT_S = 90.0


class FaceService:
    """Looks for faces in a photo, in a process of its own with limits of memory and time."""

    def __init__(self, renditions: Renditions) -> None:
        self._renditions = renditions

    @cached_property
    def is_offered(self) -> bool:
        """Whether this computer has what looks for faces; all else works without it."""
        return all(find_spec(name) is not None for name in ("dlib", "numpy"))

    def suggest(self, sha256: str) -> tuple[DrawnMark, ...]:
        """Return black-outs that would cover what may be faces; nothing is recorded.

        Raises:
            ObjectMissing, ObjectDamaged: if the original is not there or not whole.
            PictureUnreadable: if it is no picture.
            WorkerFailed: if looking took too long, or too much memory.
        """
        picture = self._renditions.large_copy(sha256)
        with Workers(memory=_MEMORY, timeout_s=_TIMEOUT_S) as workers:
            areas = workers.run(find_faces, picture)
        return tuple(DrawnMark(MarkKind.BLACK_OUT, *area) for area in areas)
