"""`inspection return|reply|settle|approve|unapprove|returns`: as lines and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sokiemtra
from tests.cli.test_package_journal import stick as stick  # noqa: PLC0414 - the fixture

CODE = "CCHC.1.1.2"


@pytest.fixture
def visit(sokiemtra: Sokiemtra, stick: Path) -> str:
    """A visit that headquarters has received."""
    sokiemtra("import", stick, store="hq")
    return str(sokiemtra("inspection", "list", "--json").data[0]["id"])


def carry(sokiemtra: Sokiemtra, there: Path, *, home: bool) -> None:
    there.mkdir()
    sender, taker = ("hq", "kho") if home else ("kho", "hq")
    sokiemtra("export", "--to", there, store=sender)
    taken = sokiemtra("import", there, "--json", store=taker).data["packages"]
    assert [one["error"] for one in taken] == [None]


def test_a_criterion_is_returned_answered_and_settled(
    sokiemtra: Sokiemtra, stick: Path, visit: str
) -> None:
    home = stick.parent
    said = sokiemtra("inspection", "return", visit, CODE, "--reason", "Thiếu.", store="hq")
    carry(sokiemtra, home / "đi", home=True)
    waiting = sokiemtra("inspection", "returns", visit).out
    replied = sokiemtra("inspection", "reply", visit, CODE, "--text", "Đã có.", "--json")
    carry(sokiemtra, home / "về", home=False)
    heard = sokiemtra("inspection", "returns", visit, "--json", store="hq").data["returns"]
    early = sokiemtra("inspection", "approve", visit, store="hq")
    sokiemtra("inspection", "settle", visit, CODE, store="hq")
    approved = sokiemtra("inspection", "approve", visit, "--note", "Tốt.", "--json", store="hq")

    assert said.code == 0, said.err
    assert f"{CODE}: Thiếu. · chờ đoàn trả lời" in waiting
    assert replied.data["reply"] == "Đã có."
    assert heard == [{"code": CODE, "reason": "Thiếu.", "reply": "Đã có.", "is_answered": True}]
    assert (early.code, CODE in early.err) == (1, True)
    assert (approved.data["approval_note"], bool(approved.data["approved_on"])) == ("Tốt.", True)


def test_an_approval_is_taken_back_and_a_laptop_gives_none(
    sokiemtra: Sokiemtra, visit: str
) -> None:
    sokiemtra("inspection", "approve", visit, store="hq")

    back = sokiemtra("inspection", "unapprove", visit, store="hq")
    refused = sokiemtra("inspection", "approve", visit)
    nothing = sokiemtra("inspection", "returns", visit)

    assert back.out.startswith("Đã bỏ duyệt cuộc kiểm tra.")
    assert refused.code == 1
    assert nothing.out == "Không có tiêu chí nào bị trả lại.\n"
