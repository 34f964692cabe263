"""Files written by version 1, which every later version must read for ever.

The keys beside them were made for this test and open nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.packages.enrolment import read_request
from app.packages.finding import find_packages
from app.packages.keys import DeviceKeys
from app.packages.note import VerifyKey
from app.packages.reader import Receiver, open_package
from app.packages.receipt import ReceiptResult, verify_receipt
from app.packages.trust import Keyring, verify_keyring
from tests.packages.given import SMALL

_GOLDEN: Final = Path(__file__).parent / "golden" / "skt-1"
_PHOTO: Final = "a1b6d768afe42ce66547bc70054fa7183c70fa05c2b6124eb38d3a4a09086b0a"


def _keyring() -> Keyring:
    root = VerifyKey.parse((_GOLDEN / "root.txt").read_text().strip())
    return verify_keyring((_GOLDEN / "keyring.skt").read_bytes(), root)


def test_a_package_of_version_1_opens(tmp_path: Path) -> None:
    receiver = Receiver(keys=DeviceKeys.load(_GOLDEN / "identity"), keyring=_keyring())
    (place,) = find_packages(_GOLDEN)

    with open_package(place, receiver, incoming=tmp_path, limits=SMALL) as opened:
        taken = [(each.rev_id, each.value) for each in opened.revisions()]
        aside = [(each.revision.rev_id, each.revision.value) for each in opened.rejected()]
        assert taken == [("Ie5O3RSrJgOUo4ZIENshvxPCVaxy9tg5", '"Đã khắc phục"')]
        assert aside == [
            # They were made to try the spelling of values; no finding ever had such a text.
            ("j_sqfCDEjn5epIyRqYs6olLNFg7LHRjr", '{"a":"Ghi nhận: Ộ","b":[null,true,-3]}'),
            ("mmFZqr11iHUJbzcr47Uu00BGYZ1E-cQ0", "null"),
            # A laptop writes no plan.
            ("TXw_F4S_rLfsF8w0eN3MbRbnd_Qqsuk2", '"Kế hoạch"'),
        ]
        assert set(opened.blobs) == {_PHOTO}
        assert opened.header.app == "0.1.0"


def test_a_receipt_of_version_1_verifies() -> None:
    receipt = verify_receipt((_GOLDEN / "receipt.skt").read_bytes(), _keyring())

    assert receipt.result is ReceiptResult.APPLIED
    assert receipt.counts == {"revisions": 4}


def test_a_request_of_version_1_says_the_same_words() -> None:
    request = read_request((_GOLDEN / "request.skt").read_bytes())

    assert request.code == "gam che khe xong hong thua"
