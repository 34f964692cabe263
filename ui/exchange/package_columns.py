"""The packages that were looked at or taken in, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.words import translate
from ui.exchange.texts import recipients_text
from ui.texts import moment_text
from ui.widgets.column_table import Column

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.imported import Imported

_TONES: Final = {"new": "accent", "known": "neutral", "waiting": "partial", "rejected": "bad"}


def status_text(status: str) -> str:
    """Return what became of a package."""
    return {
        "new": translate("new"),
        "known": translate("known"),
        "waiting": translate("waits"),
        "rejected": translate("refused"),
    }.get(status, status)


PACKAGE_COLUMNS: Final[tuple[Column[Imported], ...]] = (
    Column(
        header=lambda: translate("Package from"),
        text=lambda row: recipients_text(row.signer) if row.signer else row.path.name,
        sort_key=lambda row: row.signer,
        width=140,
        stretches=True,
        is_strong=True,
    ),
    Column(
        header=lambda: translate("Made"),
        text=lambda row: moment_text(row.made_at),
        sort_key=lambda row: row.made_at.isoformat() if row.made_at else "",
        width=140,
    ),
    Column(
        header=lambda: translate("State"),
        text=lambda row: status_text(row.status),
        sort_key=lambda row: row.status,
        tone=lambda row: _TONES.get(row.status, "neutral"),
        width=92,
    ),
    Column(
        header=lambda: translate("New"),
        text=lambda row: str(row.new),
        sort_key=lambda row: row.new,
        width=52,
        is_number=True,
    ),
    Column(
        header=lambda: translate("Known"),
        text=lambda row: str(row.known or ""),
        sort_key=lambda row: row.known,
        width=60,
        is_number=True,
        hides_empty=True,
    ),
    Column(
        header=lambda: translate("Different"),
        text=lambda row: str(row.different or ""),
        sort_key=lambda row: row.different,
        width=84,
        is_number=True,
        hides_empty=True,
    ),
    Column(
        header=lambda: translate("Photos"),
        text=lambda row: str(row.photos),
        sort_key=lambda row: row.photos,
        width=68,
        is_number=True,
    ),
)
