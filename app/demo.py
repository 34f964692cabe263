"""The demonstration: one real inspection from checklist to Word minutes to headquarters.

Every step is what people do, with the same services: two stores, an enrolment
by spoken words, an assignment on a stick, the visits, the minutes signed, the other
papers, the packages back, the codes checked and the summary at headquarters.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.bootstrap import Application, create_store, open_application
from app.errors import AppError, FileUnwritable
from app.files import os_reason
from app.paths import RESOURCES
from app.progress import NO_PROGRESS, Progress
from app.services.enrolment import GivenName
from app.services.imported import Imported
from app.services.inspection_rows import InspectionRow
from app.words import mark, translate

SAMPLES: Final = RESOURCES / "samples"
_STEPS: Final = 10


class FolderNotEmpty(AppError):
    """The demonstration needs a folder of its own."""

    code = "folder_not_empty"
    message = mark("“{path}” is not empty. Nothing was changed. Choose a new folder.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the demonstration: what was done, where its result lies, how long it took."""

    label: str
    path: Path
    seconds: float


class _Stopwatch:
    def __init__(self, progress: Progress) -> None:
        self.steps: list[Step] = []
        self._progress = progress

    @contextmanager
    def step(self, label: str, path: Path) -> Iterator[None]:
        self._progress.step(len(self.steps), _STEPS, label)
        begun = time.perf_counter()
        yield
        self.steps.append(Step(label=label, path=path, seconds=time.perf_counter() - begun))
        self._progress.step(len(self.steps), _STEPS, label)


def run_demo(folder: Path, progress: Progress = NO_PROGRESS) -> list[Step]:
    """Run the whole round trip in a new folder.

    Raises:
        FolderNotEmpty: if the folder holds anything.
        FileUnwritable: if the folder cannot be made.
        AppError: if a step failed; what was made until then stays for a look.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(path=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
    watch = _Stopwatch(progress)
    hq, laptop, stick = folder / "so-noi-vu", folder / "may-01", folder / "usb"
    stick.mkdir()
    with watch.step(translate("Store of headquarters"), hq):
        create_store(hq, "hq", "Sở Nội vụ")
    with watch.step(translate("Store of the laptop"), laptop):
        create_store(laptop, "field", "may-01")
    with open_application(hq) as headquarters, open_application(laptop) as field:
        with watch.step(translate("Enrolment by spoken words"), stick / "ghi-danh"):
            _enrol(headquarters, field, stick)
        with watch.step(translate("Assignment on the stick"), stick / "phan-cong"):
            _assign(headquarters, field, stick / "phan-cong")
        with watch.step(translate("The sample inspections"), SAMPLES):
            visits = _inspect(field)
        minutes = folder / "bien-ban"
        with watch.step(translate("Word minutes, frozen and signed"), minutes):
            codes = _sign_minutes(field, visits, minutes)
        papers = folder / "van-ban"
        with watch.step(translate("The other papers"), papers):
            _write_papers(field, visits, papers)
        with watch.step(translate("Report package, there and taken in"), stick / "bao-cao"):
            _report(field, headquarters, stick / "bao-cao")
        with watch.step(translate("The codes on the paper, checked at headquarters"), minutes):
            _verify(headquarters, codes)
        summary = folder / "tong-hop.xlsx"
        with watch.step(translate("Summary workbook"), summary):
            headquarters.reports.summary(summary)
    return watch.steps


def _enrol(headquarters: Application, field: Application, stick: Path) -> None:
    request, answer = stick / "ghi-danh" / "yeu-cau.skt", stick / "ghi-danh"
    answer.mkdir()
    asked = field.enrolment.request(request, team="doan1")
    told = headquarters.enrolment.approve(
        request,
        asked.code,
        GivenName(name="doan1/may-01", team="doan1", person="Thư ký đoàn"),
        answer=answer,
    )
    field.enrolment.accept(answer, told.code)


def _assign(headquarters: Application, field: Application, medium: Path) -> None:
    medium.mkdir()
    for sample in sorted(SAMPLES.glob("*.json")):
        headquarters.recording.assign(sample)
    headquarters.exports.write(medium)
    _raise_first(field.imports.take_in([medium]))


def _inspect(field: Application) -> list[InspectionRow]:
    for sample in sorted(SAMPLES.glob("*.json")):
        field.recording.record(sample)
    return field.inspections.rows()


def _sign_minutes(field: Application, visits: list[InspectionRow], folder: Path) -> list[str]:
    """Freeze, print and sign the minutes of each visit; return the codes in their footers."""
    folder.mkdir()
    codes = []
    for visit in visits:
        field.minutes.freeze(visit.id, folder / f"{visit.unit_code}-bien-ban.docx")
        codes.append(field.minutes.sign(visit.id).code)
    return codes


def _write_papers(field: Application, visits: list[InspectionRow], folder: Path) -> None:
    for visit in visits:
        for written in field.papers.write_all(visit.id, folder / visit.unit_code):
            if written.error is not None:
                raise written.error


def _verify(headquarters: Application, codes: list[str]) -> None:
    for code in codes:
        fault = headquarters.verification.verify_code(code).fault
        if fault is not None:
            raise fault


def _report(field: Application, headquarters: Application, medium: Path) -> None:
    medium.mkdir()
    field.exports.write(medium)
    _raise_first(headquarters.imports.take_in([medium]))


def _raise_first(imported: list[Imported]) -> None:
    for one in imported:
        if one.error is not None:
            raise one.error
