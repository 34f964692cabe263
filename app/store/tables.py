"""The tables of the store, written out: the revisions, what follows from them, and local notes.

Projections hold one column for each fact of an entity, under the fact's own
name; `check_tables` proves it at start. Values are canonical text or whole
numbers, so that they compare equal on SQLite and PostgreSQL (decision 0003).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

from app.domain.entities import ENTITIES
from app.domain.entity import facts_of

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _number(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null)


def _flag(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _key(name: str = "id") -> Column[str]:
    return Column(name, Text, primary_key=True)


# --- the whole truth: a grow-only set of revisions -------------------------------------------

rev: Final = Table(
    "rev",
    metadata,
    _key("rev_id"),
    _text("agg_id"),
    _text("entity_id"),
    _text("entity_type"),
    _text("field"),
    _text("origin_id"),
    _number("seq"),
    _number("lam"),
    _text("commit_hash"),
    _text("value", null=True),
    _text("nonce", null=True),
    _text("observed", null=True),
    _text("actor_id"),
    _number("utc_ms"),
    _number("tz_min"),
    _number("schema_ver"),
    _text("pkg_id", null=True),
    Index(None, "origin_id", "seq"),
    Index(None, "agg_id", "lam"),
    Index(None, "entity_id", "field"),
)

rev_parent: Final = Table(
    "rev_parent", metadata, _key("parent"), _key("child"), sqlite_with_rowid=False
)

rev_head: Final = Table(
    "rev_head",
    metadata,
    _key("entity_id"),
    _key("field"),
    _key("rev_id"),
    sqlite_with_rowid=False,
)

erased: Final = Table("erased", metadata, _key("rev_or_blob"), _text("order_id"))

# --- what follows from the revisions: one row for each entity that is there ------------------

unit: Final = Table(
    "unit",
    metadata,
    _key(),
    _text("code"),
    _text("name"),
    _text("unit_type"),
    _text("parent_code"),
    _text("valid_from", null=True),
    _text("valid_to", null=True),
    _text("old_names"),
    _text("source"),
    Index(None, "code"),
)

plan: Final = Table(
    "plan",
    metadata,
    _key(),
    _number("year"),
    _text("subject"),
    _text("issuing_body"),
    _text("decision_number"),
    _text("decision_on"),
    _text("decision_body"),
    _text("plan_number"),
    _text("plan_on", null=True),
    _text("plan_body"),
    _text("report_to"),
    _text("place_name"),
    _text("head"),
)

checklist: Final = Table(
    "checklist",
    metadata,
    _key(),
    _text("code"),
    _text("title"),
    _number("number"),
    _text("criteria"),
    _text("content_sha256"),
    _text("state"),
    _text("valid_from", null=True),
    _text("source"),
    Index(None, "code", "number"),
)

inspection: Final = Table(
    "inspection",
    metadata,
    _key(),
    _text("plan_id"),
    _text("unit_code"),
    _text("unit_name"),
    _text("checklist_ids"),
    _text("state"),
    _text("reopened_reason"),
    _text("kind"),
    _text("form"),
    _text("period_from"),
    _text("period_to"),
    _text("started_at", null=True),
    _text("ended_at", null=True),
    _text("place"),
    _text("places_visited"),
    _text("general_remark"),
    _text("unit_opinion"),
    _text("unit_agreement"),
    _text("refused_to_sign"),
    _text("report_due_on", null=True),
    _number("copies"),
    _number("copies_team"),
    _number("copies_unit"),
    _text("attachments"),
    Index(None, "plan_id"),
)

participant: Final = Table(
    "participant",
    metadata,
    _key(),
    _text("inspection_id"),
    _number("order"),
    _text("side"),
    _text("role"),
    _text("name"),
    _text("position"),
    _flag("present"),
    Index(None, "inspection_id"),
)

answer: Final = Table(
    "answer",
    metadata,
    _key(),
    _text("inspection_id"),
    _text("checklist_id"),
    _text("criterion_code"),
    _text("value"),
    _text("numerator", null=True),
    _text("denominator", null=True),
    _text("rate_source"),
    _text("rate_on", null=True),
    _flag("not_applicable"),
    _text("comment"),
    _text("legal_basis"),
    _text("self_score", null=True),
    _text("team_score", null=True),
    _text("team_reason"),
    _text("final_score", null=True),
    _text("final_reason"),
    Index(None, "inspection_id"),
)

finding: Final = Table(
    "finding",
    metadata,
    _key(),
    _text("inspection_id"),
    _number("order"),
    _text("kind"),
    _text("area_code"),
    _text("criterion_code"),
    _text("text"),
    _text("legal_basis"),
    _text("evidence"),
    _text("cause"),
    _text("cause_kind", null=True),
    _text("severity", null=True),
    _text("responsible"),
    Index(None, "inspection_id"),
)

recommendation: Final = Table(
    "recommendation",
    metadata,
    _key(),
    _text("inspection_id"),
    _text("finding_id", null=True),
    _number("order"),
    _text("text"),
    _text("addressee"),
    _text("owner"),
    _text("due_on", null=True),
    _text("no_deadline_reason"),
    _text("report_form"),
    _text("receiving_office"),
    _text("state"),
    Index(None, "inspection_id"),
    Index(None, "due_on"),
)

dossier: Final = Table(
    "dossier",
    metadata,
    _key(),
    _text("inspection_id"),
    _number("order"),
    _text("dossier_code"),
    _text("procedure_code"),
    _text("procedure_name"),
    _text("field"),
    _text("applicant"),
    _text("received_at"),
    _text("channel"),
    _flag("cross_area"),
    _number("statutory_days", null=True),
    _text("statutory_unit"),
    _text("due_at", null=True),
    _text("forwarded_at", null=True),
    _text("resolved_at", null=True),
    _text("returned_at", null=True),
    _text("status"),
    _text("extra_docs"),
    _text("missing_docs"),
    _flag("data_available_docs", null=True),
    _flag("has_receipt", null=True),
    _flag("receipt_complete", null=True),
    _flag("has_control_slip", null=True),
    _flag("control_slip_complete", null=True),
    _flag("in_tracking_book", null=True),
    _flag("book_matches_system", null=True),
    _number("supplement_count"),
    _flag("has_supplement_slip", null=True),
    _text("supplement_from", null=True),
    _text("supplement_to", null=True),
    _flag("has_refusal_slip", null=True),
    _flag("has_apology", null=True),
    _text("apology_at", null=True),
    _text("new_due_at", null=True),
    _text("digitised", null=True),
    _flag("e_result", null=True),
    _text("fee_due", null=True),
    _text("fee_paid", null=True),
    _flag("fee_receipt_ok", null=True),
    _flag("paid_online", null=True),
    _text("note"),
    Index(None, "inspection_id"),
)

photo: Final = Table(
    "photo",
    metadata,
    _key(),
    _text("inspection_id"),
    _text("sha256"),
    _text("file_name"),
    _number("width"),
    _number("height"),
    _number("size"),
    _text("taken_at", null=True),
    _text("caption"),
    _text("use"),
    _number("order"),
    Index(None, "inspection_id"),
    Index(None, "sha256"),
)

photo_link: Final = Table(
    "photo_link",
    metadata,
    _key(),
    _text("inspection_id"),
    _text("photo_id"),
    _text("target"),
    _text("target_key"),
    Index(None, "inspection_id"),
)

minutes: Final = Table(
    "minutes",
    metadata,
    _key(),
    _text("inspection_id"),
    _number("version"),
    _text("docx_sha256"),
    _text("content_sha256"),
    _text("written_at"),
    _text("state"),
    Index(None, "inspection_id"),
)

# --- local notes: never part of a package ----------------------------------------------------

store_note: Final = Table("store_note", metadata, _key("name"), _text("value"))

draft: Final = Table(
    "draft",
    metadata,
    _key("entity_id"),
    _key("field"),
    _text("text"),
    _number("caret"),
    _number("kept_ms"),
)

package: Final = Table(
    "package",
    metadata,
    _key("package_id"),
    _text("direction"),
    _text("manifest_sha256"),
    _text("signer"),
    _text("result"),
    _number("utc_ms"),
)

package_item: Final = Table("package_item", metadata, _key("package_id"), _key("item"))

quarantine: Final = Table(
    "quarantine",
    metadata,
    _key("rev_id"),
    _text("package_id"),
    _text("reason"),
    _text("record"),
)

blob_missing: Final = Table("blob_missing", metadata, _key("sha256"), _text("package_id"))

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
