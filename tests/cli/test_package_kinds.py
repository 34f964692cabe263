"""`receipt`, `assign` and `handover`: the kinds of package by commands."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Sokiemtra
from tests.cli.test_package_journal import stick as stick  # noqa: PLC0414 - the fixture


def test_receipts_go_onto_the_stick_and_the_laptop_hears_of_them(
    sokiemtra: Sokiemtra, stick: Path
) -> None:
    sokiemtra("import", stick, store="hq")

    ran = sokiemtra("receipt", stick, "--json", store="hq")
    heard = sokiemtra("import", stick)
    entries = sokiemtra("journal", "--json").data["entries"]

    assert (ran.code, ran.data["laptops"], ran.data["receipts"]) == (0, ["doan1/may-01"], 1)
    assert "1 biên nhận của cơ quan chủ trì" in heard.out
    assert [one["result"] for one in entries if one["kind"] == "team"] == ["receipted:applied"]


def test_receipts_are_told_to_people_and_refused_on_a_laptop(
    sokiemtra: Sokiemtra, stick: Path
) -> None:
    early = sokiemtra("receipt", stick, store="hq")
    sokiemtra("import", stick, store="hq")

    said = sokiemtra("receipt", stick, store="hq").out
    refused = sokiemtra("receipt", stick)

    assert (early.code, refused.code) == (1, 1)
    assert "1 biên nhận cho doan1/may-01; đã đọc lại và đối chiếu." in said
