"""`journal`, `import --dry-run`, `import --undo` and `package verify`: two laptops by commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import open_application
from app.domain.finding import FindingFacts, FindingKind
from app.ids import InspectionId
from app.services.import_preview import MOST_REMOVED
from tests.cli.conftest import Sokiemtra
from tests.inspection_documents import Document, WriteDocument


@pytest.fixture
def stick(
    sokiemtra: Sokiemtra, tmp_path: Path, document: Document, write_document: WriteDocument
) -> Path:
    """A stick with the package of a laptop that headquarters `hq` enrolled."""
    answer, stick = tmp_path / "trả lời", tmp_path / "usb"
    answer.mkdir()
    stick.mkdir()
    sokiemtra("init", "--role", "hq", "--name", "so-noi-vu", store="hq")
    sokiemtra("init", "--role", "field", "--name", "may-01")
    asked = sokiemtra("enrol", "request", "--out", answer / "xin.skt", "--json").data
    told = sokiemtra(
        "enrol", "approve", answer / "xin.skt", "--code", asked["code"],
        "--name", "doan1/may-01", "--team", "doan1", "--person", "Lê Thị Bình",
        "--out", answer, "--json", store="hq",
    ).data  # fmt: skip
    accepted = sokiemtra("enrol", "accept", answer, "--code", told["code"], "--json")
    assert accepted.code == 0, accepted.out
    sokiemtra("inspection", "record", write_document(document))
    sent = sokiemtra("export", "--to", stick, "--json")
    assert sent.code == 0, sent.out
    return stick


def test_an_import_is_looked_at_taken_in_journalled_and_taken_back(
    sokiemtra: Sokiemtra, stick: Path
) -> None:
    looked = sokiemtra("import", stick, "--dry-run", "--json", store="hq").data["packages"][0]
    nothing = sokiemtra("journal", "--json", store="hq").data
    taken = sokiemtra("import", stick, "--json", store="hq").data["packages"][0]
    (entry,) = sokiemtra("journal", "--json", store="hq").data["entries"]

    undone = sokiemtra("import", "--undo", entry["name"], "--json", store="hq")

    assert (nothing["entries"], nothing["missing"], nothing["copied"]) == ([], [], [])
    assert looked["new"] == taken["new"] + taken["rejected"] == entry["new"] > 0
    assert (entry["number"], entry["kind"], entry["is_out"]) == (1, "team", False)
    assert undone.data["package_id"] == entry["package_id"]
    assert sokiemtra("inspection", "list", "--json", store="hq").data == []


def test_the_journal_is_a_table_for_people(sokiemtra: Sokiemtra, stick: Path) -> None:
    listed = sokiemtra("journal")
    empty = sokiemtra("journal", store="hq")

    assert stick.exists()
    assert "SKT-" in listed.out
    assert "xuất" in listed.out
    assert empty.out.strip() == "Chưa xuất, nhập gói nào."


def test_a_package_is_proved_without_taking_it_in(sokiemtra: Sokiemtra, stick: Path) -> None:
    good = sokiemtra("package", "verify", stick, "--json", store="hq")
    (place,) = stick.iterdir()
    data = bytearray((place / "data.age").read_bytes())
    data[100] ^= 1
    (place / "data.age").write_bytes(data)
    bad = sokiemtra("package", "verify", stick, "--json", store="hq")

    assert (good.code, good.data["missing"]) == (0, [])
    assert (bad.code, bad.data["error"]["code"]) == (1, "package_damaged")


def test_every_package_on_a_stick_is_proved_and_a_bad_one_stops_no_other(
    sokiemtra: Sokiemtra, stick: Path
) -> None:
    sokiemtra("export", "--to", stick)
    bad, good = sorted(stick.glob("SKT-*"))
    data = bytearray((bad / "data.age").read_bytes())
    data[-1] ^= 1
    (bad / "data.age").write_bytes(data)

    ran = sokiemtra("package", "verify", stick, store="hq")
    told = sokiemtra("package", "verify", stick, "--json", store="hq").data

    lines = ran.out.splitlines()
    assert ran.code == 1
    assert [line.startswith(f"{bad}: ") for line in lines] == [True, False]
    assert str(good) in lines[1]
    assert [one["path"] for one in told["packages"]] == [str(bad), str(good)]
    assert told["error"]["code"] == "package_damaged"


def test_of_several_packages_none_is_shown_before_one_is_named(
    sokiemtra: Sokiemtra, stick: Path
) -> None:
    sokiemtra("export", "--to", stick)
    first, second = sorted(stick.glob("SKT-*"))

    refused = sokiemtra("package", "show", stick, store="hq")
    shown = sokiemtra("package", "show", second, "--json", store="hq")

    assert refused.code == 1
    assert first.name in refused.err
    assert second.name in refused.err
    assert (shown.code, shown.data["path"]) == (0, str(second))


def test_nothing_to_take_in_is_said(sokiemtra: Sokiemtra, stick: Path) -> None:
    assert stick.exists()
    assert sokiemtra("import", "--json", store="hq").data["error"]["code"] == "invalid_value"
    ran = sokiemtra("import", "--undo", "không có", "--json", store="hq")
    assert (ran.code, ran.data["error"]["code"]) == (1, "not_found")


def test_a_preview_counts_each_unit_and_much_removed_needs_its_word(
    sokiemtra: Sokiemtra, stick: Path
) -> None:
    sokiemtra("import", stick, store="hq")
    visit = sokiemtra("inspection", "list", "--json").data[0]["id"]
    with open_application(stick.parent / "kho") as laptop:
        facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="CCHC.1", text="Sai.")
        for _ in range(MOST_REMOVED):
            laptop.findings.add(InspectionId(visit), facts)
        laptop.exports.write(stick)
    sokiemtra("import", stick, store="hq")
    with open_application(stick.parent / "kho") as laptop:
        for one in laptop.inspections.case_file(InspectionId(visit)).findings:
            laptop.findings.remove(one)
        last = laptop.exports.write(stick).place

    looked = sokiemtra("import", last, "--dry-run", store="hq").out
    refused = sokiemtra("import", last, "--json", store="hq")
    taken = sokiemtra("import", last, "--removals", "--json", store="hq")

    (unit,) = [line for line in looked.splitlines() if line.startswith("    ")]
    removed = refused.data["error"]["count"]
    assert f"{removed} vào thùng rác" in unit
    assert (refused.code, refused.data["error"]["code"]) == (1, "removes_much")
    assert removed > MOST_REMOVED
    assert (taken.code, taken.data["packages"][0]["error"]) == (0, None)
