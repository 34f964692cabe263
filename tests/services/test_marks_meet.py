"""Two laptops drew on the same photo: while they do not agree, all that either blacked out is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.photo import Photo
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import WHOLE, MarkKind, PhotoMark
from app.ids import InspectionId
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.photos import pictures as draw
from tests.photos.test_finishing import NEARLY_BLACK, brightest
from tests.services.conftest import NewApplication
from tests.services.test_photo_marks import opened, pictures_in


@dataclass
class Team:
    """Two laptops of one visit with one photo, and headquarters that hears of both."""

    headquarters: Application
    laptops: tuple[Application, Application]
    visit: InspectionId
    folder: Path
    sticks: int = 0

    def photo_of(self, laptop: Application) -> Photo:
        """Return the photo as a laptop knows it."""
        (photo,) = laptop.inspections.case_file(self.visit).photos
        return photo

    def black_out(
        self, laptop: Application, left: int, top: int, right: int, bottom: int
    ) -> PhotoMark:
        """Black out a part of the photo on a laptop."""
        mark = DrawnMark(MarkKind.BLACK_OUT, left, top, right, bottom)
        (drawn,) = laptop.photo_marks.draw(self.photo_of(laptop), [mark])
        return drawn

    def carry(self, sender: Application, *receivers: Application) -> None:
        """Carry a package to others."""
        self.sticks += 1
        stick = self.folder / f"usb-{self.sticks}"
        stick.mkdir()
        sender.exports.write(stick)
        for one in receivers:
            one.imports.take_in([stick])

    def printed(self, laptop: Application) -> Image.Image:
        """Return the photo in minutes printed on a computer now."""
        target = self.folder / "bb.docx"
        laptop.minutes.draft(self.visit, target)
        (picture,) = pictures_in(target)
        return opened(picture)


@pytest.fixture
def team(
    new_application: NewApplication,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> Team:
    headquarters = new_application("so-noi-vu", "hq")
    document["photos"] = []
    path = write_document(document)
    draw.write(tmp_path, "quay.jpg", draw.jpeg(draw.corners()))
    laptops = new_application("may-01"), new_application("may-02")
    visits = set()
    for number, laptop in enumerate(laptops, start=1):
        enrol(headquarters, laptop, tmp_path, f"doan1/may-{number:02}")
        visit = laptop.recording.record(path).inspection_id
        laptop.photos.add(visit, [tmp_path / "quay.jpg"])
        visits.add(visit)
    made = Team(headquarters, laptops, visits.pop(), tmp_path)
    assert not visits, "the same document is the same visit"
    made.carry(headquarters, *laptops)
    return made


def is_black(picture: Image.Image, *box: float) -> bool:
    left, top, right, bottom = box
    return brightest(picture, (left, top, right, bottom)) <= NEARLY_BLACK


def test_what_each_blacked_out_is_black_where_they_meet(team: Team) -> None:
    first, second = team.laptops
    team.black_out(first, 0, 0, 4500, 4500)
    team.black_out(second, 5500, 5500, WHOLE, WHOLE)

    for laptop in team.laptops:
        team.carry(laptop, team.headquarters)

    picture = team.printed(team.headquarters)
    assert is_black(picture, 0, 0, 0.43, 0.43)
    assert is_black(picture, 0.57, 0.57, 1, 1)
    assert draw.near(picture, (0.9, 0.1), draw.GREEN)


def test_a_black_out_that_both_moved_covers_both_places(team: Team) -> None:
    first, second = team.laptops
    mark = team.black_out(first, 4000, 0, 6000, 4000)
    team.carry(first, second)
    for laptop, x in ((first, 0), (second, 8000)):
        moved = DrawnMark(MarkKind.BLACK_OUT, x, 0, x + 2000, 4000)
        laptop.photo_marks.redraw(mark, moved)

    for laptop in team.laptops:
        team.carry(laptop, team.headquarters)

    picture = team.printed(team.headquarters)
    assert is_black(picture, 0, 0, 0.18, 0.37)
    assert is_black(picture, 0.82, 0, 1, 0.37)


def test_a_black_out_that_one_moved_and_the_other_erased_stays_where_it_was_moved(
    team: Team,
) -> None:
    first, second = team.laptops
    mark = team.black_out(first, 4000, 0, 6000, 4000)
    team.carry(first, second)
    first.photo_marks.erase([mark])
    second.photo_marks.redraw(mark, DrawnMark(MarkKind.BLACK_OUT, 0, 0, 2000, 4000))

    for laptop in team.laptops:
        team.carry(laptop, team.headquarters)

    assert is_black(team.printed(team.headquarters), 0, 0, 0.18, 0.37)


def test_other_turns_and_crops_on_two_laptops_leave_what_is_blacked_out_black(team: Team) -> None:
    first, second = team.laptops
    team.black_out(first, 0, 0, WHOLE, 5000)
    first.photo_marks.turn(team.photo_of(first).id, 2)
    second.photo_marks.crop(team.photo_of(second).id, (0, 0, WHOLE, 4000))

    for laptop in team.laptops:
        team.carry(laptop, team.headquarters)

    # Only what is blacked out is left of the crop, whichever way it is turned.
    assert is_black(team.printed(team.headquarters), 0, 0, 1, 1)
