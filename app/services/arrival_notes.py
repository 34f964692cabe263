"""What is noted of a package that was taken in, and the proof that nothing of it is lacking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.inspection import Inspection
from app.packages.errors import PackageRefused
from app.packages.manifest import SignedManifest
from app.packages.naming import noted_under
from app.packages.reader import OpenedPackage, RejectedRevision
from app.packages.receipt import ReceiptResult
from app.packages.trust import Member
from app.store.package_notes import PackageNote
from app.store.unit_of_work import UnitOfWork, View
from app.words import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What taking one package in came to."""

    new: int
    known: int
    different: int
    missing: int
    aside: int


def noted_name(view: View, package: SignedManifest | OpenedPackage, signer: Member) -> str:
    """Return what a package is, or will be, noted under.

    That is its number, unless one of another sender came under that number before: whoever takes
    the number of a package does not keep it away.
    """
    number = package.manifest.package
    known = view.packages.package(number)
    sha256 = package.sha256 if isinstance(package, SignedManifest) else package.manifest_sha256
    if known is None or known.signer == signer.name or known.manifest_sha256 == sha256:
        return number
    return noted_under(number, signer.key.key_id.hex())


def note_arrival(work: UnitOfWork, package: OpenedPackage, brought: Brought, at: datetime) -> None:
    """Note a package as taken in, with what it brought the first time."""
    manifest = package.manifest
    known = work.packages.package(package.noted_as)
    if known is not None and known.direction == "out":
        return  # our own stick: what was sent stays noted as sent
    is_whole = not (brought.missing or brought.aside)
    work.packages.note_package(
        PackageNote(
            package_id=package.noted_as,
            direction="in",
            manifest_sha256=package.manifest_sha256,
            signer=package.signer.name,
            result=(ReceiptResult.APPLIED if is_whole else ReceiptResult.PARTLY).value,
            utc_ms=int(at.timestamp() * 1000),
            signer_role=package.signer.role.value,
            photos=len(package.blobs),
            photos_missing=brought.missing,
            set_aside=brought.aside,
            kind=manifest.kind.value,
            origin=manifest.origin,
            prev_package=manifest.prev_package or "",
            number=manifest.number,
            # Taken in again, it keeps what it brought the first time.
            new=known.new if known is not None else brought.new,
            known=known.known if known is not None else brought.known,
            different=known.different if known is not None else brought.different,
        )
    )


def note_visits(work: UnitOfWork, package_id: str, held: Mapping[str, int]) -> None:
    """Note how much of each visit was new here; our own package stays noted as it left."""
    known = work.packages.package(package_id)
    if known is not None and known.direction == "in":
        brought = {
            one: work.history.count(one) - before
            for one, before in held.items()
            if work.find(Inspection, one) is not None
        }
        work.packages.note_visits(package_id, brought)


def check_counts(
    work: UnitOfWork, package: OpenedPackage, rejected: Sequence[RejectedRevision]
) -> None:
    """Prove that every aggregate has at least what the sender counted, or lose it all."""
    aside: dict[str, int] = {}
    for one in rejected:
        aside[one.revision.agg_id] = aside.get(one.revision.agg_id, 0) + 1
    for count in package.header.aggregates:
        there = work.history.count(count.id) + aside.get(count.id, 0)
        if there < count.revisions:
            raise PackageRefused(reason=translate("records are missing after the import"))
