"""Minutes: drafts on paper, the frozen text that is read back, and its signature."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from app.clock import Clock
from app.documents.minutes.writing import write_minutes
from app.documents.papers import supplement as supplements
from app.documents.papers.form import PaperSource
from app.documents.papers.writing import write_paper
from app.documents.word.stamp import DraftMark, Seal, Stamp
from app.domain.calendar import WorkingCalendar
from app.domain.canonical import read
from app.domain.case_file import CaseFile
from app.domain.change_text import change_text
from app.domain.frozen_difference import Change
from app.domain.frozen_text import frozen_text
from app.domain.gap import Gap, check_signable
from app.domain.inspection import InspectionState
from app.domain.minutes import (
    Minutes,
    MinutesKind,
    MinutesState,
    NothingToSign,
    NotSigned,
    in_order,
    standing,
)
from app.domain.paper import Paper
from app.domain.plan import Head
from app.domain.signing import Amendment, closed, default_signers, last_signed
from app.errors import FileUnreadable
from app.files import os_reason, scratch_file, sha256_of, written_whole
from app.ids import IdSource, InspectionId, MinutesId
from app.photos.vault import ObjectDamaged, ObjectMissing, Vault
from app.progress import NO_PROGRESS, Progress
from app.services.frozen_texts import FrozenTexts
from app.services.inspections import InspectionService, scores_of
from app.services.minutes_errors import (
    MinutesOutdated,
    NoScan,
    NothingToSupplement,
    SignedAndClosed,
    VisitIncomplete,
)
from app.services.missing import MissingService
from app.services.photos import PhotoService
from app.services.scans import bind_scan
from app.store.unit_of_work import Store

_SIZE_LIMIT: Final = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the minutes of a visit stand."""

    versions: tuple[Minutes, ...]
    """The frozen texts, the oldest first."""
    to_sign: Minutes | None
    """The last one, while it was read back and is not signed."""
    outdated: tuple[Change, ...]
    """What changed since `to_sign` was frozen; it can be signed only while this is empty."""
    signed: Minutes | None
    """The text that was signed last."""
    changed: tuple[Change, ...]
    """What changed since `signed` was frozen, here or by a package that was taken in."""
    signers: tuple[str, ...]
    """Who signs by their part in the visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printing:
    """A text about to be frozen: of what, as what, in which wording, beside what."""

    case: CaseFile
    kind: MinutesKind
    template: Path
    beside: Amendment | None


class MinutesService:
    """Writes minutes; what they say is hashed, so that a change afterwards shows."""

    def __init__(  # noqa: PLR0913 - what minutes are made of
        self,
        store: Store,
        inspections: InspectionService,
        photos: PhotoService,
        vault: Vault,
        *,
        templates: Callable[[Paper], Path],
        missing: MissingService,
        calendar: Callable[[], WorkingCalendar],
        clock: Clock,
        ids: IdSource,
    ) -> None:
        self._store = store
        self._inspections = inspections
        self._photos = photos
        self._vault = vault
        self._templates = templates
        self._texts = FrozenTexts(vault)
        self._missing = missing
        self._calendar = calendar
        self._clock = clock
        self._ids = ids
        # A number names one text: who freezes next sees what was frozen before.
        self._freezing = threading.Lock()

    def gaps(self, inspection_id: InspectionId) -> list[Gap]:
        """Return what the minutes of a visit still lack, what blocks the signature first.

        Raises:
            NotFound: if there is no such visit.
        """
        return self._missing.gaps(inspection_id)

    def draft(
        self,
        inspection_id: InspectionId,
        target: Path,
        progress: Progress = NO_PROGRESS,
        *,
        head: Head | None = None,
        template: Path | None = None,
    ) -> None:
        """Write the minutes of a visit as they stand, marked DỰ THẢO on every page.

        Nothing is recorded, and nothing that is missing stops it.

        Args:
            inspection_id: the visit.
            target: where the Word file goes; an older one there is replaced when it is whole.
            progress: hears the steps.
            head: another head than the plan's.
            template: another Word template than the one in use.

        Raises:
            NotFound: if there is no such visit.
            VisitIncomplete: if its plan or a checklist is not on this computer.
            TemplateBroken, DocumentForbidden, DocumentUnreadable: if the template is no good.
            FileUnreadable: if the template is not there.
            FileUnwritable: if the place refuses the file.
        """
        case = self._whole_case(inspection_id, head)
        with scratch_file() as stream:
            mark_ = DraftMark(printed_at=self._clock.now())
            used = template or self._templates(Paper.MINUTES)
            self._compose(case, used, mark_, stream, progress)
            stream.seek(0)
            with written_whole(target) as file:
                shutil.copyfileobj(stream, file)

    def freeze(
        self,
        inspection_id: InspectionId,
        target: Path,
        progress: Progress = NO_PROGRESS,
        *,
        head: Head | None = None,
        template: Path | None = None,
        supplement: bool = False,
    ) -> Minutes:
        """Write the minutes that are read back and signed, and keep them as they are.

        A visit that says the same as at the last time gives the same file again;
        any change gives the next version. After a signature the next version stands
        beside the signed one, whole or as a supplement.

        Args:
            inspection_id: the visit.
            target: where the Word file goes; an older one there is replaced when it is whole.
            progress: hears the steps.
            head: another head than the plan's.
            template: another Word template than the one in use.
            supplement: write only what changed since the signature (biên bản bổ sung).

        Raises:
            NotFound: if there is no such visit.
            VisitIncomplete: if its plan or a checklist is not on this computer.
            MinutesNotReady: if something is missing that blocks the signature.
            NotSigned, NothingToSupplement: if there is nothing that could be supplemented.
            SignedAndClosed: if the visit changed after the signature and was not reopened.
            TemplateBroken, DocumentForbidden, DocumentUnreadable: if the template is no good.
            FileUnreadable: if the template is not there.
            FileUnwritable: if the place refuses the file.
        """
        with self._freezing:
            case = self._whole_case(inspection_id, head)
            check_signable(self._missing.gaps_of(case))
            beside = self._beside(case, supplement=supplement)
            if beside is not None and _holds(case, beside):
                last = beside.signed
            else:
                paper = Paper.SUPPLEMENT if supplement else Paper.MINUTES
                printing = _Printing(
                    case=case,
                    kind=MinutesKind.SUPPLEMENT if supplement else MinutesKind.FULL,
                    template=template or self._templates(paper),
                    beside=beside,
                )
                last = self._frozen(printing, progress)
        self._copy_out(last.docx_sha256, target)
        return last

    def sign(
        self,
        inspection_id: InspectionId,
        progress: Progress = NO_PROGRESS,
        *,
        signers: Sequence[str] = (),
        scans: Sequence[Path] = (),
    ) -> Minutes:
        """Record that the last frozen minutes of a visit were signed on paper.

        What the visit recorded can then only be read.

        Args:
            inspection_id: the visit.
            progress: hears the pages of the scan.
            signers: who signed; those whose part it is, if nobody is named.
            scans: photos and PDF files of the signed pages, in order; may follow later.

        Raises:
            NotFound: if there is no such visit.
            VisitIncomplete: if its plan or a checklist is not on this computer.
            NothingToSign: if no minutes were frozen.
            AlreadySigned: if the last ones are signed.
            MinutesOutdated: if what is recorded changed since they were frozen.
            MinutesNotReady: if something is missing that blocks the signature.
            TransitionRefused: if the visit has not begun.
            ObjectMissing, ObjectDamaged, FrozenTextForeign: if their text is not proved here.
            ScanRefused, ScanTooLarge: naming the file that is no page; nothing is signed then.
        """
        # Looked at before the pages are bound, and again when nobody else can write.
        case = self._whole_case(inspection_id, None)
        self._to_sign(case)
        check_signable(self._missing.gaps_of(case))
        scan = bind_scan(scans, self._vault, progress) if scans else ""
        with self._store.writing() as work:
            case = self._inspections.case_in(work, inspection_id)
            last = self._to_sign(case)
            named = tuple(name.strip() for name in signers if name.strip())
            signed = last.signed(self._clock.now(), named or default_signers(case), scan)
            work.save(signed)
            work.save(closed(case.inspection))
            work.commit()
        return signed

    def attach_scan(
        self, minutes: Minutes, scans: Sequence[Path], progress: Progress = NO_PROGRESS
    ) -> Minutes:
        """Attach photos and PDF files of the signed pages, in place of an earlier scan.

        Raises:
            NotSigned: if these minutes are not signed.
            ScanRefused, ScanTooLarge: naming the file that is no page; nothing is attached then.
        """
        if minutes.state is not MinutesState.SIGNED:
            raise NotSigned
        scan = bind_scan(scans, self._vault, progress)
        with self._store.writing() as work:
            attached = replace(work.get(Minutes, minutes.id), scan_sha256=scan)
            work.save(attached)
            work.commit()
        return attached

    def copy(self, minutes: Minutes, target: Path) -> None:
        """Write a frozen Word file out again, byte for byte.

        Raises:
            ObjectMissing, ObjectDamaged: if the vault does not have it whole.
            FileUnwritable: if the place refuses the file.
        """
        self._copy_out(minutes.docx_sha256, target)

    def copy_scan(self, minutes: Minutes, target: Path) -> None:
        """Write the scan of the signed pages out again, one PDF.

        Raises:
            NoScan: if none was attached.
            ObjectMissing, ObjectDamaged: if the vault does not have it whole.
            FileUnwritable: if the place refuses the file.
        """
        if not minutes.scan_sha256:
            raise NoScan(version=minutes.version)
        self._copy_out(minutes.scan_sha256, target)

    def versions(self, inspection_id: InspectionId) -> list[Minutes]:
        """Return the frozen texts of a visit, the oldest first."""
        with self._store.reading() as view:
            return list(in_order(view.all(Minutes, inspection_id=inspection_id)))

    def default_signers(self, inspection_id: InspectionId) -> tuple[str, ...]:
        """Return who signs by their part in the visit: `sign` records them if nobody is named.

        Raises:
            NotFound: if there is no such visit.
        """
        return default_signers(self._inspections.case_file(inspection_id))

    def standing(self, inspection_id: InspectionId) -> Standing:
        """Return what can be done with the minutes of a visit, and what changed since.

        Raises:
            NotFound: if there is no such visit.
            ObjectMissing, ObjectDamaged, FrozenTextForeign: if a text is not proved here.
        """
        case = self._inspections.case_file(inspection_id)
        last = _last(case)
        to_sign = last if last and last.state is MinutesState.READ_BACK else None
        signed = last_signed(case)
        return Standing(
            versions=case.minutes,
            to_sign=to_sign,
            outdated=tuple(self._texts.changes(case, to_sign)) if to_sign else (),
            signed=signed,
            changed=tuple(self._texts.changes(case, signed)) if signed else (),
            signers=default_signers(case),
        )

    def changes_since_signing(self, inspection_id: InspectionId) -> list[Change]:
        """Return what is recorded otherwise than the text signed last says.

        Changes made here after reopening, and those that a package brought.

        Raises:
            NotFound: if there is no such visit.
            NotSigned: if nothing was signed.
            ObjectMissing, ObjectDamaged, FrozenTextForeign: if the text is not proved here.
        """
        case = self._inspections.case_file(inspection_id)
        signed = last_signed(case)
        if signed is None:
            raise NotSigned
        return self._texts.changes(case, signed)

    def _whole_case(self, inspection_id: InspectionId, head: Head | None) -> CaseFile:
        case = self._inspections.case_file(inspection_id)
        if case.absent:
            raise VisitIncomplete
        return replace(case, plan=replace(case.plan, head=head)) if head else case

    def _to_sign(self, case: CaseFile) -> Minutes:
        """Return the minutes whose signature may be recorded; what is signed says so itself."""
        last = _last(case)
        if last is None or not last.is_frozen:
            raise NothingToSign
        if last.state is MinutesState.SIGNED:
            return last.signed(self._clock.now(), (), "")
        if not self._texts.is_said_by(case, last):
            changes = self._texts.changes(case, last)
            first = change_text(changes[0]) if changes else ""
            raise MinutesOutdated(version=last.version, count=len(changes), first=first)
        return last

    def _beside(self, case: CaseFile, *, supplement: bool) -> Amendment | None:
        """Return the signed minutes that the next ones stand beside, and what changed since."""
        signed, full = last_signed(case), case.signed_minutes
        if signed is None or full is None:
            if supplement:
                raise NotSigned
            return None
        changes = tuple(self._texts.changes(case, signed))
        if supplement and not changes:
            raise NothingToSupplement(version=signed.version)
        if changes and case.inspection.state is InspectionState.SIGNED:
            raise SignedAndClosed(version=signed.version, count=len(changes))
        reason = self._reason(case.inspection.id)
        return Amendment(full=full, signed=signed, changes=changes, reason=reason)

    def _reason(self, inspection_id: InspectionId) -> str:
        """Return why a visit was opened again the last time."""
        with self._store.reading() as view:
            given = view.history.of_entity(inspection_id, "reopened_reason")
        reasons = [read(one.value, str) for one in given if one.value is not None]
        return next((reason for reason in reversed(reasons) if reason), "")

    def _frozen(self, printing: _Printing, progress: Progress) -> Minutes:
        """Return the record of a printing: the last one if it says the same, or the next."""
        case, beside = printing.case, printing.beside
        template_sha256 = _template_sha256(printing.template)
        text = frozen_text(
            case,
            printing.kind,
            template_sha256,
            amends=beside.signed if beside else None,
            reason=beside.reason if beside else "",
        )
        # In the vault before a record names it: a cut-off leaves bytes, never an empty name.
        content = self._vault.put(BytesIO(text.encode()), _SIZE_LIMIT)
        last = _last(case)
        if last is not None and last.content_sha256 == content and self._is_ready(last):
            return last
        made = Minutes(
            id=MinutesId(self._ids.new()),
            inspection_id=case.inspection.id,
            version=case.minutes[-1].version + 1 if case.minutes else 1,
            docx_sha256="0" * 64,
            content_sha256=content,
            written_at=self._clock.now(),
            state=MinutesState.READ_BACK,
            kind=printing.kind,
            amends=beside.signed.id if beside else None,
            template_sha256=template_sha256,
        )
        made = replace(made, docx_sha256=self._sealed(printing, made, progress))
        with self._store.writing() as work:
            work.save(made)
            work.commit()
        return made

    def _is_ready(self, minutes: Minutes) -> bool:
        """Whether a frozen text waits for its signature, its Word file whole."""
        waits = minutes.state is MinutesState.READ_BACK
        return waits and self._vault.verify(minutes.docx_sha256)

    def _sealed(self, printing: _Printing, minutes: Minutes, progress: Progress) -> str:
        seal = Seal(
            inspection_id=minutes.inspection_id,
            version=minutes.version,
            content_sha256=minutes.content_sha256,
            code=minutes.code,
        )
        with scratch_file() as stream:
            if printing.kind is MinutesKind.SUPPLEMENT:
                self._supplement(printing, seal, stream, progress)
            else:
                self._compose(printing.case, printing.template, seal, stream, progress)
            stream.seek(0)
            return self._vault.put(stream, _SIZE_LIMIT)

    def _supplement(
        self, printing: _Printing, stamp: Stamp, stream: IO[bytes], progress: Progress
    ) -> None:
        case = printing.case
        source = PaperSource(
            case=case,
            scores=(),
            visits=(case,),
            calendar=self._calendar(),
            today=self._clock.today(),
            pictures={},
            amendment=printing.beside,
        )
        write_paper(
            supplements.FORM,
            source,
            stream,
            template=printing.template,
            stamp=stamp,
            progress=progress,
        )

    def _compose(
        self, case: CaseFile, template: Path, stamp: Stamp, stream: IO[bytes], progress: Progress
    ) -> None:
        write_minutes(
            case,
            scores_of(case),
            self._photos.pictures(case, progress),
            stream,
            calendar=self._calendar(),
            template=template,
            stamp=stamp,
            progress=progress,
        )

    def _copy_out(self, sha256: str, target: Path) -> None:
        if not self._vault.has(sha256):
            raise ObjectMissing(sha256=sha256)
        if not self._vault.verify(sha256):
            raise ObjectDamaged(sha256=sha256)
        with self._vault.open(sha256) as source, written_whole(target) as stream:
            shutil.copyfileobj(source, stream)


def _last(case: CaseFile) -> Minutes | None:
    """Return the text frozen last of those that were not declared void."""
    texts = standing(case.minutes)
    return texts[-1] if texts else None


def _holds(case: CaseFile, beside: Amendment) -> bool:
    """Whether what was signed last still holds, whatever it would be printed in today.

    A visit that was opened again may have its supplements taken up in a whole version.
    """
    is_closed = case.inspection.state is InspectionState.SIGNED
    return not beside.changes and (is_closed or beside.signed == beside.full)


def _template_sha256(template: Path) -> str:
    try:
        return sha256_of(template)
    except OSError as error:
        raise FileUnreadable(path=template, reason=os_reason(error)) from error
