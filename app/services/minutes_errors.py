"""What stops minutes from being written, signed or amended, each with what to do."""

from __future__ import annotations

from app.errors import AppError
from app.words import mark


class VisitIncomplete(AppError):
    """A visit whose plan or checklist is not on this computer."""

    code = "visit_incomplete"
    message = mark(
        "The plan or a checklist of this inspection is not on this computer, so this paper "
        "cannot be written. Nothing was changed. Take in a package from headquarters first."
    )


class MinutesOutdated(AppError):
    """What is recorded changed after the paper was printed, so the paper says something else."""

    code = "minutes_outdated"
    message = mark(
        "Version {version} of the minutes no longer says what is recorded ({count} changes, first: "
        "{first}), so it cannot be signed. Nothing was changed. Write the minutes again and have "
        "that version signed."
    )


class NothingToSupplement(AppError):
    """Supplementary minutes would have nothing to say."""

    code = "nothing_to_supplement"
    message = mark(
        "Nothing was changed since version {version} of the minutes was signed, so there is "
        "nothing to supplement. Nothing was written."
    )


class NoScan(AppError):
    """No scan of the signed pages was attached."""

    code = "no_scan"
    message = mark(
        "No scan is attached to version {version} of the minutes. Nothing was written. "
        "Attach photos or a PDF of the signed pages first."
    )


class SignedAndClosed(AppError):
    """Something changed after the signature, and the visit was not opened again for it."""

    code = "signed_and_closed"
    message = mark(
        "Version {version} of the minutes is signed, and {count} facts were changed since. "
        "Nothing was written. Reopen the inspection, saying why, then write supplementary "
        "minutes or the next version."
    )
