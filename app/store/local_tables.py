"""The tables of local notes: written out, never part of a package."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, LargeBinary, Table

from app.store.schema import flag_column, key_column, metadata, number_column, text_column

store_note: Final = Table("store_note", metadata, key_column("name"), text_column("value"))

draft: Final = Table(
    "draft",
    metadata,
    key_column("entity_id"),
    key_column("field"),
    text_column("text"),
    number_column("caret"),
    number_column("kept_ms"),
    text_column("inspection_id"),
    text_column("before"),
)

checklist_draft: Final = Table(
    "checklist_draft", metadata, key_column("id"), text_column("content"), number_column("kept_ms")
)

register_rows: Final = Table(
    "register_rows",
    metadata,
    key_column("register_id"),
    Column("content", LargeBinary, nullable=False),
)

package: Final = Table(
    "package",
    metadata,
    key_column("package_id"),
    text_column("direction"),
    text_column("manifest_sha256"),
    text_column("signer"),
    text_column("result"),
    number_column("utc_ms"),
    text_column("recipients"),
    text_column("signer_role"),
    number_column("photos"),
    number_column("photos_missing"),
    number_column("set_aside"),
    text_column("kind"),
    text_column("origin"),
    text_column("prev_package"),
    number_column("number"),
    number_column("new"),
    number_column("known"),
    number_column("different"),
    number_column("turn"),
    number_column("brought_turn"),
    flag_column("is_told"),
)

package_aggregate: Final = Table(
    "package_aggregate",
    metadata,
    key_column("package_id"),
    key_column("agg_id"),
    number_column("revisions"),
    number_column("own"),
    Index(None, "agg_id"),
)

received_blob: Final = Table(
    "received_blob",
    metadata,
    key_column("package_id"),
    key_column("sha256"),
    Index(None, "sha256"),
)

package_visit: Final = Table(
    "package_visit",
    metadata,
    key_column("package_id"),
    key_column("inspection_id"),
    number_column("revisions"),
    flag_column("is_along"),
    Index(None, "inspection_id"),
)

package_item: Final = Table("package_item", metadata, key_column("package_id"), key_column("item"))

quarantine: Final = Table(
    "quarantine",
    metadata,
    key_column("package_id"),
    key_column("rev_id"),
    text_column("reason"),
    text_column("record"),
)

blob_missing: Final = Table(
    "blob_missing",
    metadata,
    key_column("sha256"),
    key_column("package_id"),
    Index(None, "package_id"),
)
