"""What packages carried and in which turn they came, so that none is taken from under another."""

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
    op.create_index(op.f("ix_blob_missing_package_id"), "blob_missing", ["package_id"])
    for name in ("turn", "brought_turn"):
        op.add_column(
            "package", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
        )
    op.add_column("package", sa.Column("is_told", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "package_aggregate",
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("agg_id", sa.Text(), nullable=False),
        sa.Column("revisions", sa.BigInteger(), nullable=False),
        sa.Column("own", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("package_id", "agg_id", name=op.f("pk_package_aggregate")),
    )
    op.create_index(op.f("ix_package_aggregate_agg_id"), "package_aggregate", ["agg_id"])
    for statement in (_TURNS, _BROUGHT, _TOLD, *_CARRIED, _OWN):
        op.execute(statement)


# Of what came before, the time is the best there is.
_TURNS = """
UPDATE package SET turn = found.place FROM (
    SELECT package_id, row_number() OVER (ORDER BY utc_ms, package_id) AS place FROM package
) AS found WHERE found.package_id = package.package_id
"""
_BROUGHT = "UPDATE package SET brought_turn = turn"
# Headquarters put its receipts into everything it wrote for the laptop that sent the package.
_TOLD = """
UPDATE package SET is_told = 1
WHERE direction = 'in'
AND EXISTS (SELECT 1 FROM store_note WHERE name = 'role' AND value = 'hq')
AND EXISTS (
    SELECT 1 FROM package AS sent
    WHERE sent.direction = 'out' AND sent.utc_ms >= package.utc_ms AND (
        sent.recipients = ''
        OR instr(', ' || sent.recipients || ', ', ', ' || package.signer || ', ') > 0
    )
)
"""
# What each brought, the visits it is known to have carried, and what these stand on. How much
# of it there was, nobody counted: 0 says so.
_CARRIED = (
    """
    INSERT OR IGNORE INTO package_aggregate
    SELECT DISTINCT rev.pkg_id, rev.agg_id, 0, 0
    FROM rev JOIN package ON package.package_id = rev.pkg_id
    WHERE package.direction = 'in'
    """,
    """
    INSERT OR IGNORE INTO package_aggregate
    SELECT package_id, inspection_id, 0, 0
    FROM package_visit JOIN package USING (package_id)
    WHERE direction = 'in'
    """,
    """
    INSERT OR IGNORE INTO package_aggregate
    SELECT package_id, plan_id, 0, 0
    FROM package_visit JOIN package USING (package_id)
    JOIN inspection ON inspection.id = package_visit.inspection_id
    WHERE direction = 'in'
    """,
    """
    INSERT OR IGNORE INTO package_aggregate
    SELECT package_id, named.value, 0, 0
    FROM package_visit JOIN package USING (package_id)
    JOIN inspection ON inspection.id = package_visit.inspection_id,
    json_each(inspection.checklist_ids) AS named
    WHERE direction = 'in'
    """,
)
_OWN = """
UPDATE package_aggregate SET own = (
    SELECT count(*) FROM rev
    WHERE rev.agg_id = package_aggregate.agg_id AND rev.pkg_id IS NULL AND rev.utc_ms <= (
        SELECT utc_ms FROM package WHERE package.package_id = package_aggregate.package_id
    )
)
"""
