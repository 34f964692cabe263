"""What can be wrong with a Word or Excel file that somebody hands to the program."""

from __future__ import annotations

from app.errors import AppError
from app.words import mark


class DocumentUnreadable(AppError):
    """The file is not the kind of Office document it should be, or it is damaged."""

    code = "document_unreadable"
    message = mark(
        "“{path}” cannot be read as {kind}: {reason}. Nothing was changed. "
        "Open it in its own program, save it again and retry."
    )


class DocumentForbidden(AppError):
    """The document carries something that could run, load or send by itself."""

    code = "document_forbidden"
    message = mark(
        "“{path}” was not opened: its part “{part}” holds {reason}. Nothing was changed. "
        "Ask the sender for a copy without it."
    )
