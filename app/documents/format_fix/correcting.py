"""The whole correction: reads, mends until nothing more can be, writes the copy and reports."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.documents.format_check import Violation
from app.documents.format_check.check import faults_of, told
from app.documents.format_check.loading import load
from app.documents.format_check.mends import (
    FirstPageMend,
    FontMend,
    HiddenNumberMend,
    LetterMend,
    Mend,
    NumberMend,
    PageMend,
    RowMend,
    StandMend,
)
from app.documents.format_check.violation import Fault
from app.documents.format_check.words_xml import W, child
from app.documents.format_fix.letters import hide_number, mend_fonts, mend_letters
from app.documents.format_fix.package import WordPackage
from app.documents.format_fix.running import mend_first_page, mend_number
from app.documents.format_fix.standing import mend_page, mend_row, mend_stand
from app.documents.ooxml import OfficeKind, open_office_file
from app.errors import AppError
from app.files import written_whole
from app.words import mark

# One mend may uncover another; in a damaged file they must not chase each other for ever.
_MOST_ROUNDS: Final = 6
_SIGNATURES: Final = "_xmlsignatures/"


class SourceAsTarget(AppError):
    """The corrected copy was to be written over the document itself."""

    code = "source_as_target"
    message = mark(
        "“{path}” is the document itself; a corrected copy never takes its place. Nothing was "
        "changed. Choose another name for the copy."
    )


class DocumentSigned(AppError):
    """The document carries a digital signature, which any change would break."""

    code = "document_signed"
    message = mark(
        "“{path}” carries a digital signature, which every change would break. Nothing was "
        "changed. Correct the document before it is signed."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was mended in the copy, and what is left to a person."""

    mended: tuple[Violation, ...]
    remaining: tuple[Violation, ...]


def correct_format(path: Path, target: Path) -> Correction:
    """Write a copy of a Word document in which everything is mended that needs no person.

    Words, pictures, notes, comments and fields stay as they are; the document
    itself is not touched. The same document gives the same copy, and a copy gives
    itself again.

    Raises:
        SourceAsTarget: if the copy is to take the place of the document.
        DocumentSigned: if the document carries a digital signature.
        DocumentUnreadable: if it is not a Word document, is damaged or too large.
        DocumentForbidden: if its XML declares entities.
        FileUnwritable: if the place refuses the copy.
    """
    if _is_same(path, target):
        raise SourceAsTarget(path=str(path))
    with open_office_file(path, OfficeKind.WORD) as file:
        if any(name.casefold().startswith(_SIGNATURES) for name in file.names):
            raise DocumentSigned(path=str(path))
        package = WordPackage(file)
        before, after = _mended(package)
        with zipfile.ZipFile(path) as source, written_whole(target) as stream:
            if package.is_changed:
                package.write(source, stream)
            else:
                with path.open("rb") as whole:
                    shutil.copyfileobj(whole, stream)
    left = Counter(map(_told_as, after))
    mended = [fault for fault in before if fault.mendable and not left[_told_as(fault)]]
    return Correction(mended=tuple(told(mended)), remaining=tuple(told(after)))


def _is_same(path: Path, target: Path) -> bool:
    try:
        return path.resolve() == target.resolve() or path.samefile(target)
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _told_as(fault: Fault) -> tuple[str, str, str, str]:
    return fault.rule, fault.place, fault.found, fault.expected


def _mended(package: WordPackage) -> tuple[list[Fault], list[Fault]]:
    """Mend a document; return its faults before and after."""
    _with_section(package)
    before = faults = faults_of(load(package))
    for _ in range(_MOST_ROUNDS):
        if not _apply((mend for fault in faults for mend in fault.mends), package):
            break
        faults = faults_of(load(package))
    return before, faults


def _with_section(package: WordPackage) -> None:
    """Give a document that says nothing about its page a place where to say it."""
    body = child(package.xml(package.main), "body")
    if body is not None and child(body, "sectPr") is None:
        body.append(body.makeelement(W + "sectPr", {}))


def _apply(mends: Iterable[Mend], package: WordPackage) -> bool:
    """Apply mends; tell whether that changed anything."""
    wanted = list(dict.fromkeys(mends))
    fonts = [mend for mend in wanted if isinstance(mend, FontMend)]
    changed = [mend_fonts(mend, package) for mend in fonts]
    # A font that the styles give need not be set on each run.
    later = any(changed)
    others = [it for it in wanted if not (later and isinstance(it, LetterMend) and it.font)]
    changed += [_mend(mend, package) for mend in others]
    return any(changed)


def _mend(mend: Mend, package: WordPackage) -> bool:
    match mend:
        case LetterMend():
            return mend_letters(mend)
        case StandMend():
            return mend_stand(mend)
        case PageMend():
            return mend_page(mend)
        case RowMend():
            return mend_row(mend)
        case HiddenNumberMend():
            return hide_number(mend)
        case _:
            return _mend_running(mend, package)


def _mend_running(mend: FirstPageMend | NumberMend | FontMend, package: WordPackage) -> bool:
    match mend:
        case FirstPageMend():
            return mend_first_page(mend, package)
        case NumberMend():
            return mend_number(mend, package)
        case FontMend():
            return False
