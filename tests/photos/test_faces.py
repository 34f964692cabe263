"""Faces are found offline, as suggestions: what decision 0020 says of them holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.domain.photo_geometry import Area
from app.domain.photo_mark import WHOLE
from app.photos.decoding import PictureUnreadable
from app.photos.faces import find_faces
from app.worker import Workers
from tests.photos import pictures as draw

_T = Image.Transpose
DATA = Path(__file__).parent / "data"
# Where the eyes, nose and mouth are in the picture, in its ten-thousandths.
FACE: Area = (4100, 2200, 5800, 4300)


def covers(area: Area, face: Area) -> bool:
    """Tell whether an area hides a whole face."""
    return area[0] <= face[0] and area[1] <= face[1] and area[2] >= face[2] and area[3] >= face[3]


def astronaut(width: int = 340, turn: Image.Transpose | None = None) -> Image.Image:
    """The face, as wide as asked for, on a table of 1,000 pixels."""
    with Image.open(DATA / "astronaut.jpg") as picture:
        small = picture.resize((width, width), Image.Resampling.LANCZOS)
    return small.transpose(turn) if turn is not None else small


def found_in(folder: Path, picture: Image.Image) -> tuple[Area, ...]:
    return find_faces(draw.write(folder, "photo.jpg", draw.jpeg(picture)))


def test_a_face_that_looks_at_the_camera_is_found_and_covered(tmp_path: Path) -> None:
    found = found_in(tmp_path, astronaut())

    assert any(covers(area, FACE) for area in found)


@pytest.mark.parametrize(
    ("turn", "face"),
    [
        (_T.ROTATE_90, (FACE[1], WHOLE - FACE[2], FACE[3], WHOLE - FACE[0])),
        (_T.ROTATE_270, (WHOLE - FACE[3], FACE[0], WHOLE - FACE[1], FACE[2])),
        (_T.ROTATE_180, (WHOLE - FACE[2], WHOLE - FACE[3], WHOLE - FACE[0], WHOLE - FACE[1])),
    ],
)
def test_a_face_on_a_paper_that_lies_turned_is_found_where_it_is(
    tmp_path: Path, turn: Image.Transpose, face: Area
) -> None:
    found = found_in(tmp_path, astronaut(turn=turn))

    assert any(covers(area, face) for area in found)


def test_a_small_face_in_a_large_photo_is_found(tmp_path: Path) -> None:
    photo = Image.new("RGB", (2400, 1800), (170, 168, 160))
    photo.paste(astronaut(200), (1200, 900))

    found = found_in(tmp_path, photo)

    x, y = WHOLE * 1200 // 2400, WHOLE * 900 // 1800
    across, down = 200 / 2400, 200 / 1800
    face = (
        round(x + FACE[0] * across),
        round(y + FACE[1] * down),
        round(x + FACE[2] * across),
        round(y + FACE[3] * down),
    )
    assert any(covers(area, face) for area in found)


@pytest.mark.parametrize("picture", [draw.scene(1600, 1200), draw.corners(800, 600)])
def test_a_photo_without_people_has_no_face(tmp_path: Path, picture: Image.Image) -> None:
    assert found_in(tmp_path, picture) == ()


def test_every_area_lies_inside_the_picture(tmp_path: Path) -> None:
    close = astronaut(900).crop((300, 120, 640, 460))

    for left, top, right, bottom in found_in(tmp_path, close):
        assert 0 <= left < right <= WHOLE
        assert 0 <= top < bottom <= WHOLE


def test_it_runs_within_the_limits_of_a_worker(tmp_path: Path) -> None:
    source = draw.write(tmp_path, "photo.jpg", draw.jpeg(astronaut()))

    with Workers() as workers:
        found = workers.run(find_faces, source)

    assert any(covers(area, FACE) for area in found)


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable):
        find_faces(draw.write(tmp_path, "letter.jpg", b"a letter"))
