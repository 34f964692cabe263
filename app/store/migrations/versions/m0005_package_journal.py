"""The exchange journal: what each package was, its number, and what it brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Take a store from version 4 to version 5."""
    for name in ("kind", "origin", "prev_package"):
        op.add_column("package", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("number", "new", "known", "different"):
        column = sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
        op.add_column("package", column)
    op.create_index(
        op.f("ix_rev_removed"),
        "rev",
        ["agg_id"],
        sqlite_where=sa.text("field = '_exists' AND value = 'false'"),
    )
