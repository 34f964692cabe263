"""Bad input costs the item it came in, never the program or its neighbours."""

from __future__ import annotations

import copy
import pickle
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from app.errors import InvalidValue, NotFound
from app.words import translate
from app.worker import WorkerFailed, Workers
from tests import worker_tasks as task

MIB = 1 << 20


def living(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_a_function_runs_in_another_process_and_its_value_comes_back() -> None:
    with Workers() as workers:
        value = workers.run(task.double, 21)
        pid = workers.run(task.own_pid)

    assert value == 42
    assert pid != psutil.Process().pid


def test_a_process_is_kept_for_the_next_item() -> None:
    with Workers(2) as workers:
        pids = {workers.run(task.own_pid) for _ in range(4)}

    assert len(pids) == 1


def test_two_items_run_at_the_same_time_in_two_processes() -> None:
    with Workers(2) as workers, ThreadPoolExecutor(2) as threads:
        pids = {
            future.result()
            for future in [threads.submit(workers.run, task.own_pid) for _ in range(40)]
        }

    assert len(pids) == 2


@pytest.mark.parametrize("end", [task.die, task.crash])
def test_a_worker_that_dies_costs_its_item_only(end: task.Ending) -> None:
    with Workers() as workers:
        with pytest.raises(WorkerFailed):
            workers.run(end)
        after = workers.run(task.double, 4)

    assert after == 8


def test_an_item_that_hangs_is_stopped_and_its_process_ended(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    with Workers(timeout_s=4) as workers:
        workers.run(task.double, 1)

        started = time.monotonic()
        with pytest.raises(WorkerFailed) as refused:
            workers.run(task.hang, str(mark))
        waited = time.monotonic() - started

        assert waited < 10
        assert not living(int(mark.read_text(encoding="ascii")))
        assert refused.value.params["reason"] == translate("reading it took too long")
        assert workers.run(task.double, 2) == 4


def test_an_item_that_wants_too_much_memory_is_refused() -> None:
    with Workers(memory=300 * MIB) as workers:
        with pytest.raises(WorkerFailed):
            workers.run(task.hoard, 400 * MIB)
        small = workers.run(task.hoard, 10 * MIB)

    assert small == 10 * MIB


def test_where_the_system_sets_no_limit_the_parent_stops_a_worker_that_grows() -> None:
    with Workers(memory=100 * MIB, by_system=False) as workers:
        with pytest.raises(WorkerFailed):
            workers.run(task.hoard, 200 * MIB)
        small = workers.run(task.hoard, 10 * MIB)

    assert small == 10 * MIB


def test_an_expected_error_comes_back_as_itself() -> None:
    with Workers() as workers, pytest.raises(InvalidValue) as refused:
        workers.run(task.refuse)

    assert refused.value.params == {"field": "B7", "value": "x", "reason": "not a number"}


def test_any_other_error_is_a_failed_item_with_the_trace_in_its_notes() -> None:
    with Workers() as workers, pytest.raises(WorkerFailed) as refused:
        workers.run(task.break_down)

    assert "ZeroDivisionError" in refused.value.__notes__[0]


def test_no_process_outlives_the_workers() -> None:
    with Workers(2) as workers, ThreadPoolExecutor(2) as threads:
        pids = set(threads.map(lambda _: workers.run(task.own_pid), range(20)))

    assert pids
    assert not any(living(pid) for pid in pids)


def test_closing_ends_an_item_that_is_at_work(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    workers = Workers()
    ended: list[BaseException] = []

    def wait() -> None:
        try:
            workers.run(task.hang, str(mark))
        except WorkerFailed as error:
            ended.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not mark.exists() or not mark.read_text(encoding="ascii"):
        time.sleep(0.02)
    workers.close()
    waiting.join(10)

    assert len(ended) == 1
    assert not living(int(mark.read_text(encoding="ascii")))


def test_closed_workers_take_nothing_more() -> None:
    workers = Workers()
    workers.close()

    with pytest.raises(WorkerFailed):
        workers.run(task.double, 1)


def test_a_worker_loads_neither_the_window_nor_the_store() -> None:
    with Workers() as workers:
        loaded = workers.run(task.loaded)

    assert not loaded & {"PySide6", "sqlalchemy", "docx", "openpyxl", "typer", "PIL"}


def test_an_expected_error_can_be_copied_and_sent() -> None:
    error = NotFound(kind="unit", id="7")

    sent = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert sent.text == copy.copy(error).text == error.text
