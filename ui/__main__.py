"""The door of the window: `sokiemtra` without a command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.words import LANGUAGES


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or test the built program; return the exit code."""
    asked = _parser().parse_args(sys.argv[1:] if arguments is None else list(arguments))
    if asked.self_test:
        from ui.self_test import run_self_test  # noqa: PLC0415 - the window must not wait for it

        return run_self_test()
    from ui.application import run  # noqa: PLC0415 - Qt is loaded only for a window

    return run(asked.store, asked.lang)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sokiemtra")
    parser.add_argument("--store", type=Path, default=None, metavar="DIR")
    parser.add_argument("--lang", choices=LANGUAGES, default=None)
    parser.add_argument("--self-test", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
