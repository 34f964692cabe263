"""Signing: from the frozen text over the signature to what stands beside it later."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pypdfium2
import pytest

from app.bootstrap import Application, open_application
from app.domain.frozen_text import FrozenTextForeign
from app.domain.inspection import InspectionState, TransitionRefused
from app.domain.minutes import (
    AlreadySigned,
    Minutes,
    MinutesKind,
    MinutesState,
    NothingToSign,
    NotSigned,
)
from app.domain.plan import Head
from app.files import sha256_of
from app.photos.vault import ObjectDamaged, ObjectMissing, VaultFull
from app.printing.scan import ScanRefused
from app.services.minutes_errors import (
    MinutesOutdated,
    NoScan,
    NothingToSupplement,
)
from tests.complete import complete_visit
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.photos.pictures import crashing_heic, heic
from tests.services.signing import Visit, page_photo, pdf_of


@pytest.fixture
def visit(
    application: Application, document: Document, write_document: WriteDocument, tmp_path: Path
) -> Visit:
    found = application.recording.record(write_document(document)).inspection_id
    complete_visit(application, found)
    return Visit(application, found, tmp_path)


def _objects(application: Application) -> set[str]:
    return {path.name for path in (application.folder / "blobs").glob("??/*")}


def test_what_is_frozen_lies_in_the_vault_under_its_code(visit: Visit) -> None:
    frozen = visit.freeze()

    facts = json.loads(visit.blob(frozen.content_sha256).read_bytes())
    assert sha256_of(visit.blob(frozen.content_sha256)) == frozen.content_sha256
    assert sha256_of(visit.paper) == frozen.docx_sha256
    assert facts["inspection"]["id"] == visit.id
    assert docx.Document(str(visit.paper)).sections[0].footer.paragraphs[-1].text == frozen.code


def test_the_signature_is_recorded_with_who_signed(visit: Visit, clock: FrozenClock) -> None:
    visit.freeze()
    clock.advance(timedelta(hours=1))

    signed = visit.application.minutes.sign(visit.id)

    assert (signed.state, signed.signed_at) == (MinutesState.SIGNED, clock.now())
    assert signed.signers == ("Trần Văn An", "Lê Thị Bình", "Võ Chí")
    assert visit.application.inspections.get(visit.id).state is InspectionState.SIGNED
    assert visit.application.minutes.versions(visit.id) == [signed]


def test_others_who_signed_can_be_named(visit: Visit) -> None:
    visit.freeze()

    signed = visit.application.minutes.sign(visit.id, signers=["Trần Văn An", "  "])

    assert signed.signers == ("Trần Văn An",)


def test_nothing_is_signed_that_was_not_frozen(visit: Visit) -> None:
    with pytest.raises(NothingToSign):
        visit.application.minutes.sign(visit.id)


def test_minutes_are_signed_once(visit: Visit) -> None:
    first = visit.sign()

    with pytest.raises(AlreadySigned) as caught:
        visit.application.minutes.sign(visit.id)

    assert "08:30 20/11/2026" in caught.value.text
    assert visit.application.minutes.versions(visit.id) == [first]


def test_a_paper_that_no_longer_says_what_is_recorded_is_not_signed(visit: Visit) -> None:
    visit.freeze()
    visit.remark("Có chuyển biến.")

    with pytest.raises(MinutesOutdated) as caught:
        visit.application.minutes.sign(visit.id)

    assert "nhận xét chung" in caught.value.text
    assert visit.application.inspections.get(visit.id).state is not InspectionState.SIGNED
    assert visit.application.minutes.versions(visit.id)[0].state is MinutesState.READ_BACK


def test_the_head_chosen_at_printing_does_not_outdate_the_paper(visit: Visit) -> None:
    visit.application.minutes.freeze(visit.id, visit.paper, head=Head.WORKING)

    assert visit.application.minutes.sign(visit.id).state is MinutesState.SIGNED


@pytest.mark.parametrize("fate", ["gone", "other bytes"])
def test_what_cannot_be_proved_is_not_signed(fate: str, visit: Visit) -> None:
    frozen = visit.freeze()
    kept = visit.blob(frozen.content_sha256)
    kept.chmod(0o600)
    if fate == "gone":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes().replace(b"thu-01", b"thu-02") + b" ")

    with pytest.raises((ObjectMissing, ObjectDamaged, FrozenTextForeign)):
        visit.application.minutes.sign(visit.id)

    assert visit.application.minutes.versions(visit.id)[0].state is MinutesState.READ_BACK


def test_a_visit_that_has_not_begun_is_not_signed(visit: Visit) -> None:
    visits = visit.application.inspections
    visits.save(replace(visits.get(visit.id), state=InspectionState.PLANNED))
    visit.freeze()

    with pytest.raises(TransitionRefused):
        visit.application.minutes.sign(visit.id)

    assert visit.application.minutes.versions(visit.id)[0].state is MinutesState.READ_BACK


def test_the_scan_is_one_pdf_of_upright_pages(visit: Visit) -> None:
    visit.freeze()
    pages = [
        page_photo(visit.folder / "trang 1.jpg", turned=True),
        page_photo(visit.folder / "trang 2.png"),
        pdf_of(visit.folder / "trang 3.pdf", 2),
    ]

    signed = visit.application.minutes.sign(visit.id, scans=pages)

    visit.application.minutes.copy_scan(signed, visit.folder / "scan.pdf")
    assert sha256_of(visit.folder / "scan.pdf") == signed.scan_sha256
    with pypdfium2.PdfDocument(visit.folder / "scan.pdf") as document:
        assert len(document) == 4
        first = document[0].render(scale=0.5).to_pil().convert("RGB")
    top, bottom = (first.getpixel((first.width // 2, y)) for y in (25, first.height - 25))
    assert top[2] > top[0] + 50
    assert min(bottom) > 240


def test_a_heic_photo_is_bound_and_one_that_brings_down_its_decoder_is_named(visit: Visit) -> None:
    signed = visit.sign()
    good, bad = visit.folder / "trang.heic", visit.folder / "độc.heic"
    good.write_bytes(heic())
    bad.write_bytes(crashing_heic())

    attached = visit.application.minutes.attach_scan(signed, [good])

    assert attached.scan_sha256
    with pytest.raises(ScanRefused) as caught:
        visit.application.minutes.attach_scan(attached, [good, bad])
    assert "độc.heic" in caught.value.text


def test_a_file_that_is_no_page_signs_nothing(visit: Visit) -> None:
    visit.freeze()
    good, bad = page_photo(visit.folder / "1.jpg"), visit.folder / "ghi chú.txt"
    bad.write_text("không phải ảnh")
    before = _objects(visit.application)

    with pytest.raises(ScanRefused) as caught:
        visit.application.minutes.sign(visit.id, scans=[good, bad])

    assert "ghi chú.txt" in caught.value.text
    assert visit.application.minutes.versions(visit.id)[0].state is MinutesState.READ_BACK
    assert _objects(visit.application) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0 cut", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic\0\0"],
)
def test_a_damaged_page_is_named(content: bytes, visit: Visit) -> None:
    visit.freeze()
    bad = visit.folder / "trang hỏng"
    bad.write_bytes(content)

    with pytest.raises(ScanRefused) as caught:
        visit.application.minutes.sign(visit.id, scans=[bad])

    assert "trang hỏng" in caught.value.text


def test_why_a_pdf_was_refused_is_said_in_the_language_in_use(visit: Visit) -> None:
    visit.freeze()
    bad = visit.folder / "trang.pdf"
    bad.write_bytes(b"%PDF-1.7 cut")

    with pytest.raises(ScanRefused) as caught:
        visit.application.minutes.sign(visit.id, scans=[bad])

    assert "bị cắt cụt" in caught.value.text


@pytest.mark.parametrize("name", ["không có.jpg", "."])
def test_a_page_that_is_no_file_is_named(name: str, visit: Visit) -> None:
    visit.freeze()

    with pytest.raises(ScanRefused):
        visit.application.minutes.sign(visit.id, scans=[visit.folder / name])


def test_a_scan_may_follow_and_be_replaced(visit: Visit) -> None:
    minutes = visit.application.minutes
    signed = visit.sign()
    with pytest.raises(NoScan):
        minutes.copy_scan(signed, visit.folder / "scan.pdf")

    first = minutes.attach_scan(signed, [page_photo(visit.folder / "1.jpg")])
    second = minutes.attach_scan(
        first, [page_photo(visit.folder / "1.jpg"), visit.folder / "1.jpg"]
    )

    assert first.scan_sha256 != second.scan_sha256
    assert minutes.versions(visit.id) == [second]


def test_only_signed_minutes_take_a_scan(visit: Visit) -> None:
    frozen = visit.freeze()

    with pytest.raises(NotSigned):
        visit.application.minutes.attach_scan(frozen, [page_photo(visit.folder / "1.jpg")])


def test_signed_minutes_are_written_out_again_byte_for_byte(visit: Visit) -> None:
    signed = visit.sign()

    again = visit.freeze()

    assert again == signed
    assert sha256_of(visit.paper) == signed.docx_sha256


def test_a_supplement_carries_what_changed_since_the_signature(visit: Visit) -> None:
    signed = visit.sign()
    visit.reopen()
    visit.remark("Đơn vị đã khắc phục một phần.")

    supplement = visit.freeze(supplement=True)

    text = "\n".join(_texts(visit.paper))
    assert (supplement.version, supplement.kind) == (2, MinutesKind.SUPPLEMENT)
    assert supplement.amends == signed.id
    assert "BIÊN BẢN BỔ SUNG" in text
    assert f"(phiên bản 1, mã {signed.content_sha256[:16]})" in text
    assert "lý do: đơn vị nộp thêm tài liệu" in text
    assert ["1", "Nhận xét chung", "Đơn vị cơ bản thực hiện đúng kế hoạch."] in [
        row[:3] for row in _rows(visit.paper)
    ]


def test_a_signed_supplement_closes_the_visit_and_the_next_starts_from_it(visit: Visit) -> None:
    visit.sign()
    visit.reopen()
    visit.remark("Lần một.")
    visit.freeze(supplement=True)
    first = visit.application.minutes.sign(visit.id)
    visit.reopen()
    visit.remark("Lần hai.")

    second = visit.freeze(supplement=True)

    text = "\n".join(_texts(visit.paper))
    assert (second.version, second.amends) == (3, first.id)
    assert f"Căn cứ Biên bản bổ sung đã ký (phiên bản 2, mã {first.content_sha256[:16]})" in text
    assert ["1", "Nhận xét chung", "Lần một.", "Lần hai."] in _rows(visit.paper)


def test_the_same_supplement_is_not_frozen_twice(visit: Visit) -> None:
    visit.sign()
    visit.reopen()
    visit.remark("Lần một.")

    first, second = visit.freeze(supplement=True), visit.freeze(supplement=True)

    assert first == second


def test_a_second_whole_version_says_what_it_takes_the_place_of(visit: Visit) -> None:
    signed = visit.sign()
    visit.reopen()
    visit.remark("Có chuyển biến.")

    second = visit.freeze()

    said = f"(phiên bản 1, mã {signed.content_sha256[:16]})"
    assert (second.version, second.kind, second.amends) == (2, MinutesKind.FULL, signed.id)
    assert any("thay thế" in text and said in text for text in _texts(visit.paper))


def test_what_supplements_changed_back_is_a_whole_version_again(visit: Visit) -> None:
    said = visit.application.inspections.get(visit.id).general_remark
    visit.sign()
    visit.reopen()
    visit.remark("Lần một.")
    visit.freeze(supplement=True)
    supplement = visit.application.minutes.sign(visit.id)
    visit.reopen()
    visit.remark(said)

    whole = visit.freeze()

    assert (whole.version, whole.kind, whole.amends) == (3, MinutesKind.FULL, supplement.id)
    assert visit.application.minutes.sign(visit.id).version == 3
    assert visit.application.minutes.standing(visit.id).changed == ()


def test_a_visit_closed_by_a_supplement_gives_that_again(visit: Visit) -> None:
    visit.sign()
    visit.reopen()
    visit.remark("Lần một.")
    visit.freeze(supplement=True)
    signed = visit.application.minutes.sign(visit.id)

    assert visit.freeze() == signed
    assert sha256_of(visit.paper) == signed.docx_sha256


def test_two_who_freeze_at_once_get_one_version(visit: Visit) -> None:
    def freeze(number: int) -> Minutes:
        return visit.application.minutes.freeze(visit.id, visit.folder / f"{number}.docx")

    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(freeze, range(3)))

    assert found == visit.application.minutes.versions(visit.id) * 3


def test_nothing_changed_gives_nothing_to_supplement(visit: Visit) -> None:
    with pytest.raises(NotSigned):
        visit.freeze(supplement=True)
    visit.sign()
    visit.reopen()

    with pytest.raises(NothingToSupplement):
        visit.freeze(supplement=True)


def test_the_standing_says_what_can_be_done(visit: Visit) -> None:
    minutes = visit.application.minutes
    before = minutes.standing(visit.id)
    frozen = visit.freeze()
    waiting = minutes.standing(visit.id)
    visit.remark("Có chuyển biến.")
    outdated = minutes.standing(visit.id)
    signed = visit.sign()
    after = minutes.standing(visit.id)

    assert (before.to_sign, before.signed, before.versions) == (None, None, ())
    assert (waiting.to_sign, waiting.outdated) == (frozen, ())
    assert [one.field for one in outdated.outdated] == ["general_remark"]
    assert (after.to_sign, after.signed, after.changed) == (None, signed, ())
    assert after.signers == ("Trần Văn An", "Lê Thị Bình", "Võ Chí")


def test_what_changed_after_the_signature_is_listed(visit: Visit) -> None:
    with pytest.raises(NotSigned):
        visit.application.minutes.changes_since_signing(visit.id)
    visit.sign()
    visit.reopen()
    visit.remark("Có chuyển biến.")

    (change,) = visit.application.minutes.changes_since_signing(visit.id)

    assert (change.field, change.new) == ("general_remark", "Có chuyển biến.")


def test_a_full_disk_freezes_and_signs_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def full(handle: int) -> None:
        if "blobs" in Path(f"/proc/self/fd/{handle}").readlink().parts:
            raise OSError(errno.ENOSPC, "full")
        fsync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(VaultFull):
            visit.freeze()

    assert visit.application.minutes.versions(visit.id) == []
    assert not visit.paper.exists()
    assert visit.freeze().version == 1


_KILLED = """
import os, signal, sys
from pathlib import Path
from app.bootstrap import open_application
from app.store.unit_of_work import Store

def die(self):
    os.kill(os.getpid(), signal.SIGKILL)

application = open_application(Path(sys.argv[1]))
Store.writing = die
application.minutes.freeze(sys.argv[2], Path(sys.argv[3]))
"""


def test_a_kill_between_vault_and_record_names_nothing(visit: Visit, clock: FrozenClock) -> None:
    folder = visit.application.folder
    before = _objects(visit.application)
    visit.application.close()

    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, str(folder), visit.id, str(visit.paper)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert ended.returncode == -signal.SIGKILL
    with open_application(folder, clock=clock) as application:
        assert _objects(application) > before
        assert application.minutes.versions(visit.id) == []
        assert application.maintenance.check().is_whole
        again = application.minutes.freeze(visit.id, visit.paper)
        assert again.version == 1


def _texts(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).paragraphs if one.text]


def _rows(path: Path) -> list[list[str]]:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_minutes_of_another_kind_of_state_keep_their_files(visit: Visit) -> None:
    frozen = visit.freeze()
    scanned = replace(frozen, scan_sha256="cd" * 32)
    old: Minutes = replace(frozen, state=MinutesState.DRAFT)

    assert frozen.files == (frozen.docx_sha256, frozen.content_sha256)
    assert scanned.files[-1] == "cd" * 32
    assert old.files == (frozen.docx_sha256,)
