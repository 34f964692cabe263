"""Cells of the dossier grid: read as people write, shown so that it reads back, never guessed."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import words
from app.domain.dossier import Channel, Digitised, Dossier, DossierStatus, TermUnit
from app.domain.dossier_cell import MOST_LETTERS, read_cell, show_cell
from app.domain.dossier_column import BY_NAME, COLUMNS, ColumnKind, DossierColumn
from app.domain.text import clean
from app.errors import InvalidValue

NEAR = date(2026, 6, 1)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
CLOCK = st.times().map(lambda moment: moment.replace(microsecond=0))
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).map(clean)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - off a paper slip


EIGHTH = date(2026, 10, 8)


def read(name: str, text: str, near: date = NEAR) -> object:
    return read_cell(BY_NAME[name], text, near)


def test_every_column_fills_in_a_fact_of_a_dossier() -> None:
    facts = {field.name for field in dataclasses.fields(Dossier)}

    filled = [column.name for column in COLUMNS]

    assert set(filled) == facts - {"id", "inspection_id", "order", "pick"}
    assert len(filled) == len(set(filled))


def test_an_empty_cell_means_what_a_dossier_without_the_fact_says() -> None:
    for field in dataclasses.fields(Dossier):
        column = BY_NAME.get(field.name)
        if column is not None and field.default is not dataclasses.MISSING:
            assert read_cell(column, "  ", NEAR) == field.default, field.name


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("8/10", at(EIGHTH)),
        ("08/10/2026 14:30", at(EIGHTH, 14, 30)),
        ("14:30 08/10/2026", at(EIGHTH, 14, 30)),
        ("14h30 8/10/2026", at(EIGHTH, 14, 30)),
        ("8/10 9g", at(EIGHTH, 9)),
        ("8.10.26", at(EIGHTH)),
        ("8-10-2026", at(EIGHTH)),
        ("2026-10-08", at(EIGHTH)),
        ("2026-10-08T14:30:00", at(EIGHTH, 14, 30)),
        ("08/10/2026 2:30:00 CH", at(EIGHTH, 14, 30)),
        ("8/10/2026 12:05 SA", at(EIGHTH, 0, 5)),
        ("081026", at(EIGHTH)),
        ("08102026", at(EIGHTH)),
        ("46303", at(EIGHTH)),
        ("46303,604166667", at(EIGHTH, 14, 30)),
        ("46303.99999", at(EIGHTH, 23, 59)),
        ("29/2/2024", at(date(2024, 2, 29))),
        ("\u00a08/10/2026 ", at(EIGHTH)),
    ],
)
def test_moments_are_read_as_people_write_them(text: str, moment: datetime) -> None:
    assert read("received_at", text) == moment


@pytest.mark.parametrize(
    ("text", "near", "day"),
    [
        ("8/10", date(2026, 6, 1), date(2026, 10, 8)),
        ("25/12", date(2026, 5, 16), date(2025, 12, 25)),
        ("3/1", date(2026, 12, 20), date(2027, 1, 3)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(text: str, near: date, day: date) -> None:
    assert read("supplement_from", text, near) == day


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "5/13/2026", "29/2", "hôm qua", "8/10/2026 25:00", "8/10/2026 sáng", "8/10/202",
     "1/1/0026", "99999", "12", "8//10", "#REF!", "=A1", "8/10/2026 13:00 CH"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_and_named(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read("received_at", text)

    assert refused.value.params["value"] == text
    assert refused.value.params["reason"]


def test_a_day_takes_no_hour() -> None:
    with pytest.raises(InvalidValue, match=r".*"):
        read("apology_at", "8/10/2026 14:30")


@pytest.mark.parametrize(
    ("text", "answer"),
    [("x", True), ("X", True), ("có", True), ("Co", True), ("1", True), ("✓", True),
     ("không", False), ("KHÔNG", False), ("k", False), ("0", False), ("ko", False),
     ("-", None), ("–", None), ("kxđ", None), ("KAD", None), ("không áp dụng", None), ("", None)],
)  # fmt: skip
def test_yes_and_no_have_many_spellings(text: str, answer: bool | None) -> None:
    assert read("has_receipt", text) is answer


@pytest.mark.parametrize("text", ["có lẽ", "2", "#N/A", "thiếu"])
def test_a_word_that_is_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read("has_receipt", text)


def test_where_nothing_is_not_applicable_a_dash_is_refused() -> None:
    with pytest.raises(InvalidValue):
        read("cross_area", "-")

    assert read("cross_area", "") is False


@pytest.mark.parametrize(
    ("text", "money"),
    [("1.200.000", "1200000"), ("1,200,000", "1200000"), ("1 200 000 đ", "1200000"),
     ("50.000đ", "50000"), ("50000", "50000"), ("1.200.000,5", "1200000.5"),
     ("1,200,000.50", "1200000.5"), ("0", "0"), ("Miễn phí", "0"), ("0,125", "0.125"),
     ("75.000 VNĐ", "75000"), ("12,5", "12.5")],
)  # fmt: skip
def test_money_is_read_with_points_or_commas(text: str, money: str) -> None:
    assert read("fee_due", text) == Decimal(money)


@pytest.mark.parametrize(
    "text", ["-5", "1.20.000", "1.2.3", "năm mươi", "1e9", "1,200.000.000", "9" * 30, "1..2", "١٢"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read("fee_due", text)


@pytest.mark.parametrize("text", ["5,5", "10000", "hai", "-1"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read("statutory_days", text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("channel", "truc tuyen", Channel.ONLINE),
        ("channel", "bưu chính", Channel.POST),
        ("channel", "công ích", Channel.POST),
        ("channel", "Trực tiếp", Channel.IN_PERSON),
        ("status", "trả", DossierStatus.RETURNED),
        ("status", "đã giải", DossierStatus.RESOLVED),
        ("status", "chờ", DossierStatus.WAITING_SUPPLEMENT),
        ("status", "TỪ CHỐI", DossierStatus.REFUSED),
        ("statutory_unit", "ngày", TermUnit.DAYS),
        ("statutory_unit", "làm việc", TermUnit.WORKING_DAYS),
        ("statutory_unit", "gio", TermUnit.HOURS),
        ("digitised", "phần", Digitised.PARTIAL),
        ("digitised", "", None),
    ],
)
def test_a_choice_is_known_by_any_part_of_its_name(name: str, text: str, value: object) -> None:
    assert read(name, text) is value


def test_a_part_of_two_names_is_refused_and_both_are_offered() -> None:
    with pytest.raises(InvalidValue) as refused:
        read("status", "đ")

    assert "Đã giải quyết" in str(refused.value.params["reason"])
    assert "Đang giải quyết" in str(refused.value.params["reason"])


def test_vietnamese_files_are_read_in_an_english_window() -> None:
    words.use_language("en")

    assert read("channel", "Trực tuyến") is Channel.ONLINE
    assert read("has_receipt", "không") is False
    assert show_cell(BY_NAME["channel"], Channel.ONLINE) == "Online"


def test_a_list_of_none_is_no_paper_called_none() -> None:
    assert read("extra_docs", "Không") == ()
    assert read("extra_docs", "Bản sao CCCD;  Sổ hộ khẩu\nĐơn ") == (
        "Bản sao CCCD", "Sổ hộ khẩu", "Đơn",
    )  # fmt: skip


def test_needed_cells_say_that_they_are() -> None:
    for name in ("dossier_code", "received_at"):
        with pytest.raises(InvalidValue):
            read(name, " ")


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(InvalidValue):
        read("note", "a" * (MOST_LETTERS + 1))


@given(st.sampled_from(COLUMNS), st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(column: DossierColumn, text: str) -> None:
    try:
        value = read_cell(column, text, NEAR)
    except InvalidValue:
        return

    assert read_cell(column, show_cell(column, value), NEAR) == value


@given(st.data(), st.sampled_from(COLUMNS), st.sampled_from(["vi", "en"]))
def test_what_is_shown_is_read_back(
    data: st.DataObject, column: DossierColumn, language: str
) -> None:
    words.use_language(language)
    value = data.draw(_values(column))

    assert read_cell(column, show_cell(column, value), NEAR) == value


def _values(column: DossierColumn) -> st.SearchStrategy[object]:
    made: dict[ColumnKind, st.SearchStrategy[object]] = {
        ColumnKind.DAY: DAYS,
        ColumnKind.MOMENT: st.builds(datetime.combine, DAYS, CLOCK),
        ColumnKind.YES_NO: st.booleans(),
        ColumnKind.COUNT: st.integers(0, 9999),
        ColumnKind.MONEY: st.decimals(0, 10**12, places=3),
        ColumnKind.CHOICE: st.sampled_from([*column.words, None]),
        ColumnKind.LIST: st.lists(TEXTS.map(_item), min_size=1).map(tuple),
        ColumnKind.TEXT: TEXTS,
    }
    found = made[column.kind].filter(lambda value: value is not None)
    return found if column.is_needed else st.one_of(st.just(column.when_empty), found)


def _item(text: str) -> str:
    return clean(text.replace(";", "") + "ờ")
