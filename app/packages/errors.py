"""What can go wrong with a package, a stick or a key, in words for whoever carries it."""

from __future__ import annotations

from app.errors import AppError
from app.words import mark


class PackageUnfinished(AppError):
    """The folder has no manifest: the export was cut short."""

    code = "package_unfinished"
    message = mark(
        "“{path}” is an unfinished export. Nothing was changed. Ask the sender to export again."
    )


class PackageDamaged(AppError):
    """A part that everything depends on is missing or its bytes have changed."""

    code = "package_damaged"
    message = mark(
        "The package is damaged: {part} is missing or has changed since it was written. "
        "Nothing was changed. Ask the sender to export again, onto another stick."
    )


class BuiltDamaged(PackageDamaged):
    """A package that was made on this computer lost a part, or one has changed."""

    message = mark(
        "The package kept on this computer is damaged: {part} is missing or has changed since it "
        "was made. The stick is not at fault, and the inspections are untouched. Export them again."
    )


class PackageForSomebodyElse(AppError):
    """The package is sealed for others."""

    code = "package_for_somebody_else"
    message = mark(
        "This package is not addressed to this computer, so it cannot be opened here. "
        "Nothing was changed."
    )


class PackageFromStranger(AppError):
    """The signer is not in the list of members; the code tells which key it was."""

    code = "package_from_stranger"
    message = mark(
        "The package was signed by “{name}” with the key {fingerprint}, which headquarters has "
        "not approved. Nothing was changed. Approve the laptop first, then import again."
    )


class PackageFromRevoked(AppError):
    """The signer's key was withdrawn."""

    code = "package_from_revoked"
    message = mark(
        "The package comes from “{name}”, whose key was withdrawn. Nothing was changed. "
        "Headquarters decides whether it may be taken in."
    )


class PackageSignatureBad(AppError):
    """The manifest is not what its signer signed."""

    code = "package_signature_bad"
    message = mark(
        "The signature of “{name}” does not fit the package: it was changed on the way. "
        "Nothing was changed. Ask the sender for a new one and tell headquarters."
    )


class PackageNotAllowed(AppError):
    """The signer may not send packages of this kind."""

    code = "package_not_allowed"
    message = mark(
        "“{name}” may not send packages of the kind “{kind}”. Nothing was changed. "
        "Tell headquarters."
    )


class PackageForged(AppError):
    """The sealed contents say something else than the signed manifest."""

    code = "package_forged"
    message = mark(
        "The sealed contents do not belong to this manifest ({reason}): somebody may have signed "
        "another's package. Nothing was changed. Tell headquarters."
    )


class PackageNeedsNewer(AppError):
    """The package was written by a version that this one cannot follow."""

    code = "package_needs_newer"
    message = mark(
        "The package needs a newer version of the program ({needs}). Nothing was changed. "
        "Update the program and import it again."
    )


class PackageRefused(AppError):
    """The package breaks a rule of the format."""

    code = "package_refused"
    message = mark(
        "The package was refused because it is not in order: {reason}. Nothing was changed. "
        "Ask the sender for a new one."
    )


class PackageTooLarge(AppError):
    """What should go into one package does not fit the format."""

    code = "package_too_large"
    message = mark(
        "This is too much for one package: {reason}. Nothing was written. "
        "Export fewer inspections at a time."
    )


class NoRoomToOpen(AppError):
    """The computer's own disk has no room to unpack."""

    code = "no_room_to_open"
    message = mark(
        "Opening the package needs {need} MB on this computer's disk, {free} MB are free. "
        "Nothing was changed. Free some space and import again."
    )


class NobodyToSealFor(AppError):
    """No member of the keyring could open the package."""

    code = "nobody_to_seal_for"
    message = mark(
        "The package has no recipient, so nobody could open it. Nothing was written. "
        "Import the keyring of headquarters first."
    )


class MediumGone(AppError):
    """The stick is not there, or was pulled."""

    code = "medium_gone"
    message = mark(
        "“{path}” is not there or was pulled out. The data on this computer is untouched. "
        "Put the stick back, or choose another, and try again."
    )


class MediumPulled(MediumGone):
    """The stick was pulled while it was written to."""

    code = "medium_pulled"
    message = mark(
        "“{path}” was pulled out at {percent} %. The stick holds no whole package; this one is "
        "kept on this computer, and nothing here was changed. Put the stick back, or choose "
        "another, and write it again."
    )


class MediumReadOnly(AppError):
    """The stick cannot be written."""

    code = "medium_read_only"
    message = mark(
        "“{path}” is write-protected. The data on this computer is untouched. "
        "Unlock the stick or choose another."
    )


class MediumFull(AppError):
    """The stick has no room."""

    code = "medium_full"
    message = mark(
        "“{path}” has no room: {need} MB are needed, {free} MB are free. The data on this computer "
        "is untouched. Choose another stick, leave out the photos or remove old packages."
    )


class MediumFaulty(AppError):
    """The stick does not give back what was written."""

    code = "medium_faulty"
    message = mark(
        "“{path}” does not give back what was written to it: {part} came back changed. The data "
        "on this computer is untouched. Do not use this stick any more."
    )


class MediumFailed(AppError):
    """The stick failed in a way that has no better name."""

    code = "medium_failed"
    message = mark(
        "“{path}” failed: {reason}. The data on this computer is untouched. Try another stick."
    )


class NoteRefused(AppError):
    """A signed text is malformed or its signature does not fit."""

    code = "note_refused"
    message = mark("The signed text was refused: {reason}. Nothing was changed.")


class KeysMissing(AppError):
    """This computer has no keys yet, or the desktop's key ring lost them."""

    code = "keys_missing"
    message = mark(
        "The keys of this computer are not in “{path}”; the key ring of the system may be locked "
        "or have lost them. The data is untouched. Unlock the key ring, or ask to be enrolled with "
        "new keys (command “enrol request --new-keys”)."
    )


class KeysLocked(AppError):
    """The passphrase is missing or wrong."""

    code = "keys_locked"
    message = mark("The passphrase does not open the keys. Nothing was changed. Type it again.")


class KeysSealed(KeysLocked):
    """The keys are under a passphrase that nobody has typed in this session."""

    code = "keys_sealed"
    message = mark(
        "The keys of headquarters are under a passphrase. Nothing was changed. Unlock them on the "
        "page of packages, or set SOKIEMTRA_PASSPHRASE for one command, and try again."
    )


class KeysDamaged(AppError):
    """The key file cannot be understood."""

    code = "keys_damaged"
    message = mark(
        "The key file “{path}” is damaged. The data is untouched. Restore the keys from the "
        "recovery sheet, or make new ones and have headquarters approve them."
    )


class KeysExist(AppError):
    """Other keys already lie where new ones should be saved."""

    code = "keys_exist"
    message = mark("“{path}” already holds the keys of “{name}”. They were kept.")


class RecoveryMistyped(AppError):
    """A line of the recovery sheet does not pass its check letters."""

    code = "recovery_mistyped"
    message = mark(
        "Line {line} of the recovery sheet is mistyped. Nothing was changed. Compare it again."
    )


class KeyringRefused(AppError):
    """A keyring is not signed by headquarters' root, or contradicts itself."""

    code = "keyring_refused"
    message = mark("The keyring was refused: {reason}. The one in use was kept.")


class KeyringOutdated(AppError):
    """An older keyring than the one in use."""

    code = "keyring_outdated"
    message = mark(
        "This keyring is version {version}, the one in use is version {known}. "
        "The one in use was kept."
    )


class MemberExists(AppError):
    """The name already belongs to another key."""

    code = "member_exists"
    message = mark(
        "“{name}” is already a member with another key. Nothing was changed. "
        "Withdraw the old key first or choose another name."
    )


class MemberNameRefused(AppError):
    """A laptop was to get a name that no keyring takes."""

    code = "member_name_refused"
    message = mark(
        "“{name}” cannot be the name of a laptop. Nothing was changed. A name has at most 64 "
        "letters a to z, digits and the signs . _ / - and begins with a letter or a digit, "
        "e.g. doan1/may-01."
    )


class MemberTextTooLong(AppError):
    """The team or the person of a laptop would fill the keyring."""

    code = "member_text_too_long"
    message = mark(
        "The name of the team and that of the person have at most {most} letters each. Nothing "
        "was changed. Write them shorter."
    )


class NotALaptop(AppError):
    """The request carries the keys of headquarters itself."""

    code = "not_a_laptop"
    message = mark(
        "This request carries the keys of “{name}” itself. Nothing was changed. "
        "Make the request on the laptop that shall be enrolled."
    )


class MemberUnknown(AppError):
    """The keyring has no member of this name."""

    code = "member_unknown"
    message = mark("The keyring has no member “{name}”. Nothing was changed.")


class EnrolmentRefused(AppError):
    """A request to join, or a headquarters' card, is not in order."""

    code = "enrolment_refused"
    message = mark("The request was refused: {reason}. Nothing was changed. Ask for a new one.")


class WordsDiffer(EnrolmentRefused):
    """The six words typed belong to other keys: misheard, mistyped, or a file of somebody else."""

    code = "words_differ"
    message = mark(
        "The six words typed are not the right ones. Nothing was changed. Have them read out once "
        "more, word by word; if they still differ, this is not what the other side wrote."
    )


class ReceiptRefused(AppError):
    """A receipt is not signed by headquarters or not in order."""

    code = "receipt_refused"
    message = mark(
        "The receipt was refused: {reason}. Nothing was marked as received. Ask for a new one."
    )
