"""`receipt`, `assign` and `handover`: the kinds of package by commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.bootstrap import open_application
from app.ids import InspectionId
from tests.cli.conftest import Sokiemtra
from tests.cli.test_package_journal import stick as stick  # noqa: PLC0414 - the fixture
from tests.inspection_documents import Document, WriteDocument


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
    assert "doan1/may-01" in said
    assert "Đã đọc lại từ USB và đối chiếu đúng." in said


def test_what_is_planned_is_assigned_to_a_team_and_reaches_its_laptop(
    sokiemtra: Sokiemtra, stick: Path, document: Document, write_document: WriteDocument
) -> None:
    document["key"] = "giao-01"
    there = stick.parent / "giao"
    there.mkdir()

    plan = ("--plan", write_document(document))
    ran = sokiemtra("assign", "--to", there, "--team", "doan1", *plan, "--json", store="hq")
    unknown = sokiemtra("assign", "--to", there, "--team", "doan7", store="hq")
    taken = sokiemtra("import", there, "--json").data["packages"]

    assert (ran.code, ran.data["inspections"], ran.data["readers"]) == (0, 1, ["doan1/may-01"])
    assert (unknown.code, unknown.err.startswith("Chưa có máy nào của đoàn “doan7”")) == (1, True)
    assert [one["error"] for one in taken] == [None]
    assert len(sokiemtra("inspection", "list", "--json").data) == 2


def test_a_visit_is_handed_over_to_one_teammate(sokiemtra: Sokiemtra, stick: Path) -> None:
    answer, there = stick.parent / "hai", stick.parent / "bàn giao"
    answer.mkdir()
    there.mkdir()
    alone = sokiemtra("handover", "--to", there)
    sokiemtra("init", "--role", "field", "--name", "may-02", store="hai-kho")
    asked = sokiemtra(
        "enrol", "request", "--out", answer / "xin.skt", "--json", store="hai-kho"
    ).data
    told = sokiemtra(
        "enrol", "approve", answer / "xin.skt", "--code", asked["code"],
        "--name", "doan1/may-02", "--team", "doan1", "--out", answer, "--json", store="hq",
    ).data  # fmt: skip
    sokiemtra("enrol", "accept", answer, "--code", told["code"], store="hai-kho")
    sokiemtra("assign", "--to", there, store="hq")
    sokiemtra("import", there)

    ran = sokiemtra("handover", "--to", stick, "--for", "doan1/may-02")
    stranger = sokiemtra("handover", "--to", stick, "--for", "hq")
    opened = sokiemtra("import", ran.out.split(":")[0], "--json", store="hai-kho")

    assert (alone.code, "Đoàn của bạn chưa có máy nào khác" in alone.err) == (1, True)
    assert "Mở được tại: doan1/may-02." in ran.out
    assert (stranger.code, "“hq” không phải máy trong đoàn" in stranger.err) == (1, True)
    assert [one["status"] for one in opened.data["packages"]] == ["new"]


def test_a_correction_goes_to_its_team_with_the_reason(sokiemtra: Sokiemtra, stick: Path) -> None:
    there = stick.parent / "đính chính"
    there.mkdir()
    sokiemtra("import", stick, store="hq")
    visit = sokiemtra("inspection", "list", "--json").data[0]["id"]
    early = sokiemtra("correct", visit, "--reason", "Đối chiếu.", "--to", there, store="hq")
    with open_application(stick.parent / "hq") as office:
        blank = office.answers.blank(InspectionId(visit), "CCHC.1.1.2")
        office.answers.save(replace(blank, comment="Thiếu 02 lĩnh vực"))

    ran = sokiemtra("correct", visit, "--reason", "Đối chiếu.", "--to", there, store="hq")
    sokiemtra("import", there)
    listed = sokiemtra("corrections", visit, "--json").data["corrections"]

    line = "CCHC.1.1.2 · Nhận xét: “Thiếu 01 lĩnh vực” → “Thiếu 02 lĩnh vực”"
    assert (early.code, "chưa sửa gì" in early.err) == (1, True)
    assert ran.out.startswith(line)
    assert "Mở được tại: doan1/may-01." in ran.out
    assert [(one["before"], one["now"]) for one in listed] == [
        ("Thiếu 01 lĩnh vực", "Thiếu 02 lĩnh vực")
    ]
