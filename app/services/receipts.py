"""Receipts onto the stick that brought the packages: headquarters' word goes home at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.packages.arrival import signed_manifest
from app.packages.finding import find_packages
from app.packages.limits import LIMITS
from app.packages.manifest import PackageKind
from app.packages.naming import number_of
from app.packages.trust import Role
from app.progress import NO_PROGRESS, Progress
from app.services.enrolment import EnrolmentService
from app.services.export_package import Exported, ExportService
from app.services.letter import Letter
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.services.refused import refused_packages
from app.store.unit_of_work import Store
from app.words import mark


class NothingToReceipt(AppError):
    """No package of a laptop was taken in."""

    code = "nothing_to_receipt"
    message = mark(
        "Nothing was written: no package of a laptop that is still enrolled has been taken in "
        "here. Take the packages of the stick in first."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipted:
    """A package of receipts that lies proved on a stick."""

    written: Exported
    laptops: tuple[str, ...]
    """Whose packages are receipted, and who can read it."""
    receipts: int
    packages_here: int
    """How many of these packages lie on this stick."""


class ReceiptService:
    """Writes receipts at headquarters."""

    def __init__(self, store: Store, enrolment: EnrolmentService, exports: ExportService) -> None:
        self._store = store
        self._enrolment = enrolment
        self._exports = exports

    @property
    def are_written_here(self) -> bool:
        """Whether this is headquarters."""
        return self._store.info.role == HEADQUARTERS

    def write(self, medium: Path, progress: Progress = NO_PROGRESS) -> Receipted:
        """Write receipts onto a stick: for the laptops whose packages lie there, else for all.

        Raises:
            NotHeadquarters: if this is a laptop.
            NothingToReceipt: if no package of them was taken in.
            MediumGone, MediumFull, MediumReadOnly, MediumFaulty, MediumFailed: naming the stick.
        """
        if not self.are_written_here:
            raise NotHeadquarters
        medium = stick_of(medium)
        active = self._enrolment.keyring().active_names
        with self._store.reading() as view:
            taken = {
                (number_of(one.package_id), one.signer) for one in view.packages.packages("in")
            } | {(name, one.signer) for name, one in refused_packages(view).items()}
        signers = {signer for _name, signer in taken}
        numbers = {name for name, _signer in taken}
        here = [one for one in _packages_on(medium) if one in numbers]
        senders = {signer for name, signer in taken if name in here} or signers
        if not senders <= active:
            # Whose name no laptop has any more is found out by the laptop that wrote the package.
            senders = self._laptops()
        laptops = tuple(sorted(senders))
        if not laptops:
            raise NothingToReceipt
        letter = Letter(kind=PackageKind.RECEIPT, to=laptops)
        return Receipted(
            written=self._exports.send(medium, letter, progress),
            laptops=laptops,
            receipts=sum(signer in laptops or signer not in active for _name, signer in taken),
            packages_here=len(here),
        )

    def _laptops(self) -> set[str]:
        members = self._enrolment.keyring().members
        return {one.name for one in members if one.is_active and one.role is Role.DEVICE}


def stick_of(place: Path) -> Path:
    """Return the folder where a package chosen by its manifest, folder or zip file lies."""
    if place.is_file():
        place = place.parent
    return place.parent if find_packages(place) == [place] else place


def _packages_on(medium: Path) -> list[str]:
    """Return the identities of the packages on a stick; what cannot be read is no package."""
    found = []
    for place in find_packages(medium):
        try:
            found.append(signed_manifest(place, LIMITS).manifest.package)
        except AppError:
            continue
    return found
