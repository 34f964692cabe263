"""Bands, phrases, special days, registers and draws; drafts of checklists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take a store from version 1 to version 2."""
    _new_facts()
    _shipped()
    _samples()
    _local_notes()


def _new_facts() -> None:
    op.add_column("checklist", _added("bands", "[]"))
    op.add_column("answer", sa.Column("deadline_on", sa.Text(), nullable=True))
    op.add_column("finding", _added("proposal", ""))
    op.add_column("finding", _added("proposed_text", ""))
    op.add_column("dossier", sa.Column("complained", sa.Integer(), nullable=True))
    op.add_column("dossier", _added("pick", "by_hand"))
    op.add_column("dossier", _added("pick_reason", ""))


def _added(name: str, default: str) -> sa.Column[str]:
    # SQLite fills the rows that are there only from a default, which new rows never use.
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _shipped() -> None:
    op.create_table(
        "phrase",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
    )
    op.create_index(op.f("ix_phrase_category"), "phrase", ["category"])
    op.create_table(
        "special_day",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("on", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_day")),
    )


def _samples() -> None:
    op.create_table(
        "register",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
    )
    op.create_index(op.f("ix_register_inspection_id"), "register", ["inspection_id"])
    op.create_table(
        "draw",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("by_field", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
    )
    op.create_index(op.f("ix_draw_inspection_id"), "draw", ["inspection_id"])


def _local_notes() -> None:
    op.create_table(
        "checklist_draft",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_draft")),
    )
    op.create_table(
        "register_rows",
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("register_id", name=op.f("pk_register_rows")),
    )
