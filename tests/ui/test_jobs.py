"""Work in the background: its result, its failure, its end, and what may not be dropped."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import NotFound
from app.progress import Progress
from app.store.errors import StoreFull
from ui.jobs import Job, JobRunner, Lane, Report


def heard_in(job: Job) -> list[str]:
    """Collect the names of the job's last signals, and check their thread."""
    heard: list[str] = []
    home = threading.get_ident()

    def note(name: str) -> None:
        assert threading.get_ident() == home
        heard.append(name)

    job.succeeded.connect(lambda _result: note("succeeded"))
    job.failed.connect(lambda _error: note("failed"))
    job.cancelled.connect(lambda: note("cancelled"))
    job.finished.connect(lambda: note("finished"))
    return heard


def test_a_result_comes_back_to_the_thread_that_asked(qtbot: QtBot, jobs: JobRunner) -> None:
    job = jobs.start(lambda _progress: threading.get_ident())
    heard = heard_in(job)

    with qtbot.waitSignal(job.succeeded) as result:
        pass

    assert result.args is not None
    assert result.args[0] != threading.get_ident()
    qtbot.waitUntil(lambda: heard == ["succeeded", "finished"])


def test_a_failure_carries_its_error_and_reaches_the_gate(qtbot: QtBot, jobs: JobRunner) -> None:
    error = NotFound(kind="inspection", id="1")
    wrong: list[object] = []
    jobs.went_wrong.connect(wrong.append)

    def work(_progress: Progress) -> None:
        raise error

    job = jobs.start(work)
    heard = heard_in(job)

    with qtbot.waitSignal(job.failed) as failure:
        pass

    assert failure.args == [error]
    qtbot.waitUntil(lambda: heard == ["failed", "finished"])
    assert wrong == [error]


def test_even_an_exit_asked_for_in_the_background_ends_the_job(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    def work(_progress: Progress) -> None:
        raise SystemExit

    job = jobs.start(work)

    with qtbot.waitSignal(job.finished):
        pass

    assert jobs.is_idle


def test_a_cancelled_job_stops_at_its_next_step(qtbot: QtBot, jobs: JobRunner) -> None:
    entered, resume = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        entered.set()
        resume.wait(5)
        progress.step(1, 2)
        pytest.fail("the job went on after it was cancelled")

    job = jobs.start(work)
    heard = heard_in(job)
    assert entered.wait(5)
    job.cancel()

    with qtbot.waitSignal(job.cancelled):
        resume.set()

    qtbot.waitUntil(lambda: heard == ["cancelled", "finished"])


def test_a_job_cancelled_while_it_waits_never_starts(qtbot: QtBot, jobs: JobRunner) -> None:
    resume = threading.Event()
    jobs.start(lambda _progress: resume.wait(5))
    waiting = jobs.start(lambda _progress: pytest.fail("the job started"))

    waiting.cancel()
    with qtbot.waitSignal(waiting.cancelled):
        resume.set()


def test_reports_are_thinned_but_the_last_is_kept(qtbot: QtBot, jobs: JobRunner) -> None:
    reports: list[Report] = []

    def work(progress: Progress) -> None:
        for done in range(1, 1001):
            progress.step(done, 1000)

    job = jobs.start(work)
    job.progressed.connect(reports.append)
    with qtbot.waitSignal(job.succeeded):
        pass

    assert reports[-1] == Report(1000, 1000, "")
    assert len(reports) < 100


def test_jobs_that_write_run_one_after_another(qtbot: QtBot, jobs: JobRunner) -> None:
    running = threading.Lock()
    met_a_rival: list[bool] = []

    def work(_progress: Progress) -> None:
        met_a_rival.append(not running.acquire(blocking=False))
        running.release()

    started = [jobs.start(work) for _ in range(5)]
    with qtbot.waitSignals([job.succeeded for job in started]):
        pass

    assert met_a_rival == [False] * 5


def test_reading_does_not_wait_for_writing(qtbot: QtBot, jobs: JobRunner) -> None:
    resume = threading.Event()
    writing = jobs.start(lambda _progress: resume.wait(5), Lane.WRITING)
    reading = jobs.read(lambda: "read")

    with qtbot.waitSignal(reading.succeeded):
        pass

    assert not jobs.is_idle
    with qtbot.waitSignal(writing.finished):
        resume.set()


def test_what_was_asked_last_is_told_last_however_long_the_first_one_takes(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    overtaken = threading.Event()
    told: list[str] = []

    def first() -> str:
        overtaken.wait(0.3)
        return "first"

    started = [jobs.read(first), jobs.read(lambda: "last")]
    for job in started:
        job.succeeded.connect(told.append)
        job.succeeded.connect(lambda _name: overtaken.set())
    with qtbot.waitSignals([job.finished for job in started]):
        pass

    assert told == ["first", "last"]


def test_what_is_read_aside_keeps_no_short_read_waiting(qtbot: QtBot, jobs: JobRunner) -> None:
    resume = threading.Event()
    long = [jobs.read_aside(lambda: resume.wait(5)) for _ in range(3)]
    short = jobs.read(lambda: "read")

    with qtbot.waitSignal(short.succeeded):
        pass

    assert not jobs.is_idle
    with qtbot.waitSignals([job.finished for job in long]):
        resume.set()


def test_a_queued_save_survives_the_end_of_the_program(qapp: QApplication) -> None:
    jobs = JobRunner(qapp)
    saved: list[str] = []
    resume = threading.Event()
    jobs.save(lambda: resume.wait(5))
    last = jobs.save(lambda: saved.append("the last word"))
    heard = heard_in(last)

    last.cancel()
    resume.set()
    ended = jobs.shut_down()

    assert ended
    assert saved == ["the last word"]
    assert heard == ["succeeded", "finished"]


def test_a_long_job_is_stopped_at_the_end_of_the_program(qapp: QApplication) -> None:
    jobs = JobRunner(qapp)
    entered = threading.Event()

    def work(progress: Progress) -> None:
        entered.set()
        while True:
            progress.step(1, 2)

    job = jobs.start(work)
    heard = heard_in(job)
    assert entered.wait(5)

    assert jobs.shut_down()
    assert heard == ["cancelled", "finished"]


def test_nothing_is_read_any_more_once_the_program_has_ended(
    qapp: QApplication, qtbot: QtBot
) -> None:
    jobs = JobRunner(qapp)
    jobs.shut_down()

    late = jobs.read(lambda: pytest.fail("the job ran"))
    heard = heard_in(late)

    qtbot.waitUntil(lambda: bool(heard))
    assert jobs.is_idle


def test_the_end_waits_for_nothing_that_was_asked_after_it(
    qapp: QApplication, qtbot: QtBot
) -> None:
    jobs = JobRunner(qapp)
    jobs.shut_down()
    jobs.read(lambda: pytest.fail("the job ran"))

    ended = jobs.shut_down(wait_s=0)

    assert ended
    qtbot.waitUntil(lambda: jobs.is_idle)


def test_saving_is_told_apart_from_reading(qtbot: QtBot, jobs: JobRunner) -> None:
    resume = threading.Event()
    told = []

    jobs.read(lambda: resume.wait(5))
    told.append(jobs.is_saving)
    jobs.save(lambda: resume.wait(5))
    told.append(jobs.is_saving)
    with qtbot.waitSignal(jobs.became_idle):
        resume.set()
    told.append(jobs.is_saving)

    assert told == [False, True, False]


def test_what_a_full_disk_refuses_goes_through_in_its_order_when_there_is_room(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    full = threading.Event()
    full.set()
    written: list[str] = []

    def write(text: str) -> None:
        if full.is_set():
            raise StoreFull
        written.append(text)

    wrong: list[object] = []
    jobs.went_wrong.connect(wrong.append)
    jobs.save(lambda: write("một"))
    jobs.save(lambda: write("hai"))
    qtbot.waitUntil(lambda: jobs.refusal is not None)
    waiting = jobs.waiting_saves

    full.clear()
    jobs.try_again()
    qtbot.waitUntil(lambda: jobs.is_idle)

    assert waiting == 2
    assert written == ["một", "hai"]
    assert jobs.refusal is None
    assert wrong == []


def test_the_disk_is_tried_again_without_being_asked(qtbot: QtBot, jobs: JobRunner) -> None:
    tries: list[int] = []

    def write() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise StoreFull

    job = jobs.save(write)

    with qtbot.waitSignal(job.succeeded, timeout=10_000):
        pass

    assert len(tries) == 2


def test_who_gives_up_what_waits_is_told_what_was_lost(qtbot: QtBot, jobs: JobRunner) -> None:
    def write() -> None:
        raise StoreFull

    job = jobs.save(write)
    qtbot.waitUntil(lambda: jobs.refusal is not None)

    with qtbot.waitSignal(job.failed, timeout=10_000):
        jobs.give_up()

    assert job.has_failed


def test_the_saves_of_one_act_can_be_noted(qtbot: QtBot, jobs: JobRunner) -> None:
    before = jobs.save(lambda: None)
    with jobs.noting() as noted:
        mine = jobs.save(lambda: None)
        jobs.read(lambda: None)
    after = jobs.save(lambda: None)

    assert noted == [mine]
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert before is not after
