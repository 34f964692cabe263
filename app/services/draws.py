"""Draws: dossiers out of a register into the sample, replaced by rule, never twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Dossier, DossierFacts, Pick, dossier_id
from app.domain.draw import Draw, Drawn, DrawOrder, choose, draw_id, next_drawn
from app.domain.entity import facts_in
from app.domain.inspection import Inspection
from app.domain.register import Register
from app.domain.register_rows import RegisterRows
from app.domain.sampling import METHOD, checked_seed
from app.errors import AppError, InvalidValue
from app.ids import IdSource, InspectionId, RegisterId
from app.progress import NO_PROGRESS, Progress
from app.services.register_rows import rows_of
from app.store.unit_of_work import Store, UnitOfWork, View
from app.words import mark, translate

MOST: Final = 2_000
"""More dossiers than this nobody looks at; a draw that would bring more is refused."""

_REPLACES: Final = "thay hồ sơ {code}: {reason}"
"""Why a dossier is in the sample; kept and printed, so always Vietnamese."""


class NoRegister(AppError):
    """A visit has no register to draw from."""

    code = "no_register"
    message = mark(
        "This inspection has no register to draw from. Nothing was changed. Import one first."
    )


class NotDrawn(AppError):
    """A dossier was not drawn, so no drawn order says what replaces it."""

    code = "not_drawn"
    message = mark(
        "The dossier “{dossier}” was not drawn from a register, or was replaced already. "
        "Nothing was changed. Only drawn dossiers are replaced by the next in the drawn order."
    )


class DrawExhausted(AppError):
    """Every dossier of the register, or of the field, has been drawn."""

    code = "draw_exhausted"
    message = mark(
        "Nothing is left to replace “{dossier}”: every dossier it could be replaced by has been "
        "drawn. Nothing was changed. Say so in the minutes."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShare:
    """What a draw would take of one field."""

    field: str
    entries: int
    always: int
    """Overdue, refused or complained about."""
    random: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawDone:
    """What a draw did."""

    draw: Draw
    added: int
    """How many dossiers came into the sample; none when it was drawn before."""


class DrawService:
    """The use cases around drawing."""

    def __init__(
        self, store: Store, calendar: Callable[[], WorkingCalendar], ids: IdSource
    ) -> None:
        self._store = store
        self._calendar = calendar
        self._ids = ids

    def propose_seed(self, today: date) -> str:
        """Return a seed nobody could choose: the day and eight letters by chance."""
        return f"{today:%Y%m%d}-{self._ids.token(4).hex()}"

    def foresee(
        self, inspection_id: InspectionId, order: DrawOrder, register_id: RegisterId | None = None
    ) -> list[FieldShare]:
        """Return what a draw would take, field by field; nothing is kept.

        Raises:
            NoRegister, RegisterElsewhere, InvalidValue: as for `draw`.
        """
        with self._store.reading() as view:
            visit = view.get(Inspection, inspection_id)
            register = _register(view, inspection_id, register_id)
            rows = rows_of(view, register)
        sample = self._choose(rows, _checked(order), visit)
        counted = Counter((one.field, one.pick) for one in sample)
        return [
            FieldShare(
                field=one.field,
                entries=one.entries,
                always=counted[one.field, Pick.ALWAYS],
                random=counted[one.field, Pick.RANDOM],
            )
            for one in register.fields
        ]

    def draw(
        self,
        inspection_id: InspectionId,
        order: DrawOrder,
        register_id: RegisterId | None = None,
        progress: Progress = NO_PROGRESS,
    ) -> DrawDone:
        """Draw from a register, the latest if none is named, and add the dossiers to the sample.

        The same order from the same register is the same draw: the second time nothing
        changes. Dossiers that are in the sample already stay as they were checked.

        Raises:
            NotFound: if there is no such visit.
            NoRegister: if it has no register.
            RegisterElsewhere: if the rows of the register are on another computer.
            InvalidValue: if the seed or the size cannot be used.
        """
        order = _checked(order)
        with self._store.writing() as work:
            visit = work.get(Inspection, inspection_id)
            register = _register(work, inspection_id, register_id)
            identity = draw_id(inspection_id, register.id, order)
            known = work.find(Draw, identity)
            if known is not None:
                return DrawDone(draw=known, added=0)
            rows = rows_of(work, register)
            drawn = self._choose(rows, order, visit)
            draws = work.all(Draw, inspection_id=inspection_id)
            draw = Draw(
                id=identity,
                inspection_id=inspection_id,
                register_id=register.id,
                seed=order.seed,
                size=order.size,
                by_field=order.by_field,
                method=METHOD,
                drawn=drawn,
                order=len(draws) + 1,
            )
            work.save(draw)
            added = _add(work, rows, draw, drawn, progress)
            work.commit()
        return DrawDone(draw=draw, added=added)

    def replace(self, inspection_id: InspectionId, dossier_code: str, reason: str) -> Drawn:
        """Put the next in the drawn order in the place of a dossier that cannot be looked at.

        Raises:
            InvalidValue: if no reason is given.
            NotDrawn: if the dossier was not drawn, or was replaced already.
            RegisterElsewhere: if the rows of the register are on another computer.
            DrawExhausted: if nothing is left.
        """
        told = " ".join(reason.split())
        if not told:
            why = translate("say why the dossier cannot be looked at")
            raise InvalidValue(field=translate("Reason"), value=reason, reason=why)
        with self._store.writing() as work:
            draw, out = _draw_of(work, inspection_id, dossier_code)
            register = work.get(Register, draw.register_id)
            rows = rows_of(work, register)
            found = next_drawn(rows, draw, out, told)
            if found is None:
                raise DrawExhausted(dossier=dossier_code)
            place = next(
                place for place, one in enumerate(draw.drawn) if one.dossier_code == dossier_code
            )
            drawn = (*draw.drawn[: place + 1], found, *draw.drawn[place + 1 :])
            changed = replace(draw, drawn=drawn)
            before = work.find(Dossier, dossier_id(inspection_id, dossier_code))
            work.save(changed)
            if before is not None:
                work.remove(before)
            _add(work, rows, changed, (found,), NO_PROGRESS, at=before.order if before else None)
            work.commit()
        return found

    def of(self, inspection_id: InspectionId) -> list[Draw]:
        """Return the draws of a visit, in the order they were made."""
        with self._store.reading() as view:
            return view.all(Draw, inspection_id=inspection_id)

    def _choose(self, rows: RegisterRows, order: DrawOrder, visit: Inspection) -> tuple[Drawn, ...]:
        sample = choose(rows, order, rows.always(self._calendar(), visit.period_to))
        if len(sample) > MOST:
            why = translate(
                "the sample would have {count} dossiers, with those that are always in; at most "
                "{most} can be checked",
                count=len(sample),
                most=MOST,
            )
            raise InvalidValue(field=translate("How many at random"), value=order.size, reason=why)
        return sample


def _checked(order: DrawOrder) -> DrawOrder:
    if not 1 <= order.size <= MOST:
        reason = translate("draw from 1 to {most} dossiers", most=MOST)
        raise InvalidValue(field=translate("How many at random"), value=order.size, reason=reason)
    return replace(order, seed=checked_seed(order.seed))


def _register(view: View, inspection_id: InspectionId, register_id: RegisterId | None) -> Register:
    known = view.all(Register, inspection_id=inspection_id)
    found = [one for one in known if register_id is None or one.id == register_id]
    if not found:
        raise NoRegister
    return found[-1]


def _draw_of(view: View, inspection_id: InspectionId, dossier_code: str) -> tuple[Draw, Drawn]:
    """Return the draw that a dossier of the sample came from, and its place there."""
    for draw in view.all(Draw, inspection_id=inspection_id):
        replaced = {one.replaces for one in draw.drawn}
        for one in draw.drawn:
            if one.dossier_code == dossier_code and dossier_code not in replaced:
                return draw, one
    raise NotDrawn(dossier=dossier_code)


def _add(
    work: UnitOfWork,
    rows: RegisterRows,
    draw: Draw,
    drawn: tuple[Drawn, ...],
    progress: Progress,
    at: int | None = None,
) -> int:
    """Save the drawn dossiers with what the register says of them; return how many are new."""
    places = {code: place for place, code in enumerate(rows.dossier_code)}
    sample = work.all(Dossier, inspection_id=draw.inspection_id)
    there = {one.id for one in sample}
    last = max((one.order for one in sample), default=0)
    added = 0
    for done, one in enumerate(drawn):
        progress.step(done, len(drawn), one.dossier_code)
        identity = dossier_id(draw.inspection_id, one.dossier_code)
        if identity in there:
            continue
        added += 1
        facts = rows.facts(places[one.dossier_code])
        work.save(
            Dossier(
                id=identity,
                inspection_id=draw.inspection_id,
                order=last + added if at is None else at,
                pick=one.pick,
                pick_reason=_why(one),
                **facts_in(facts, DossierFacts),
            )
        )
    return added


def _why(one: Drawn) -> str:
    return _REPLACES.format(code=one.replaces, reason=one.reason) if one.replaces else one.reason
