"""Minutes of 400 criteria and 300 photos against plain docxtpl, and tables of 2,000 rows.

Run: `python -m benchmarks.papers`. The same answers and photos are written twice: by us, from
the print copies that intake leaves, and the way docxtpl is documented, with a loop over the
rows and the original photos. Each measurement is a process of its own, from its start to the
finished file; memory is that of the process and of the workers it starts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from docx import Document
from docx.shared import Mm
from docxtpl.inline_image import InlineImage
from docxtpl.template import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from PIL import Image

from app.documents.minutes.writing import write_minutes
from app.domain.case_file import CaseFile
from tests import given
from tests.documents import rich_case

CRITERIA: Final = 400
PHOTOS: Final = 300
ROWS: Final = 2000
LIMIT_RATIO: Final = 5.0
LIMIT_MIB: Final = 300.0
LIMIT_TABLE_S: Final = 5.0
LIMIT_FIRST_S: Final = 2.0
# Twice the rows may cost twice the time; the rest is noise of the machine.
LIMIT_GROWTH: Final = 1.25
_PRINT, _ORIGINAL = (1600, 1200), (4000, 3000)
_DISTINCT: Final = 10
_TEXT: Final = "Tiêu chí {}: niêm yết đầy đủ, kịp thời thủ tục hành chính"
_SAID: Final = "Đã niêm yết tại Trung tâm Phục vụ hành chính công"


def draw(folder: Path) -> None:
    """Make the originals and their print copies, no two files alike."""
    for shape, name in ((_ORIGINAL, "original"), (_PRINT, "print")):
        distinct = [_drawn(shape, number, folder) for number in range(_DISTINCT)]
        for number in range(PHOTOS):
            data = distinct[number % _DISTINCT]
            # A comment behind the 20 bytes of start and JFIF header makes each file its own.
            comment = f"{number:06}".encode()
            head = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
            (folder / f"{name}{number:04d}.jpeg").write_bytes(data[:20] + head + data[20:])


def _drawn(shape: tuple[int, int], number: int, folder: Path) -> bytes:
    width, height = shape
    grain = Image.effect_noise((width // 4, height // 4), 60 + number).resize(shape)
    path = folder / "drawn.jpeg"
    Image.merge("RGB", (grain, grain.rotate(180), grain)).save(path, quality=80)
    return path.read_bytes()


def visit(criteria: int, photos: int) -> CaseFile:
    """Return a visit with so many answered criteria and photos."""
    leaves = [
        given.criterion(f"T.1.{number}", "T.1", text=_TEXT.format(number))
        for number in range(1, criteria + 1)
    ]
    checklist = given.checklist(*leaves)
    case = rich_case.rich_case(finding_count=20, photo_count=photos, dossier_count=0)
    answers = {leaf.code: given.answer(leaf.code, comment=_SAID) for leaf in checklist.leaves()}
    return replace(case, checklists=(checklist,), answers=answers)


def ours(folder: Path, criteria: int, photos: int) -> None:
    """Write the minutes with so many criteria and photos."""
    case = visit(criteria, photos)
    pictures = {
        photo.sha256: folder / f"print{number:04d}.jpeg" for number, photo in enumerate(case.photos)
    }
    with (folder / "ours.docx").open("wb") as target:
        write_minutes(case, rich_case.scores(case), pictures, target, calendar=rich_case.calendar())


def plain(folder: Path, criteria: int, photos: int) -> None:
    """Write the same answers and photos as docxtpl is documented, with the originals."""
    case = visit(criteria, photos)
    form = folder / "form.docx"
    _form(form)
    template = DocxTemplate(form)
    answers = case.answers
    template.render(
        {
            "rows": [
                {"code": row.code, "text": row.text, "said": answers[row.code].comment}
                for row in case.checklists[0].leaves()
            ],
            "photos": [
                {
                    "picture": InlineImage(  # type: ignore[no-untyped-call] # it has no types
                        template, str(folder / f"original{number:04d}.jpeg"), height=Mm(52)
                    ),
                    "caption": photo.caption,
                }
                for number, photo in enumerate(case.photos)
            ],
        },
        jinja_env=SandboxedEnvironment(autoescape=True),
    )
    template.save(str(folder / "plain.docx"))


def _form(path: Path) -> None:
    document = Document()
    document.add_heading("BIÊN BẢN", 0)
    for each, one, cells in (
        ("rows", "r", ("{{ r.code }}", "{{ r.text }}", "{{ r.said }}")),
        ("photos", "a", ("{{ a.picture }}", "{{ a.caption }}")),
    ):
        table = document.add_table(rows=3, cols=len(cells))
        table.rows[0].cells[0].text = f"{{%tr for {one} in {each} %}}"
        for cell, words in zip(table.rows[1].cells, cells, strict=True):
            cell.text = words
        table.rows[2].cells[0].text = "{%tr endfor %}"
    document.save(str(path))


def first(folder: Path, _criteria: int, _photos: int) -> None:
    """Write the minutes of a small visit as a command does after the program starts."""
    from app.cli.main import run  # noqa: PLC0415 - its loading is part of what is measured

    store = folder / "kho"
    visit_id = (folder / "visit").read_text("utf-8")
    target = folder / "first.docx"
    if run(["minutes", visit_id, "--draft", "--out", str(target), "--store", str(store)]):
        raise SystemExit(1)


def prepare_first(folder: Path) -> None:
    """Make a store with the smallest sample."""
    from app.bootstrap import create_store, open_application  # noqa: PLC0415
    from app.demo import SAMPLES  # noqa: PLC0415

    create_store(folder / "kho", "field", "may-01")
    with open_application(folder / "kho") as application:
        sample = min(SAMPLES.glob("*.json"), key=lambda path: path.stat().st_size)
        recorded = application.recording.record(sample)
        case = application.inspections.case_file(recorded.inspection_id)
        application.photos.pictures(case)
    (folder / "visit").write_text(recorded.inspection_id, "utf-8")


@dataclass(frozen=True, order=True)
class Cost:
    """What one process took: seconds from start to end, and peak MiB."""

    seconds: float
    mib: float


def measured(way: str, folder: Path, criteria: int, photos: int) -> Cost:
    """Measure a process that writes one document."""
    command = [sys.executable, "-m", "benchmarks.papers", way]
    command += [str(folder), str(criteria), str(photos)]
    begun = time.perf_counter()
    child = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - itself
    return Cost(time.perf_counter() - begun, float(child.stdout.split()[-1]))


def _peak_mib() -> float:
    """Return the most memory that this process and the largest of its workers have held."""
    import resource  # noqa: PLC0415 - not there on Windows

    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def main() -> int:
    """Measure, print, and say by the exit code whether the limits hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw(folder)
        prepare_first(folder)
        mine = min(measured("ours", folder, CRITERIA, PHOTOS) for _ in range(3))
        theirs = measured("plain", folder, CRITERIA, PHOTOS)
        sizes = [(folder / f"{way}.docx").stat().st_size >> 20 for way in ("ours", "plain")]
        half = min(measured("ours", folder, ROWS // 2, 0) for _ in range(2))
        whole = min(measured("ours", folder, ROWS, 0) for _ in range(2))
        small = min(measured("first", folder, 0, 0) for _ in range(3))
    ratio = theirs.seconds / mine.seconds
    growth = whole.seconds / half.seconds / 2
    print(f"{CRITERIA} criteria and {PHOTOS} photos, ours:")
    print(f"  {mine.seconds:.2f} s, {mine.mib:.0f} MiB, a file of {sizes[0]} MB")
    print("plain docxtpl with the originals:")
    print(f"  {theirs.seconds:.2f} s, {theirs.mib:.0f} MiB, a file of {sizes[1]} MB")
    print(f"  ours is {ratio:.1f} times as fast; at least {LIMIT_RATIO:.0f} are asked")
    print(f"  memory {mine.mib / LIMIT_MIB:.2f} of {LIMIT_MIB:.0f} MiB")
    print(f"a table of {ROWS} rows: {whole.seconds:.2f} s, {growth:.2f} of linear growth,")
    print(f"  {whole.seconds / LIMIT_TABLE_S:.2f} of the limit of {LIMIT_TABLE_S:.0f} s")
    print(f"first minutes of a small visit: {small.seconds:.2f} s,")
    print(f"  {small.seconds / LIMIT_FIRST_S:.2f} of the limit of {LIMIT_FIRST_S:.0f} s")
    held = (
        ratio >= LIMIT_RATIO
        and mine.mib <= LIMIT_MIB
        and growth <= LIMIT_GROWTH
        and whole.seconds <= LIMIT_TABLE_S
        and small.seconds <= LIMIT_FIRST_S
    )
    print("limits hold" if held else "A LIMIT IS BROKEN")
    return 0 if held else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ways = {"ours": ours, "plain": plain, "first": first}
        ways[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        print(_peak_mib())
    else:
        sys.exit(main())
