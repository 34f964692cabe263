"""Verification (đối chiếu): does a paper, a file or a code say what was frozen and recorded?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from app.documents.word.paper_texts import TextChange, read_texts, text_changes
from app.domain.case_file import CaseFile
from app.domain.frozen_difference import Change
from app.domain.inspection import Inspection
from app.domain.minutes import Minutes, in_order
from app.domain.minutes_code import MinutesCode, read_code
from app.domain.signing import last_signed
from app.errors import AppError, FileUnreadable
from app.files import os_reason, sha256_of
from app.ids import InspectionId
from app.photos.vault import Vault
from app.services.frozen_texts import Condition, FrozenTexts
from app.services.inspections import InspectionService
from app.store.unit_of_work import Store
from app.words import mark, translate
from app.worker import WorkerFailed, Workers

_PDF: Final = b"%PDF-"


class Asked(Enum):
    """What was held against the records."""

    CODE = "code"
    DOCUMENT = "document"
    SCAN = "scan"


class MinutesUnknown(AppError):
    """No minutes of this store have the code."""

    code = "minutes_unknown"
    message = mark(
        "No minutes with the code “{given}” are on this computer. Nothing was changed. Compare "
        "what you typed with the paper, or take in the package of the laptop that wrote them."
    )


class VisitInBin(AppError):
    """Minutes whose visit is in the recycle bin."""

    code = "visit_in_bin"
    message = mark(
        "The minutes belong to the visit to “{unit}”, which is in the recycle bin. Nothing was "
        "changed. Restore the visit from the bin, then verify them again."
    )


class FileUnclaimed(AppError):
    """A file that is none of those kept here, and claims to be none."""

    code = "file_unclaimed"
    message = mark(
        "“{path}” is none of the files kept here: {reason}. Nothing was changed. "
        "Type the code from the foot of its pages instead."
    )


class MinutesAmbiguous(AppError):
    """More than one minutes have the code."""

    code = "minutes_ambiguous"
    message = mark(
        "{count} minutes have the code “{given}”; they are listed. Type more of the digits, "
        "or read the QR code on the first page."
    )


class PaperAltered(AppError):
    """A Word file was changed after it was frozen."""

    code = "paper_altered"
    message = mark(
        "“{path}” claims to be minutes {claimed}, but it was changed after it was frozen "
        "({count} places in its text). It proves nothing; the frozen file can be written out again."
    )


class RecordUnsound(AppError):
    """What is kept of minutes does not prove itself."""

    code = "record_unsound"
    message = mark(
        "Minutes {claimed} cannot be proved here: the text or the Word file kept with them is "
        "missing, damaged or another's. Import a package or a backup that holds them."
    )


class RecordedOtherwise(AppError):
    """The paper is genuine, but what is recorded today says something else."""

    code = "recorded_otherwise"
    message = mark(
        "Minutes {claimed} are genuine, but {count} facts are recorded otherwise today. Only "
        "supplementary minutes or another version can carry what was changed."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """One text of minutes that was found, and how it stands."""

    minutes: Minutes
    unit_code: str
    unit_name: str
    text: Condition
    """Of the canonical text: H was computed anew from it."""
    document: Condition
    """Of the Word file."""
    scan: Condition
    changes: tuple[Change, ...]
    """What is recorded today otherwise than it says; empty where its text is not whole."""
    is_in_force: bool
    """Whether it is signed, and no later version of the same visit is."""

    @property
    def is_sound(self) -> bool:
        """Whether its text and its Word file prove themselves."""
        return {self.text, self.document} <= {Condition.WHOLE, Condition.NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """How a Word file departs from the frozen one that it claims to be."""

    claimed: str
    """The code at its foot."""
    texts: tuple[TextChange, ...]
    """Empty where only its looks, pictures or properties were changed."""
    has_other_pictures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What is known of a paper, a file or a code."""

    asked: Asked
    given: str
    found: tuple[Verified, ...]
    """At least one."""
    alteration: Alteration | None = None

    @property
    def fault(self) -> AppError | None:
        """What is wrong, the gravest first; None where everything is as it should be."""
        first = self.found[0]
        if len(self.found) > 1:
            return MinutesAmbiguous(count=len(self.found), given=self.given)
        if self.alteration is not None:
            count, claimed = len(self.alteration.texts), self.alteration.claimed
            return PaperAltered(path=self.given, claimed=claimed, count=count)
        if not first.is_sound:
            return RecordUnsound(claimed=first.minutes.code)
        # What was only read back, or was followed by another signature, may be overtaken.
        if first.is_in_force and first.changes:
            return RecordedOtherwise(claimed=first.minutes.code, count=len(first.changes))
        return None


class VerificationService:
    """Answers from what is kept here; nothing is written."""

    def __init__(self, store: Store, inspections: InspectionService, vault: Vault) -> None:
        self._store = store
        self._inspections = inspections
        self._vault = vault
        self._texts = FrozenTexts(vault)

    def verify(self, given: str) -> Verification:
        """Verify a file, or a code as it was typed or read from the QR code.

        Raises:
            the errors of `verify_file` and `verify_code`.
        """
        path = Path(given)
        is_path = path.suffix.lower() in {".docx", ".pdf"} or _is_there(path)
        return self.verify_file(path) if is_path else self.verify_code(given)

    def verify_code(self, given: str) -> Verification:
        """Verify a code from the foot of a page, or the line of a QR code.

        Raises:
            CodeUnreadable: if it is no code.
            MinutesUnknown: if no minutes here have it.
        """
        code = read_code(given)
        return Verification(asked=Asked.CODE, given=given.strip(), found=self._of_code(code, given))

    def verify_file(self, path: Path) -> Verification:
        """Verify a Word file of minutes, or the PDF of a scan.

        Raises:
            FileUnreadable: if it cannot be read, or is no Word file and no PDF.
            FileUnclaimed: if it is none of the files kept here and names none.
            MinutesUnknown: if it names minutes that are not here.
        """
        try:
            sha256 = sha256_of(path)
            with path.open("rb") as stream:
                is_pdf = _PDF in stream.read(1024)
        except OSError as error:
            raise FileUnreadable(path=path, reason=os_reason(error)) from error
        except ValueError as error:  # letters that no file name has
            raise FileUnreadable(
                path=path, reason=translate("there is no such file or folder")
            ) from error
        asked = Asked.SCAN if is_pdf else Asked.DOCUMENT
        with self._store.reading() as view:
            kept = view.all(Minutes)
        named = [one for one in kept if sha256 in {one.docx_sha256, one.scan_sha256}]
        if named:
            return Verification(asked=asked, given=str(path), found=self._verified(named))
        if is_pdf:
            reason = translate("no scan kept here has these bytes")
            raise FileUnclaimed(path=path, reason=reason)
        return self._altered(path)

    def _altered(self, path: Path) -> Verification:
        """Say what was changed in a Word file that claims to be a frozen one."""
        with Workers() as workers:
            try:
                texts = workers.run(read_texts, path)
                if not texts.codes:
                    reason = translate("no code of minutes stands at its foot")
                    raise FileUnclaimed(path=path, reason=reason)
                found = self._of_code(read_code(texts.codes[0]), texts.codes[0])
                frozen = self._vault.path(found[0].minutes.docx_sha256)
                is_here = found[0].document is Condition.WHOLE
                original = workers.run(read_texts, frozen) if is_here else texts
            except WorkerFailed as error:
                raise FileUnreadable(path=path, reason=error.params["reason"]) from error
        alteration = Alteration(
            claimed=texts.codes[0],
            texts=tuple(text_changes(original, texts)),
            has_other_pictures=original.pictures != texts.pictures,
        )
        return Verification(
            asked=Asked.DOCUMENT, given=str(path), found=found, alteration=alteration
        )

    def _of_code(self, code: MinutesCode, given: str) -> tuple[Verified, ...]:
        with self._store.reading() as view:
            kept = view.all(Minutes)
        named = [
            one for one in kept if code.fits(one.inspection_id, one.version, one.content_sha256)
        ]
        if not named:
            raise MinutesUnknown(given=given.strip())
        return self._verified(named)

    def _verified(self, named: list[Minutes]) -> tuple[Verified, ...]:
        cases: dict[InspectionId, CaseFile] = {}
        found: list[Verified] = []
        for one in sorted(_of_each_text(named), key=lambda one: (one.written_at, one.id)):
            if one.inspection_id not in cases:
                cases[one.inspection_id] = self._case_file(one.inspection_id)
            found.append(self._standing(one, cases[one.inspection_id]))
        return tuple(found)

    def _case_file(self, inspection_id: InspectionId) -> CaseFile:
        with self._store.reading() as view:
            removed = view.find_removed(Inspection, inspection_id)
        if removed is not None:
            raise VisitInBin(unit=removed.unit_name)
        return self._inspections.case_file(inspection_id)

    def _standing(self, minutes: Minutes, case: CaseFile) -> Verified:
        text = self._texts.condition(minutes)
        is_whole = text is Condition.WHOLE
        return Verified(
            minutes=minutes,
            unit_code=case.inspection.unit_code,
            unit_name=case.inspection.unit_name,
            text=text,
            document=self._texts.condition_of(minutes.docx_sha256),
            scan=self._texts.condition_of(minutes.scan_sha256),
            changes=tuple(self._texts.changes(case, minutes)) if is_whole else (),
            is_in_force=last_signed(case) == minutes,
        )


def _of_each_text(named: list[Minutes]) -> list[Minutes]:
    """Return one record of each text: two laptops may freeze alike, and one of them sign."""
    found = {(one.inspection_id, one.version, one.content_sha256): one for one in in_order(named)}
    return list(found.values())


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a code too long, or with letters no file name has
        return False
