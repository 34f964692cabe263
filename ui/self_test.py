"""Tries the built program where it stands: every page, the minutes, a package round trip."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import create_store, open_application
from app.clock import SystemClock
from app.ids import InspectionId, SystemIds
from app.services.enrolment import GivenName
from ui.navigation import PageName, VisitTab
from ui.packages.page import PackagesPage
from ui.program import Program
from ui.screenshots import fill_store
from ui.visit.minutes_tab import MinutesTab
from ui.visit.page import VisitPage
from ui.visit.qt_camera import QtCameras
from ui.walk import Unattended, edited, opened, pages_of, settled, wait_until


class StepFailed(Exception):
    """A step of the self-test did not do what it should."""


def run_self_test() -> int:
    """Run every step in a temporary folder; print what came of it, return 0 or 1."""
    # A machine that builds has no screen, and the test must not need one.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        folder = Path(home)
        steps: tuple[tuple[str, Callable[[Path], str]], ...] = (
            ("store with the sample inspections", _fill),
            ("every page", _open_pages),
            ("cameras and faces", _look_at_photos),
            ("a checklist written and published", _write_checklist),
            ("minutes through the window", _write_minutes),
            ("package from laptop to headquarters", _exchange),
        )
        for name, step in steps:
            begun = time.perf_counter()
            try:
                outcome = step(folder)
            except Exception as error:  # noqa: BLE001 - every step is reported, whatever happened
                failed += 1
                _say(f"FAILED  {name}: {type(error).__name__}: {error}")
            else:
                _say(f"ok      {name}: {outcome} ({time.perf_counter() - begun:.1f} s)")
    _say("self-test failed" if failed else "self-test passed")
    return 1 if failed else 0


def _fill(home: Path) -> str:
    fill_store(home / "store")
    with open_application(home / "store") as application:
        visits = application.inspections.rows()
    _demand(bool(visits), "no sample inspection was recorded")
    return f"{len(visits)} visits"


def _open_pages(home: Path) -> str:
    shown = 0
    with opened(home / "store", clock=SystemClock(), ids=SystemIds()) as program:
        visit = _first_visit(program)
        for page in pages_of(program).offered:
            program.navigator.open_page(page)
            settled(program)
            shown += 1
        for tab in VisitTab:
            program.navigator.open_visit(visit, tab)
            settled(program)
            shown += 1
        _demand_quiet(program)
    return f"{shown} pages and tabs"


def _look_at_photos(home: Path) -> str:
    """Load what looks through cameras, and what looks for faces: libraries with models."""
    with opened(home / "store", clock=SystemClock(), ids=SystemIds()) as program:
        application = program.application
        if application is None:
            raise StepFailed("the store did not open")
        from PySide6.QtMultimediaWidgets import QVideoWidget  # noqa: PLC0415 - tried as one step

        cameras = QtCameras().names()
        QVideoWidget().deleteLater()
        _demand(application.faces.is_offered, "faces cannot be looked for")
        visit = InspectionId(_first_visit(program))
        photo = application.inspections.case_file(visit).photos[0]
        faces = application.faces.suggest(photo.sha256)
        _demand_quiet(program)
    return f"{len(cameras)} cameras, {len(faces)} faces on {photo.file_name}"


def _write_checklist(home: Path) -> str:
    with opened(home / "store", clock=SystemClock(), ids=SystemIds()) as program:
        editor = edited(program)
        editor.tree.copy()
        editor.set_form.sums_follow_asked.emit(True)  # noqa: FBT003 - a signal takes it so
        editor.head.publish_button.click()
        settled(program)
        settled(program)
        _demand_quiet(program)
        if program.application is None:
            raise StepFailed("the store did not open")
        numbers = [row.number for row in program.application.checklists.rows()]
    _demand(max(numbers) > 1, "the version was not published")
    return f"version {max(numbers)}"


def _write_minutes(home: Path) -> str:
    with opened(home / "store", clock=SystemClock(), ids=SystemIds()) as program:
        program.navigator.open_visit(_first_visit(program), VisitTab.MINUTES)
        settled(program)
        page = pages_of(program).pages[PageName.VISIT]
        tab = page.built[VisitTab.MINUTES] if isinstance(page, VisitPage) else None
        if not isinstance(tab, MinutesTab):
            raise StepFailed("the tab of the minutes is not there")
        tab.write_button.click()
        settled(program)
        _demand_quiet(program)
        written = tab.written
    if written is None:
        raise StepFailed("no minutes were written")
    with zipfile.ZipFile(written) as document:
        _demand("word/document.xml" in document.namelist(), "the minutes are no Word file")
    return f"{written.stat().st_size} bytes"


def _exchange(home: Path) -> str:
    headquarters, stick = home / "hq" / "store", home / "stick"
    stick.mkdir()
    create_store(headquarters, "hq", "hq")
    _enrol(headquarters, home / "store", stick)
    with opened(home / "store", clock=SystemClock(), ids=SystemIds()) as program:
        panel = _packages(program).export_panel
        panel.choose_medium(stick)
        panel.export_button.click()
        settled(program)
        _demand_quiet(program)
    with opened(headquarters, clock=SystemClock(), ids=SystemIds()) as program:
        inbox = _packages(program).import_panel
        inbox.look([stick])
        settled(program)
        inbox.import_button.click()
        settled(program)
        _demand_quiet(program)
        taken = inbox.model.rows
    _demand(bool(taken) and all(one.error is None for one in taken), "the package was refused")
    return f"{sum(one.new for one in taken)} entries"


def _enrol(headquarters: Path, laptop: Path, stick: Path) -> None:
    request = stick / "request.skt"
    with open_application(headquarters) as office, open_application(laptop) as field:
        asked = field.enrolment.request(request)
        told = office.enrolment.approve(
            request, asked.code, GivenName(name="team/laptop", team="team"), answer=stick / "answer"
        )
        field.enrolment.accept(stick / "answer", told.code)


def _packages(program: Program) -> PackagesPage:
    program.navigator.open_page(PageName.PACKAGES)
    settled(program)
    page = pages_of(program).pages[PageName.PACKAGES]
    if not isinstance(page, PackagesPage):
        raise StepFailed("the page of the packages is not there")
    wait_until(lambda: program.jobs.is_idle, "the page of the packages")
    return page


def _first_visit(program: Program) -> str:
    if program.application is None:
        raise StepFailed("the store did not open")
    return program.application.inspections.rows()[0].id


def _demand_quiet(program: Program) -> None:
    """Fail on the first message the window showed: nothing in a self-test needs one."""
    told = program.prompts.told if isinstance(program.prompts, Unattended) else []
    _demand(not told, told[0] if told else "")


def _demand(holds: object, otherwise: str) -> None:
    if not holds:
        raise StepFailed(otherwise)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
