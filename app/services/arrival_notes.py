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
    """Note a package as taken in, with what it brought the first time and when that was."""
    manifest = package.manifest
    known = work.packages.package(package.noted_as)
    if known is not None and known.direction == "out":
        return  # our own stick: what was sent stays noted as sent
    is_whole = not (brought.missing or brought.aside)
    brings_more = known is not None and (brought.new > 0 or brought.aside != known.set_aside)
    named = {one.sha256 for one in package.header.blobs} | {*package.header.blobs_left_out}
    work.packages.note_package(
        PackageNote(
            package_id=package.noted_as,
            direction="in",
            manifest_sha256=package.manifest_sha256,
            signer=package.signer.name,
            result=(ReceiptResult.APPLIED if is_whole else ReceiptResult.PARTLY).value,
            utc_ms=known.utc_ms if known is not None else int(at.timestamp() * 1000),
            signer_role=package.signer.role.value,
            photos=max(0, len(named) - brought.missing),
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
            turn=known.turn if known is not None else 0,
            brought_turn=_brought_turn(work, known, brings_more=brings_more),
            is_told=known.is_told if known is not None else 0,
        )
    )


def _brought_turn(work: UnitOfWork, known: PackageNote | None, *, brings_more: bool) -> int:
    """Return when a package brought something last; 0 says that it is new."""
    if known is None:
        return 0
    return work.packages.next_turn() if brings_more else known.brought_turn


@dataclass(frozen=True, slots=True)
class Held:
    """What is here of an aggregate before a package that carries it is taken in."""

    all: int
    own: int
    """Those that no package brought."""


def held_before(work: UnitOfWork, package: OpenedPackage) -> dict[str, Held]:
    """Return what is here of each aggregate that a package carries."""
    found: dict[str, Held] = {}
    for one in package.header.aggregates:
        count = work.history.count(one.id)
        # Most of what comes is new, and need not be looked for.
        found[one.id] = Held(count, work.arrivals.own(one.id) if count else 0)
    return found


def note_carried(work: UnitOfWork, package: OpenedPackage, held: Mapping[str, Held]) -> None:
    """Note what it carried, and how much of each visit was new here.

    Our own package stays noted as it left.
    """
    package_id = package.noted_as
    known = work.packages.package(package_id)
    if known is None or known.direction != "in":
        return
    there = {one: work.history.count(one) for one in held}
    brought = {
        one: there[one] - before.all
        for one, before in held.items()
        if work.find(Inspection, one) is not None
    }
    work.packages.note_visits(package_id, brought)
    # What was set aside, or stood here in other words, is not counted as carried.
    carried = {one.id: min(one.revisions, there[one.id]) for one in package.header.aggregates}
    work.arrivals.note(package_id, carried, {one: before.own for one, before in held.items()})


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
