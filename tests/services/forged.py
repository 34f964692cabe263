"""Revisions that no sound program makes, on a laptop whose packages then bring them along."""

from __future__ import annotations

from itertools import count
from typing import Any

from app.bootstrap import Application
from app.domain.canonical import spell
from app.domain.revision import NONCE_BYTES, Revision, commitment

_NUMBERS = count(1)


def forged(kind: str, entity_id: str, field: str, value: object, **facts: Any) -> Revision:  # noqa: ANN401 - any facts
    """A revision of somebody's own making; `facts` are those that a test is about."""
    number = next(_NUMBERS)
    nonce = number.to_bytes(NONCE_BYTES, "big")
    text = spell(value)
    given: dict[str, Any] = {
        "agg_id": entity_id,
        "origin_id": "8f31c0de9a27b144",
        "seq": number,
        "lam": 50,
        "parents": (),
        "observed": None,
        "actor_id": "Người khác",
        "utc_ms": 1_800_000_000_000,
        "tz_min": 420,
    }
    return Revision(
        entity_id=entity_id,
        entity_type=kind,
        field=field,
        commit_hash=commitment(nonce, text),
        value=text,
        nonce=nonce.hex(),
        **{**given, **facts},
    ).sealed()


def plant(application: Application, *revisions: Revision) -> None:
    """Put revisions into a store past its services, as a changed program would."""
    with application._store.writing() as work:  # noqa: SLF001 - no service writes them
        work.merge(revisions, "forged")
        work.commit()


def heads(application: Application, entity_id: str, field: str) -> tuple[str, ...]:
    """Return what a forged revision has to follow to look like an ordinary edit."""
    with application._store.reading() as view:  # noqa: SLF001 - no service tells it
        found = view.history.of_entity(entity_id, field)
    return tuple(sorted(one.rev_id for one in found if one.is_head))
