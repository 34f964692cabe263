"""Packages of laptops nobody vouches for: held, and taken in once when six words were said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.errors import NotFound
from app.packages.arrival import signed_manifest
from app.packages.enrolment import read_request
from app.packages.errors import EnrolmentRefused, PackageFromRevoked, PackageFromStranger
from app.packages.keys import DeviceKeys
from app.packages.limits import LIMITS
from app.packages.packing import Sender, build_package
from app.packages.writer import copy_package
from app.services.laptop_trust import NotEnrolled
from app.services.office import NotHeadquarters
from app.services.quarantine import SenderUnproved
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.packages.given import content
from tests.services.conftest import NewApplication
from tests.services.test_receipts import begun


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def stranger(
    hq: Application,
    application: Application,
    stick: Path,
    document: Document,
    write_document: WriteDocument,
) -> Application:
    """A laptop that only knows the card of headquarters, and has written a package."""
    told = hq.headquarters.write_card(stick / "the.skt")
    application.enrolment.know(stick / "the.skt", told.code)
    application.recording.record(write_document(document))
    application.exports.write(stick)
    return application


def words_of(laptop: Application, folder: Path) -> str:
    """Return the words that the person at a laptop says."""
    target = folder / f"{laptop.info.name}.skt"
    return laptop.enrolment.request(target).code


def test_a_laptop_that_knows_only_the_card_seals_for_headquarters(
    stranger: Application,
) -> None:
    assert stranger.exports.readers() == ("hq",)


def test_a_card_whose_words_were_misheard_is_not_taken(
    hq: Application, application: Application, stick: Path
) -> None:
    hq.headquarters.write_card(stick / "the.skt")

    with pytest.raises(EnrolmentRefused):
        application.enrolment.know(stick / "the.skt", "ba la ma ca ta xa")

    with pytest.raises(NotEnrolled):
        application.exports.write(stick)


@pytest.mark.usefixtures("stranger")
def test_a_strangers_package_is_held_and_changes_nothing(hq: Application, stick: Path) -> None:
    (taken,) = hq.imports.take_in([stick])
    shutil.rmtree(stick)

    (waiting,) = hq.quarantine.waiting()
    assert isinstance(taken.error, PackageFromStranger)
    assert taken.status == "waiting"
    assert hq.inspections.rows() == []
    assert (waiting.signer, waiting.person) == ("may-01", "")
    assert (waiting.can_be_approved, waiting.is_revoked) == (True, False)


@pytest.mark.usefixtures("stranger")
def test_looking_at_a_strangers_package_holds_nothing(hq: Application, stick: Path) -> None:
    (looked,) = hq.imports.look([stick])

    assert looked.status == "waiting"
    assert hq.quarantine.waiting() == []


def test_the_words_of_the_laptop_let_one_package_in_and_make_it_no_member(
    hq: Application, stranger: Application, stick: Path, tmp_path: Path
) -> None:
    hq.imports.take_in([stick])
    (waiting,) = hq.quarantine.waiting()
    shutil.rmtree(stick)

    imported = hq.quarantine.approve(waiting.name, words_of(stranger, tmp_path))

    (row,) = hq.inspections.rows()
    other = tmp_path / "usb-2"
    other.mkdir()
    stranger.exports.write(other)
    (again,) = hq.imports.take_in([other])
    assert (imported.error, imported.status) == (None, "new")
    ours = hq.inspections.case_file(row.id)
    assert ours == stranger.inspections.case_file(row.id)
    assert len(hq.enrolment.keyring().members) == 1
    assert again.status == "waiting"


def test_words_that_were_misheard_let_nothing_in(
    hq: Application, stranger: Application, stick: Path
) -> None:
    assert stranger.exports.kept() == []
    hq.imports.take_in([stick])
    (waiting,) = hq.quarantine.waiting()

    with pytest.raises(EnrolmentRefused):
        hq.quarantine.approve(waiting.name, "ba la ma ca ta xa")

    assert hq.inspections.rows() == []
    assert hq.quarantine.waiting() == [waiting]


@pytest.mark.usefixtures("stranger")
def test_a_package_without_the_request_of_its_sender_cannot_be_approved(
    hq: Application, stick: Path
) -> None:
    next(stick.rglob("request.skt")).unlink()
    hq.imports.take_in([stick])
    (waiting,) = hq.quarantine.waiting()

    with pytest.raises(SenderUnproved):
        hq.quarantine.approve(waiting.name, "ba la ma ca ta xa")

    assert not waiting.can_be_approved


def test_the_request_of_another_laptop_beside_it_proves_nothing(
    hq: Application,
    stranger: Application,
    new_application: NewApplication,
    stick: Path,
    tmp_path: Path,
) -> None:
    other = new_application("may-02")
    words = words_of(other, tmp_path)
    shutil.copy(tmp_path / "may-02.skt", next(stick.rglob("request.skt")))
    hq.imports.take_in([stick])
    (waiting,) = hq.quarantine.waiting()

    with pytest.raises(SenderUnproved):
        hq.quarantine.approve(waiting.name, words)

    assert read_request((tmp_path / "may-02.skt").read_bytes()).name == "may-02"
    assert stranger.info.name == "may-01"


@pytest.mark.parametrize("junk", [b"", b"x" * 20_000, b"\x00\xff", b"{}\n"])
@pytest.mark.usefixtures("stranger")
def test_junk_for_a_request_is_no_request(hq: Application, stick: Path, junk: bytes) -> None:
    next(stick.rglob("request.skt")).write_bytes(junk)

    hq.imports.take_in([stick])

    (waiting,) = hq.quarantine.waiting()
    assert not waiting.can_be_approved


def test_a_revoked_laptops_package_waits_and_says_whether_it_is_from_before(
    hq: Application,
    application: Application,
    stick: Path,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    enrol(hq, application, tmp_path, "doan1/may-01")
    application.recording.record(write_document(document))
    application.exports.write(stick)
    hq.imports.take_in([stick])
    hq.headquarters.revoke("doan1/may-01")
    old, new = tmp_path / "usb-cũ", tmp_path / "usb-mới"
    for place in (old, new):
        place.mkdir()
        application.exports.write(place)
        document["answers"][0]["comment"] = "Ghi sau khi mất máy."
        application.recording.record(write_document(document))

    found = hq.imports.take_in([old, new])

    waiting = {one.is_from_before: one for one in hq.quarantine.waiting()}
    imported = hq.quarantine.approve(waiting[False].name, words_of(application, tmp_path))
    assert {type(one.error) for one in found} == {PackageFromRevoked}
    assert set(waiting) == {True, False}
    assert all(one.is_revoked for one in waiting.values())
    assert imported.error is None
    assert imported.new > 0
    assert [one.name for one in hq.quarantine.waiting()] == [waiting[True].name]


@pytest.mark.parametrize("renamed", [True, False])
def test_what_came_before_its_sender_was_withdrawn_or_renamed_asks_for_no_words(
    renamed: bool, hq: Application, application: Application, stick: Path, tmp_path: Path
) -> None:
    enrol(hq, application, tmp_path, "doan1/may-01")
    begun(application, tmp_path)
    application.exports.write(stick)
    (first,) = hq.imports.take_in([stick])
    if renamed:
        enrol(hq, application, tmp_path, "doan1/may-09")
    else:
        hq.headquarters.revoke("doan1/may-01")

    (looked,), (again,) = hq.imports.look([stick]), hq.imports.take_in([stick])

    assert (first.status, looked.status, again.status) == ("new", "known", "known")
    assert again.error is None
    assert hq.quarantine.waiting() == []


@pytest.mark.usefixtures("stranger")
def test_what_waits_can_be_let_go_of(hq: Application, stick: Path) -> None:
    hq.imports.take_in([stick])
    (waiting,) = hq.quarantine.waiting()

    hq.quarantine.discard(waiting.name)

    assert hq.quarantine.waiting() == []
    with pytest.raises(NotFound):
        hq.quarantine.discard(waiting.name)


@pytest.mark.usefixtures("stranger")
def test_a_package_that_died_on_the_way_in_is_swept(hq: Application, stick: Path) -> None:
    hq.imports.take_in([stick])
    (folder,) = (hq.folder / "quarantine").iterdir()
    half = folder.with_name("half-1")
    shutil.copytree(folder, half)

    assert len(hq.quarantine.waiting()) == 1
    assert not half.exists()


@pytest.mark.parametrize("lacked", ["blobs-001.age", "request.skt"])
def test_what_a_package_that_waits_lacked_is_added_from_another_stick(
    lacked: str, hq: Application, stranger: Application, tmp_path: Path
) -> None:
    visit = begun(stranger, tmp_path)
    first, second = tmp_path / "usb-1", tmp_path / "usb-2"
    first.mkdir()
    stranger.exports.write(first, [visit.id])
    shutil.copytree(first, second)
    next(first.rglob(lacked)).unlink()

    found = [*hq.imports.take_in([first, second]), *hq.imports.take_in([first])]

    (waiting,) = hq.quarantine.waiting()
    taken = hq.quarantine.approve(waiting.name, words_of(stranger, tmp_path))
    assert [one.status for one in found] == ["waiting"] * 3
    assert (taken.error, taken.photos, taken.photos_missing) == (None, 1, 0)


@pytest.mark.usefixtures("stranger")
def test_a_shelf_that_the_disk_refuses_ends_no_import(hq: Application, stick: Path) -> None:
    (hq.folder / "quarantine").write_bytes(b"")

    (taken,) = hq.imports.take_in([stick])

    assert taken.status == "rejected"
    assert isinstance(taken.error, PackageFromStranger)


def test_a_laptop_holds_nothing(
    hq: Application,
    stranger: Application,
    new_application: NewApplication,
    stick: Path,
    tmp_path: Path,
) -> None:
    member = new_application("may-02")
    enrol(hq, member, tmp_path, "doan1/may-02")

    (taken,) = member.imports.take_in([stick])

    assert taken.status == "rejected"
    assert member.quarantine.waiting() == []
    assert not (member.folder / "quarantine").exists()
    with pytest.raises(NotHeadquarters):
        member.quarantine.discard("SKT-000000000000")
    assert stranger.info.role == "field"


@pytest.mark.parametrize("is_first", [True, False])
def test_whoever_takes_the_number_of_a_package_does_not_keep_it_away(
    is_first: bool, hq: Application, stranger: Application, stick: Path, tmp_path: Path
) -> None:
    (place,) = stick.glob("SKT-*")
    genuine = signed_manifest(place, LIMITS).manifest.package
    squat = tmp_path / "usb-khac"
    squat.mkdir()
    built = build_package(
        content(package_id=genuine),
        Sender(keys=DeviceKeys.generate("may-99"), keyring=stranger.enrolment.keyring()),
        outgoing=tmp_path / "ra",
    )
    copy_package(built, squat)
    sticks = [squat, stick] if is_first else [stick, squat]

    for one in [*sticks, *sticks]:
        hq.imports.take_in([one])

    waiting = hq.quarantine.waiting()
    assert sorted(one.signer for one in waiting) == ["may-01", "may-99"]
    with pytest.raises(NotFound):
        hq.quarantine.discard(genuine)
    (ours,) = [one for one in waiting if one.signer == "may-01"]
    assert hq.quarantine.approve(ours.name, words_of(stranger, tmp_path)).status == "new"
    hq.quarantine.discard(genuine)
    assert hq.quarantine.waiting() == []


def test_the_stick_of_a_laptop_whose_name_another_one_has_now_comes_in_by_its_words(
    hq: Application,
    application: Application,
    new_application: NewApplication,
    stick: Path,
    tmp_path: Path,
) -> None:
    old = enrol(hq, application, tmp_path, "doan1/may-01")
    begun(old, tmp_path)
    old.exports.write(stick)
    words = words_of(old, tmp_path)
    hq.headquarters.revoke("doan1/may-01")
    (tmp_path / "thay").mkdir()
    enrol(hq, new_application("may-moi"), tmp_path / "thay", "doan1/may-01")

    hq.imports.take_in([stick])

    (waiting,) = hq.quarantine.waiting()
    assert (waiting.is_revoked, waiting.can_be_approved) == (True, True)
    assert hq.quarantine.approve(waiting.name, words).error is None
    names = [one.name for one in hq.enrolment.keyring().members]
    assert names == ["hq", "doan1/may-01-cu1", "doan1/may-01"]
