"""A branch of commands whose most usual one needs no word: `minutes INSPECTION --out F`."""

from __future__ import annotations

from typing import Any, Final

from typer.core import TyperGroup
from typing_extensions import override

WRITE: Final = "write"
"""The word that may be left out."""


class WritingGroup(TyperGroup):
    """Takes what is no command of its own for the first argument of `write`."""

    @override
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        # An option first, such as --help, is the group's own.
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [WRITE, *args]
        return super().resolve_command(ctx, args)
