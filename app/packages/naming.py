"""What a package is called on a stick; apart from the manifest, which brings cryptography."""

from __future__ import annotations

import hashlib


def package_folder(package_id: str) -> str:
    """Return the name of a package's folder: sixteen ASCII letters that say nothing."""
    return f"SKT-{hashlib.sha256(package_id.encode()).hexdigest()[:12]}"
