"""Where the revisions of a package stand: none follows one of another entity or field.

And none puts an entity into an aggregate that is not its own: whose an aggregate is decides who
may write there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from app.domain.canonical import spell
from app.domain.entities import ENTITIES
from app.domain.revision import Revision
from app.packages.errors import PackageRefused
from app.words import translate

_MOST: Final = 100_000
"""Names of revisions that have not come yet, kept in memory at a time: some 20 MB of them."""


@dataclass(slots=True)
class Places:
    """Finds revisions that follow one of another entity or field; such a link says nothing.

    A child says where its parents must stand; a parent may come before or after it, or never.
    Those that have not come yet are remembered up to a number, so that names without number fill
    no memory; beyond it, and where one stands elsewhere, the revisions are gone through again when
    all have come.
    """

    most: int = _MOST
    astray: set[str] = field(default_factory=set)
    """Those found so far."""
    is_unsure: bool = False
    """Whether there may be more."""
    _here: dict[str, int] = field(default_factory=dict)
    _ahead: dict[str, int] = field(default_factory=dict)

    def check(self, revision: Revision) -> None:
        """Take note of a revision.

        Raises:
            PackageRefused: if it came before.
        """
        name, place = revision.rev_id, _place_of(revision)
        if name in self._here:
            raise PackageRefused(reason=translate("a record is there twice"))
        self._here[name] = place
        if self._ahead and self._ahead.pop(name, place) != place:
            self.is_unsure = True
        for parent in revision.parents:
            known = self._here.get(parent)
            if known is None:
                self._remember(parent, place)
            elif known != place:
                self.astray.add(name)

    def check_again(self, revisions: Iterable[Revision]) -> None:
        """Find all, now that every parent has come.

        Args:
            revisions: all that were taken note of, once more.
        """
        for revision in revisions:
            place = _place_of(revision)
            if any(self._here.get(parent, place) != place for parent in revision.parents):
                self.astray.add(revision.rev_id)

    def _remember(self, parent: str, place: int) -> None:
        if (parent not in self._ahead and len(self._ahead) >= self.most) or self._ahead.setdefault(
            parent, place
        ) != place:
            self.is_unsure = True


def is_elsewhere(revision: Revision) -> bool:
    """Tell whether a revision puts an entity where it cannot stand.

    What is its own aggregate stands in itself, everything else in the one that it names.
    """
    kind = ENTITIES.get(revision.entity_type)
    if kind is None:
        return False
    if kind.AGGREGATE == "id":
        return revision.agg_id != revision.entity_id
    is_named = revision.field == kind.AGGREGATE and revision.value is not None
    return is_named and revision.value != spell(revision.agg_id)


def _place_of(revision: Revision) -> int:
    return hash((revision.entity_id, revision.field))
