"""What laptops that worked apart leave to people: rulings on visits, void minutes, completion."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Take a store from version 5 to version 6."""
    op.add_column(
        "inspection",
        sa.Column("finished_seen", sa.Text(), nullable=False, server_default="[]"),
    )
    op.add_column("minutes", sa.Column("void_reason", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "visit_ruling",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("alias_of", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_ruling")),
    )
    op.create_index(op.f("ix_visit_ruling_inspection_id"), "visit_ruling", ["inspection_id"])
