"""The tables of the store, written out: the revisions, and what follows from them.

Projections hold one column for each fact of an entity, under the fact's own
name; `check_tables` proves it at start. Values are canonical text or whole
numbers, so that they compare equal on SQLite and PostgreSQL (decision 0003).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Index, Table

from app.domain.entities import ENTITIES
from app.domain.entity import facts_of
from app.store.schema import flag_column, key_column, metadata, number_column, text_column

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

# --- what follows from the revisions: one row for each entity that is there ------------------

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

inspection: Final = Table(
    "inspection",
    metadata,
    key_column(),
    text_column("plan_id"),
    text_column("unit_code"),
    text_column("unit_name"),
    text_column("checklist_ids"),
    text_column("state"),
    text_column("reopened_reason"),
    text_column("kind"),
    text_column("form"),
    text_column("period_from"),
    text_column("period_to"),
    text_column("started_at", null=True),
    text_column("ended_at", null=True),
    text_column("place"),
    text_column("places_visited"),
    text_column("general_remark"),
    text_column("unit_opinion"),
    text_column("unit_agreement"),
    text_column("refused_to_sign"),
    text_column("report_due_on", null=True),
    number_column("copies"),
    number_column("copies_team"),
    number_column("copies_unit"),
    text_column("attachments"),
    text_column("planned_from", null=True),
    text_column("planned_to", null=True),
    text_column("decision_announced_at", null=True),
    text_column("delegations"),
    text_column("left_out"),
    number_column("photos_per_page"),
    flag_column("initials"),
    Index(None, "plan_id"),
)

participant: Final = Table(
    "participant",
    metadata,
    key_column(),
    text_column("inspection_id"),
    number_column("order"),
    text_column("side"),
    text_column("role"),
    text_column("name"),
    text_column("position"),
    flag_column("present"),
    text_column("delegation"),
    text_column("tasks"),
    Index(None, "inspection_id"),
)

answer: Final = Table(
    "answer",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("checklist_id"),
    text_column("criterion_code"),
    text_column("value"),
    text_column("numerator", null=True),
    text_column("denominator", null=True),
    text_column("rate_source"),
    text_column("rate_on", null=True),
    text_column("deadline_on", null=True),
    flag_column("not_applicable"),
    text_column("comment"),
    text_column("legal_basis"),
    text_column("self_score", null=True),
    text_column("team_score", null=True),
    text_column("team_reason"),
    text_column("final_score", null=True),
    text_column("final_reason"),
    Index(None, "inspection_id"),
)

finding: Final = Table(
    "finding",
    metadata,
    key_column(),
    text_column("inspection_id"),
    number_column("order"),
    text_column("kind"),
    text_column("area_code"),
    text_column("criterion_code"),
    text_column("text"),
    text_column("legal_basis"),
    text_column("evidence"),
    text_column("cause"),
    text_column("cause_kind", null=True),
    text_column("severity", null=True),
    text_column("responsible"),
    text_column("proposal"),
    text_column("proposed_text"),
    Index(None, "inspection_id"),
)

recommendation: Final = Table(
    "recommendation",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("finding_id", null=True),
    number_column("order"),
    text_column("text"),
    text_column("addressee"),
    text_column("owner"),
    text_column("due_on", null=True),
    text_column("no_deadline_reason"),
    text_column("report_form"),
    text_column("receiving_office"),
    text_column("state"),
    Index(None, "inspection_id"),
    Index(None, "due_on"),
)

dossier: Final = Table(
    "dossier",
    metadata,
    key_column(),
    text_column("inspection_id"),
    number_column("order"),
    text_column("dossier_code"),
    text_column("procedure_code"),
    text_column("procedure_name"),
    text_column("field"),
    text_column("applicant"),
    text_column("received_at"),
    text_column("channel"),
    flag_column("cross_area"),
    number_column("statutory_days", null=True),
    text_column("statutory_unit"),
    text_column("due_at", null=True),
    text_column("forwarded_at", null=True),
    text_column("resolved_at", null=True),
    text_column("returned_at", null=True),
    text_column("status"),
    text_column("extra_docs"),
    text_column("missing_docs"),
    flag_column("data_available_docs", null=True),
    flag_column("has_receipt", null=True),
    flag_column("receipt_complete", null=True),
    flag_column("has_control_slip", null=True),
    flag_column("control_slip_complete", null=True),
    flag_column("in_tracking_book", null=True),
    flag_column("book_matches_system", null=True),
    number_column("supplement_count"),
    flag_column("has_supplement_slip", null=True),
    text_column("supplement_from", null=True),
    text_column("supplement_to", null=True),
    flag_column("has_refusal_slip", null=True),
    flag_column("has_apology", null=True),
    text_column("apology_at", null=True),
    text_column("new_due_at", null=True),
    text_column("digitised", null=True),
    flag_column("e_result", null=True),
    text_column("fee_due", null=True),
    text_column("fee_paid", null=True),
    flag_column("fee_receipt_ok", null=True),
    flag_column("paid_online", null=True),
    flag_column("complained", null=True),
    text_column("note"),
    text_column("pick"),
    text_column("pick_reason"),
    Index(None, "inspection_id"),
)

photo: Final = Table(
    "photo",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("sha256"),
    text_column("file_name"),
    number_column("width"),
    number_column("height"),
    number_column("size"),
    text_column("taken_at", null=True),
    text_column("caption"),
    text_column("use"),
    number_column("order"),
    Index(None, "inspection_id"),
    Index(None, "sha256"),
)

photo_link: Final = Table(
    "photo_link",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("photo_id"),
    text_column("target"),
    text_column("target_key"),
    Index(None, "inspection_id"),
)

minutes: Final = Table(
    "minutes",
    metadata,
    key_column(),
    text_column("inspection_id"),
    number_column("version"),
    text_column("docx_sha256"),
    text_column("content_sha256"),
    text_column("written_at"),
    text_column("state"),
    text_column("kind"),
    text_column("amends", null=True),
    text_column("template_sha256"),
    text_column("signed_at", null=True),
    text_column("signers"),
    text_column("scan_sha256"),
    Index(None, "inspection_id"),
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

register: Final = Table(
    "register",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("file_name"),
    text_column("sha256"),
    number_column("entries"),
    text_column("fields"),
    number_column("order"),
    Index(None, "inspection_id"),
)

draw: Final = Table(
    "draw",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("register_id"),
    text_column("seed"),
    number_column("size"),
    flag_column("by_field"),
    text_column("method"),
    text_column("drawn"),
    number_column("order"),
    Index(None, "inspection_id"),
)

roll_call: Final = Table(
    "roll_call",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("at"),
    text_column("office"),
    number_column("staff"),
    number_column("present"),
    number_column("excused"),
    number_column("unexcused"),
    number_column("order"),
    Index(None, "inspection_id"),
)

absence: Final = Table(
    "absence",
    metadata,
    key_column(),
    text_column("inspection_id"),
    text_column("name"),
    text_column("position"),
    text_column("department"),
    text_column("at", null=True),
    text_column("state"),
    text_column("reason"),
    text_column("evidence"),
    text_column("confirmed_by"),
    number_column("order"),
    Index(None, "inspection_id"),
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
