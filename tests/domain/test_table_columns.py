"""Columns: guessed from headings however they are worded, else from what stands below."""

from __future__ import annotations

import msgspec
import pytest

from app.domain.table_columns import (
    ColumnMap,
    MapInvalid,
    Meaning,
    check_map,
    find_headings,
    guess_columns,
    meaning_of,
    read_map,
    spell_map,
)
from tests.domain.issued import table_of


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("STT", Meaning.NUMBER),
        ("Số TT", Meaning.NUMBER),
        ("NỘI DUNG TIÊU CHÍ", Meaning.TEXT),
        ("noi dung", Meaning.TEXT),
        ("Nội dung tiêu trí", Meaning.TEXT),
        ("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", Meaning.TEXT),
        ("Lĩnh vực", Meaning.AREA),
        ("Điểm tối đa", Meaning.POINTS),
        ("Điễm tối đa", Meaning.POINTS),
        ("Điểm chuẩn (100 điểm)", Meaning.POINTS),
        ("Thang điểm", Meaning.POINTS),
        ("Cách chấm", Meaning.SCORING),
        ("Phương pháp tính điểm", Meaning.SCORING),
        ("Tài liệu kiểm chứng", Meaning.EVIDENCE),
        ("Hồ sơ, tài liệu minh chứng", Meaning.EVIDENCE),
        ("Căn cứ pháp lý", Meaning.LEGAL_BASIS),
        ("Điểm tự chấm", Meaning.IGNORED),
        ("Điểm Thẩm định", Meaning.IGNORED),
        ("Điểm do đơn vị tự chấm", Meaning.IGNORED),
        ("Ghi chú", Meaning.GUIDANCE),
        ("Tài lịu kiểm trứng", Meaning.EVIDENCE),
        ("Thang điễn", Meaning.POINTS),
        ("Kỷ luật", None),
        ("", None),
    ],
)
def test_a_heading_is_known_however_it_is_worded(heading: str, meaning: Meaning | None) -> None:
    assert meaning_of(heading) is meaning


def test_headings_are_found_below_a_title() -> None:
    table = table_of(
        ("PHỤ LỤC I",),
        ("(Kèm theo Quyết định số 12)",),
        ("TT", "Tiêu chí", "Điểm"),
        ("1", "A", "2"),
    )

    columns = guess_columns(table)

    assert columns == ColumnMap(first_row=4, number=1, text=2, points=3)


def test_headings_of_two_rows_without_merged_cells_are_read_downwards() -> None:
    table = table_of(
        ("STT", "Nội dung", "Điểm", "", "Ghi chú"),
        ("", "", "Tự chấm", "Tối đa", ""),
        ("A", "B", "1", "2", "3"),
        ("1", "Ban hành", "", "2", ""),
    )

    columns = guess_columns(table)

    assert find_headings(table).texts[2:4] == ("Điểm Tự chấm", "Điểm Tối đa")
    assert (columns.first_row, columns.points) == (4, 4)


def test_without_headings_the_content_tells() -> None:
    table = table_of(
        ("1", "Ban hành kế hoạch năm", "2,5"),
        ("2", "Gửi báo cáo đúng hạn", "1"),
        ("a", "Báo cáo quý", "1"),
    )

    assert guess_columns(table) == ColumnMap(first_row=1, number=1, text=2, points=3)


def test_the_signature_does_not_change_with_accents_and_rows() -> None:
    first = find_headings(table_of(("STT", "Nội dung", "Điểm"), ("1", "A", "2")))
    second = find_headings(table_of(("Quyết định",), ("stt", "NOI DUNG", "Điểm"), ("7", "B", "3")))
    other = find_headings(table_of(("STT", "Nội dung", "Căn cứ"), ("1", "A", "2")))

    assert first.signature == second.signature
    assert first.signature != other.signature


def test_a_mapping_survives_its_json() -> None:
    columns = ColumnMap(first_row=3, text=2, points=5)

    assert read_map(spell_map(columns)) == columns


@pytest.mark.parametrize("content", ["", "[]", '{"text": 1}', '{"text": "B", "first_row": 1}', "x"])
def test_what_is_no_mapping_is_refused(content: str) -> None:
    with pytest.raises(MapInvalid):
        read_map(content)


@pytest.mark.parametrize(
    "changed", [{"text": 0}, {"text": 9}, {"points": 1}, {"first_row": 0}, {"first_row": 99}]
)
def test_a_mapping_that_does_not_fit_the_table_is_refused(changed: dict[str, int]) -> None:
    table = table_of(("STT", "Nội dung", "Điểm"), ("1", "A", "2"))
    plain = msgspec.to_builtins(guess_columns(table))

    with pytest.raises(MapInvalid):
        check_map(msgspec.convert({**plain, **changed}, ColumnMap), table)


def test_giving_a_column_another_meaning_takes_it_from_the_one_that_had_it() -> None:
    columns = ColumnMap(first_row=2, number=1, text=2, points=3)

    changed = columns.with_meaning(4, Meaning.POINTS).with_meaning(3, Meaning.SCORING)

    assert (changed.points, changed.scoring) == (4, 3)
    assert changed.with_meaning(4, Meaning.IGNORED).points == 0
