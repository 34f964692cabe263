"""What headquarters has and says of a visit: photos it received, returned criteria, approval."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Take a store from version 6 to version 7."""
    op.create_table(
        "received_blob",
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("package_id", "sha256", name=op.f("pk_received_blob")),
    )
    op.create_index(op.f("ix_received_blob_sha256"), "received_blob", ["sha256"])
    # A photo that two packages named is missing of both, until it arrives.
    with op.batch_alter_table("blob_missing", recreate="always") as table:
        table.drop_constraint("pk_blob_missing", type_="primary")
        table.create_primary_key("pk_blob_missing", ["sha256", "package_id"])
    op.add_column("visit_ruling", sa.Column("approved_on", sa.Text(), nullable=True))
    for name in ("approval_note", "correction"):
        op.add_column("visit_ruling", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "criterion_return",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("criterion_code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_to", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_return")),
    )
    op.create_index(
        op.f("ix_criterion_return_inspection_id"), "criterion_return", ["inspection_id"]
    )
