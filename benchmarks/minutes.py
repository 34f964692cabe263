"""Writing minutes with 80 criteria, 20 findings and 60 photos, then 600, against their limits.

Run: `python -m benchmarks.minutes`. Each measurement is a process of its own, from
its start to the finished file, so that imports and the peak of memory count, those of
the process that fills the template too. The first minutes of a small inspection without
photos are measured, and the same photos put into a document the usual way, by python-docx.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
from docx import Document
from docx.shared import Mm
from PIL import Image

from app.documents.minutes.writing import write_minutes
from tests.documents import rich_case

LIMIT_S: Final = 3.0
LIMIT_MIB: Final = 300.0
LIMIT_SMALL_S: Final = 2.0
SMALL, FEW, MANY = 0, 60, 600
_USUAL_MANY: Final = 240
FINDINGS: Final = 20
# Ten times the photos may cost ten times the time; the rest is noise of the machine.
LIMIT_GROWTH: Final = 1.15
_SIDE: Final = 1600
_DISTINCT: Final = 10
_MIB: Final = 1 << 20
# Elapsed longer than this times the processor's time: others used the machine.
_SHARED: Final = 1.4


def draw(folder: Path, count: int) -> None:
    """Make photos of 1,600 pixels as intake leaves them, no two files alike."""
    distinct = []
    for number in range(_DISTINCT):
        noise = Image.effect_noise((_SIDE // 4, _SIDE * 3 // 16), 60 + number).resize((_SIDE, 1200))
        path = folder / "drawn.jpeg"
        Image.merge("RGB", (noise, noise.rotate(180), noise)).save(path, quality=85)
        distinct.append(path.read_bytes())
    for number in range(count):
        data = distinct[number % _DISTINCT]
        # A comment behind the 20 bytes of start and JFIF header makes each file its own.
        comment = f"{number:06}".encode()
        marked = (
            data[:20] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[20:]
        )
        (folder / f"{number:064x}.jpeg").write_bytes(marked)


def ours(folder: Path, count: int) -> None:
    """Write the minutes with so many photos."""
    case = rich_case.rich_case(finding_count=FINDINGS, photo_count=count, dossier_count=24)
    pictures = {photo.sha256: folder / f"{photo.sha256}.jpeg" for photo in case.photos}
    with (folder / "ours.docx").open("wb") as target:
        write_minutes(case, rich_case.scores(case), pictures, target, calendar=rich_case.calendar())


def usual(folder: Path, count: int) -> None:
    """Put the same photos into an empty document as python-docx is used."""
    document = Document()
    table = document.add_table(rows=(count + 1) // 2, cols=2)
    for number in range(count):
        run = table.cell(number // 2, number % 2).paragraphs[0].add_run()
        run.add_picture(str(folder / f"{number:064x}.jpeg"), height=Mm(56))
    document.save(str(folder / "usual.docx"))


@dataclass(frozen=True, order=True)
class Cost:
    """What one process took: seconds from start to end, of the processor, peak MiB."""

    elapsed: float
    processor: float
    mib: float

    @property
    def seconds(self) -> float:
        """The time, or that of the processor where others held the machine meanwhile."""
        return self.processor if self.elapsed > _SHARED * self.processor else self.elapsed


def measured(way: str, folder: Path, count: int) -> Cost:
    """Measure a process that writes one document."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.minutes", way, str(folder), str(count)]
    child = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - itself
    elapsed = time.perf_counter() - begun
    processor, mib = map(float, child.stdout.split())
    return Cost(elapsed, processor, mib)


def _peak_mib() -> float:
    """Return the most memory this process has held."""
    if os.name == "nt":
        return float(getattr(psutil.Process().memory_info(), "peak_wset", 0)) / _MIB
    import resource  # noqa: PLC0415 - not there on Windows

    held = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(who).ru_maxrss for who in held) / 1024


def _processor_s() -> float:
    """Return the processor's time of this process and of those it has ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main() -> int:
    """Measure, print, and say by the exit code whether the limits hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw(folder, MANY)
        size = sum(path.stat().st_size for path in folder.glob("0*.jpeg")) / MANY / 1024
        print(f"80 criteria, {FINDINGS} findings, photos of {_SIDE} px and {size:.0f} KiB")
        small = min(measured("ours", folder, SMALL) for _ in range(3))
        few = min(measured("ours", folder, FEW) for _ in range(3))
        many = min(measured("ours", folder, MANY) for _ in range(2))
        usual_few = measured("usual", folder, FEW).processor
        usual_many = measured("usual", folder, _USUAL_MANY).processor
    growth = many.processor / few.processor / (MANY / FEW)
    print(
        f"first minutes after start: {small.seconds / LIMIT_SMALL_S:.2f} of {LIMIT_SMALL_S:.0f} s"
    )
    for count, cost in ((SMALL, small), (FEW, few), (MANY, many)):
        print(f"{count} photos: {cost.elapsed:.2f} s, of the processor {cost.processor:.2f} s")
    print(f"  {FEW} photos take {few.seconds / LIMIT_S:.2f} of the limit of {LIMIT_S:.0f} s")
    print(f"  memory {few.mib:.0f} MiB, {few.mib / LIMIT_MIB:.2f} of {LIMIT_MIB:.0f} MiB")
    print(f"  {MANY} photos: {growth:.2f} of linear growth, {many.mib:.0f} MiB")
    print(f"python-docx, photos alone, of the processor: {FEW} in {usual_few:.2f} s,")
    print(f"  {_USUAL_MANY} in {usual_many:.2f} s, {usual_many / usual_few:.1f} times as long")
    print(f"  ours takes {few.processor / usual_few:.2f} of it for {FEW}")
    held = few.seconds <= LIMIT_S and few.mib <= LIMIT_MIB and growth <= LIMIT_GROWTH
    held &= small.seconds <= LIMIT_SMALL_S
    print("limits hold" if held else "A LIMIT IS BROKEN")
    return 0 if held else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        {"ours": ours, "usual": usual}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
        print(_processor_s(), _peak_mib())
    else:
        sys.exit(main())
