"""The program `sokiemtra`: a window without arguments, a command with them."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Open the window, test the built program, or run a command; return the exit code."""
    # In a frozen program the workers start through this same door.
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a windowed program has no streams
            reconfigure(encoding="utf-8", errors="replace")
    if arguments and arguments[0] != "--self-test" and not _only_store(arguments):
        from app.cli.main import run  # noqa: PLC0415 - the window needs no Typer

        return run(arguments)
    from ui.__main__ import main as open_window  # noqa: PLC0415 - a command needs no Qt

    return open_window(arguments)


def _only_store(arguments: list[str]) -> bool:
    """Whether the window is asked for, on a store named or in a language."""
    waiting = iter(arguments)
    for word in waiting:
        name, equals, _ = word.partition("=")
        if name not in {"--store", "--lang"}:
            return False
        if not equals and not next(waiting, ""):
            return False  # the command line says that its value is lacking
    return True


if __name__ == "__main__":
    sys.exit(main())
