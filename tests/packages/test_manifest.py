"""The manifest: what kinds of package there are."""

from __future__ import annotations

from app.packages.manifest import PackageKind


def test_kinds_are_those_of_the_format() -> None:
    assert {kind.value for kind in PackageKind} == {
        "team",
        "assign",
        "correction",
        "handover",
        "receipt",
        "keyring",
    }
