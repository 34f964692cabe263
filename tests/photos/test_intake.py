"""Photos taken in: originals bit for bit, bad files refused one by one with words."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import psutil
import pytest
from PIL import Image
from typing_extensions import override

from app.domain.photo_look import AS_TAKEN
from app.errors import Cancelled
from app.photos.intake import PhotoRefused, TakenPhoto, first_look, shown_name, take_in
from app.photos.renditions import Renditions
from app.photos.vault import MIB, MIN_FREE, SIZE_LIMIT, Vault
from app.words import use_language
from tests.photos import pictures as draw

TAKEN = datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 - a camera writes no zone


class Place:
    """A store's folder with its vault and copies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = Vault(folder)
        self.renditions = Renditions(folder / "renditions", self.vault)

    def take(self, *paths: Path) -> list[TakenPhoto | PhotoRefused]:
        return take_in(paths, self.vault, self.renditions)

    def take_one(self, path: Path) -> TakenPhoto:
        (one,) = self.take(path)
        assert isinstance(one, TakenPhoto)
        return one

    def refuse(self, path: Path) -> str:
        (one,) = self.take(path)
        assert isinstance(one, PhotoRefused)
        assert self.waiting() == []
        return one.reason

    def waiting(self) -> list[Path]:
        return list((self.folder / "blobs" / "tmp").iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "store")


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def photo(folder: Path, name: str = "a.jpg", number: int = 0) -> Path:
    data = draw.with_comment(draw.turned(6), f"{number}".encode())
    return draw.write(folder, name, data)


def test_an_original_lies_in_the_vault_bit_for_bit(place: Place, tmp_path: Path) -> None:
    exif = draw.camera_exif(6, TAKEN, "+07:00", place=True)
    path = draw.write(tmp_path, "IMG 1.jpg", draw.jpeg(draw.corners(300, 200), exif, "CANARY"))

    taken = place.take_one(path)

    assert taken == TakenPhoto(
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        file_name="IMG 1.jpg",
        width=200,
        height=300,
        size=path.stat().st_size,
        taken_at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
        latitude=Decimal("21.028472"),
        longitude=Decimal("105.853333"),
        difference_hash=taken.difference_hash,
    )
    assert place.vault.path(taken.sha256).read_bytes() == path.read_bytes()


def test_both_copies_are_ready_and_tell_nothing_but_pixels(place: Place, tmp_path: Path) -> None:
    exif = draw.camera_exif(1, TAKEN, place=True)
    path = draw.write(tmp_path, "a.jpg", draw.jpeg(draw.corners(), exif, "CANARY"))

    taken = place.take_one(path)

    assert place.renditions.are_there(taken.sha256)
    for copy in (
        place.renditions.finished(taken.sha256, AS_TAKEN),
        place.renditions.thumbnail(taken.sha256),
    ):
        assert b"CANARY" not in copy.read_bytes()
        with Image.open(copy) as image:
            assert not image.getexif()
            assert draw.is_upright(image)


def test_results_stand_in_the_order_given_and_a_bad_file_stops_no_other(
    place: Place, tmp_path: Path
) -> None:
    paths = [photo(tmp_path, f"{number}.jpg", number) for number in range(12)]
    paths.insert(3, draw.write(tmp_path, "letter.jpg", "Kính gửi".encode()))
    paths.insert(7, tmp_path / "gone.jpg")

    results = place.take(*paths)

    assert [isinstance(one, PhotoRefused) for one in results] == [
        place_in_list in {3, 7} for place_in_list in range(14)
    ]
    for path, one in zip(paths, results, strict=True):
        if isinstance(one, TakenPhoto):
            assert one.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_photo_twice_is_one_object(place: Place, tmp_path: Path) -> None:
    first, second = photo(tmp_path, "a.jpg"), photo(tmp_path, "b.jpg")

    results = place.take(first, second, first)

    assert len({one.sha256 for one in results if isinstance(one, TakenPhoto)}) == 1
    assert [getattr(one, "file_name", "") for one in results] == ["a.jpg", "b.jpg", "a.jpg"]
    assert len(list(place.vault.all())) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"\0\0\0\x18ftypmp42" + bytes(64), "it is a video"),
        ("Biên bản kiểm tra".encode(), "it is not a JPEG, PNG, WEBP or HEIC picture"),
        (draw.png_bomb(), "more than 64 million pixels"),
        (draw.turned(1)[:2000], "cut short or damaged"),
    ],
    ids=["empty", "film", "text", "bomb", "cut"],
)
def test_a_file_that_is_no_good_photo_is_refused_with_its_reason(
    place: Place, tmp_path: Path, data: bytes, reason: str
) -> None:
    path = draw.write(tmp_path, "a.jpg", data)

    assert reason in place.refuse(path)
    assert list(place.vault.all()) == []
    assert path.read_bytes() == data


def test_a_file_above_64_mib_is_refused(place: Place, tmp_path: Path) -> None:
    path = photo(tmp_path)
    os.truncate(path, SIZE_LIMIT + 1)

    assert place.refuse(path) == "it is larger than 64 MB"


def test_a_folder_a_missing_file_and_a_pipe_are_refused_at_once(
    place: Place, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)

    assert place.refuse(tmp_path) == "it is not a file"
    assert place.refuse(tmp_path / "none.jpg") == "it is not there"
    assert place.refuse(pipe) == "it is not a file"


def test_a_link_that_leads_nowhere_and_a_disk_that_gives_up_are_refused(
    place: Place, tmp_path: Path
) -> None:
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "card" / "IMG_1.jpg")
    # Its first page is not mapped: reading it fails as on a card that was pulled out.
    (tmp_path / "unread.jpg").symlink_to("/proc/self/mem")

    assert place.refuse(tmp_path / "gone.jpg") == "it is not there"
    assert place.refuse(tmp_path / "unread.jpg") == "the disk or stick does not answer"


def test_a_card_pulled_out_in_the_middle_costs_what_was_still_on_it(
    place: Place, tmp_path: Path
) -> None:
    card = tmp_path / "DCIM"
    card.mkdir()
    paths = [photo(card, f"{number}.jpg", number) for number in range(40)]

    class Puller(Watcher):
        @override
        def act(self) -> None:
            shutil.rmtree(card)

    results = take_in(paths, place.vault, place.renditions, Puller())

    refused = [one for one in results if isinstance(one, PhotoRefused)]
    assert 0 < len(refused) < 40
    assert {one.reason for one in refused} == {"it is not there"}
    assert len(list(place.vault.all())) == 40 - len(refused)
    assert place.waiting() == []


def test_a_nearly_full_disk_takes_nothing_and_says_what_to_free(tmp_path: Path) -> None:
    vault = Vault(tmp_path, free=lambda _: MIN_FREE - 20 * MIB)
    renditions = Renditions(tmp_path / "renditions", vault)

    (refused,) = take_in([photo(tmp_path)], vault, renditions)

    assert isinstance(refused, PhotoRefused)
    assert refused.reason == "the disk is nearly full, free at least 20 MB"
    assert list(vault.all()) == []


def test_a_store_that_cannot_be_written_is_the_reason_given(place: Place, tmp_path: Path) -> None:
    (tmp_path / "store" / "renditions").write_bytes(b"a file in the way")

    assert place.refuse(photo(tmp_path)).startswith("the store cannot be written")


class Watcher:
    """Does something when the first photo is done."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, label: str = "") -> None:
        self.steps.append((done, total, label))
        if done == 1:
            self.act()

    def act(self) -> None:
        """Nothing, unless a test says what."""


def test_progress_counts_photos_by_their_names(place: Place, tmp_path: Path) -> None:
    watcher = Watcher()

    take_in([photo(tmp_path)], place.vault, place.renditions, watcher)

    assert watcher.steps == [(1, 1, "a.jpg")]


class Stopper(Watcher):
    """A user who stops after the first photo."""

    @override
    def act(self) -> None:
        raise Cancelled


def test_a_stopped_intake_leaves_no_process_and_nothing_half_done(
    place: Place, tmp_path: Path
) -> None:
    paths = [photo(tmp_path, f"{number}.jpg", number) for number in range(60)]
    before = _workers()

    with pytest.raises(Cancelled):
        take_in(paths, place.vault, place.renditions, Stopper())

    assert _workers() <= before
    assert place.waiting() == []
    kept = list(place.vault.all())
    assert 0 < len(kept) < 60
    assert all(place.vault.verify(sha256) for sha256 in kept)


def test_a_picture_that_crashes_its_decoder_costs_itself_only(place: Place, tmp_path: Path) -> None:
    paths = [photo(tmp_path, f"{number}.jpg", number) for number in range(6)]
    paths.insert(2, draw.write(tmp_path, "bad.heic", draw.crashing_heic()))

    results = place.take(*paths)

    (refused,) = [one for one in results if isinstance(one, PhotoRefused)]
    assert refused is results[2]
    assert refused.reason == "the program that read it broke down"
    assert len(list(place.vault.all())) == 6
    assert place.waiting() == []


class Killer(Watcher):
    """A system that ends every worker once, as when memory runs out."""

    killed = 0

    def __init__(self) -> None:
        super().__init__()
        # Another test's worker, such as the one that fills templates, is none of ours.
        self._others = {process.pid for process in psutil.Process().children()}

    @override
    def act(self) -> None:
        for process in psutil.Process().children():
            if process.pid in self._others:
                continue
            if "spawn_main" in " ".join(process.cmdline()):
                process.kill()
                self.killed += 1


def test_a_worker_that_dies_costs_its_photo_only(place: Place, tmp_path: Path) -> None:
    paths = [photo(tmp_path, f"{number}.jpg", number) for number in range(30)]

    killer = Killer()
    results = take_in(paths, place.vault, place.renditions, killer)

    refused = [one for one in results if isinstance(one, PhotoRefused)]
    assert killer.killed == 2
    assert len(refused) <= 2
    assert all(one.reason == "the program that read it broke down" for one in refused)
    assert len(list(place.vault.all())) == len(results) - len(refused)


def _workers() -> set[int]:
    found: set[int] = set()
    for process in psutil.Process().children():
        with suppress(psutil.Error):
            if "spawn_main" in " ".join(process.cmdline()):
                found.add(process.pid)
    return found


def test_a_name_from_another_system_is_kept_in_our_letters(place: Place, tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Bộ phận Một cửa – Nguyễn.jpg")
    path = photo(tmp_path, name)

    taken = place.take_one(path)

    assert taken.file_name == "Bộ phận Một cửa – Nguyễn.jpg"
    assert unicodedata.is_normalized("NFC", taken.file_name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("CON.jpg", "_CON.jpg"),
        ("a:b?.jpg", "a-b-.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("e\u0302\u0303" * 90 + ".jpg", "ễ" * 64 + ".jpg"),
        ("x" * 240 + ".jpeg", "x" * 64 + ".jpeg"),
        ("😀.jpg", "😀.jpg"),
        ("tên .jpg", "tên .jpg"),
    ],
)
def test_an_odd_name_is_made_safe_to_show_and_to_use(name: str, shown: str) -> None:
    assert shown_name(Path(name)) == shown


def test_a_name_in_bytes_of_an_old_system_can_be_told_to_the_user(
    place: Place, tmp_path: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc3\x28.jpg"))
    path.write_bytes(b"no picture")

    (refused,) = place.take(path)

    assert isinstance(refused, PhotoRefused)
    assert refused.text.encode()
    assert refused.path in refused.text


def test_a_name_of_several_lines_that_turns_the_reading_is_told_in_one_line(
    place: Place, tmp_path: Path
) -> None:
    path = tmp_path / "\u202egpj.bad\n.jpg"
    path.write_bytes(b"no picture")

    (refused,) = place.take(path)

    assert isinstance(refused, PhotoRefused)
    assert refused.path == str(tmp_path / "gpj.bad.jpg")


def test_a_first_look_needs_no_worker_and_opens_only_the_head(tmp_path: Path) -> None:
    letter = draw.write(tmp_path, "letter.jpg", b"Dear Sir")
    started = time.monotonic()

    refused = first_look(letter)

    assert refused is not None
    assert first_look(photo(tmp_path)) is None
    assert time.monotonic() - started < 0.5


def test_nothing_to_take_in_is_no_error(place: Place) -> None:
    assert place.take() == []
