"""What the minutes say of a drawn sample, and how they mark what came otherwise."""

from __future__ import annotations

from dataclasses import replace

from app.documents.minutes.sampling_statement import sampling_statements
from app.domain.case_file import CaseFile
from app.domain.dossier import Pick
from app.domain.draw import Draw, Drawn, DrawOrder, draw_id
from app.domain.register import FieldCount, Register, register_id
from tests import given
from tests.documents.rich_case import rich_case
from tests.documents.word_reading import minutes_of

SHA256 = "ab" * 32
CHANCE, LATE, NEW = "H15.50-260803-0001", "H15.50-260803-0002", "H15.50-260803-0003"
HAND = "H15.50-260803-0009"


def drawn_case() -> CaseFile:
    """A visit with one draw: by chance, overdue, replaced; and one dossier added by hand."""
    identity = register_id(given.INSPECTION, SHA256)
    order = DrawOrder(size=2, seed="20261125-0a1b2c3d", by_field=True)
    register = Register(
        id=identity,
        inspection_id=given.INSPECTION,
        file_name="so-ho-so.xlsx",
        sha256=SHA256,
        entries=1234,
        fields=(
            FieldCount(field="Hộ tịch", entries=1000),
            FieldCount(field="Đất đai", entries=234),
        ),
    )
    draw = Draw(
        id=draw_id(given.INSPECTION, identity, order),
        inspection_id=given.INSPECTION,
        register_id=identity,
        seed=order.seed,
        size=2,
        by_field=True,
        method="SKT-1",
        drawn=(
            Drawn(entry=2, dossier_code=LATE, field="Hộ tịch", pick=Pick.ALWAYS, reason="quá hạn"),
            Drawn(entry=1, dossier_code=CHANCE, field="Hộ tịch", pick=Pick.RANDOM),
            Drawn(entry=7, dossier_code="H15.50-260803-0007", field="Đất đai", pick=Pick.RANDOM),
            Drawn(
                entry=3,
                dossier_code=NEW,
                field="Đất đai",
                pick=Pick.REPLACEMENT,
                replaces="H15.50-260803-0007",
                reason="mất",
            ),
        ),
    )
    case = rich_case(photo_count=0, dossier_count=0)
    dossiers = (
        given.dossier(CHANCE, pick=Pick.RANDOM),
        given.dossier(LATE, pick=Pick.ALWAYS, pick_reason="quá hạn"),
        given.dossier(NEW, pick=Pick.REPLACEMENT, pick_reason="thay hồ sơ 0007: mất"),
        given.dossier(HAND, pick_reason="theo đề nghị của đơn vị"),
    )
    return replace(case, registers=(register,), draws=(draw,), dossiers=dossiers)


def test_the_statement_says_what_is_needed_to_redo_the_draw() -> None:
    first, second = sampling_statements(drawn_case())

    assert "SKT-1" in first
    assert "“20261125-0a1b2c3d”" in first
    assert "“so-ho-so.xlsx” gồm 1234 hồ sơ thuộc 2 lĩnh vực" in first
    assert SHA256 in first
    assert "cỡ mẫu 2 hồ sơ mỗi lĩnh vực (bốc được 2 hồ sơ)" in first
    assert "toàn bộ 1 hồ sơ quá hạn" in first
    assert "thay 1 hồ sơ" in first
    assert second == "Ngoài mẫu được bốc, Đoàn kiểm tra thêm thủ công 1 hồ sơ."


def test_a_register_that_did_not_arrive_is_named_without_its_hash() -> None:
    (first, _second) = sampling_statements(replace(drawn_case(), registers=()))

    assert "từ sổ theo dõi hồ sơ của đơn vị" in first


def test_a_sample_nobody_drew_needs_no_statement() -> None:
    assert sampling_statements(replace(drawn_case(), draws=())) == []


def test_the_annex_says_how_it_was_drawn_and_marks_what_came_otherwise() -> None:
    text = minutes_of(drawn_case()).text

    assert "theo phương pháp SKT-1" in text
    assert "Thêm thủ công: theo đề nghị của đơn vị" in text
    assert "thay hồ sơ 0007: mất" in text
