"""The rows of a register as this store keeps them; apart, because drawing needs no Excel."""

from __future__ import annotations

from app.domain.register import Register
from app.domain.register_rows import RegisterRows, unpack_rows
from app.errors import AppError
from app.store.unit_of_work import View
from app.words import mark


class RegisterElsewhere(AppError):
    """The rows of a register are not on this computer."""

    code = "register_elsewhere"
    message = mark(
        "The register this needs is not on this computer: its rows stay where it was read in. "
        "Nothing was changed. Import the register here, or do it on that computer."
    )


def rows_of(view: View, register: Register) -> RegisterRows:
    """Return the rows of a register.

    Raises:
        RegisterElsewhere: if they are not in this store, or cannot be read any more.
    """
    content = view.notes.register_rows(register.id)
    if content is None:
        raise RegisterElsewhere
    try:
        return unpack_rows(content)
    except ValueError as error:
        raise RegisterElsewhere from error
