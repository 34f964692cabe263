"""What every command shares: where the store is, how to answer, and in which language."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final, ParamSpec

from app.bootstrap import Application, open_application
from app.cli.output import Answer, print_answer
from app.errors import AppError
from app.paths import default_store
from app.progress import NO_PROGRESS, Progress
from app.words import mark

_P = ParamSpec("_P")
_FLAGS: Final = {"--json"}
PASSPHRASE_VARIABLE: Final = "SOKIEMTRA_PASSPHRASE"  # noqa: S105 - a name, not a secret
"""What opens the keys of headquarters for one command; the list of processes never shows it."""
_HEADQUARTERS: Final = "hq"
_VALUES: Final = {"--store", "--lang"}


class Interrupted(AppError):
    """Somebody pressed Ctrl+C."""

    code = "interrupted"
    message = mark("Stopped as asked. What was finished before stays; nothing else was changed.")


@dataclass(slots=True)
class Session:
    """The options that stand anywhere on the command line."""

    store: Path
    as_json: bool = False
    language: str = "vi"
    lacking: str = ""
    """An option that was given without its value."""

    def open(self) -> Application:
        """Open the store.

        Raises:
            StoreMissing and the other errors of opening, before anything was written.
        """
        app = open_application(self.store)
        passphrase = os.environ.get(PASSPHRASE_VARIABLE)
        if passphrase is not None and app.info.role == _HEADQUARTERS:
            try:
                _unlock(app, passphrase)
            except BaseException:
                app.close()
                raise
        return app

    @contextmanager
    def progress(self, label: str) -> Iterator[Progress]:
        """Show a progress bar while somebody watches; it writes to standard error."""
        if self.as_json or not sys.stderr.isatty():
            yield NO_PROGRESS
            return
        from app.cli.progress import shown_progress  # noqa: PLC0415 - Rich costs 0.1 s

        with shown_progress(label) as progress:
            yield progress


_session = Session(store=Path())


def _unlock(app: Application, passphrase: str) -> None:
    if not app.headquarters.state().is_open:
        app.headquarters.unlock(passphrase)


def session() -> Session:
    """Return the session of this run."""
    return _session


def begin(arguments: Sequence[str]) -> list[str]:
    """Take the common options out of the arguments, wherever they stand; return the rest."""
    rest: list[str] = []
    found: dict[str, str] = {}
    waiting = iter(arguments)
    for word in waiting:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
        elif word in _FLAGS:
            found[word] = "yes"
        elif name in _VALUES:
            found[name] = value if equals else next(waiting, "")
        else:
            rest.append(word)
    _session.lacking = next((name for name, value in found.items() if not value), "")
    place = found.get("--store")
    _session.store = Path(place) if place else default_store()
    _session.as_json = "--json" in found
    _session.language = found.get("--lang", "vi")
    return rest


def command(function: Callable[_P, Answer]) -> Callable[_P, None]:
    """Make a command of a function: what it returns is printed once, as text or as JSON."""

    @wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            answer = function(*args, **kwargs)
        except KeyboardInterrupt as error:
            raise Interrupted from error
        print_answer(answer, as_json=_session.as_json)
        if answer.error is not None:
            sys.exit(1)

    # Typer reads the annotations to build the command; the answer is ours alone.
    annotations: dict[str, Any] = dict(function.__annotations__)
    annotations["return"] = None
    run.__annotations__ = annotations
    return run
