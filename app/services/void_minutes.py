"""Declaring signed minutes void where two laptops had the same ones signed, and taking it back."""

from __future__ import annotations

from dataclasses import replace

from app.domain.minutes import Minutes, MinutesState, in_order
from app.domain.rival_minutes import rivals, with_followers
from app.errors import AppError, InvalidValue
from app.ids import InspectionId, MinutesId
from app.store.unit_of_work import Store, UnitOfWork, View
from app.words import mark, translate


class OnlyMinutes(AppError):
    """Minutes were to be declared void that no others stand beside."""

    code = "only_minutes"
    message = mark(
        "Minutes {code} are the only ones that were signed at their place, so they hold. Nothing "
        "was changed. To correct them, reopen the visit and make supplementary minutes."
    )


class NotVoid(AppError):
    """Minutes were to hold again that were never declared void."""

    code = "not_void"
    message = mark("Minutes {code} are not void. Nothing was changed.")


class VoidMinutesService:
    """The way out of rival minutes; no text changes, only whether it holds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rivals(self, inspection_id: InspectionId) -> list[tuple[Minutes, ...]]:
        """Return the signed minutes of a visit of which only one can hold, place by place."""
        with self._store.reading() as view:
            return rivals(_texts(view, inspection_id))

    def declare(self, minutes_id: MinutesId, reason: str) -> tuple[Minutes, ...]:
        """Declare signed minutes void with all that stand beside them; return those.

        Raises:
            NotFound: if there are no such minutes.
            InvalidValue: if no reason is given.
            OnlyMinutes: if no others were signed at the same place.
        """
        if not reason.strip():
            raise InvalidValue(
                field="reason", value=reason, reason=translate("void minutes need a reason")
            )
        with self._store.writing() as work:
            minutes = work.get(Minutes, minutes_id)
            texts = _texts(work, minutes.inspection_id)
            if not any(minutes in group for group in rivals(texts)):
                raise OnlyMinutes(code=minutes.code)
            gone = [
                one for one in with_followers(texts, minutes) if one.state is MinutesState.SIGNED
            ]
            return _write(work, gone, MinutesState.VOID, reason.strip())

    def take_back(self, minutes_id: MinutesId) -> tuple[Minutes, ...]:
        """Let void minutes hold again, with those that fell with them; return those.

        Raises:
            NotFound: if there are no such minutes.
            NotVoid: if they hold.
        """
        with self._store.writing() as work:
            minutes = work.get(Minutes, minutes_id)
            if minutes.state is not MinutesState.VOID:
                raise NotVoid(code=minutes.code)
            texts = _texts(work, minutes.inspection_id)
            back = [one for one in with_followers(texts, minutes) if one.state is MinutesState.VOID]
            return _write(work, back, MinutesState.SIGNED, "")


def _texts(view: View, inspection_id: InspectionId) -> tuple[Minutes, ...]:
    return in_order(view.all(Minutes, inspection_id=inspection_id))


def _write(
    work: UnitOfWork, texts: list[Minutes], state: MinutesState, reason: str
) -> tuple[Minutes, ...]:
    written = tuple(replace(one, state=state, void_reason=reason) for one in texts)
    for one in written:
        work.save(one)
    work.commit()
    return written
