"""Phụ lục: the photos, two in a row, each with its number, caption, time and what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from app.documents.evidence import Evidence
from app.documents.terms import clause, day_text, local_day, sentence, time_text, two_digits
from app.documents.wordml import (
    EMU_A_MM,
    EMU_A_TWIP,
    Look,
    Picture,
    cell,
    paragraph,
    paragraph_of,
    picture_run,
    row,
    run,
    table,
)
from app.domain.case_file import CaseFile
from app.domain.photo import Photo, PhotoTarget

_PICTURE: Final = Look(size=22, align="center", before=40, after=60, keep_next=True)
_CAPTION: Final = Look(size=22, align="center")
_NUMBER: Final = Look(size=22, bold=True, align="center")
_FACTS: Final = Look(size=22, italic=True, align="center")
# Three rows of landscape photos and their captions fill a page.
_BOX_HEIGHT: Final = 56 * EMU_A_MM
_INSIDE: Final = 200
"""Twips that the margins of a cell take from its width."""
_SHORT: Final = 70
# Above the numbers that drawings of a template may have, such as an emblem.
_FIRST_DRAWING: Final = 10_000


def written(case: CaseFile, evidence: Evidence, pictures: Mapping[str, str], width: int) -> str:
    """Return the table of photos; `pictures` gives each one's relationship by its hash."""
    widths = (width // 2, width - width // 2)
    box = ((widths[0] - _INSIDE) * EMU_A_TWIP, _BOX_HEIGHT)
    shown = _shown(case)
    cells = [
        _photo(photo, evidence.numbers[photo.id], pictures, box, shown.get(photo.id, ()))
        for photo in evidence.photos
    ]
    return table(widths, _rows(cells, widths))


def _rows(cells: Sequence[str], widths: tuple[int, int]) -> Iterator[str]:
    empty = paragraph("", _CAPTION)
    for left, right in zip_longest(cells[::2], cells[1::2], fillvalue=empty):
        yield row((cell(widths[0], left), cell(widths[1], right)))


def _photo(
    photo: Photo,
    number: int,
    pictures: Mapping[str, str],
    box: tuple[int, int],
    shows: Sequence[str],
) -> str:
    caption = sentence(photo.caption)
    picture = Picture(
        relationship=pictures[photo.sha256],
        number=_FIRST_DRAWING + number,
        width=photo.width,
        height=photo.height,
        description=caption,
    )
    title = run(f"Ảnh số {two_digits(number)}. ", _NUMBER) + run(caption, _CAPTION)
    written = paragraph_of(picture_run(picture, box), _PICTURE) + paragraph_of(title, _CAPTION)
    if photo.taken_at is not None:
        written += paragraph(
            f"{time_text(photo.taken_at)}, {day_text(local_day(photo.taken_at))}", _FACTS
        )
    if shows:
        written += paragraph(f"Minh chứng: {'; '.join(shows)}", _FACTS)
    return written


def _shown(case: CaseFile) -> dict[str, list[str]]:
    """Return what each photo is evidence for, in words, by photo identity."""
    words = {str(row.id): _shortened(clause(row.text)) for row in case.findings}
    words |= {str(row.id): f"hồ sơ {row.dossier_code}" for row in case.dossiers}
    shown: dict[str, list[str]] = {}
    for link in case.photo_links:
        is_criterion = link.target is PhotoTarget.CRITERION
        said = f"tiêu chí {link.target_key}" if is_criterion else words.get(link.target_key)
        if said:
            shown.setdefault(link.photo_id, []).append(said)
    return shown


def _shortened(text: str) -> str:
    if len(text) <= _SHORT:
        return text
    return f"{text[:_SHORT].rsplit(' ', 1)[0].rstrip(' ,;.')}…"
