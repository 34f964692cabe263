"""The tables of the store, written out: the revisions, and what follows from them.

Projections hold one column for each fact of an entity, under the fact's own
name; `check_tables` proves it at start. Values are canonical text or whole
numbers, so that they compare equal on SQLite and PostgreSQL (decision 0003).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Index, Table, text

from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, REMOVED, facts_of
from app.store import visit_tables  # noqa: F401 - its tables join the others
from app.store.schema import key_column, metadata, number_column, text_column

REMOVALS: Final = f"field = '{EXISTS}' AND value = '{REMOVED}'"
"""The few revisions that put something into the bin; spelt as the index over them is."""

# --- the whole truth: a grow-only set of revisions -------------------------------------------

rev: Final = Table(
    "rev",
    metadata,
    key_column("rev_id"),
    text_column("agg_id"),
    text_column("entity_id"),
    text_column("entity_type"),
    text_column("field"),
    text_column("origin_id"),
    number_column("seq"),
    number_column("lam"),
    text_column("commit_hash"),
    text_column("value", null=True),
    text_column("nonce", null=True),
    text_column("observed", null=True),
    text_column("actor_id"),
    number_column("utc_ms"),
    number_column("tz_min"),
    number_column("schema_ver"),
    text_column("pkg_id", null=True),
    Index(None, "origin_id", "seq"),
    Index(None, "agg_id", "lam"),
    Index(None, "entity_id", "field"),
    Index("ix_rev_removed", "agg_id", sqlite_where=text(REMOVALS)),
)

rev_parent: Final = Table(
    "rev_parent", metadata, key_column("parent"), key_column("child"), sqlite_with_rowid=False
)

rev_head: Final = Table(
    "rev_head",
    metadata,
    key_column("entity_id"),
    key_column("field"),
    key_column("rev_id"),
    sqlite_with_rowid=False,
)

erased: Final = Table("erased", metadata, key_column("rev_or_blob"), text_column("order_id"))

# --- what follows from the revisions, beside the visits: one row for each entity that is there -

unit: Final = Table(
    "unit",
    metadata,
    key_column(),
    text_column("code"),
    text_column("name"),
    text_column("unit_type"),
    text_column("parent_code"),
    text_column("valid_from", null=True),
    text_column("valid_to", null=True),
    text_column("old_names"),
    text_column("source"),
    Index(None, "code"),
)

plan: Final = Table(
    "plan",
    metadata,
    key_column(),
    number_column("year"),
    text_column("subject"),
    text_column("issuing_body"),
    text_column("decision_number"),
    text_column("decision_on"),
    text_column("decision_body"),
    text_column("plan_number"),
    text_column("plan_on", null=True),
    text_column("plan_body"),
    text_column("report_to"),
    text_column("place_name"),
    text_column("head"),
    text_column("parent_body"),
    text_column("legal_bases"),
    text_column("purpose"),
    number_column("duration_days", null=True),
    text_column("outline_due_on", null=True),
    text_column("signer_title"),
    text_column("signer_name"),
    text_column("recipients"),
)

checklist: Final = Table(
    "checklist",
    metadata,
    key_column(),
    text_column("code"),
    text_column("title"),
    number_column("number"),
    text_column("criteria"),
    text_column("content_sha256"),
    text_column("state"),
    text_column("valid_from", null=True),
    text_column("source"),
    text_column("bands"),
    Index(None, "code", "number"),
)

phrase: Final = Table(
    "phrase",
    metadata,
    key_column(),
    text_column("category"),
    text_column("text"),
    number_column("order"),
    Index(None, "category"),
)

special_day: Final = Table(
    "special_day",
    metadata,
    key_column(),
    text_column("on"),
    text_column("name"),
    text_column("kind"),
    text_column("status"),
    text_column("source"),
)

template: Final = Table(
    "template",
    metadata,
    key_column(),
    text_column("paper"),
    text_column("file_name"),
    text_column("docx_sha256"),
    text_column("installed_at"),
)

PROJECTIONS: Final[Mapping[str, Table]] = MappingProxyType(
    {kind: metadata.tables[kind] for kind in ENTITIES}
)
"""The table of each kind of entity."""


def check_tables() -> None:
    """Prove that each projection has exactly the facts of its entity.

    Raises:
        TypeError: naming the table and the columns that differ; a bug, not a user's error.
    """
    for kind, entity in ENTITIES.items():
        columns = set(PROJECTIONS[kind].columns.keys()) - {"id"}
        facts = {fact.name for fact in facts_of(entity)}
        if columns != facts:
            message = f"table {kind} and its entity differ in {sorted(columns ^ facts)}"
            raise TypeError(message)
