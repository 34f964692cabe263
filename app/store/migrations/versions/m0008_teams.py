"""Which visits a package only took along; what was set aside is noted for each package."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Take a store from version 7 to version 8."""
    op.add_column(
        "package_visit", sa.Column("is_along", sa.Integer(), nullable=False, server_default="0")
    )
    # A revision that two packages brought is set aside of both, so both receipts say so.
    with op.batch_alter_table("quarantine", recreate="always") as table:
        table.drop_constraint("pk_quarantine", type_="primary")
        table.create_primary_key("pk_quarantine", ["package_id", "rev_id"])
