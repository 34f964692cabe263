"""What the visit records: marks on photos, earlier recommendations verified, shares of work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Take a store from version 3 to version 4."""
    for name in ("other_criteria", "dossier_ids", "joined_proposals"):
        op.add_column("finding", _added(name, "[]"))
    for name in ("inspection_id", "before"):
        op.add_column("draft", _added(name, ""))
    _photos()
    _checks()
    _packages()
    op.create_table(
        "work_share",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("criterion_code", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_share")),
    )
    op.create_index(op.f("ix_work_share_inspection_id"), "work_share", ["inspection_id"])


def _added(name: str, default: str) -> sa.Column[str]:
    # SQLite fills the rows that are there only from a default, which new rows never use.
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _photos() -> None:
    op.add_column("photo", sa.Column("turn", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("photo", _added("crop", "[]"))
    op.add_column("photo", sa.Column("latitude", sa.Text(), nullable=True))
    op.add_column("photo", sa.Column("longitude", sa.Text(), nullable=True))
    op.add_column("photo", _added("difference_hash", ""))
    op.create_table(
        "photo_mark",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("photo_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_x", sa.BigInteger(), nullable=False),
        sa.Column("from_y", sa.BigInteger(), nullable=False),
        sa.Column("to_x", sa.BigInteger(), nullable=False),
        sa.Column("to_y", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_mark")),
    )
    op.create_index(op.f("ix_photo_mark_inspection_id"), "photo_mark", ["inspection_id"])


def _checks() -> None:
    op.create_table(
        "remediation_check",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("recommendation_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remediation_check")),
    )
    op.create_index(
        op.f("ix_remediation_check_inspection_id"), "remediation_check", ["inspection_id"]
    )


def _packages() -> None:
    op.add_column(
        "inspection", sa.Column("is_sample", sa.Integer(), nullable=False, server_default="0")
    )
    for name in ("recipients", "signer_role"):
        op.add_column("package", _added(name, ""))
    for name in ("photos", "photos_missing", "set_aside"):
        op.add_column(
            "package", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
        )
    op.create_table(
        "package_visit",
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("revisions", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("package_id", "inspection_id", name=op.f("pk_package_visit")),
    )
    op.create_index(op.f("ix_package_visit_inspection_id"), "package_visit", ["inspection_id"])
    # What packages of before carried is known revision by revision.
    op.execute(
        "INSERT INTO package_visit SELECT package_item.package_id, rev.agg_id, count(*) "
        "FROM package_item JOIN rev ON rev.rev_id = package_item.item "
        "JOIN inspection ON inspection.id = rev.agg_id "
        "GROUP BY package_item.package_id, rev.agg_id"
    )
    op.execute(
        "INSERT INTO package_visit SELECT rev.pkg_id, rev.agg_id, count(*) FROM rev "
        "JOIN package ON package.package_id = rev.pkg_id AND package.direction = 'in' "
        "JOIN inspection ON inspection.id = rev.agg_id GROUP BY rev.pkg_id, rev.agg_id"
    )
    op.execute(
        "UPDATE package SET photos = (SELECT count(*) FROM package_item "
        "WHERE package_item.package_id = package.package_id AND NOT EXISTS "
        "(SELECT 1 FROM rev WHERE rev.rev_id = package_item.item))"
    )
