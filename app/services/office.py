"""Which store is headquarters; apart from enrolment, which brings cryptography."""

from __future__ import annotations

from typing import Final

from app.errors import AppError
from app.words import mark

HEADQUARTERS: Final = "hq"
"""The role of its store."""


class NotHeadquarters(AppError):
    """Only headquarters can do this."""

    code = "not_headquarters"
    message = mark("Only a headquarters store can do this. Nothing was changed.")
