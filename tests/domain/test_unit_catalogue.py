"""The shipped list of units and the ways it is found."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from app.domain.unit import Unit, UnitType, unit_id
from app.domain.unit_catalogue import COLUMNS, UnitCatalogue
from app.errors import InvalidValue
from app.paths import RESOURCES


@pytest.fixture(scope="module")
def catalogue() -> UnitCatalogue:
    """The catalogue as shipped."""
    return UnitCatalogue.from_csv((RESOURCES / "units" / "units.csv").read_text(encoding="utf-8"))


def _names(units: tuple[Unit, ...]) -> list[str]:
    return [unit.name for unit in units]


def test_the_list_counts_what_the_law_counts(catalogue: UnitCatalogue) -> None:
    kinds = Counter(unit.unit_type for unit in catalogue)

    assert kinds == {
        UnitType.PROVINCE: 28,
        UnitType.CITY: 6,
        UnitType.COMMUNE: 2621,
        UnitType.WARD: 687,
        UnitType.SPECIAL_ZONE: 13,
    }


def test_every_unit_is_spelt_as_documents_print_it(catalogue: UnitCatalogue) -> None:
    kinds = {
        UnitType.PROVINCE: "tỉnh ",
        UnitType.CITY: "thành phố ",
        UnitType.COMMUNE: "xã ",
        UnitType.WARD: "phường ",
        UnitType.SPECIAL_ZONE: "đặc khu ",
    }

    for unit in catalogue:
        assert unit.name.startswith(kinds[unit.unit_type])
        for name in (unit.name, *unit.old_names):
            assert name == unicodedata.normalize("NFC", " ".join(name.split()))
            assert name[0].islower()


def test_every_commune_belongs_to_a_province_and_no_name_is_there_twice_in_it(
    catalogue: UnitCatalogue,
) -> None:
    provinces = catalogue.provinces()

    communes = [unit for province in provinces for unit in catalogue.communes_of(province.code)]

    assert len(communes) == 3321
    assert len({(unit.parent_code, unit.name) for unit in communes}) == 3321
    assert {len(unit.code) for unit in communes} == {5}
    assert {len(unit.code) for unit in provinces} == {2}


def test_the_communes_of_the_sample_visits_are_there(catalogue: UnitCatalogue) -> None:
    can_duoc, vi_xuyen = catalogue.unit("28108"), catalogue.unit("00913")

    assert can_duoc is not None
    assert vi_xuyen is not None
    assert catalogue.label(can_duoc) == "xã Cần Đước, tỉnh Tây Ninh"
    assert catalogue.label(vi_xuyen) == "xã Vị Xuyên, tỉnh Tuyên Quang"
    assert can_duoc.id == unit_id("28108")
    assert "tỉnh Long An" in can_duoc.old_names


def test_a_merged_province_is_an_old_name_of_one_province_only(catalogue: UnitCatalogue) -> None:
    merged = [name for province in catalogue.provinces() for name in province.old_names]

    # 63 provinces became 34: 29 names went.
    assert len(merged) == len(set(merged)) == 29


def test_an_unknown_code_is_no_unit(catalogue: UnitCatalogue) -> None:
    assert catalogue.unit("99999") is None


def test_provinces_stand_in_vietnamese_order(catalogue: UnitCatalogue) -> None:
    names = _names(catalogue.provinces())

    assert names[:2] == ["tỉnh An Giang", "tỉnh Bắc Ninh"]
    assert names.index("thành phố Cần Thơ") < names.index("thành phố Đà Nẵng")
    assert names.index("thành phố Hồ Chí Minh") < names.index("thành phố Huế")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Cần Đước", "xã Cần Đước"),
        ("can duoc", "xã Cần Đước"),
        ("CẦN ĐƯ", "xã Cần Đước"),
        (unicodedata.normalize("NFD", "xã Cần Đước"), "xã Cần Đước"),
        ("UBND xã Cần Đước, tỉnh Tây Ninh", "xã Cần Đước"),
        ("thị trấn Cần Đước", "xã Cần Đước"),
        ("TT. Cần Đước", "xã Cần Đước"),
        ("huyện Cần Đước", "xã Cần Đước"),
        ("28108", "xã Cần Đước"),
        ("tp hcm", "thành phố Hồ Chí Minh"),
        ("Hà Nội", "thành phố Hà Nội"),
        ("tỉnh Long An", "tỉnh Tây Ninh"),
        ("thành phố Đồng Nai", "tỉnh Đồng Nai"),
        ("ea h'leo", "xã Ea H’Leo"),
        ("hoà bình hải phòng", "phường Hòa Bình"),
        ("phường 1 quận 3", "phường Bàn Cờ"),
    ],
)
def test_a_unit_is_found_by_what_people_type(
    catalogue: UnitCatalogue, words: str, first: str
) -> None:
    assert _names(catalogue.find(words))[0] == first


def test_a_district_of_old_finds_all_communes_made_of_it(catalogue: UnitCatalogue) -> None:
    names = _names(catalogue.find("huyện Cần Đước"))

    assert names[0] == "xã Cần Đước"
    assert sorted(names[1:]) == [
        "xã Long Cang",
        "xã Long Hựu",
        "xã Mỹ Lệ",
        "xã Rạch Kiến",
        "xã Tân Lân",
    ]


def test_a_wrong_kind_still_finds_the_place(catalogue: UnitCatalogue) -> None:
    assert _names(catalogue.find("quận Vị Xuyên"))[0] == "xã Vị Xuyên"


def test_what_is_nowhere_is_not_found(catalogue: UnitCatalogue) -> None:
    assert catalogue.find("xyzzy") == ()


def test_no_more_than_the_limit_is_returned_and_provinces_come_first(
    catalogue: UnitCatalogue,
) -> None:
    found = catalogue.find("", limit=35)

    assert len(found) == 35
    assert found[:34] == catalogue.provinces()


def test_only_units_of_the_day_asked_for_are_found(catalogue: UnitCatalogue) -> None:
    assert catalogue.find("Cần Đước", on=date(2025, 6, 30)) == ()
    assert _names(catalogue.find("thị trấn Cần Đước", on=date(2025, 7, 1))) == ["xã Cần Đước"]


def test_units_of_the_store_replace_and_join_the_shipped_ones(catalogue: UnitCatalogue) -> None:
    dong_nai = catalogue.unit("75")
    assert dong_nai is not None
    city = replace(
        dong_nai, name="thành phố Đồng Nai", unit_type=UnitType.CITY, old_names=("tỉnh Đồng Nai",)
    )
    office = Unit(id=unit_id("SNV"), code="SNV", name="Sở Nội vụ", unit_type=UnitType.DEPARTMENT)

    edited = catalogue.with_edits([city, office])

    assert len(edited) == len(catalogue) + 1
    assert edited.find("tỉnh Đồng Nai")[0] is city
    assert edited.find("so noi vu") == (office,)
    assert _names(edited.find("biên hòa đồng nai"))[0] == "phường Biên Hòa"
    assert catalogue.unit("75") is dong_nai


def test_a_renamed_province_is_found_through_its_communes(catalogue: UnitCatalogue) -> None:
    tay_ninh = catalogue.unit("80")
    assert tay_ninh is not None
    catalogue.find("")

    edited = catalogue.with_edits([replace(tay_ninh, name="thành phố Vàm Cỏ")])

    assert _names(edited.find("cần đước vàm cỏ")) == [
        "xã Cần Đước",
        "xã Long Cang",
        "xã Long Hựu",
        "xã Mỹ Lệ",
        "xã Rạch Kiến",
        "xã Tân Lân",
    ]


def test_no_edits_are_the_same_catalogue(catalogue: UnitCatalogue) -> None:
    assert catalogue.with_edits([]) is catalogue


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "1"),
        ("code;name\n", "1"),
        (",".join(COLUMNS) + "\n01,thành phố Hà Nội,city,,2025-07-01,,,x\n02,two,town,,,,,\n", "3"),
        (",".join(COLUMNS) + "\n01,thành phố Hà Nội,city,,1/7/2025,,,x\n", "2"),
        (",".join(COLUMNS) + "\n01,thành phố Hà Nội\n", "2"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(text: str, line: str) -> None:
    damaged = UnitCatalogue.from_csv(text)

    with pytest.raises(InvalidValue) as refused:
        len(damaged)

    assert str(refused.value.params["field"]).endswith(line)
