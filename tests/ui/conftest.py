"""What every screen test may ask for: real services on a real store, and a desk."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from app.bootstrap import Application, create_store, open_application
from app.ids import InspectionId
from tests.enrolled import enrol
from tests.fakes import CountedIds, FrozenClock
from tests.ui.given import ScriptedPrompts, given_visit
from tests.ui.whole_window import finished, started
from ui import theme
from ui.change_bridge import ChangeBridge
from ui.desk import Desk
from ui.jobs import JobRunner
from ui.navigation import Navigator
from ui.program import Program
from ui.settings import SettingsFile


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the screen that is not there say so; every other warning of Qt fails a test."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(scope="session")
def _lasting_heap() -> None:
    """Spare the collector what the whole session keeps: modules, tables, classes."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def screen_garbage(_lasting_heap: None) -> Iterator[None]:
    """Collect in the thread of the screens alone, as the program does (`ui.garbage`)."""
    gc.disable()
    yield
    gc.collect()
    # What outlives a test belongs to the session: the next collection need not look at it.
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one visit under way, made once; tests work on copies."""
    store = tmp_path_factory.mktemp("filled") / "store"
    clock, ids = FrozenClock(), CountedIds()
    create_store(store, "field", "may-01", clock=clock, ids=ids)
    with open_application(store, clock=clock, ids=ids) as application:
        given_visit(application)
    return store


@pytest.fixture
def store(tmp_path: Path, filled_store: Path) -> Path:
    """A copy of the filled store that a test may change."""
    copy = tmp_path / "store"
    copy.mkdir()
    for file in filled_store.rglob("*"):
        target = copy / file.relative_to(filled_store)
        if file.is_dir():
            target.mkdir(exist_ok=True)
        else:
            target.write_bytes(file.read_bytes())
    return copy


@pytest.fixture
def changes(qapp: QApplication) -> ChangeBridge:
    return ChangeBridge(qapp)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    """A job runner that must be idle when the test ends."""
    runner = JobRunner(qapp)
    yield runner
    assert runner.shut_down(), "a job outlived its test"


@pytest.fixture
def application(store: Path, clock: FrozenClock, changes: ChangeBridge) -> Iterator[Application]:
    """The services as the screens see them: their commits arrive as signals."""
    ids = CountedIds()
    ids.count = 1_000_000
    with open_application(store, clock=clock, ids=ids, listener=changes.publish) as opened:
        yield opened


@pytest.fixture
def hq(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    """Headquarters with nobody enrolled; keys of this test lie in files."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    ids = CountedIds()
    ids.count = 5_000_000
    create_store(tmp_path / "hq", "hq", "so-noi-vu", clock=clock, ids=ids)
    with open_application(tmp_path / "hq", clock=clock, ids=ids) as opened:
        yield opened


@pytest.fixture
def headquarters(hq: Application, application: Application, tmp_path: Path) -> Application:
    """Headquarters, which knows the laptop of the screens."""
    enrol(hq, application, tmp_path, "doan1/may-01")
    return hq


@pytest.fixture
def prompts() -> Iterator[ScriptedPrompts]:
    """Prompts that must have been asked everything they have an answer for."""
    scripted = ScriptedPrompts()
    yield scripted
    assert not scripted.answers, "a question was never asked"


class DressingBot(QtBot):
    """Dresses what a test shows by itself as the window of the program is dressed."""

    @override
    def addWidget(
        self,
        widget: QWidget,
        *,
        before_close_func: Callable[[Any], None] | None = None,
    ) -> None:
        theme.dress(widget)
        super().addWidget(widget, before_close_func=before_close_func)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    del qapp
    return DressingBot(request)


@pytest.fixture
def desk(  # noqa: PLR0913, PLR0917 - it is what a desk is made of
    application: Application,
    jobs: JobRunner,
    changes: ChangeBridge,
    prompts: ScriptedPrompts,
    clock: FrozenClock,
    tmp_path: Path,
    qapp: QApplication,
) -> Iterator[Desk]:
    """A desk on the filled store, in the light theme."""
    theme.apply(qapp, "light", 100)
    failures: list[object] = []
    jobs.went_wrong.connect(failures.append)
    yield Desk(
        application=application,
        clock=clock,
        jobs=jobs,
        changes=changes,
        prompts=prompts,
        navigator=Navigator(),
        settings=SettingsFile(tmp_path / "settings.json"),
    )
    assert not failures, failures


@pytest.fixture
def visit_id(application: Application) -> InspectionId:
    """The visit of the filled store."""
    return application.inspections.rows()[0].id


@pytest.fixture
def settle(qtbot: QtBot, jobs: JobRunner, changes: ChangeBridge) -> Callable[[], None]:
    """Wait until every job has ended, its news was told and what that made read was read."""

    def wait() -> None:
        qtbot.waitUntil(lambda: jobs.is_idle and changes.is_quiet, timeout=20_000)

    return wait


@pytest.fixture
def program(
    qapp: QApplication,
    store: Path,
    tmp_path: Path,
    clock: FrozenClock,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
) -> Iterator[Program]:
    """The program on the filled store, its first page in view."""
    theme.apply(qapp, "light", 100)
    program = started(store, tmp_path, clock, prompts)
    qtbot.waitUntil(lambda: program.is_ready, timeout=20_000)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=20_000)
    yield program
    finished(program, qtbot)
    theme.apply(qapp, "light", 100)


@pytest.fixture(autouse=True)
def no_window_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window on the screen."""
    yield
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        # Or every test after this one would fail for it.
        widget.hide()
    assert not left, left
