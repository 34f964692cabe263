"""Receipts: headquarters' word, for one package as it was sent."""

from __future__ import annotations

import pytest

from app.packages.errors import ReceiptRefused
from app.packages.note import sign_note
from app.packages.receipt import Receipt, ReceiptRejection, ReceiptResult, verify_receipt
from tests.packages.given import CANARY, NOW, World


def _receipt() -> Receipt:
    return Receipt(
        package="0198f3c2-aaaa-7bbb-8ccc-000000000001",
        manifest_sha256="a" * 64,
        result=ReceiptResult.PARTLY,
        utc="2026-11-20T01:30:00Z",
        rejected=(ReceiptRejection(rev="r" * 32, reason=CANARY),),
        blobs_missing=("b" * 64,),
        counts={"revisions": 412, "blobs": 41},
        audit_head="h",
    )


def test_a_receipt_of_headquarters_comes_back(world: World) -> None:
    note = _receipt().sign(world.hq.signing)

    assert verify_receipt(note, world.keyring) == _receipt()


def test_a_laptop_writes_no_receipts(world: World) -> None:
    note = _receipt().sign(world.laptop.signing)

    with pytest.raises(ReceiptRefused):
        verify_receipt(note, world.keyring)


def test_a_revoked_headquarters_writes_no_receipts(world: World) -> None:
    note = _receipt().sign(world.hq.signing)

    with pytest.raises(ReceiptRefused):
        verify_receipt(note, world.keyring.revoke("hq", NOW))


def test_a_changed_receipt_is_refused(world: World) -> None:
    note = _receipt().sign(world.hq.signing).replace(b"partly", b"applied")

    with pytest.raises(ReceiptRefused):
        verify_receipt(note, world.keyring)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"format":"skt-receipt"', '"format":"skt"'),
        ('"major":1', '"major":2'),
        ('"result":"partly"', '"result":"maybe"'),
        ('"revisions":412', '"revisions":-1'),
        ('"revisions":412', '"revisions": 412'),
        ('"bbbb', '"BBBB'),
    ],
)
def test_a_receipt_that_is_not_in_order_is_refused(world: World, before: str, after: str) -> None:
    text = _receipt().sign(world.hq.signing).decode().split("\n")[0]
    assert before in text

    with pytest.raises(ReceiptRefused):
        verify_receipt(
            sign_note(text.replace(before, after) + "\n", world.hq.signing), world.keyring
        )


def test_junk_is_no_receipt(world: World) -> None:
    with pytest.raises(ReceiptRefused):
        verify_receipt(b"junk", world.keyring)
