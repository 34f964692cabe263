"""What a package is called on a stick; apart from the manifest, which brings cryptography."""

from __future__ import annotations

import hashlib
from typing import Final

_BY: Final = "+"


def package_folder(package_id: str) -> str:
    """Return the name of a package's folder: sixteen ASCII letters that say nothing."""
    return f"SKT-{hashlib.sha256(package_id.encode()).hexdigest()[:12]}"


def noted_under(package_id: str, sender: str) -> str:
    """Return what a package is noted under whose number another sender has taken before.

    No number of a package has this sign, so the two never meet.
    """
    return f"{package_id}{_BY}{sender}"


def number_of(noted: str) -> str:
    """Return the number a package gave itself, however it is noted here."""
    return noted.partition(_BY)[0]


def is_disputed(noted: str) -> bool:
    """Tell whether another sender had taken the number of a package before it came."""
    return _BY in noted
