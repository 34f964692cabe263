"""What headquarters sends along with a package: its keyring, and receipts for what it got."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.packages.reader import OpenedPackage
from app.packages.receipt import Receipt, verify_receipt
from app.services.enrolment import HEADQUARTERS, EnrolmentService
from app.store.unit_of_work import Store


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

    def keep(self, news: News) -> None:
        """Keep a newer keyring, and note what headquarters has."""
        if news.keyring_note is not None:
            self._enrolment.renew(news.keyring_note)
        if not news.receipts:
            return
        with self._store.writing() as work:
            for receipt in news.receipts:
                sent = work.packages.package(receipt.package)
                if sent is not None and sent.manifest_sha256 == receipt.manifest_sha256:
                    heard = replace(
                        sent,
                        result=f"receipted:{receipt.result.value}",
                        photos_missing=len(receipt.blobs_missing),
                        set_aside=len(receipt.rejected),
                    )
                    work.packages.note_package(heard)
            work.commit()
