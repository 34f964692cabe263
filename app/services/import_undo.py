"""Taking an import back: the store is as if the package had never come."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import AppError, NotFound
from app.packages.naming import package_folder
from app.store.unit_of_work import Store
from app.words import mark


class NotTakenIn(AppError):
    """A package that was written here, and so brought nothing."""

    code = "not_taken_in"
    message = mark(
        "“{name}” was written on this computer, so there is nothing to take back. Nothing was "
        "changed."
    )


class TakenInSince(AppError):
    """Other packages carried the same visits, plans or checklists since."""

    code = "taken_in_since"
    message = mark(
        "“{name}” cannot be taken back, because later packages carried the same visits, plans or "
        "checklists: {others}. Nothing was changed. Take the latest one back first; what was sent "
        "on stays with whoever has it."
    )


class ReceiptedSince(AppError):
    """Its laptop may have been told that it is here, and may have removed its copy."""

    code = "receipted_since"
    message = mark(
        "“{name}” cannot be taken back any more: a receipt for it has been written, so its "
        "laptop counts on what is here. Nothing was changed. Settle its differences, return "
        "criteria to the team, or withdraw the inspection instead."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What left the store with a package."""

    package_id: str
    signer: str
    revisions: int


class ImportUndo:
    """Takes out what one package brought, in one transaction.

    Photos stay in the vault, where nothing names them any more; a keyring and receipts of
    headquarters stay too: they say what is so elsewhere. The package can be taken in again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def undo(self, package_id: str) -> TakenOut:
        """Take a package back, named by its identity or by its folder.

        Raises:
            NotFound: if no such package was taken in.
            NotTakenIn: if it was written here.
            ReceiptedSince: if a receipt for it was written.
            TakenInSince: if a later package carried what it brought.
            BuiltUpon: if somebody has written upon it since.
            StoodUpon: if a visit that stays cannot be read without it.
            VisitSigned: if minutes were signed since that say what it brought.
        """
        self._store.keep_backup()
        with self._store.writing() as work:
            notes = [*work.packages.packages("in"), *work.packages.packages("out")]
            named = [
                one
                for one in notes
                if package_id in {one.package_id, package_folder(one.package_id)}
            ]
            if not named:
                raise NotFound(kind="package", id=package_id)
            note = named[0]
            name = package_folder(note.package_id)
            if note.direction == "out":
                raise NotTakenIn(name=name)
            if note.is_told:
                raise ReceiptedSince(name=name)
            later = work.arrivals.later_with(note.package_id)
            if later:
                others = ", ".join(package_folder(one.package_id) for one in later)
                raise TakenInSince(name=name, others=others)
            gone = work.unmerge(note.package_id)
            work.packages.forget(note.package_id)
            work.commit()
        return TakenOut(package_id=note.package_id, signer=note.signer, revisions=gone)
