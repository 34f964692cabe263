"""Packages read and written wrongly on purpose: a test finds out each of them (`faults` §0)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError
from app.packages import header, note, packing, trust, writer
from tests.packages import test_hostile as hostile
from tests.packages import test_reader as reading
from tests.packages import test_writer as writing
from tests.packages.forging import Forgery
from tests.packages.given import Desk


@dataclass(frozen=True)
class Mutant:
    """A program that is wrong in one way, and the test that must notice."""

    name: str
    patch: Callable[[pytest.MonkeyPatch], None]
    finds_out: Callable[[Desk, Callable[..., Path]], None]


def _signatures_pass(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(note.Note, "signed_by", lambda _self, _key: True)


def _headers_pass(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(header.Header, "check_against", lambda *_args: None)


def _nobody_is_revoked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(trust.Member, "is_active", property(lambda _self: True))


def _the_stick_is_believed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writer._Copy, "_compare", lambda *_args: None)  # noqa: SLF001 - broken on purpose


def _everybody_reads(patch: pytest.MonkeyPatch) -> None:
    everybody = packing.Sender.recipients

    def recipients(self: packing.Sender, _names: Any) -> tuple[trust.Member, ...]:  # noqa: ANN401 - any names
        return (*everybody(self, ()), *self.keyring.members)

    patch.setattr(packing.Sender, "recipients", recipients)


MUTANTS = (
    Mutant(
        "the signature check is skipped",
        _signatures_pass,
        hostile.test_another_members_signature_over_a_manifest_is_bad,
    ),
    Mutant(
        "outer and inner header are not compared",
        _headers_pass,
        hostile.test_parts_signed_again_by_another_laptop_are_forged,
    ),
    Mutant(
        "a revoked key is accepted",
        _nobody_is_revoked,
        lambda desk, _forge: reading.test_a_revoked_laptop_waits_for_headquarters(desk),
    ),
    Mutant(
        "a revoked laptop still gets packages",
        _everybody_reads,
        lambda desk, _forge: reading.test_a_revoked_laptop_is_no_recipient(desk),
    ),
    Mutant(
        "what was written is not read back",
        _the_stick_is_believed,
        lambda desk, _forge: writing.test_a_stick_that_loses_data_is_found_out(desk, as_zip=False),
    ),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_test_of_packages_finds_the_mutant_out(
    mutant: Mutant, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forge(**wrong: Any) -> Path:  # noqa: ANN401 - any part of a forgery
        return Forgery(world=desk.world, **wrong).lay(desk.stick / "SKT-000000000000")

    mutant.patch(monkeypatch)

    # Refused for another reason than the one asked about is not what the test asks either.
    with pytest.raises((AssertionError, pytest.fail.Exception, AppError)):
        mutant.finds_out(desk, forge)
