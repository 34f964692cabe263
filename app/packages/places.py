"""Where the revisions of a package stand: none follows one of another entity or field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from app.domain.revision import Revision
from app.packages.errors import PackageRefused
from app.words import translate

_MOST: Final = 100_000
"""Names of revisions that have not come yet, kept in memory at a time: some 20 MB of them."""


@dataclass(slots=True)
class Places:
    """Proves that no revision changes its entity or field on the way.

    A child says where its parents must stand; a parent may come before or after it, or never.
    Those that have not come yet are remembered up to a number, so that names without number fill
    no memory; beyond it, the revisions are gone through again when all have come.
    """

    most: int = _MOST
    is_unsure: bool = False
    """Whether some parents were passed over."""
    _here: dict[str, int] = field(default_factory=dict)
    _ahead: dict[str, int] = field(default_factory=dict)

    def check(self, revision: Revision) -> None:
        """Take note of a revision.

        Raises:
            PackageRefused: if it came before, or a parent stands in another field or entity.
        """
        name, place = revision.rev_id, _place_of(revision)
        if name in self._here:
            raise PackageRefused(reason=translate("a record is there twice"))
        self._here[name] = place
        if self._ahead and self._ahead.pop(name, place) != place:
            raise _elsewhere()
        for parent in revision.parents:
            known = self._here.get(parent)
            if known is None:
                known = self._remembered(parent, place)
            if known != place:
                raise _elsewhere()

    def check_again(self, revisions: Iterable[Revision]) -> None:
        """Prove all parents that have come by now.

        Args:
            revisions: all that were taken note of, once more.

        Raises:
            PackageRefused: if a parent stands in another field or entity.
        """
        for revision in revisions:
            place = _place_of(revision)
            for parent in revision.parents:
                if self._here.get(parent, place) != place:
                    raise _elsewhere()

    def _remembered(self, parent: str, place: int) -> int:
        if len(self._ahead) < self.most:
            return self._ahead.setdefault(parent, place)
        self.is_unsure = self.is_unsure or parent not in self._ahead
        return self._ahead.get(parent, place)


def _elsewhere() -> PackageRefused:
    return PackageRefused(reason=translate("a record follows one of another field"))


def _place_of(revision: Revision) -> int:
    return hash((revision.entity_id, revision.field))
