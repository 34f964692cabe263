"""Enrolling laptops: whatever headquarters types, its keyring stays one that it can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Application
from app.errors import FileUnwritable
from app.packages.errors import (
    EnrolmentRefused,
    MemberNameRefused,
    MemberTextTooLong,
    WordsDiffer,
)
from app.services.enrolment import EnrolmentWords, GivenName
from tests.services.conftest import NewApplication


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def asked(application: Application, tmp_path: Path) -> EnrolmentWords:
    return application.enrolment.request(tmp_path / "xin.skt")


def approve(hq: Application, asked: EnrolmentWords, folder: Path, given: GivenName) -> str:
    """Enrol the laptop that asked, and return the words of the answer."""
    answer = folder / "tra-loi"
    return hq.enrolment.approve(folder / "xin.skt", asked.code, given, answer=answer).code


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Doan1/May-01", "doan1/may-01"),
        ("Đoàn 1/Máy 01", "doan-1/may-01"),
        ("  đoàn1  ", "doan1"),
    ],
)
def test_a_name_as_people_type_it_becomes_one_that_a_keyring_takes(
    hq: Application,
    application: Application,
    asked: EnrolmentWords,
    tmp_path: Path,
    typed: str,
    name: str,
) -> None:
    told = approve(hq, asked, tmp_path, GivenName(name=typed, team="Đoàn 1"))

    keyring = application.enrolment.accept(tmp_path / "tra-loi", told)
    member = keyring.member(name)
    assert member is not None
    assert member.team == "Đoàn 1"
    assert application.enrolment.keys().name == name
    assert hq.enrolment.keyring() == keyring


@pytest.mark.parametrize("typed", ["", "-x", "_may", "a" * 80, "doan1+may", "máy\u200b1"])
def test_a_name_that_no_keyring_takes_is_refused_before_anything_is_kept(
    hq: Application, asked: EnrolmentWords, tmp_path: Path, typed: str
) -> None:
    before = hq.enrolment.keyring()

    with pytest.raises(MemberNameRefused) as caught:
        approve(hq, asked, tmp_path, GivenName(name=typed))

    assert len(caught.value.text) < 400
    assert hq.enrolment.keyring() == before
    assert not (tmp_path / "tra-loi").exists()


@pytest.mark.parametrize(
    "given",
    [
        GivenName(name="may-01", team="x" * 100_001),
        GivenName(name="may-01", person="x" * 100_001),
    ],
)
def test_a_team_or_person_that_fills_the_keyring_is_refused(
    hq: Application, asked: EnrolmentWords, tmp_path: Path, given: GivenName
) -> None:
    before = hq.enrolment.keyring()

    with pytest.raises(MemberTextTooLong):
        approve(hq, asked, tmp_path, given)

    assert hq.enrolment.keyring() == before


@pytest.mark.parametrize("name", ["tra-loi", "tra-loi/headquarters.skt"])
def test_where_the_folder_takes_no_answer_nobody_is_enrolled(
    hq: Application, asked: EnrolmentWords, tmp_path: Path, name: str
) -> None:
    before = hq.enrolment.keyring()
    in_the_way = tmp_path / name
    if in_the_way.suffix:
        in_the_way.mkdir(parents=True)
    else:
        in_the_way.write_bytes(b"a file")

    with pytest.raises(FileUnwritable):
        approve(hq, asked, tmp_path, GivenName(name="doan1/may-01"))

    assert hq.enrolment.keyring() == before


def test_words_that_differ_are_told_from_a_request_that_is_not_in_order(
    hq: Application, asked: EnrolmentWords, tmp_path: Path
) -> None:
    other = EnrolmentWords(name=asked.name, code="ba la ma ca ta xa")

    with pytest.raises(WordsDiffer):
        approve(hq, other, tmp_path, GivenName(name="doan1/may-01"))


def test_what_no_line_of_text_holds_is_left_out_of_a_team(
    hq: Application, asked: EnrolmentWords, tmp_path: Path
) -> None:
    approve(hq, asked, tmp_path, GivenName(name="may-01", team=" Đoàn\x00 1\nvà 2 "))

    (laptop,) = [one for one in hq.headquarters.members() if not one.is_headquarters]
    assert laptop.team == "Đoàn 1 và 2"


def test_a_request_that_nobody_could_read_is_not_written(
    application: Application, tmp_path: Path
) -> None:
    with pytest.raises(EnrolmentRefused):
        application.enrolment.request(tmp_path / "xin.skt", team="x" * 100_001)

    assert not (tmp_path / "xin.skt").exists()


def test_the_team_is_what_stands_before_the_stroke_of_the_name() -> None:
    given = GivenName.typed("Đoàn 1/Máy 01", "Bình")

    assert (given.name, given.team, given.person) == ("doan-1/may-01", "doan-1", "Bình")
