"""A progress bar in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class _Bar:
    """Passes the reports of a job on to the bar."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def step(self, done: int, total: int, label: str = "") -> None:
        """Show where the job stands."""
        self._bar.update(self._task, completed=done, total=total, note=label)


@contextmanager
def shown_progress(label: str) -> Iterator[_Bar]:
    """Show a bar until the job ends."""
    bar = Progress(
        # Names of files and units are text, whatever brackets stand in them.
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} {task.fields[note]}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        yield _Bar(bar, bar.add_task(label, total=None, note=""))
