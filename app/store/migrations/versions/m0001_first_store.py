"""The first store: revisions, their projections and local notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of store version 1."""
    _revisions()
    _inspections()
    _evidence()
    _local_notes()


def _revisions() -> None:
    op.create_table(
        "rev",
        sa.Column("rev_id", sa.Text(), nullable=False),
        sa.Column("agg_id", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("entity_type", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("lam", sa.BigInteger(), nullable=False),
        sa.Column("commit_hash", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("nonce", sa.Text(), nullable=True),
        sa.Column("observed", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("utc_ms", sa.BigInteger(), nullable=False),
        sa.Column("tz_min", sa.BigInteger(), nullable=False),
        sa.Column("schema_ver", sa.BigInteger(), nullable=False),
        sa.Column("pkg_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("rev_id", name=op.f("pk_rev")),
    )
    op.create_index(op.f("ix_rev_agg_id_lam"), "rev", ["agg_id", "lam"])
    op.create_index(op.f("ix_rev_entity_id_field"), "rev", ["entity_id", "field"])
    op.create_index(op.f("ix_rev_origin_id_seq"), "rev", ["origin_id", "seq"])
    op.create_table(
        "rev_parent",
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("child", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("parent", "child", name=op.f("pk_rev_parent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rev_head",
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("rev_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "field", "rev_id", name=op.f("pk_rev_head")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erased",
        sa.Column("rev_or_blob", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rev_or_blob", name=op.f("pk_erased")),
    )


def _inspections() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_type", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("old_names", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_index(op.f("ix_unit_code"), "unit", ["code"])
    op.create_table(
        "plan",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("issuing_body", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("decision_on", sa.Text(), nullable=False),
        sa.Column("decision_body", sa.Text(), nullable=False),
        sa.Column("plan_number", sa.Text(), nullable=False),
        sa.Column("plan_on", sa.Text(), nullable=True),
        sa.Column("plan_body", sa.Text(), nullable=False),
        sa.Column("report_to", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_table(
        "checklist",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
    )
    op.create_index(op.f("ix_checklist_code_number"), "checklist", ["code", "number"])
    op.create_table(
        "inspection",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.Text(), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("checklist_ids", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reopened_reason", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Text(), nullable=False),
        sa.Column("period_to", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("places_visited", sa.Text(), nullable=False),
        sa.Column("general_remark", sa.Text(), nullable=False),
        sa.Column("unit_opinion", sa.Text(), nullable=False),
        sa.Column("unit_agreement", sa.Text(), nullable=False),
        sa.Column("refused_to_sign", sa.Text(), nullable=False),
        sa.Column("report_due_on", sa.Text(), nullable=True),
        sa.Column("copies", sa.BigInteger(), nullable=False),
        sa.Column("copies_team", sa.BigInteger(), nullable=False),
        sa.Column("copies_unit", sa.BigInteger(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    op.create_index(op.f("ix_inspection_plan_id"), "inspection", ["plan_id"])
    op.create_table(
        "participant",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
    )
    op.create_index(op.f("ix_participant_inspection_id"), "participant", ["inspection_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("checklist_id", sa.Text(), nullable=False),
        sa.Column("criterion_code", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("numerator", sa.Text(), nullable=True),
        sa.Column("denominator", sa.Text(), nullable=True),
        sa.Column("rate_source", sa.Text(), nullable=False),
        sa.Column("rate_on", sa.Text(), nullable=True),
        sa.Column("not_applicable", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("self_score", sa.Text(), nullable=True),
        sa.Column("team_score", sa.Text(), nullable=True),
        sa.Column("team_reason", sa.Text(), nullable=False),
        sa.Column("final_score", sa.Text(), nullable=True),
        sa.Column("final_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_inspection_id"), "answer", ["inspection_id"])


def _evidence() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("criterion_code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("cause_kind", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_inspection_id"), "finding", ["inspection_id"])
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=True),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("no_deadline_reason", sa.Text(), nullable=False),
        sa.Column("report_form", sa.Text(), nullable=False),
        sa.Column("receiving_office", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    op.create_index(op.f("ix_recommendation_due_on"), "recommendation", ["due_on"])
    op.create_index(op.f("ix_recommendation_inspection_id"), "recommendation", ["inspection_id"])
    op.create_table(
        "dossier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("dossier_code", sa.Text(), nullable=False),
        sa.Column("procedure_code", sa.Text(), nullable=False),
        sa.Column("procedure_name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("cross_area", sa.Integer(), nullable=False),
        sa.Column("statutory_days", sa.BigInteger(), nullable=True),
        sa.Column("statutory_unit", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("forwarded_at", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.Text(), nullable=True),
        sa.Column("returned_at", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("extra_docs", sa.Text(), nullable=False),
        sa.Column("missing_docs", sa.Text(), nullable=False),
        sa.Column("data_available_docs", sa.Integer(), nullable=True),
        sa.Column("has_receipt", sa.Integer(), nullable=True),
        sa.Column("receipt_complete", sa.Integer(), nullable=True),
        sa.Column("has_control_slip", sa.Integer(), nullable=True),
        sa.Column("control_slip_complete", sa.Integer(), nullable=True),
        sa.Column("in_tracking_book", sa.Integer(), nullable=True),
        sa.Column("book_matches_system", sa.Integer(), nullable=True),
        sa.Column("supplement_count", sa.BigInteger(), nullable=False),
        sa.Column("has_supplement_slip", sa.Integer(), nullable=True),
        sa.Column("supplement_from", sa.Text(), nullable=True),
        sa.Column("supplement_to", sa.Text(), nullable=True),
        sa.Column("has_refusal_slip", sa.Integer(), nullable=True),
        sa.Column("has_apology", sa.Integer(), nullable=True),
        sa.Column("apology_at", sa.Text(), nullable=True),
        sa.Column("new_due_at", sa.Text(), nullable=True),
        sa.Column("digitised", sa.Text(), nullable=True),
        sa.Column("e_result", sa.Integer(), nullable=True),
        sa.Column("fee_due", sa.Text(), nullable=True),
        sa.Column("fee_paid", sa.Text(), nullable=True),
        sa.Column("fee_receipt_ok", sa.Integer(), nullable=True),
        sa.Column("paid_online", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
    )
    op.create_index(op.f("ix_dossier_inspection_id"), "dossier", ["inspection_id"])
    op.create_table(
        "photo",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_inspection_id"), "photo", ["inspection_id"])
    op.create_index(op.f("ix_photo_sha256"), "photo", ["sha256"])
    op.create_table(
        "photo_link",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("photo_id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_link")),
    )
    op.create_index(op.f("ix_photo_link_inspection_id"), "photo_link", ["inspection_id"])
    op.create_table(
        "minutes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("docx_sha256", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
    )
    op.create_index(op.f("ix_minutes_inspection_id"), "minutes", ["inspection_id"])


def _local_notes() -> None:
    op.create_table(
        "store_note",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_note")),
    )
    op.create_table(
        "draft",
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("caret", sa.BigInteger(), nullable=False),
        sa.Column("kept_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "field", name=op.f("pk_draft")),
    )
    op.create_table(
        "package",
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("utc_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("package_id", name=op.f("pk_package")),
    )
    op.create_table(
        "package_item",
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("package_id", "item", name=op.f("pk_package_item")),
    )
    op.create_table(
        "quarantine",
        sa.Column("rev_id", sa.Text(), nullable=False),
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rev_id", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "blob_missing",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob_missing")),
    )
