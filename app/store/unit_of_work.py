"""One transaction on the store, and the news of what it touched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from sqlalchemy import Connection, Select, and_, func, select

from app.changes import ChangeListener, ChangeSet
from app.clock import Clock
from app.domain.entity import Entity
from app.domain.revision import Revision
from app.errors import FileUnwritable, NotFound
from app.ids import IdSource, SeededIds, place_id
from app.store import backup, opening, projection
from app.store.adoption import Adoptions
from app.store.arrivals import Arrivals
from app.store.bin import Bin
from app.store.columns import entity_of, to_cell
from app.store.engine import connect, reading_engine, writing_engine
from app.store.errors import StoreDamaged, StoreFull, StoreUnavailable, translated_errors
from app.store.history import History
from app.store.journal import Journal, Writer
from app.store.notes import Notes
from app.store.opening import StoreInfo
from app.store.package_notes import PackageNotes
from app.store.received_notes import ReceivedNotes
from app.store.soundness import Soundness
from app.store.step import Step
from app.store.tables import PROJECTIONS, check_tables
from app.store.visit_list import VisitList

E = TypeVar("E", bound=Entity)
_PROGRAM: Final = "sokiemtra"
"""Who wrote what ships with the program."""


class View:
    """What one unchanging moment of the store holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.history: Final = History(connection)
        self.soundness: Final = Soundness(connection)
        self.notes: Final = Notes(connection)
        self.packages: Final = PackageNotes(connection)
        self.arrivals: Final = Arrivals(connection)
        self.received: Final = ReceivedNotes(connection)
        self.bin: Final = Bin(connection)
        self.adoptions: Final = Adoptions(connection)
        self.visits: Final = VisitList(connection)

    def get(self, kind: type[E], entity_id: str) -> E:
        """Return one entity.

        Raises:
            NotFound: if the store has none with this identity.
        """
        found = self.find(kind, entity_id)
        if found is None:
            raise NotFound(kind=kind.KIND, id=entity_id)
        return found

    def find(self, kind: type[E], entity_id: str) -> E | None:
        """Return one entity, or None."""
        return next(iter(self.all(kind, id=entity_id)), None)

    def find_removed(self, kind: type[E], entity_id: str) -> E | None:
        """Return an entity that is in the bin as it was last, or None."""
        row = projection.removed_row(self._connection, kind.KIND, entity_id)
        return entity_of(kind, row) if row is not None else None

    def all(self, kind: type[E], **facts: object) -> list[E]:
        """Return the entities with these facts, in their own order."""
        table = PROJECTIONS[kind.KIND]
        query = select(table)
        if facts:
            wanted = [table.c[name] == to_cell(value) for name, value in facts.items()]
            query = query.where(and_(*wanted))
        order = [table.c[name] for name in ("order", "id") if name in table.c]
        rows = self._connection.execute(query.order_by(*order)).mappings()
        return [entity_of(kind, dict(row)) for row in rows]

    def counts(self, kind: type[Entity], by: str, **facts: object) -> Mapping[str, int]:
        """Return how many entities share each value of a fact.

        Args:
            kind: the entities counted.
            by: the fact they are grouped by.
            facts: count only those with these facts.
        """
        table = PROJECTIONS[kind.KIND]
        query: Select[Any] = select(table.c[by], func.count()).group_by(table.c[by])
        for name, value in facts.items():
            query = query.where(table.c[name] == to_cell(value))
        return {str(value): count for value, count in self._connection.execute(query)}

    def damage(self) -> list[str]:
        """Return what SQLite's full check finds wrong with the file; none, unless damaged."""
        found = self._connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        return [] if found == ["ok"] else [str(line) for line in found]

    def drift(self) -> list[str]:
        """Return the entities whose row is not what the revisions say; none, unless damaged."""
        return projection.differences(self._connection)


class UnitOfWork(View):
    """A transaction that may be committed; without `commit` it is lost.

    The listener hears of the changes only after they are safe on disk and the
    work has ended, in the thread that committed.
    """

    def __init__(self, connection: Connection, journal: Journal) -> None:
        super().__init__(connection)
        self._journal = journal
        self.news: ChangeSet | None = None
        """What was committed, for the listener; None while nothing was."""
        self.is_committed = False
        self.new_origin = ""
        """Under which mark the store goes on, where a package brought numbers of the one before."""
        self.step: Step | None = None
        """What was committed, fact by fact; None while nothing was that can be taken back."""

    def save(self, entity: Entity, *, settling: Iterable[str] = ()) -> bool:
        """Write what changed of an entity; return whether anything did."""
        return self._journal.save(entity, settling=frozenset(settling))

    def save_as_of(self, entity: Entity, package_id: str) -> None:
        """Write what follows from a package that is taken in; taken back, it leaves with it.

        It has a mark of its own: the numbers of this store must not leave with a package.
        """
        mine = self._journal
        writer = Writer(mine.ids.token(8).hex(), mine.writer.actor_id, 0)
        journal = Journal(self._connection, writer, mine.clock, mine.ids, as_of=package_id)
        journal.save(entity)
        mine.kinds |= journal.kinds
        mine.aggregates |= journal.aggregates
        mine.steps.give_up()

    def ship(self, entity: Entity) -> None:
        """Write an entity that comes with the program, by the same revisions in every store.

        What headquarters later changes or takes away then supersedes what each laptop
        began with, because both began with the same (decision 0012).
        """
        journal = Journal(
            self._connection,
            Writer(place_id("shipped", entity.id).replace("-", "")[:16], _PROGRAM, 0),
            _Shipping(),
            SeededIds(entity.id),
        )
        journal.save(entity)
        self._journal.kinds |= journal.kinds
        self._journal.aggregates |= journal.aggregates

    def remove(self, entity: Entity) -> None:
        """Put an entity in the bin."""
        self._journal.remove(entity)

    def reopen(self, entity: Entity, field: str, values: Iterable[str]) -> None:
        """Give a fact several values at once; a person is asked about them again."""
        self._journal.reopen(entity, field, values)

    def merge(self, revisions: Iterable[Revision], package_id: str) -> int:
        """Take in the revisions of a package; return how many were new."""
        return self._journal.merge(revisions, package_id)

    def unmerge(self, package_id: str) -> int:
        """Take out again what came in with a package only; return how many revisions."""
        return self._journal.unmerge(package_id)

    def rebuild(self) -> None:
        """Write every projection anew from the revisions."""
        projection.rebuild(self._connection)

    def commit(self) -> None:
        """Make the changes last.

        Raises:
            StoreFull, StoreUnavailable: if the disk refuses; nothing of it was saved.
        """
        with translated_errors(""):
            if self._journal.is_outnumbered:
                self.new_origin = self._journal.ids.token(8).hex()
                self.notes.remember("origin_id", self.new_origin)
            self._connection.commit()
        if self.new_origin:
            self._journal.writer.begin_anew(self.new_origin)
        self.is_committed = True
        if self._journal.kinds:
            self.news = ChangeSet(
                frozenset(self._journal.kinds), frozenset(self._journal.aggregates)
            )
            self.step = self._journal.steps.step()


class _Shipping:
    """The moment at which whatever ships was written, the same everywhere."""

    def now(self) -> datetime:
        return datetime(2026, 11, 1, tzinfo=UTC)

    def today(self) -> date:
        return self.now().date()


class Store:
    """The open store; hands out views and units of work, and holds the lock until closed."""

    def __init__(self, folder: Path, clock: Clock, ids: IdSource, listener: ChangeListener) -> None:
        self.folder: Final = folder
        self._clock = clock
        self._ids = ids
        self._listener = listener
        self.heard_step: Callable[[Step], object] | None = None
        """Told of each step that was committed, before the listener hears of it."""
        self._writing = threading.Lock()
        self.commits = 0
        """How often something was committed: what was read at this number still holds."""
        self._exit = ExitStack()
        with ExitStack() as opening_steps:
            if not folder.is_dir():
                opening.refuse_missing(folder)
            opening_steps.enter_context(opening.locked(folder))
            self.info: Final[StoreInfo] = opening.prepare(folder, clock, ids)
            check_tables()
            self._writer = writing_engine(folder / opening.FILE)
            opening_steps.callback(self._writer.dispose)
            self._reader = reading_engine(folder / opening.FILE)
            opening_steps.callback(self._reader.dispose)
            self.writer: Final = self._resumed()
            self._exit = opening_steps.pop_all()

    def _resumed(self) -> Writer:
        with self.reading() as view:
            last = view.history.last_seq(self.info.origin_id)
        return Writer(self.info.origin_id, self.info.name, last)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and the lock."""
        self._exit.close()

    @contextmanager
    def reading(self) -> Iterator[View]:
        """See one unchanging moment of the store."""
        with translated_errors(self.folder), self._reader.connect() as connection:
            yield View(connection)

    @contextmanager
    def writing(self, *, is_turn: bool = False, together: str = "") -> Iterator[UnitOfWork]:
        """Start a unit of work; there is one at a time, and it locks at once.

        Args:
            is_turn: it takes a step back or makes it again, and is no step itself.
            together: what names one act of a person that several units of work write.
        """
        work: UnitOfWork | None = None
        try:
            with self._writing, self._sound_writer() as connection:
                connection.begin()  # takes the write lock now, before anything is done
                journal = Journal(connection, self.writer, self._clock, self._ids)
                journal.steps.together = together
                work = UnitOfWork(connection, journal)
                yield work
        finally:
            if work is not None and work.is_committed:
                self.commits += 1
                if work.new_origin:
                    # Where the disk refuses, opening the store again makes yet another origin.
                    with suppress(FileUnwritable):
                        opening.raise_highwater(self.folder, work.new_origin, 0)
            # After the lock is free: whoever hears it may want to write.
            if work is not None and work.news is not None:
                if work.step is not None and self.heard_step is not None and not is_turn:
                    self.heard_step(work.step)
                self._listener(work.news)

    @contextmanager
    def _sound_writer(self) -> Iterator[Connection]:
        """Lend the writing connection; one the disk refused is never used again (§2.3)."""
        try:
            with translated_errors(self.folder), self._writer.connect() as connection:
                yield connection
        except (StoreFull, StoreUnavailable, StoreDamaged):
            self._writer.dispose()
            raise

    def keep_backup(self) -> Path:
        """Copy the store's file to `backup`, proved, before something large is done to it.

        Raises:
            StoreDamaged: if the copy does not pass its check.
            StoreFull, FileUnwritable: if the disk refuses it.
        """
        with (
            self._writing,
            translated_errors(self.folder),
            closing(connect(self.folder / opening.FILE)) as connection,
        ):
            return backup.keep(connection, self.folder)

    def raise_highwater(self) -> None:
        """Remember outside the database how far this origin's numbers left this computer.

        Raises:
            FileUnwritable: if the disk refuses it.
        """
        with self.reading() as view:
            last = view.history.last_seq(self.writer.origin_id)
        opening.raise_highwater(self.folder, self.writer.origin_id, last)
