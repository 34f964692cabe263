"""What papers print: attendance, joint delegations, frozen minutes, templates of offices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Take a store from version 2 to version 3."""
    _plans()
    _visits()
    _minutes()
    _attendance()
    op.create_table(
        "template",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("docx_sha256", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
    )


def _added(name: str, default: str) -> sa.Column[str]:
    # SQLite fills the rows that are there only from a default, which new rows never use.
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _plans() -> None:
    op.add_column("plan", _added("parent_body", ""))
    op.add_column("plan", _added("legal_bases", "[]"))
    op.add_column("plan", _added("purpose", ""))
    op.add_column("plan", sa.Column("duration_days", sa.BigInteger(), nullable=True))
    op.add_column("plan", sa.Column("outline_due_on", sa.Text(), nullable=True))
    op.add_column("plan", _added("signer_title", ""))
    op.add_column("plan", _added("signer_name", ""))
    op.add_column("plan", _added("recipients", "[]"))


def _visits() -> None:
    op.add_column("inspection", sa.Column("planned_from", sa.Text(), nullable=True))
    op.add_column("inspection", sa.Column("planned_to", sa.Text(), nullable=True))
    op.add_column("inspection", sa.Column("decision_announced_at", sa.Text(), nullable=True))
    op.add_column("inspection", _added("delegations", "[]"))
    op.add_column("inspection", _added("left_out", "[]"))
    op.add_column(
        "inspection",
        sa.Column("photos_per_page", sa.BigInteger(), nullable=False, server_default="6"),
    )
    op.add_column(
        "inspection", sa.Column("initials", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("participant", _added("delegation", ""))
    op.add_column("participant", _added("tasks", ""))


def _minutes() -> None:
    op.add_column("minutes", _added("kind", "full"))
    op.add_column("minutes", sa.Column("amends", sa.Text(), nullable=True))
    op.add_column("minutes", _added("template_sha256", ""))
    op.add_column("minutes", sa.Column("signed_at", sa.Text(), nullable=True))
    op.add_column("minutes", _added("signers", "[]"))
    op.add_column("minutes", _added("scan_sha256", ""))


def _attendance() -> None:
    op.create_table(
        "roll_call",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("staff", sa.BigInteger(), nullable=False),
        sa.Column("present", sa.BigInteger(), nullable=False),
        sa.Column("excused", sa.BigInteger(), nullable=False),
        sa.Column("unexcused", sa.BigInteger(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call")),
    )
    op.create_index(op.f("ix_roll_call_inspection_id"), "roll_call", ["inspection_id"])
    op.create_table(
        "absence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_inspection_id"), "absence", ["inspection_id"])
