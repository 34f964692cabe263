"""Tables as issued: published when whole, kept as drafts when not, columns remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.checklist import Checklist
from app.domain.source_table import SourceTable
from app.domain.table_columns import MapInvalid, Meaning
from app.services.issued_tables import IssuedTableInvalid, SetName
from tests.documents.issued_tables import AREAS, HA_NOI, KHANH_HOA, as_docx, as_xlsx

NAME = SetName(code="KH", title="Bảng điểm cấp xã")


@pytest.fixture
def table(application: Application, tmp_path: Path) -> SourceTable:
    return application.issued_tables.read(as_xlsx(KHANH_HOA, tmp_path / "a.xlsx"))[0]


def publish(application: Application, table: SourceTable) -> Checklist:
    service = application.issued_tables
    columns = service.columns(table)
    return service.publish(table, columns, service.build(table, columns, NAME))


def test_a_whole_table_is_published(application: Application, table: SourceTable) -> None:
    published = publish(application, table)

    assert application.checklists.current("KH") == published
    assert (published.title, published.number) == ("Bảng điểm cấp xã", 1)
    assert published.root.max_score == 30


def test_the_same_table_again_is_the_same_version(
    application: Application, table: SourceTable
) -> None:
    assert publish(application, table) == publish(application, table)


def test_a_table_with_mistakes_publishes_nothing(
    application: Application, table: SourceTable
) -> None:
    service = application.issued_tables
    columns = service.columns(table).with_meaning(3, Meaning.IGNORED)
    before = application.checklists.rows()

    with pytest.raises(IssuedTableInvalid) as refused:
        service.publish(table, columns, service.build(table, columns, NAME))

    assert application.checklists.rows() == before
    assert {fault.place for fault in refused.value.faults} >= {"B12", "B13"}
    assert service.columns(table).points == 3


def test_a_table_with_mistakes_can_be_kept_as_a_draft(
    application: Application, table: SourceTable
) -> None:
    service = application.issued_tables
    columns = service.columns(table).with_meaning(3, Meaning.IGNORED)

    kept = service.keep(table, columns, service.build(table, columns, NAME).draft)

    assert application.checklist_drafts.get(kept.id).draft.code == "KH"


def test_a_corrected_mapping_is_remembered_for_these_headings(
    application: Application, table: SourceTable, tmp_path: Path
) -> None:
    service = application.issued_tables
    columns = service.columns(table).with_meaning(6, Meaning.GUIDANCE)

    service.remember(table, columns)

    moved = as_xlsx(replace(KHANH_HOA, rows=(("BẢNG ĐIỂM",), *KHANH_HOA.rows)), tmp_path / "b.xlsx")
    again = service.columns(service.read(moved)[0])
    other = service.columns(service.read(as_xlsx(HA_NOI, tmp_path / "c.xlsx"))[0])
    assert (again.guidance, again.evidence, again.first_row) == (6, 0, 3)
    assert other.evidence == 5


def test_what_stands_above_the_table_suggests_its_name(
    application: Application, tmp_path: Path
) -> None:
    service = application.issued_tables
    document = as_docx(AREAS, tmp_path / "a.docx")

    name = service.suggested_name(service.read(document)[0], document)

    assert name == SetName(code="KTCV", title="TIÊU CHÍ KIỂM TRA CÔNG VỤ")


def test_the_next_import_of_a_set_is_its_next_version(
    application: Application, table: SourceTable
) -> None:
    service = application.issued_tables
    publish(application, table)

    issued = service.build(table, service.columns(table), NAME)

    assert issued.draft.number == 2


def test_a_sheet_that_could_not_be_read_says_why(
    application: Application, table: SourceTable
) -> None:
    service = application.issued_tables
    silent = replace(table, rows=(), trouble="quá dài")

    with pytest.raises(MapInvalid, match="quá dài"):
        service.build(silent, service.columns(table), NAME)
