"""What headquarters sends along with a package: its keyring, and receipts for what it got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from app.packages.reader import OpenedPackage
from app.packages.receipt import Receipt, ReceiptResult, verify_receipt
from app.services.enrolment import EnrolmentService
from app.services.inspection_rows import RECEIPTED, word_of
from app.services.office import HEADQUARTERS
from app.store.package_notes import PackageNote
from app.store.unit_of_work import Store, View

_WORTH: Final[Mapping[str, int]] = MappingProxyType(
    {
        ReceiptResult.REJECTED.value: 0,
        ReceiptResult.PARTLY.value: 1,
        ReceiptResult.APPLIED.value: 2,
    }
)


@dataclass(frozen=True, slots=True)
class News:
    """Proved signatures; nothing of it is kept yet."""

    keyring_note: bytes | None = None
    receipts: tuple[Receipt, ...] = ()


class NewsReader:
    """Reads the news of a package on a laptop; headquarters gets none."""

    def __init__(self, store: Store, enrolment: EnrolmentService) -> None:
        self._store = store
        self._enrolment = enrolment

    def read(self, package: OpenedPackage) -> News:
        """Prove the news of a package.

        Raises:
            KeyringRefused, ReceiptRefused: if a signature is not headquarters'.
        """
        if self._store.info.role == HEADQUARTERS:
            return News()
        if package.keyring_note is not None:
            self._enrolment.is_newer(package.keyring_note)
        keyring = self._enrolment.keyring()
        receipts = tuple(verify_receipt(note, keyring) for note in package.receipts)
        return News(package.keyring_note, receipts)

    def unheard(self, package: OpenedPackage) -> int:
        """Return how many receipts of a package say something of ours that is new here.

        Raises:
            ReceiptRefused: if a signature is not headquarters'.
        """
        news = self.read(package)
        with self._store.reading() as view:
            return sum(_heard(view, receipt) is not None for receipt in news.receipts)

    def keep(self, news: News) -> None:
        """Keep a newer keyring, and note what headquarters has."""
        if news.keyring_note is not None:
            self._enrolment.renew(news.keyring_note)
        if not news.receipts:
            return
        with self._store.writing() as work:
            for receipt in news.receipts:
                heard = _heard(work, receipt)
                if heard is not None:
                    work.received.note(receipt.package, heard.arrived)
                    work.packages.note_package(heard.note)
            work.commit()


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a receipt adds to what is known here of a package."""

    note: PackageNote
    arrived: frozenset[str]
    """All photos and files of it that headquarters has, by this receipt and earlier ones."""


def _heard(view: View, receipt: Receipt) -> _Heard | None:
    """Return what a receipt says anew of a package of ours; None where it says nothing.

    It counts only for the package as it was sent: by the hash of the manifest on record. Of two
    receipts the better one holds, whichever came first.
    """
    sent = view.packages.package(receipt.package)
    if sent is None or sent.direction != "out" or sent.manifest_sha256 != receipt.manifest_sha256:
        return None
    carried = frozenset(view.received.carried(receipt.package))
    known = frozenset(view.received.of_package(receipt.package))
    # One that could not be packed is named by headquarters too.
    missing = frozenset(receipt.blobs_missing)
    arrived = known
    if receipt.result is not ReceiptResult.REJECTED and not receipt.blobs_unnamed:
        arrived |= carried - missing
    before, _reason = word_of(sent)
    is_better = _WORTH[receipt.result.value] > _WORTH.get(before, -1)
    if not is_better and arrived == known:
        return None
    heard = replace(sent, photos_missing=len((carried | missing) - arrived))
    if is_better:
        heard = replace(
            heard,
            result=":".join(filter(None, (f"{RECEIPTED}{receipt.result.value}", receipt.reason))),
            set_aside=len(receipt.rejected) + receipt.rejected_unnamed,
        )
    return _Heard(heard, arrived)
