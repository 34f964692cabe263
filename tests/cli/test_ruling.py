"""`inspection withdraw|give-back|join|part` and `minutes void|hold`: as lines and as JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import open_application
from app.ids import InspectionId, MinutesId
from tests.cli.conftest import Completed, Sokiemtra
from tests.inspection_documents import Document, WriteDocument
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visits(sokiemtra: Sokiemtra, tmp_path: Path) -> tuple[InspectionId, InspectionId]:
    """Two visits to one unit in a store of headquarters."""
    sokiemtra("init", "--role", "hq", "--name", "so-noi-vu")
    with open_application(tmp_path / "kho") as application:
        one, other = (
            application.inspections.start("28108", PLAN, FACTS, ("MC",)) for _ in range(2)
        )
    return one.id, other.id


def _titles(sokiemtra: Sokiemtra) -> dict[str, str]:
    listed = sokiemtra("inspection", "list").out.splitlines()
    return {line.split()[0]: line for line in listed if "Cần Đước" in line}


def test_a_visit_is_withdrawn_and_given_back(
    sokiemtra: Sokiemtra, visits: tuple[InspectionId, InspectionId]
) -> None:
    one, _ = visits

    ran = sokiemtra("inspection", "withdraw", one, "--reason", "chuyển năm sau", "--json")
    withdrawn = _titles(sokiemtra)[one]
    sokiemtra("inspection", "give-back", one)

    assert (ran.code, ran.data["withdrawn_reason"]) == (0, "chuyển năm sau")
    assert "Đã rút: xã Cần Đước" in withdrawn
    assert "Đã rút" not in _titles(sokiemtra)[one]


def test_a_visit_is_joined_to_another_and_parted(
    sokiemtra: Sokiemtra, visits: tuple[InspectionId, InspectionId]
) -> None:
    one, other = visits

    before = _titles(sokiemtra)[other]
    ran = sokiemtra("inspection", "join", other, one, "--json")
    joined = _titles(sokiemtra)
    sokiemtra("inspection", "part", other)

    assert "Có thể trùng: xã Cần Đước" in before
    assert ran.data["alias_of"] == one
    assert "Bản ghi thứ hai: xã Cần Đước" in joined[other]
    assert "Có thể trùng" not in joined[one]
    assert "Bản ghi thứ hai" not in _titles(sokiemtra)[other]


def test_minutes_are_declared_void_and_hold_again(
    kho: Sokiemtra,
    completed: Completed,
    document: Document,
    write_document: WriteDocument,
    tmp_path: Path,
) -> None:
    visit = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    completed(visit)
    kho("minutes", visit, "--out", tmp_path / "bb.docx")
    kho("minutes", "sign", visit)
    with open_application(tmp_path / "kho") as application:
        (signed,) = application.minutes.versions(InspectionId(visit))
        with application._store.writing() as work:  # noqa: SLF001 - what a package would bring
            work.save(replace(signed, id=MinutesId("ffff"), content_sha256="a" * 64))
            work.commit()

    gone = kho("minutes", "void", visit, "aaaa", "--reason", "ký nhầm", "--json")
    unknown = kho("minutes", "void", visit, "zz", "--reason", "ký nhầm")
    back = kho("minutes", "hold", visit, "ffff")

    assert [one["state"] for one in gone.data["minutes"]] == ["void"]
    assert unknown.code == 1
    assert back.out == "Biên bản v1 · aaaaaaaaaaaaaaaa có hiệu lực trở lại.\n"
