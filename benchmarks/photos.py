"""Taking 200 telephone photos in, against a plain Pillow loop that does the same work.

Run: `python -m benchmarks.photos [count]`. Both are measured in the same run, in
turns, so that whatever else the machine does hits both alike. The ratio of the
fastest turns is what two free cores give; that of the sums says what happened, and
the processor time, which neighbours hardly change, what either costs.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self

import psutil
from PIL import Image, ImageOps

from app.photos.intake import TakenPhoto, take_in
from app.photos.renditions import Renditions
from app.photos.vault import Vault
from tests.photos.pictures import camera_exif, jpeg, scene, with_comment

TARGET_RATIO: Final = 3.0
TARGET_MIB: Final = 200.0
_ROUNDS: Final = 4
_DISTINCT: Final = 10
_MIB: Final = 1 << 20


def draw(folder: Path, count: int) -> list[Path]:
    """Draw a few 12-megapixel pictures and write each many times, no two files alike."""
    taken = datetime(2026, 11, 20, 9, 15)  # noqa: DTZ001 - a camera writes no zone
    originals = [
        jpeg(scene(seed=seed), camera_exif((1, 6, 8, 3)[seed % 4], taken, "+07:00", place=True))
        for seed in range(min(_DISTINCT, count))
    ]
    paths = []
    for number in range(count):
        path = folder / f"IMG_{number:04}.jpg"
        data = originals[number % len(originals)]
        path.write_bytes(with_comment(data, f"{number:06}".encode()))
        paths.append(path)
    return paths


def plain_loop(paths: list[Path], target: Path) -> None:
    """Do the same the usual way: hash, keep a copy, upright, print copy, thumbnail."""
    target.mkdir(parents=True)
    for path in paths:
        data = path.read_bytes()
        name = hashlib.sha256(data).hexdigest()
        (target / name).write_bytes(data)
        with Image.open(path) as image:
            upright = ImageOps.exif_transpose(image)
            for kind, side in (("print", 1600), ("thumb", 256)):
                copy = upright.copy()
                copy.thumbnail((side, side))
                copy.save(target / f"{name}.{kind}.jpg", quality=85)


def product(paths: list[Path], target: Path) -> None:
    """Take them in as the program does, with durable originals and processes with limits."""
    vault = Vault(target)
    results = take_in(paths, vault, Renditions(target / "renditions", vault))
    assert all(isinstance(result, TakenPhoto) for result in results), results


class Memory:
    """The most memory this process and its children shared out between them (PSS), in MiB."""

    def __init__(self) -> None:
        self.own = self.children = self.rss = 0.0
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watch.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._stop.wait(0.05):
            with suppress(psutil.Error):
                own = me.memory_full_info()
                children = [child.memory_full_info() for child in me.children(recursive=True)]
                pss = sum(child.pss for child in children)
                if own.pss + pss > (self.own + self.children) * _MIB:
                    self.own, self.children = own.pss / _MIB, pss / _MIB
                rss = own.rss + sum(child.rss for child in children)
                self.rss = max(self.rss, rss / _MIB)

    @property
    def total(self) -> float:
        """PSS of all processes together at the worst moment."""
        return self.own + self.children


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's work on a share of the photos."""

    wall_s: float
    cpu_s: float


def measured(work: Callable[[list[Path], Path], None], paths: list[Path], target: Path) -> Turn:
    """Return how long it took, and how much of all processors' time."""
    start, before = time.perf_counter(), os.times()
    work(paths, target)
    after = os.times()
    # User and system, of this process and of the children it has waited for.
    cpu = sum(after[:4]) - sum(before[:4])
    return Turn(time.perf_counter() - start, cpu)


def main() -> int:
    """Measure, print, and return 0 only where both targets are met."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = draw(folder, count)
        size = sum(path.stat().st_size for path in paths) / count / _MIB
        print(f"{count} photos of 12 megapixels, {size:.1f} MiB each, {psutil.cpu_count()} cores")
        with Memory() as memory:
            product(paths, folder / "watched")
        share = max(1, count // _ROUNDS)
        plain: list[Turn] = []
        ours: list[Turn] = []
        for turn in range(_ROUNDS):
            part = paths[turn * share : (turn + 1) * share]
            plain.append(measured(plain_loop, part, folder / f"plain{turn}"))
            ours.append(measured(product, part, folder / f"ours{turn}"))
    ratio = min(turn.wall_s for turn in plain) / min(turn.wall_s for turn in ours)
    sums = sum(turn.wall_s for turn in plain) / sum(turn.wall_s for turn in ours)
    show("plain Pillow loop", plain, share)
    show("take_in", ours, share)
    print(
        f"ratio {ratio:.2f} × of the fastest turns (target ≥ {TARGET_RATIO} ×), "
        f"{sums:.2f} × of the sums"
    )
    print(
        f"memory {memory.total:.0f} MiB PSS at most (target ≤ {TARGET_MIB:.0f}): "
        f"program {memory.own:.0f}, its processes {memory.children:.0f}; RSS {memory.rss:.0f}"
    )
    return 0 if ratio >= TARGET_RATIO and memory.total <= TARGET_MIB else 1


def show(name: str, turns: list[Turn], share: int) -> None:
    """Print one side's figures."""
    best = min(turn.wall_s for turn in turns)
    cpu_ms = 1000 * sum(turn.cpu_s for turn in turns) / (share * len(turns))
    each = ", ".join(f"{turn.wall_s:.1f}" for turn in turns)
    print(
        f"{name:17}  {share / best:5.1f} photos/s at best, {cpu_ms:4.0f} ms of processor each; ",
        end="",
    )
    print(f"turns of {share}: {each} s")


if __name__ == "__main__":
    sys.exit(main())
