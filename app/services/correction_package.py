"""The correction package: a visit as headquarters corrected it, with the reason, to its team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.inspection import Inspection
from app.domain.visit_ruling import VisitRuling, visit_ruling_id
from app.errors import AppError, InvalidValue
from app.ids import InspectionId
from app.packages.manifest import PackageKind
from app.packages.trust import Role
from app.progress import NO_PROGRESS, Progress
from app.services.corrections import Correction, corrections_in
from app.services.enrolment import EnrolmentService
from app.services.export_package import Exported, ExportService
from app.services.inspections import InspectionService
from app.services.letter import Letter
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.store.unit_of_work import Store
from app.words import mark, translate


class NothingCorrected(AppError):
    """Headquarters changed nothing of what the team recorded."""

    code = "nothing_corrected"
    message = mark(
        "Headquarters has changed nothing of what the team recorded in this visit. Nothing was "
        "written. Correct it in the visit first."
    )


class NobodyToCorrect(AppError):
    """No laptop of the team that sent a visit counts any more."""

    code = "nobody_to_correct"
    message = mark(
        "No laptop of the team that sent this visit is enrolled any more. Nothing was written. "
        "Enrol a laptop of that team, or name the laptop it is for (in a terminal: --for)."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction package that lies proved on a stick."""

    written: Exported
    corrections: tuple[Correction, ...]
    readers: tuple[str, ...]


class CorrectionService:
    """Tells corrections on both sides, and sends them from headquarters."""

    def __init__(
        self,
        store: Store,
        inspections: InspectionService,
        enrolment: EnrolmentService,
        exports: ExportService,
    ) -> None:
        self._store = store
        self._inspections = inspections
        self._enrolment = enrolment
        self._exports = exports

    @property
    def are_made_here(self) -> bool:
        """Whether this is headquarters."""
        return self._store.info.role == HEADQUARTERS

    def of(self, inspection_id: InspectionId) -> tuple[Correction, ...]:
        """Return what headquarters corrected, in the order in which it was written.

        Raises:
            NotFound: if there is no such visit.
        """
        with self._store.reading() as view:
            case = self._inspections.case_in(view, inspection_id)
            return corrections_in(view, case, office=self.are_made_here)

    def send(
        self,
        inspection_id: InspectionId,
        reason: str,
        medium: Path,
        progress: Progress = NO_PROGRESS,
        *,
        to: Sequence[str] = (),
    ) -> Corrected:
        """Write a visit as corrected onto a stick, for the laptops of the team that sent it.

        Raises:
            NotHeadquarters: if this is a laptop.
            NotFound: if there is no such visit.
            InvalidValue: if no reason is given.
            NothingCorrected: if nothing was.
            NobodyToCorrect: if no laptop of the team is enrolled, and none is named.
            MediumGone, MediumFull, MediumReadOnly, MediumFaulty, MediumFailed: naming the stick.
        """
        if not self.are_made_here:
            raise NotHeadquarters
        if not reason.strip():
            raise InvalidValue(
                field="reason", value="", reason=translate("the team needs a reason")
            )
        corrections = self.of(inspection_id)
        if not corrections:
            raise NothingCorrected
        letter = Letter(
            kind=PackageKind.CORRECTION,
            visits=(inspection_id,),
            to=tuple(to) or self._team(inspection_id),
        )
        readers = self._exports.readers(letter)
        self._give_reason(inspection_id, reason.strip())
        written = self._exports.send(medium, letter, progress)
        return Corrected(written=written, corrections=corrections, readers=readers)

    def _give_reason(self, inspection_id: InspectionId, reason: str) -> None:
        identity = visit_ruling_id(inspection_id)
        with self._store.writing() as work:
            work.get(Inspection, inspection_id)
            known = work.find(VisitRuling, identity)
            known = known or VisitRuling(id=identity, inspection_id=inspection_id)
            work.save(replace(known, correction=reason))
            work.commit()

    def _team(self, inspection_id: InspectionId) -> tuple[str, ...]:
        """Return the laptops of the teams whose packages brought a visit.

        A laptop that was withdrawn still says whose the visit is.

        Raises:
            NobodyToCorrect: if there are none: nobody named would mean everybody.
        """
        keyring = self._enrolment.keyring()
        with self._store.reading() as view:
            carried = view.visits.carried(inspection_id)
        signers = {one.note.signer for one in carried if one.note.direction == "in"}
        laptops = [one for one in keyring.members if one.role is Role.DEVICE]
        teams = {one.team for one in laptops if one.name in signers and one.team}
        names = {
            one.name
            for one in laptops
            if one.is_active and (one.name in signers or one.team in teams)
        }
        if not names:
            raise NobodyToCorrect
        return tuple(sorted(names))
