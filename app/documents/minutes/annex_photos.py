"""Phụ lục: the photos, two, four or six a page, each with number, caption, time and what it shows.

The number is a bookmark: the text of the minutes refers to it (`photo_references`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from app.documents.minutes.evidence import Evidence
from app.documents.minutes.photo_references import bookmark_of
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
    bookmark,
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
from app.domain.photo_geometry import seen_size
from app.domain.photo_look import PhotoLook, looks_of

_EARLIER: Final = PhotoTarget.RECOMMENDATION
_PICTURE: Final = Look(size=22, align="center", before=40, after=60, keep_next=True)
_CAPTION: Final = Look(size=22, align="center")
_NUMBER: Final = Look(size=22, bold=True, align="center")
_FACTS: Final = Look(size=22, italic=True, align="center")
_MISSING: Final = Look(size=22, italic=True, align="center", before=240, after=240, keep_next=True)
_INSIDE: Final = 200
"""Twips that the margins of a cell take from its width."""
_TITLE_HEIGHT: Final = 1700
"""Twips that the heading of the annex takes from its first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How photos stand on a page, by how many of them there are."""

    columns: int
    rows: int
    picture_height: int
    """The most that a picture takes, in EMU; the rest is for its caption."""

    def row_height(self, height: int) -> int:
        """Return the least height of a row, in twips, that gives a page its number of rows."""
        return (height - _TITLE_HEIGHT) // self.rows


_LAYOUTS: Final = {
    2: _Layout(columns=1, rows=2, picture_height=90 * EMU_A_MM),
    4: _Layout(columns=2, rows=2, picture_height=88 * EMU_A_MM),
    6: _Layout(columns=2, rows=3, picture_height=52 * EMU_A_MM),
}
_SHORT: Final = 70
# Above the numbers that drawings and bookmarks of a template may have, such as an emblem.
_FIRST_OF_OURS: Final = 10_000


def written(
    case: CaseFile, evidence: Evidence, pictures: Mapping[str, str], room: tuple[int, int]
) -> str:
    """Return the table of photos.

    Args:
        case: the visit.
        evidence: the photos that are printed, and their numbers.
        pictures: the relationship of each picture by the hash of its photo; a photo whose
            picture is not there gets a line that says so.
        room: width and height between the margins of the page, in twips.
    """
    width, height = room
    layout = _LAYOUTS[case.inspection.photos_per_page]
    column = width // layout.columns
    widths = (column,) * (layout.columns - 1) + (width - column * (layout.columns - 1),)
    box = ((column - _INSIDE) * EMU_A_TWIP, layout.picture_height)
    shown = _shown(case)
    looks = looks_of(evidence.photos, case.photo_marks)
    cells = [
        _photo(
            _as_seen(photo, looks[photo.id]),
            evidence.numbers[photo.id],
            pictures,
            box,
            shown.get(photo.id, ()),
        )
        for photo in evidence.photos
    ]
    return table(widths, _rows(cells, widths, layout.row_height(height)))


def _rows(cells: Sequence[str], widths: Sequence[int], height: int) -> Iterator[str]:
    empty = paragraph("", _CAPTION)
    places = [cells[start :: len(widths)] for start in range(len(widths))]
    for side_by_side in zip_longest(*places, fillvalue=empty):
        yield row(map(cell, widths, side_by_side), height=height)


def _as_seen(photo: Photo, look: PhotoLook) -> Photo:
    """Return a photo with the size of what is seen of it: its picture is cropped and turned."""
    width, height = seen_size(photo.width, photo.height, look)
    return replace(photo, width=width, height=height)


def _photo(
    photo: Photo,
    number: int,
    pictures: Mapping[str, str],
    box: tuple[int, int],
    shows: Sequence[str],
) -> str:
    caption = sentence(photo.caption)
    title = (
        run("Ảnh số ", _NUMBER)
        + bookmark(bookmark_of(number), _FIRST_OF_OURS + number, run(two_digits(number), _NUMBER))
        + run(". ", _NUMBER)
        + run(caption, _CAPTION)
    )
    written = _picture(photo, number, pictures, box) + paragraph_of(title, _CAPTION)
    if photo.taken_at is not None:
        written += paragraph(
            f"{time_text(photo.taken_at)}, {day_text(local_day(photo.taken_at))}", _FACTS
        )
    if shows:
        written += paragraph(f"Minh chứng: {'; '.join(shows)}", _FACTS)
    return written


def _picture(photo: Photo, number: int, pictures: Mapping[str, str], box: tuple[int, int]) -> str:
    relationship = pictures.get(photo.sha256)
    if relationship is None:
        return paragraph(f"(Chưa có tệp ảnh “{one_line(photo.file_name)}”)", _MISSING)
    picture = Picture(
        relationship=relationship,
        number=_FIRST_OF_OURS + number,
        width=photo.width,
        height=photo.height,
        description=sentence(photo.caption),
    )
    return paragraph_of(picture_run(picture, box), _PICTURE)


def _shown(case: CaseFile) -> dict[str, list[str]]:
    """Return what each photo is evidence for, in words, by photo identity.

    Criteria stand first, then findings, dossiers and earlier recommendations, each in the order
    of the minutes.
    """
    codes = [row.code for checklist in case.checklists for row in checklist.criteria]
    texts = {str(row.id): f"“{_shortened(clause(row.text))}”" for row in case.findings}
    dossiers = {str(row.id): one_line(row.dossier_code) for row in case.dossiers}
    earlier = {
        str(row.recommendation_id): f"“{_shortened(clause(row.text))}”"
        for row in case.remediation_checks
    }
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
            *_named(
                "kiến nghị kỳ trước",
                [earlier[key] for key in earlier if key in keys.get(_EARLIER, ())],
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
