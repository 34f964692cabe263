"""Verifying papers, files and codes, on the laptop and at headquarters."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from app.bootstrap import Application
from app.domain.inspection import InspectionState
from app.domain.minutes import AlreadySigned, Minutes, MinutesState
from app.domain.minutes_code import CodeUnreadable, qr_line
from app.errors import AppError, FileUnreadable
from app.files import sha256_of
from app.ids import MinutesId, place_id
from app.photos.vault import MIB
from app.services.frozen_texts import Condition
from app.services.minutes_errors import SignedAndClosed
from app.services.verification import (
    Asked,
    FileUnclaimed,
    MinutesAmbiguous,
    MinutesUnknown,
    PaperAltered,
    RecordedOtherwise,
    RecordUnsound,
    Verification,
)
from tests.complete import complete_visit
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication
from tests.services.signing import Visit, page_photo, pdf_of


@pytest.fixture
def visit(
    application: Application, document: Document, write_document: WriteDocument, tmp_path: Path
) -> Visit:
    found = application.recording.record(write_document(document)).inspection_id
    complete_visit(application, found)
    return Visit(application, found, tmp_path)


def _ask(visit: Visit, given: object) -> Verification:
    return visit.application.verification.verify(str(given))


def _saved(application: Application, minutes: Minutes) -> None:
    with application._store.writing() as work:  # noqa: SLF001 - as another laptop's record
        work.save(minutes)
        work.commit()


def test_a_code_names_the_visit_and_who_signed(visit: Visit) -> None:
    signed = visit.sign()

    for given in (
        signed.code,
        f"V1 {signed.content_sha256[:16].upper()}",
        signed.content_sha256[:10],
        qr_line(visit.id, 1, signed.content_sha256),
    ):
        answer = _ask(visit, given)
        (found,) = answer.found
        assert answer.asked is Asked.CODE
        assert found.minutes == signed
        assert (found.unit_code, found.unit_name) == ("28108", "xã Cần Đước")
        assert (found.text, found.document, found.scan) == (
            Condition.WHOLE,
            Condition.WHOLE,
            Condition.NONE,
        )
        assert found.changes == ()
        assert answer.fault is None


@pytest.mark.parametrize(
    "given", ["v1 · ffffffffffffffff", "v9 · {digits}", "SKT-BB:1:{other}:1:{hash}"]
)
def test_a_code_that_nothing_here_has_is_unknown(given: str, visit: Visit) -> None:
    digits = visit.freeze().content_sha256
    other = place_id("inspection", "khác")

    with pytest.raises(MinutesUnknown):
        _ask(visit, given.format(digits=digits[:16], other=other, hash=digits))


@pytest.mark.parametrize("given", ["", "xã Cần Đước", "v1", "x" * 5000, "v1 \0"])
def test_what_is_neither_file_nor_code_is_refused(given: str, visit: Visit) -> None:
    with pytest.raises(CodeUnreadable):
        _ask(visit, given)


def test_minutes_that_share_a_code_are_all_listed(visit: Visit) -> None:
    first = visit.freeze()
    twin = replace(first, id=MinutesId(place_id("minutes", "twin")), version=2)
    _saved(visit.application, twin)

    answer = _ask(visit, first.shown_digits)

    assert {one.minutes.id for one in answer.found} == {first.id, twin.id}
    assert isinstance(answer.fault, MinutesAmbiguous)


def test_the_frozen_file_is_known_byte_for_byte(visit: Visit) -> None:
    frozen = visit.freeze()

    answer = _ask(visit, visit.paper)

    assert answer.asked is Asked.DOCUMENT
    assert [one.minutes for one in answer.found] == [frozen]
    assert answer.alteration is None
    assert answer.fault is None


def test_a_changed_file_is_told_paragraph_by_paragraph(visit: Visit) -> None:
    frozen = visit.freeze()
    document = docx.Document(str(visit.paper))
    place = next(one for one in document.paragraphs if one.text.startswith("Đơn vị cơ bản"))
    place.runs[0].text = "Đơn vị thực hiện rất tốt kế hoạch."
    document.tables[1].rows[1].cells[4].paragraphs[0].runs[0].text = "31/12/2027"
    altered = visit.folder / "sửa.docx"
    document.save(str(altered))

    answer = _ask(visit, altered)

    assert answer.alteration is not None
    assert answer.alteration.claimed == frozen.code
    changes = [(one.before, one.after) for one in answer.alteration.texts]
    assert (
        "Đơn vị cơ bản thực hiện đúng kế hoạch.",
        "Đơn vị thực hiện rất tốt kế hoạch.",
    ) in changes
    assert len(changes) == 2
    assert "15/12/2026" in changes[1][0]
    assert "31/12/2027" in changes[1][1]
    assert not answer.alteration.has_other_pictures
    assert isinstance(answer.fault, PaperAltered)


def test_a_file_saved_anew_says_the_same_and_is_not_the_frozen_one(visit: Visit) -> None:
    visit.freeze()
    altered = visit.folder / "lưu lại.docx"
    docx.Document(str(visit.paper)).save(str(altered))

    answer = _ask(visit, altered)

    assert answer.alteration is not None
    assert answer.alteration.texts == ()
    assert isinstance(answer.fault, PaperAltered)


def test_another_picture_is_noticed(visit: Visit) -> None:
    visit.freeze()
    document = docx.Document(str(visit.paper))
    part = next(
        one for one in document.part.package.iter_parts() if str(one.partname).endswith(".jpeg")
    )
    part._blob = part.blob + b"\0"  # noqa: SLF001 - as a forger would
    altered = visit.folder / "ảnh khác.docx"
    document.save(str(altered))

    answer = _ask(visit, altered)

    assert answer.alteration is not None
    assert answer.alteration.has_other_pictures


def test_a_draft_is_claimed_by_nobody(visit: Visit) -> None:
    visit.application.minutes.draft(visit.id, visit.folder / "dự thảo.docx")

    with pytest.raises(FileUnclaimed):
        _ask(visit, visit.folder / "dự thảo.docx")


def test_a_word_file_with_a_code_of_minutes_that_are_not_here(
    visit: Visit, new_application: NewApplication
) -> None:
    visit.freeze()

    with pytest.raises(MinutesUnknown):
        new_application("may-02").verification.verify(str(visit.paper))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text"])
def test_a_file_that_cannot_be_read_is_told(content: bytes, visit: Visit) -> None:
    bad = visit.folder / "hỏng.docx"
    bad.write_bytes(content)

    with pytest.raises(AppError) as caught:
        _ask(visit, bad)

    assert "hỏng.docx" in caught.value.text


def test_a_path_that_no_file_can_have_is_told(visit: Visit) -> None:
    with pytest.raises(FileUnreadable):
        _ask(visit, "biên\0bản.docx")


def test_a_file_that_is_not_there_is_told(visit: Visit) -> None:
    with pytest.raises(FileUnreadable):
        _ask(visit, visit.folder / "không có.docx")


def test_a_scan_is_known_by_its_bytes(visit: Visit) -> None:
    visit.freeze()
    signed = visit.application.minutes.sign(visit.id, scans=[page_photo(visit.folder / "1.jpg")])
    visit.application.minutes.copy_scan(signed, visit.folder / "scan.pdf")

    answer = _ask(visit, visit.folder / "scan.pdf")

    assert (answer.asked, answer.fault) == (Asked.SCAN, None)
    assert answer.found[0].scan is Condition.WHOLE
    with pytest.raises(FileUnclaimed):
        _ask(visit, pdf_of(visit.folder / "khác.pdf", 1))


def test_what_was_changed_since_the_signature_is_named(visit: Visit) -> None:
    signed = visit.sign()
    visit.reopen()
    visit.remark("Có chuyển biến.")

    answer = _ask(visit, signed.code)

    assert [one.field for one in answer.found[0].changes] == ["general_remark"]
    assert isinstance(answer.fault, RecordedOtherwise)


def test_a_version_that_a_later_signature_followed_is_no_fault(visit: Visit) -> None:
    first = visit.sign()
    visit.reopen()
    visit.remark("Có chuyển biến.")
    visit.freeze(supplement=True)
    second = visit.application.minutes.sign(visit.id)

    assert _ask(visit, first.code).found[0].changes
    assert _ask(visit, first.code).fault is None
    assert _ask(visit, second.code).found[0].changes == ()
    assert _ask(visit, second.code).fault is None


@pytest.mark.parametrize(
    ("which", "fate", "condition"),
    [
        ("content_sha256", "gone", Condition.MISSING),
        ("content_sha256", "changed", Condition.DAMAGED),
        ("docx_sha256", "gone", Condition.MISSING),
        ("docx_sha256", "changed", Condition.DAMAGED),
    ],
)
def test_what_is_kept_must_prove_itself(
    which: str, fate: str, condition: Condition, visit: Visit
) -> None:
    frozen = visit.freeze()
    kept = visit.blob(getattr(frozen, which))
    kept.chmod(0o600)
    if fate == "gone":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes() + b" ")

    answer = _ask(visit, frozen.code)

    found = answer.found[0]
    assert (found.text if which == "content_sha256" else found.document) is condition
    assert isinstance(answer.fault, RecordUnsound)
    check = visit.application.maintenance.check()
    assert (check.missing or check.damaged) == [getattr(frozen, which)]


def _borrowed(visit: Visit) -> Minutes:
    """A record whose text is that of another visit."""
    frozen = visit.freeze()
    text = visit.blob(frozen.content_sha256).read_bytes().replace(visit.id.encode(), b"x" * 36)
    with (visit.folder / "khác.json").open("wb+") as stream:
        stream.write(text)
        stream.seek(0)
        sha256 = visit.application._vault.put(stream)  # noqa: SLF001 - as a forger would
    assert sha256 == hashlib.sha256(text).hexdigest()
    borrowed = dataclasses.replace(
        frozen,
        id=MinutesId(place_id("minutes", "borrowed")),
        content_sha256=sha256,
        version=2,
        state=MinutesState.READ_BACK,
    )
    _saved(visit.application, borrowed)
    return borrowed


def test_a_text_of_another_visit_is_reported(visit: Visit) -> None:
    borrowed = _borrowed(visit)

    answer = _ask(visit, borrowed.code)

    assert answer.found[0].text is Condition.FOREIGN
    assert isinstance(answer.fault, RecordUnsound)
    check = visit.application.maintenance.check()
    assert (check.foreign, check.is_whole) == ([borrowed.code], False)


def test_printings_from_before_texts_were_frozen_lack_nothing(visit: Visit) -> None:
    frozen = visit.freeze()
    old = replace(
        frozen,
        id=MinutesId(place_id("minutes", "old")),
        version=9,
        content_sha256="ef" * 32,
        state=MinutesState.DRAFT,
    )
    _saved(visit.application, old)

    assert visit.application.maintenance.check().is_whole
    assert _ask(visit, old.code).fault is None


def _sent(application: Application, stick: Path) -> Path:
    stick.mkdir()
    application.exports.write(stick)
    return stick


def test_headquarters_verifies_what_it_took_in(
    visit: Visit, headquarters: Application, tmp_path: Path
) -> None:
    enrol(headquarters, visit.application, tmp_path, "doan1/may-01")
    visit.freeze()
    signed = visit.application.minutes.sign(visit.id, scans=[page_photo(visit.folder / "1.jpg")])

    (brought,) = headquarters.imports.take_in([_sent(visit.application, tmp_path / "usb")])

    assert (brought.error, brought.photos_missing, brought.minutes_unproved) == (None, 0, ())
    for given in (signed.code, str(visit.paper)):
        answer = headquarters.verification.verify(given)
        (found,) = answer.found
        assert found.minutes == signed
        assert {found.text, found.document, found.scan} == {Condition.WHOLE}
        assert (found.changes, answer.fault) == ((), None)
    assert headquarters.maintenance.check().is_whole


def test_minutes_larger_than_any_photo_are_taken_in(
    visit: Visit, headquarters: Application, tmp_path: Path
) -> None:
    enrol(headquarters, visit.application, tmp_path, "doan1/may-01")
    content = os.urandom(65 * MIB)
    large = visit.application._vault.put(io.BytesIO(content), len(content))  # noqa: SLF001 - as a frozen file of many photos
    identity = MinutesId(place_id("minutes", "large"))
    _saved(visit.application, replace(visit.freeze(), id=identity, version=2, docx_sha256=large))

    (brought,) = headquarters.imports.take_in([_sent(visit.application, tmp_path / "usb")])

    assert (brought.error, brought.photos_missing) == (None, 0)
    assert sha256_of(headquarters.folder / "blobs" / large[:2] / large) == large


def test_what_two_laptops_froze_alike_is_one_text_and_signed_once(
    visit: Visit, headquarters: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    mate = new_application("may-02")
    enrol(headquarters, visit.application, tmp_path, "doan1/may-01")
    enrol(headquarters, mate, tmp_path, "doan1/may-02")
    headquarters.imports.take_in([_sent(visit.application, tmp_path / "usb-1")])
    mate.imports.take_in([_sent(headquarters, tmp_path / "usb-hq")])
    other = visit.freeze()
    mate.minutes.freeze(visit.id, tmp_path / "b.docx")
    signed = mate.minutes.sign(visit.id)
    assert signed.id < other.id

    headquarters.imports.take_in(
        [_sent(visit.application, tmp_path / "usb-2"), _sent(mate, tmp_path / "usb-3")]
    )

    for given in (signed.code, str(visit.paper)):
        answer = headquarters.verification.verify(given)
        assert (answer.fault, [one.minutes for one in answer.found]) == (None, [signed])
    assert headquarters.minutes.versions(visit.id) == [other, signed]
    assert headquarters.minutes.standing(visit.id).to_sign is None
    with pytest.raises(AlreadySigned):
        headquarters.minutes.sign(visit.id)


def test_a_text_of_another_visit_is_reported_when_it_arrives(
    visit: Visit, headquarters: Application, tmp_path: Path
) -> None:
    enrol(headquarters, visit.application, tmp_path, "doan1/may-01")
    borrowed = _borrowed(visit)

    (brought,) = headquarters.imports.take_in([_sent(visit.application, tmp_path / "usb")])

    assert brought.error is None
    assert brought.minutes_unproved == (borrowed.code,)


def test_what_a_teammate_changed_after_the_signature_is_listed_where_both_arrive(
    visit: Visit, headquarters: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    mate = new_application("may-02")
    enrol(headquarters, visit.application, tmp_path, "doan1/may-01")
    enrol(headquarters, mate, tmp_path, "doan1/may-02")
    headquarters.imports.take_in([_sent(visit.application, tmp_path / "usb-1")])
    mate.imports.take_in([_sent(headquarters, tmp_path / "usb-hq")])
    signed = visit.sign()
    kept = mate.inspections.get(visit.id)
    mate.inspections.save(replace(kept, general_remark="Sửa ở máy khác."))

    headquarters.imports.take_in(
        [_sent(visit.application, tmp_path / "usb-2"), _sent(mate, tmp_path / "usb-3")]
    )

    assert headquarters.inspections.get(visit.id).state is InspectionState.SIGNED
    (change,) = headquarters.minutes.changes_since_signing(visit.id)
    assert (change.field, change.new) == ("general_remark", "Sửa ở máy khác.")
    assert isinstance(headquarters.verification.verify(signed.code).fault, RecordedOtherwise)
    with pytest.raises(SignedAndClosed):
        headquarters.minutes.freeze(visit.id, tmp_path / "hq.docx")
    assert headquarters.minutes.versions(visit.id) == [signed]
