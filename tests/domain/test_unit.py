"""Units: what they are called, and how they are found."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.unit import Unit, UnitType, unit_id

CAN_DUOC = Unit(
    id=unit_id("28108"),
    code="28108",
    name="xã Cần Đước",
    unit_type=UnitType.COMMUNE,
    parent_code="80",
    valid_from=date(2025, 7, 1),
    old_names=("thị trấn Cần Đước", "xã Phước Tuy"),
)


@pytest.mark.parametrize(
    "words", ["Cần Đước", "can duoc", "DUOC can", "28108", "phuoc tuy", "xa 281", ""]
)
def test_a_unit_is_found_by_any_name_code_or_part_without_accents(words: str) -> None:
    assert CAN_DUOC.is_found_by(words)


@pytest.mark.parametrize("words", ["Cần Giuộc", "can duoc 9", "phường"])
def test_a_unit_is_not_found_by_words_it_lacks(words: str) -> None:
    assert not CAN_DUOC.is_found_by(words)


@pytest.mark.parametrize(
    ("valid_to", "day", "is_valid"),
    [
        (None, date(2025, 6, 30), False),
        (None, date(2025, 7, 1), True),
        (None, date(2030, 1, 1), True),
        (date(2026, 12, 31), date(2026, 12, 31), True),
        (date(2026, 12, 31), date(2027, 1, 1), False),
    ],
)
def test_a_unit_is_valid_for_its_time(valid_to: date | None, day: date, is_valid: bool) -> None:
    unit = Unit(
        id=CAN_DUOC.id,
        code=CAN_DUOC.code,
        name=CAN_DUOC.name,
        unit_type=CAN_DUOC.unit_type,
        valid_from=CAN_DUOC.valid_from,
        valid_to=valid_to,
    )

    assert unit.is_valid_on(day) is is_valid


def test_a_unit_without_dates_has_always_been() -> None:
    unit = Unit(id=unit_id("80"), code="80", name="tỉnh Tây Ninh", unit_type=UnitType.PROVINCE)

    assert unit.is_valid_on(date(1990, 1, 1))


def test_three_types_of_units_are_communes() -> None:
    assert {kind for kind in UnitType if kind.is_commune_level} == {
        UnitType.COMMUNE,
        UnitType.WARD,
        UnitType.SPECIAL_ZONE,
    }


def test_minutes_name_the_committee_of_the_unit() -> None:
    assert CAN_DUOC.committee == "UBND xã Cần Đước"


def test_a_code_is_the_same_unit_on_every_laptop() -> None:
    assert unit_id("28108") == CAN_DUOC.id != unit_id("28109")
