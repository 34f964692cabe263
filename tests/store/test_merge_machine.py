"""Laptops that write, meet, and lose each other's sticks: the store against the model."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from app.changes import nobody
from app.domain.answer import Answer
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity, facts_of
from app.domain.finding import Finding
from app.domain.revision import Revision
from app.ids import SeededIds
from app.store import opening
from app.store.columns import row_of, spell_cell
from app.store.unit_of_work import Store, UnitOfWork
from tests import given
from tests.fakes import FrozenClock
from tests.store.merge_model import Union

_LAPTOPS = 5
_WORDS = st.sampled_from(["Đạt", "Không đạt", "Thiếu", ""])
_TEXTS = st.sampled_from(["Còn hồ sơ quá hạn", "Thiếu phiếu hẹn"])
_NUMBERS = st.integers(1, 2)
_HOURS = st.integers(-200_000, 200_000)
"""Twenty years back or on: no rule may compare the clocks of two laptops."""


@dataclass
class Laptop:
    """A store, and what the model says it must hold."""

    store: Store
    clock: FrozenClock
    model: Union = field(default_factory=Union)

    def write(self, change: Callable[[UnitOfWork], object]) -> list[Revision]:
        """Change something; return the revisions that made it."""
        with self.store.writing() as work:
            change(work)
            work.commit()
        return [one for one in self.revisions() if one.rev_id not in self.model.revisions]

    def revisions(self) -> list[Revision]:
        """Return the whole visit, as every package carries it."""
        with self.store.reading() as view:
            return list(view.history.revisions([given.INSPECTION]))


class Meetings(RuleBasedStateMachine):
    """Two to five laptops; a stick may come late, twice, out of order or never."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self.laptops: list[Laptop] = []
        self.sticks: list[list[Revision]] = []

    @initialize(count=st.integers(2, _LAPTOPS), shared=st.booleans())
    def begin(self, count: int, *, shared: bool) -> None:
        """Open the stores; where headquarters sent the visit out, all begin from one package."""
        place = Path(self._open.enter_context(TemporaryDirectory()))
        for number in range(count):
            name = f"may-{number}"
            opening.create(place / name, "field", name, SeededIds(name))
            clock = FrozenClock()
            store = Store(place / name, clock, SeededIds(f"{name}+"), nobody)
            self.laptops.append(Laptop(self._open.enter_context(store), clock))
        if shared:
            self._save(self.laptops[0], given.answer(comment="Đạt"))
            self._save(self.laptops[0], given.finding())
            self.pack(0)
            for number in range(count):
                self.arrive(number, 0)

    @rule(who=st.integers(0, _LAPTOPS), comment=_WORDS, basis=_WORDS)
    def answer(self, who: int, comment: str, basis: str) -> None:
        """Answer the one criterion, which has the same identity on every laptop."""
        laptop = self._laptop(who)
        self._save(laptop, given.answer(comment=comment, legal_basis=basis))

    @rule(who=st.integers(0, _LAPTOPS), number=_NUMBERS, text=_TEXTS, order=_NUMBERS)
    def find(self, who: int, number: int, text: str, order: int) -> None:
        """Record or reword a finding, or move it in the list."""
        laptop = self._laptop(who)
        self._save(laptop, replace(given.finding(number), text=text, order=order))

    @rule(who=st.integers(0, _LAPTOPS), kind=st.sampled_from([Answer, Finding]), number=_NUMBERS)
    def remove(self, who: int, kind: type[Any], number: int) -> None:
        """Put something into the bin, if it is there."""
        laptop = self._laptop(who)
        identity = given.answer().id if kind is Answer else given.finding(number).id
        with laptop.store.reading() as view:
            there = view.find(kind, identity)
        assert (there is not None) == laptop.model.is_there(kind.KIND, identity)
        if there is None:
            return
        seen = {
            head.rev_id
            for name in laptop.model.fields(kind.KIND, identity)
            for head in laptop.model.heads(kind.KIND, identity, name)
        }
        (made,) = laptop.write(lambda work: work.remove(there))
        assert (made.field, made.value, set(made.observed or ())) == (EXISTS, "false", seen)
        self._note(laptop, [made])

    @rule(who=st.integers(0, _LAPTOPS), hours=_HOURS)
    def set_clock(self, who: int, hours: int) -> None:
        """Set a clock wrong."""
        moment = datetime(2026, 11, 20, 1, 30, tzinfo=UTC) + timedelta(hours=hours)
        self._laptop(who).clock.moment = moment

    @rule(who=st.integers(0, _LAPTOPS))
    def pack(self, who: int) -> None:
        """Write the visit onto a stick, which nobody may ever see."""
        self.sticks.append(self._laptop(who).revisions())

    @rule(who=st.integers(0, _LAPTOPS), number=st.integers(0, 40))
    def arrive(self, who: int, number: int) -> None:
        """Take a stick in: any, the last one or an old one, again or for the first time."""
        if self.sticks:
            self._take(self._laptop(who), self.sticks[number % len(self.sticks)])

    @invariant()
    def every_laptop_shows_what_the_model_says(self) -> None:
        """The rows, the open differences and what is in the bin follow from the union alone."""
        for laptop in self.laptops:
            _agree(laptop)

    @override
    def teardown(self) -> None:
        """Let all meet, in both orders: they show the same, and nothing is lost."""
        try:
            everything = [laptop.revisions() for laptop in self.laptops]
            for laptop in self.laptops:
                for revisions in (*everything, *self.sticks, *reversed(everything)):
                    self._take(laptop, revisions)
                _agree(laptop)
                with laptop.store.reading() as view:
                    assert view.drift() == []
            assert len({frozenset(laptop.model.revisions) for laptop in self.laptops}) <= 1
        finally:
            self._open.close()

    def _laptop(self, who: int) -> Laptop:
        return self.laptops[who % len(self.laptops)]

    def _save(self, laptop: Laptop, entity: Entity) -> None:
        """Save, and hold each revision against what the model expects of it."""
        kind, model = type(entity).KIND, laptop.model
        made = laptop.write(lambda work: work.save(entity))
        before = {
            name: {head.rev_id for head in model.heads(kind, entity.id, name)}
            for name in (*model.fields(kind, entity.id), EXISTS)
        }
        for one in made:
            # A write supersedes everything its writer had in view, and nothing else.
            assert set(one.parents) == before.get(one.field, set())
        self._note(laptop, made)
        row = row_of(entity)
        assert model.is_there(kind, entity.id)
        for fact in facts_of(ENTITIES[kind]):
            shown = model.value(kind, entity.id, fact.name)
            assert shown is None or shown == spell_cell(row[fact.name], fact)

    def _note(self, laptop: Laptop, made: list[Revision]) -> None:
        highest = max((one.lam for one in laptop.model.revisions.values()), default=0)
        assert all(one.lam > highest for one in made)
        assert laptop.model.take(made) == len(made)

    def _take(self, laptop: Laptop, revisions: list[Revision]) -> None:
        with laptop.store.writing() as work:
            new = work.merge(revisions, "package")
            work.commit()
        assert new == laptop.model.take(revisions)


def _agree(laptop: Laptop) -> None:
    model = laptop.model
    with laptop.store.reading() as view:
        differences = view.history.differences()
        for kind, identity in model.entities():
            there = view.find(ENTITIES[kind], identity)
            assert (there is not None) == model.is_there(kind, identity)
            row = row_of(there) if there is not None else {}
            for fact in facts_of(ENTITIES[kind]):
                shown = model.value(kind, identity, fact.name)
                if there is not None and shown is not None:
                    assert spell_cell(row[fact.name], fact) == shown
                told = {one.value for one in differences.get((identity, fact.name), ())}
                assert told == model.candidates(kind, identity, fact.name)


Meetings.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestMeetings = Meetings.TestCase
