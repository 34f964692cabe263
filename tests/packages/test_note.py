"""Signed notes, against the published example and everything that is almost one."""

from __future__ import annotations

import base64
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.packages.errors import NoteRefused
from app.packages.note import SigningKey, VerifyKey, parse_note, sign_note, verify_note

# The example of https://c2sp.org/signed-note.
_EXAMPLE: Final = (
    "This is an example message.\n\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mF"
    "XmRKuwHjG1Yu72IneyaQM=\n"
).encode()
_EXAMPLE_KEY: Final = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
_KEY: Final = SigningKey.generate("team12/device-03")
_OTHER: Final = SigningKey.generate("hq")
_TEXTS: Final = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80)


def test_the_published_example_verifies() -> None:
    key = VerifyKey.parse(_EXAMPLE_KEY)

    assert verify_note(_EXAMPLE, [key]) == "This is an example message.\n"
    assert key.text == _EXAMPLE_KEY


@settings(deadline=None)
@given(lines=st.lists(_TEXTS, min_size=1, max_size=4))
def test_what_is_signed_verifies(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"

    note = sign_note(text, _KEY, _OTHER)

    assert verify_note(note, [_OTHER.verify_key]) == text
    assert verify_note(note, [_KEY.verify_key]) == text


def test_a_text_with_blank_lines_ends_at_the_last() -> None:
    assert verify_note(sign_note("a\n\nb\n", _KEY), [_KEY.verify_key]) == "a\n\nb\n"


@pytest.mark.parametrize("text", ["no line feed", "control\x01\n", "tab\t\n", "cr\r\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(NoteRefused):
        sign_note(text, _KEY)


def test_any_changed_byte_is_refused() -> None:
    key = VerifyKey.parse(_EXAMPLE_KEY)

    for place in range(len(_EXAMPLE)):
        for bit in range(8):
            changed = bytearray(_EXAMPLE)
            changed[place] ^= 1 << bit
            with pytest.raises(NoteRefused):
                verify_note(bytes(changed), [key])


_DASH: Final = "\u2014".encode()
_GOOD: Final = sign_note("text\n", _KEY)
_LINE: Final = _GOOD.split(b"\n\n")[1]


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"\xff\xfe\n\n" + _LINE,
        _GOOD[:-1],
        _GOOD + b"x",
        _GOOD + b"\n",
        _GOOD + b"and more\n",
        _GOOD.replace(b"\n", b"\r\n"),
        _GOOD + _LINE,
        _GOOD.replace(_DASH, b"-"),
        _GOOD.replace(_DASH + b" ", _DASH + b"  "),
        _GOOD.replace(b"team12/device-03", b""),
        _GOOD.replace(b"team12/device-03", b"team+12"),
        _GOOD.replace(b"team12/device-03", "team\u00a012".encode()),
        _GOOD[:-1] + b" tail\n",
        b"text\n\n" + _DASH + b" name \n",
        b"text\n\n" + _DASH + b" name AAAA\n",
        b"text\n\n" + _DASH + b" name AAAAAA==\n",
        b"text\n\n" + _DASH + b" name AAAAAAA==\n",
        b"text\n\n" + _DASH + b" name AAAAAAB=\n",
        b"text\n\n" + _DASH + b" name AAAA AAA=\n",
        b"text\n\n" + _DASH + " name ÀAAAAAAA\n".encode(),
        b"text\n\n" + b"".join(_DASH + b" n%d AAAAAAAA\n" % each for each in range(17)),
    ],
)
def test_a_malformed_note_is_refused(note: bytes) -> None:
    with pytest.raises(NoteRefused) as caught:
        parse_note(note)

    assert caught.value.text


def test_one_key_signing_twice_is_refused() -> None:
    raw = base64.b64encode(_KEY.verify_key.key_id + bytes(64))
    second = _DASH + b" team12/device-03 " + raw + b"\n"

    with pytest.raises(NoteRefused):
        parse_note(_GOOD + second)


def test_a_long_note_is_refused_unread() -> None:
    with pytest.raises(NoteRefused):
        parse_note(_GOOD, max_bytes=len(_GOOD) - 1)


def test_an_unknown_key_is_ignored_but_somebody_must_have_signed() -> None:
    with pytest.raises(NoteRefused):
        verify_note(_GOOD, [_OTHER.verify_key])
    with pytest.raises(NoteRefused):
        verify_note(_GOOD, [])

    assert verify_note(sign_note("text\n", _KEY, _OTHER), [_OTHER.verify_key]) == "text\n"


def test_a_known_name_with_another_key_is_unknown() -> None:
    namesake = SigningKey.generate(_KEY.name)

    assert not parse_note(_GOOD).signed_by(namesake.verify_key)


def test_a_bad_signature_beside_a_good_one_is_refused() -> None:
    raw = base64.b64encode(_OTHER.verify_key.key_id + bytes(64))

    with pytest.raises(NoteRefused):
        verify_note(_GOOD + _DASH + b" hq " + raw + b"\n", [_KEY.verify_key, _OTHER.verify_key])


@pytest.mark.parametrize("size", [1, 63, 65])
def test_a_signature_of_another_length_is_refused(size: int) -> None:
    raw = base64.b64encode(_KEY.verify_key.key_id + bytes(size))
    note = b"text\n\n" + _DASH + b" team12/device-03 " + raw + b"\n"

    with pytest.raises(NoteRefused):
        verify_note(note, [_KEY.verify_key])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+530d903a",
        _EXAMPLE_KEY.replace("530d", "530e"),
        _EXAMPLE_KEY.replace("example", "exbmple"),
        _EXAMPLE_KEY.replace("+Ae", "+Ag"),
        _EXAMPLE_KEY[:-4],
        _EXAMPLE_KEY + "=",
        "+" + _EXAMPLE_KEY.split("+", 1)[1],
    ],
)
def test_what_is_no_verification_key_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        VerifyKey.parse(text)


def test_a_private_key_does_not_show_itself() -> None:
    raw = _KEY.private.private_bytes_raw()

    assert raw.hex() not in repr(_KEY)
    assert repr(_KEY) == "SigningKey(name='team12/device-03')"
