"""Frozen texts of minutes in the vault: read, proved, and held against what is recorded now."""

from __future__ import annotations

from enum import Enum

from app.domain.case_file import CaseFile
from app.domain.frozen_difference import Change, FrozenFacts, differences
from app.domain.frozen_text import FrozenTextForeign, read_frozen, recorded, spelt_again
from app.domain.minutes import Minutes
from app.errors import AppError, FileUnreadable, InvalidValue
from app.photos.vault import ObjectDamaged, ObjectMissing, Vault


class Condition(Enum):
    """How a file that a record names lies in the vault."""

    WHOLE = "whole"
    NONE = "none"
    """The record names none."""
    MISSING = "missing"
    """It has not arrived on this computer."""
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    """Its bytes are whole, but it says something else than its record."""


class FrozenTexts:
    """The texts behind the codes in the footers."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def facts(self, minutes: Minutes) -> FrozenFacts:
        """Return what a frozen text says.

        Raises:
            ObjectMissing, ObjectDamaged, FileUnreadable: if the vault does not have it whole.
            FrozenTextForeign: if it is not the text of these minutes.
        """
        with self._vault.open(minutes.content_sha256) as stream:
            text = stream.read()
        if not self._vault.verify(minutes.content_sha256):
            raise ObjectDamaged(sha256=minutes.content_sha256)
        return read_frozen(text, minutes)

    def is_said_by(self, case: CaseFile, minutes: Minutes) -> bool:
        """Tell whether what is recorded now still says exactly what was frozen.

        Raises:
            the errors of `facts`.
        """
        facts = self.facts(minutes)
        with self._vault.open(minutes.content_sha256) as stream:
            return stream.read() == spelt_again(case, facts).encode()

    def changes(self, case: CaseFile, minutes: Minutes) -> list[Change]:
        """Return what is recorded now otherwise than it was frozen, in the order of the minutes.

        Raises:
            the errors of `facts`.
        """
        facts = self.facts(minutes)
        now = recorded(case)
        now["plan"]["head"] = facts["plan"]["head"]
        return differences(facts, now)

    def condition(self, minutes: Minutes) -> Condition:
        """Tell whether the text is here and hashes to the code of these minutes."""
        if not minutes.is_frozen:
            return Condition.NONE
        try:
            self.facts(minutes)
        except ObjectMissing:
            return Condition.MISSING
        except (ObjectDamaged, FileUnreadable):
            return Condition.DAMAGED
        except (FrozenTextForeign, InvalidValue):
            return Condition.FOREIGN
        return Condition.WHOLE

    def condition_of(self, sha256: str) -> Condition:
        """Tell how another file of minutes lies in the vault: the Word file or the scan."""
        if not sha256:
            return Condition.NONE
        try:
            if not self._vault.has(sha256):
                return Condition.MISSING
        except AppError:
            return Condition.FOREIGN
        return Condition.WHOLE if self._vault.verify(sha256) else Condition.DAMAGED
