"""Phụ lục: the photos, two in a row, each with its number, caption, time and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from app.documents.minutes.evidence import Evidence
from app.documents.terms import (
    clause,
    day_text,
    listed,
    local_day,
    one_line,
    sentence,
    time_text,
    two_digits,
)
from app.documents.word.wordml import (
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
    """Return what each photo is evidence for, in words, by photo identity.

    Criteria stand first, then findings, then dossiers, each in the order of the minutes.
    """
    codes = [row.code for checklist in case.checklists for row in checklist.criteria]
    texts = {str(row.id): f"“{_shortened(clause(row.text))}”" for row in case.findings}
    dossiers = {str(row.id): one_line(row.dossier_code) for row in case.dossiers}
    linked: dict[str, dict[PhotoTarget, list[str]]] = {}
    for link in case.photo_links:
        linked.setdefault(link.photo_id, {}).setdefault(link.target, []).append(link.target_key)
    return {
        photo: [
            *_named("tiêu chí", _in_order(keys.get(PhotoTarget.CRITERION, ()), codes)),
            *(texts[key] for key in texts if key in keys.get(PhotoTarget.FINDING, ())),
            *_named(
                "hồ sơ",
                [dossiers[key] for key in dossiers if key in keys.get(PhotoTarget.DOSSIER, ())],
            ),
        ]
        for photo, keys in linked.items()
    }


def _in_order(keys: Iterable[str], order: Sequence[str]) -> list[str]:
    """Return criteria as the checklists have them; those of no checklist last."""
    places = {code: place for place, code in enumerate(order)}
    return sorted(keys, key=lambda key: (places.get(key, len(order)), key))


def _named(kind: str, names: Sequence[str]) -> list[str]:
    return [f"{kind} {listed(names)}"] if names else []


def _shortened(text: str) -> str:
    """Return the beginning of a text: up to its colon or semicolon, or else between two words."""
    if len(text) <= _SHORT:
        return text
    begun = text[: _SHORT + 1].rsplit(" ", 1)[0][:_SHORT]
    stop = max(begun.rfind(mark) for mark in (":", ";"))
    if stop >= _SHORT // 2:
        begun = begun[:stop]
    opened = begun.rfind("(")
    if opened > begun.rfind(")") and opened >= _SHORT // 2:
        begun = begun[:opened]
    return f"{begun.rstrip(' ,:;.(')}…"
