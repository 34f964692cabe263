"""Small pictures of the photos of a visit, in the look they have outside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.domain.photo import Photo
from app.domain.photo_look import AS_TAKEN, PhotoLook
from ui.visit.visit_case import VisitCase


def look_in(case: VisitCase, photo: Photo) -> PhotoLook:
    """Return how a photo is to be seen, as far as the visit was read."""
    return case.case.look_of(photo) if case.case is not None else AS_TAKEN


def small_picture(case: VisitCase, photo: Photo) -> Callable[[], Path]:
    """Return what brings the small picture of a photo; it takes its time."""
    photos = case.desk.application.photos
    return partial(photos.thumbnail, photo.sha256, look_in(case, photo))
