"""Laptops that work apart and then meet, for tests of what merging gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.entity import Entity
from app.domain.revision import Revision
from app.store.unit_of_work import Store
from tests import given

Differences = Mapping[tuple[str, str], frozenset[str]]


@dataclass
class Table:
    """Laptops A and B, who work apart, and a third that only ever reads their sticks."""

    a: Store
    b: Store
    third: Store
    is_a_first: bool
    package: int = 0
    sent: list[list[Revision]] = field(default_factory=list)

    @property
    def all(self) -> tuple[Store, Store, Store]:
        """Every laptop."""
        return self.a, self.b, self.third

    def common(self, *entities: Entity) -> None:
        """Begin from a state that A and B have both seen."""
        save(self.a, *entities)
        take(self.b, revisions(self.a))

    def meet(self) -> None:
        """Bring A's stick to B and B's to A, and both to the third, in the order of this run."""
        of_a, of_b = revisions(self.a), revisions(self.b)
        both = [of_a, of_b] if self.is_a_first else [of_b, of_a]
        self.sent += both
        for store in self.all:
            for stick in both:
                take(store, stick)
        for store in self.all:
            assert sum(take(store, stick) for stick in self.sent) == 0, "a stick taken in twice"
            with store.reading() as view:
                assert view.drift() == []
        assert differences(self.a) == differences(self.b) == differences(self.third)

    def everywhere(self, entity: Entity) -> Entity | None:
        """Return what an entity is by now, the same on every laptop."""
        found = [find(store, entity) for store in self.all]
        assert found[0] == found[1] == found[2]
        return found[0]

    def differs(self, entity: Entity, name: str) -> frozenset[str]:
        """Return the values of a field among which a person has to choose."""
        return differences(self.a).get((entity.id, name), frozenset())


def save(store: Store, *entities: Entity) -> None:
    with store.writing() as work:
        for entity in entities:
            work.save(entity)
        work.commit()


def settle(store: Store, entity: Entity, name: str) -> None:
    """Decide a difference, also by the value that is shown."""
    with store.writing() as work:
        work.save(entity, settling=[name])
        work.commit()


def remove(store: Store, entity: Entity) -> None:
    with store.writing() as work:
        work.remove(entity)
        work.commit()


def revisions(store: Store) -> list[Revision]:
    with store.reading() as view:
        return list(view.history.revisions([given.INSPECTION]))


def take(store: Store, stick: list[Revision]) -> int:
    with store.writing() as work:
        new = work.merge(stick, "package")
        work.commit()
    return new


def find(store: Store, entity: Entity) -> Entity | None:
    with store.reading() as view:
        return view.find(type(entity), entity.id)


def differences(store: Store) -> Differences:
    with store.reading() as view:
        return {
            place: frozenset(str(one.value) for one in writes)
            for place, writes in view.history.differences().items()
        }
