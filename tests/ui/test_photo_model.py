"""The model of the photo grid: Qt's own tester, changes told as what they are, memory bounded."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.photo import Photo
from app.domain.photo_flags import PhotoFlag
from app.ids import InspectionId
from tests.given import photo
from tests.photos import pictures as draw
from tests.ui.given import Settle
from ui.desk import Desk
from ui.visit import photo_images
from ui.visit.photo_images import PhotoImages
from ui.visit.photo_model import PhotoModel, PhotoRole


def made(count: int, first: int = 0) -> list[Photo]:
    return [photo(f"{number:064x}", order=number) for number in range(first, first + count)]


@pytest.fixture
def model(desk: Desk) -> PhotoModel:
    return PhotoModel(PhotoImages(desk))


class Heard:
    """What a view is told."""

    def __init__(self, model: PhotoModel) -> None:
        self.resets = 0
        self.inserted: list[tuple[int, int]] = []
        self.removed: list[tuple[int, int]] = []
        self.changed: list[tuple[int, int]] = []
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(lambda _in, first, last: self.inserted.append((first, last)))
        model.rowsRemoved.connect(lambda _in, first, last: self.removed.append((first, last)))
        model.dataChanged.connect(lambda a, b, *_: self.changed.append((a.row(), b.row())))

    def _on_reset(self) -> None:
        self.resets += 1


def test_qts_tester_finds_nothing_whatever_is_shown(
    model: PhotoModel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)
    chance = random.Random(5)  # noqa: S311 - an order, no secret
    everything = made(60)

    for _turn in range(40):
        shown = chance.sample(everything, chance.randint(0, 60))
        if chance.random() < 0.5:
            shown.sort(key=lambda one: one.order)
        model.show_photos(shown, {})

        assert [one.id for one in model.photos] == [one.id for one in shown]
        assert [model.row_of(one.id) for one in shown] == list(range(len(shown)))
    qtmodeltester.check(model)


def test_photos_that_arrive_are_put_in_and_those_that_go_are_taken_out(model: PhotoModel) -> None:
    model.show_photos(made(10), {})
    heard = Heard(model)

    model.show_photos(made(16), {})
    model.show_photos([one for one in made(16) if one.order not in {3, 4, 9}], {})

    assert heard.resets == 0
    assert heard.inserted == [(10, 15)]
    assert heard.removed == [(9, 9), (3, 4)]


def test_a_changed_caption_and_a_new_flag_are_told_for_their_rows_alone(model: PhotoModel) -> None:
    photos = made(5)
    model.show_photos(photos, {})
    heard = Heard(model)

    photos[1] = replace(photos[1], caption="Biển tên")
    model.show_photos(photos, {photos[2].id: frozenset({PhotoFlag.OUTSIDE})})

    assert (heard.resets, heard.inserted, heard.removed) == (0, [], [])
    assert heard.changed == [(1, 2)]
    assert model.index(1).data() == "Biển tên"
    assert model.index(2).data(PhotoRole.FLAG) == "Ngoài ngày kiểm tra"
    assert "Ngoài ngày" in model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_another_order_is_another_list(model: PhotoModel) -> None:
    model.show_photos(made(5), {})
    heard = Heard(model)

    model.show_photos(list(reversed(made(5))), {})

    assert heard.resets == 1


@pytest.fixture
def taken(application: Application, visit_id: InspectionId, tmp_path: Path) -> Sequence[Photo]:
    """Thirty photos in the store."""
    data = draw.turned(1)
    paths = [
        draw.write(tmp_path, f"{number}.jpg", draw.with_comment(data, b"%d" % number))
        for number in range(30)
    ]
    return application.photos.bring_in(visit_id, paths).photos


def test_thumbnails_are_read_in_batches_and_told_by_their_rows(
    desk: Desk, taken: Sequence[Photo], settle: Settle
) -> None:
    images = PhotoImages(desk)
    images.show_at(160)
    model = PhotoModel(images)
    model.show_photos(taken, {})
    heard = Heard(model)

    first = [model.index(row).data(PhotoRole.IMAGE) for row in range(30)]
    settle()

    assert first == [None] * 30
    rows = {row for first, last in heard.changed for row in range(first, last + 1)}
    assert rows == set(range(30))
    assert len(heard.changed) <= 6
    image = model.index(7).data(PhotoRole.IMAGE)
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (160, 160)


def test_memory_for_thumbnails_is_bounded_and_what_was_dropped_is_read_again(
    desk: Desk, taken: Sequence[Photo], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_images, "MEMORY", 10 * 160 * 160 * 4)
    images = PhotoImages(desk)
    images.show_at(160)

    for one in taken:
        images.image(one.sha256)
        settle()

    assert images.memory <= photo_images.MEMORY
    assert images.image(taken[-1].sha256) is not None
    assert images.image(taken[0].sha256) is None
    settle()
    assert images.image(taken[0].sha256) is not None


def test_a_photo_whose_file_is_not_here_says_so_and_is_tried_again_later(
    desk: Desk, application: Application, visit_id: InspectionId, settle: Settle
) -> None:
    del application
    images = PhotoImages(desk)
    model = PhotoModel(images)
    lost = photo("ab" * 32, inspection_id=visit_id)
    model.show_photos([lost], {})
    model.index(0).data(PhotoRole.IMAGE)
    settle()

    assert "không có trên máy này" in model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    asked = Heard(model)
    model.index(0).data(PhotoRole.IMAGE)
    settle()
    assert asked.changed == []
    model.show_photos([lost], {})
    model.index(0).data(PhotoRole.IMAGE)
    settle()
    assert asked.changed == [(0, 0)]


def test_what_was_scrolled_past_does_not_hold_up_what_is_in_sight(
    desk: Desk, taken: Sequence[Photo], settle: Settle, qtbot: QtBot
) -> None:
    images = PhotoImages(desk)
    images.show_at(80)
    for one in taken:
        images.image(one.sha256)
    arrived: list[list[str]] = []
    images.arrived.connect(arrived.append)

    images.image(taken[3].sha256)  # asked for again: it is in sight
    qtbot.waitUntil(lambda: len(arrived) >= 2, timeout=20_000)

    assert taken[3].sha256 in arrived[1]
    settle()
