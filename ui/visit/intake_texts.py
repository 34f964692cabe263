"""What an intake of photos did, in a few lines a person reads at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from app.domain.photo_flags import PhotoFlag
from app.services.photo_intake import PhotoIntake
from app.words import translate
from ui.visit.photo_model import flag_text

_NAMES_SHOWN: Final = 3


def intake_lines(intake: PhotoIntake) -> list[str]:
    """Return one line for what was taken in, and one for each thing to know besides."""
    return list(_lines(intake))


def needs_a_look(intake: PhotoIntake) -> bool:
    """Tell whether a person should read more than the first line."""
    return bool(intake.refused or intake.alike or intake.not_reached)


def _lines(intake: PhotoIntake) -> Iterator[str]:
    restored = {photo.id for photo in intake.restored}
    new = len(intake.photos) - len(intake.known) - len(restored)
    if new > 0:
        yield translate("Photos taken in: {count}", count=new)
    else:
        yield translate("No new photo was taken in.")
    if restored:
        yield translate(
            "Brought back from the bin as they went there, with their marks ({count}): {names}",
            count=len(restored),
            names=_some([photo.file_name for photo in intake.restored]),
        )
    if intake.known:
        yield translate(
            "In this visit already, the very same file, and not kept twice ({count}): {names}",
            count=len(intake.known),
            names=_some([photo.file_name for photo in intake.known]),
        )
    if intake.alike:
        names = {photo.id: photo.file_name for photo in intake.photos}
        yield translate(
            "The same as another photo of this visit in another size or quality, as after sending "
            "it through Zalo ({count}): {names}. Both were kept; choose “{flag}” above the photos "
            "to compare them.",
            count=len(intake.alike),
            names=_some([names.get(one, "") for one in intake.alike]),
            flag=flag_text(PhotoFlag.ALIKE),
        )
    if intake.left_out:
        yield translate(
            "Other files in the folder, which are no pictures and were left alone: {count}",
            count=intake.left_out,
        )
    for reason, names_of in _refusals(intake).items():
        yield translate(
            "Not taken in, because {reason} ({count}): {names}",
            count=len(names_of),
            reason=reason,
            names=_some(names_of),
        )
    if intake.not_reached:
        yield translate(
            "Stopped as asked: {left} files were not looked at. Add the same files again to take "
            "in the rest; none will be there twice.",
            left=intake.not_reached,
        )


def _refusals(intake: PhotoIntake) -> dict[str, list[str]]:
    """Return the names of files by why they were refused: a card pulled out is one line."""
    found: dict[str, list[str]] = {}
    for refused in intake.refused:
        found.setdefault(refused.reason, []).append(Path(refused.path).name or refused.path)
    return found


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMES_SHOWN])
    more = len(names) - _NAMES_SHOWN
    return (
        translate("{names} and {count} more files", names=shown, count=more) if more > 0 else shown
    )
