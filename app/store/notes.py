"""Local notes of a store: what it remembers, what is half written, rows that never travel."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.store.local_tables import checklist_draft, draft, register_rows, store_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Text that was being typed when it was last kept (§2.5)."""

    entity_id: str
    field: str
    text: str
    caret: int
    """As Qt counts it, in UTF-16."""
    kept_ms: int
    inspection_id: str = ""
    """The visit it belongs to; nothing for one kept by an earlier version."""
    before: str = ""
    """What stood in the field when typing began, as it was shown."""


class Notes:
    """The notes of one moment; writing them needs a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def recall(self, name: str) -> str | None:
        """Return what the store remembers under a name, or None."""
        return self._connection.scalar(select(store_note.c.value).where(store_note.c.name == name))

    def remember(self, name: str, value: str) -> None:
        """Remember a value under a name, in place of the one before."""
        row = {"name": name, "value": value}
        statement = insert(store_note).on_conflict_do_update(index_elements=["name"], set_=row)
        self._connection.execute(statement, row)

    def keep_draft(self, kept: Draft) -> None:
        """Keep the text of a field that is being typed in."""
        row = {
            "entity_id": kept.entity_id,
            "field": kept.field,
            "text": kept.text,
            "caret": kept.caret,
            "kept_ms": kept.kept_ms,
            "inspection_id": kept.inspection_id,
            "before": kept.before,
        }
        statement = insert(draft).on_conflict_do_update(
            index_elements=["entity_id", "field"], set_=row
        )
        self._connection.execute(statement, row)

    def last_draft_ms(self) -> int:
        """Return when the latest draft was kept, or 0."""
        return self._connection.scalar(select(func.max(draft.c.kept_ms))) or 0

    def discard_draft(self, entity_id: str, field: str) -> None:
        """Forget a draft, because its field was saved or the user said so."""
        self._connection.execute(
            delete(draft).where(draft.c.entity_id == entity_id, draft.c.field == field)
        )

    def drafts(self) -> list[Draft]:
        """Return every draft, the latest first."""
        rows = self._connection.execute(select(draft).order_by(draft.c.kept_ms.desc()))
        return [Draft(**row) for row in rows.mappings()]

    def keep_checklist_draft(self, draft_id: str, content: str, kept_ms: int) -> None:
        """Keep a checklist as its author left it, in place of what was kept before."""
        row = {"id": draft_id, "content": content, "kept_ms": kept_ms}
        statement = insert(checklist_draft).on_conflict_do_update(index_elements=["id"], set_=row)
        self._connection.execute(statement, row)

    def checklist_drafts(self, draft_id: str | None = None) -> list[tuple[str, str, int]]:
        """Return `(id, content, kept_ms)` of one draft or all, the latest first."""
        query = select(checklist_draft).order_by(checklist_draft.c.kept_ms.desc())
        if draft_id is not None:
            query = query.where(checklist_draft.c.id == draft_id)
        return [(row.id, row.content, row.kept_ms) for row in self._connection.execute(query)]

    def discard_checklist_draft(self, draft_id: str) -> None:
        """Forget a draft, because it was published or its author said so."""
        self._connection.execute(delete(checklist_draft).where(checklist_draft.c.id == draft_id))

    def keep_register_rows(self, register_id: str, content: bytes) -> None:
        """Keep the rows of a register; they stay on this laptop."""
        row = {"register_id": register_id, "content": content}
        statement = insert(register_rows).on_conflict_do_update(
            index_elements=["register_id"], set_=row
        )
        self._connection.execute(statement, row)

    def register_rows(self, register_id: str) -> bytes | None:
        """Return the rows of a register, or None where it was read in on another laptop."""
        query = select(register_rows.c.content).where(register_rows.c.register_id == register_id)
        return self._connection.scalar(query)
