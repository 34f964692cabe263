"""Signing and verifying from the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pytest

from app.bootstrap import open_application
from app.ids import InspectionId
from tests.cli.conftest import Completed, Ran, Sokiemtra
from tests.inspection_documents import Document, WriteDocument
from tests.services.signing import page_photo


@dataclass(frozen=True)
class Frozen:
    """A visit whose minutes were written for the signature."""

    kho: Sokiemtra
    visit: str
    paper: Path
    code: str

    def __call__(self, *words: object) -> Ran:
        return self.kho("minutes", *words)


@pytest.fixture
def frozen(
    kho: Sokiemtra,
    document: Document,
    write_document: WriteDocument,
    completed: Completed,
    tmp_path: Path,
) -> Frozen:
    visit = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    completed(visit)
    paper = tmp_path / "bb.docx"
    written = kho("minutes", visit, "--out", paper, "--json").data["minutes"]
    code = f"v{written['version']} · {written['content_sha256'][:16]}"
    return Frozen(kho, visit, paper, code)


def _error(ran: Ran) -> str:
    assert ran.code == 1
    return str(ran.data["error"]["code"])


def _reopened(tmp_path: Path, frozen: Frozen) -> None:
    visit = frozen.visit
    assert frozen.kho("inspection", "reopen", visit, "--reason", "bổ sung tài liệu").code == 0
    with open_application(tmp_path / "kho") as application:
        visits = application.inspections
        kept = visits.get(InspectionId(visit))
        visits.save(replace(kept, general_remark="Đã khắc phục."))


def test_a_signature_is_recorded_with_its_scan(frozen: Frozen, tmp_path: Path) -> None:
    page = page_photo(tmp_path / "trang 1.jpg")

    signed = frozen(
        "sign", frozen.visit[:8], "--scan", page, "--scan", page, "--signer", "An", "--json"
    )

    minutes: dict[str, Any] = signed.data["minutes"]
    assert (minutes["state"], minutes["signers"]) == ("signed", ["An"])
    assert frozen("scan", frozen.visit, "--out", tmp_path / "s.pdf").code == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-")
    assert frozen("verify", tmp_path / "s.pdf").code == 0
    assert _error(frozen("sign", frozen.visit, "--json")) == "already_signed"


def test_nothing_is_signed_with_a_page_that_is_none(frozen: Frozen, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("chữ")

    refused = frozen("sign", frozen.visit, "--scan", tmp_path / "a.txt", "--json")

    assert _error(refused) == "scan_refused"
    assert "a.txt" in refused.data["error"]["path"]
    assert (
        _error(frozen("scan", frozen.visit, "--out", tmp_path / "s.pdf", "--json")) == "not_signed"
    )


def test_a_scan_may_follow(frozen: Frozen, tmp_path: Path) -> None:
    frozen("sign", frozen.visit)
    assert _error(frozen("scan", frozen.visit, "--out", tmp_path / "s.pdf", "--json")) == "no_scan"

    attached = frozen("scan", frozen.visit, page_photo(tmp_path / "1.jpg"), "--json")

    assert attached.data["minutes"]["scan_sha256"]
    assert frozen("scan", frozen.visit).code == 2


def test_a_code_may_be_typed_with_spaces_and_capitals(frozen: Frozen) -> None:
    words = frozen.code.upper().replace("·", "").split()

    told, answer = frozen("verify", *words), frozen("verify", *words, "--json")

    assert told.code == 0
    assert frozen.code in told.out
    assert "xã Cần Đước (28108)" in told.out
    assert "chưa ký" in told.out
    assert answer.data["found"][0]["text"] == "whole"
    assert answer.data["found"][0]["changes"] == []


def test_the_frozen_file_is_verified(frozen: Frozen) -> None:
    assert frozen("verify", frozen.paper).code == 0


def test_a_changed_file_is_told_with_its_changes(frozen: Frozen, tmp_path: Path) -> None:
    document = docx.Document(str(frozen.paper))
    document.paragraphs[-1].add_run("thêm chữ")
    place = next(one for one in document.paragraphs if one.text.startswith("Đơn vị cơ bản"))
    place.runs[0].text = "Đơn vị rất tốt."
    document.save(str(tmp_path / "sửa.docx"))

    told, answer = (
        frozen("verify", tmp_path / "sửa.docx"),
        frozen("verify", tmp_path / "sửa.docx", "--json"),
    )

    assert _error(answer) == "paper_altered"
    assert {"before": "Đơn vị cơ bản thực hiện đúng kế hoạch.", "after": "Đơn vị rất tốt."} in (
        answer.data["alteration"]["texts"]
    )
    assert told.code == 1
    assert "  + Đơn vị rất tốt." in told.out


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("v1 · ffffffffffffffff", "minutes_unknown"),
        ("không phải mã", "code_unreadable"),
        ("không-có.docx", "file_unreadable"),
    ],
)
def test_an_honest_answer_where_nothing_is_known(given: str, code: str, frozen: Frozen) -> None:
    assert _error(frozen("verify", given, "--json")) == code


def test_a_supplement_is_written_signed_and_told_apart(frozen: Frozen, tmp_path: Path) -> None:
    frozen("sign", frozen.visit)
    early = frozen(frozen.visit, "--out", tmp_path / "bs.docx", "--supplement", "--json")
    _reopened(tmp_path, frozen)
    grown = frozen("verify", frozen.code)

    written = frozen(frozen.visit, "--out", tmp_path / "bs.docx", "--supplement", "--json")

    assert _error(early) == "nothing_to_supplement"
    assert grown.code == 1
    assert "nhận xét chung: Đơn vị cơ bản thực hiện đúng kế hoạch. → Đã khắc phục." in grown.out
    assert written.data["minutes"]["kind"] == "supplement"
    assert frozen("check", tmp_path / "bs.docx").code == 0
    assert frozen("sign", frozen.visit).code == 0
    assert "Biên bản bổ sung v2" in frozen("verify", tmp_path / "bs.docx").out
    assert frozen("verify", frozen.code).code == 0
    both = frozen(frozen.visit, "--out", tmp_path / "x.docx", "--supplement", "--draft")
    assert both.code == 2


def test_a_visit_is_reopened_with_a_reason_alone(frozen: Frozen) -> None:
    frozen("sign", frozen.visit)

    silent = frozen.kho("inspection", "reopen", frozen.visit)
    blank = frozen.kho("inspection", "reopen", frozen.visit, "--reason", " ", "--json")
    told = frozen.kho("inspection", "reopen", frozen.visit, "--reason", "đính chính số liệu")
    again = frozen.kho("inspection", "reopen", frozen.visit, "--reason", "lần nữa", "--json")

    assert silent.code == 2
    assert _error(blank)
    assert told.code == 0
    assert "biên bản bổ sung" in told.out
    assert _error(again)


def test_the_check_of_the_store_looks_at_what_minutes_say(frozen: Frozen, tmp_path: Path) -> None:
    digits = frozen.code.rpartition(" ")[2]
    (kept,) = (tmp_path / "kho" / "blobs").glob(f"??/{digits}*")
    facts = json.loads(kept.read_text())
    kept.chmod(0o600)
    kept.write_text(json.dumps({**facts, "kind": "khác"}))

    told = frozen.kho("check", "--json")

    assert _error(told) == "store_not_whole"
    assert told.data["damaged"] == [kept.name]
    assert _error(frozen("verify", frozen.code, "--json")) == "record_unsound"
