"""The errors that callers are expected to handle.

Anything that does not derive from `AppError` is a bug: it is logged with its
traceback and ends in the crash dialog, never in a friendly message. Each floor
declares its own errors next to what raises them; this file holds the root and
those that several floors share.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from typing_extensions import override

from app.words import mark, translate


class AppError(Exception):
    """Something the user can understand and act upon.

    `code` is stable and machine-readable. `message` is an English sentence that
    says what happened, what was kept and what to do; its gaps are filled from
    `params`, and it is translated where it is shown (`text`).
    """

    code: ClassVar[str] = "error"
    message: ClassVar[str] = ""

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params

    @override
    def __reduce__(self) -> tuple[object, ...]:
        # Made from keywords, it must be told how to be copied and to leave a worker process.
        return partial(type(self), **self.params), ()

    @property
    def text(self) -> str:
        """The sentence for the user, in the language in use."""
        return translate(self.message).format_map(self.params)


_KINDS: Final = {
    "unit": mark("unit"),
    "plan": mark("plan"),
    "checklist": mark("checklist"),
    "criterion": mark("criterion"),
    "inspection": mark("inspection"),
    "difference": mark("open difference"),
    "package": mark("package taken in"),
    "minutes": mark("text of minutes"),
}


class NotFound(AppError):
    """The record asked for is not in the store; `kind` is the kind of entity."""

    code = "not_found"
    message = mark("There is no {kind} “{id}” in this store. Nothing was changed. Check the code.")

    @property
    @override
    def text(self) -> str:
        """The sentence for the user, the kind named in their language."""
        kind = str(self.params["kind"])
        return translate(self.message, id=self.params["id"], kind=translate(_KINDS.get(kind, kind)))


class InvalidValue(AppError):
    """A field holds something its rule does not allow.

    `field` is the place in the words of the input (a JSON path, a cell), `value`
    what was found, `reason` a translated clause that says the rule.
    """

    code = "invalid_value"
    message = mark("{field}: “{value}” was refused: {reason}. Nothing was changed.")


class FileUnreadable(AppError):
    """A file named by the user is missing or cannot be read."""

    code = "file_unreadable"
    message = mark("“{path}” cannot be read: {reason}. Nothing was changed. Check the path.")


class FileUnwritable(AppError):
    """A file or folder named by the user cannot be written."""

    code = "file_unwritable"
    message = mark(
        "“{path}” cannot be written: {reason}. The data in the store is untouched. "
        "Choose another place or free some space."
    )


class DiskRefuses(AppError):
    """The disk takes nothing just now; the same may go through when it has room again."""

    is_full: ClassVar[bool] = False
    """Whether it would take it if there were room."""
    code = "disk_refuses"
    message = mark(
        "The disk takes nothing just now. Nothing was changed. Free some space; it is tried again."
    )


class Cancelled(AppError):
    """The user stopped a long job; nothing was changed."""

    code = "cancelled"
    message = mark("Stopped as asked. Nothing was changed.")
