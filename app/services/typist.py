"""Who is typing: a name picked from a list, stamped on every revision; never a login.

Several people of a team take turns at one laptop. The store's own name stands for
whoever is there until somebody picks a name; what is written afterwards says theirs.
"""

from __future__ import annotations

import json
from typing import Final

from app.domain.inspection import Participant, Side
from app.domain.text import clean, sort_key
from app.errors import InvalidValue
from app.store.unit_of_work import Store, View
from app.words import translate

MOST_NAME: Final = 100
"""The longest name; a reader of packages takes twice as many letters."""
_CURRENT: Final = "typist"
_USED: Final = "typists"


class TypistService:
    """Keeps the name under which this laptop writes; it is there from the moment of opening."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.reading() as view:
            kept = view.notes.recall(_CURRENT)
        if kept:
            store.writer.actor_id = kept

    @property
    def current(self) -> str:
        """The name what is written now is stamped with."""
        return self._store.writer.actor_id

    @property
    def is_picked(self) -> bool:
        """Whether somebody picked a name; the store's own stands for nobody in particular."""
        return self.current != self._store.info.name

    def names(self) -> list[str]:
        """Return the names to pick from, in Vietnamese order.

        They are the team members of the visits in this store and the names used before.
        """
        with self._store.reading() as view:
            used = _used(view)
            members = [one.name for one in view.all(Participant, side=Side.TEAM)]
        # One person may be spelled in capitals in one visit; what was picked before stands.
        by_fold: dict[str, str] = {}
        for name in (self._store.info.name, *used, *map(_plain, members)):
            if name:
                by_fold.setdefault(name.casefold(), name)
        return sorted(by_fold.values(), key=sort_key)

    def pick(self, name: str) -> str:
        """Write under this name from now on, and on every later day; return it as it is kept.

        Raises:
            InvalidValue: if it names nobody or is too long; the name before stays.
        """
        name = _plain(name)
        if not name or len(name) > MOST_NAME:
            reason = translate("a name has 1 to {most} letters", most=MOST_NAME)
            raise InvalidValue(field=translate("Who is typing"), value=name, reason=reason)
        with self._store.writing() as work:
            used = _used(work)
            if name not in used:
                used.append(name)
            work.notes.remember(_USED, json.dumps(used, ensure_ascii=False))
            work.notes.remember(_CURRENT, name)
            work.commit()
        self._store.writer.actor_id = name
        return name


def _plain(name: str) -> str:
    return " ".join(clean(name).split())


def _used(view: View) -> list[str]:
    kept = json.loads(view.notes.recall(_USED) or "[]")
    return [str(name) for name in kept]
