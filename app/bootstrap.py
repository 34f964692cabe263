"""The one place where the parts of the application are put together.

A service is made when somebody first asks for it: Word, Excel, images and
cryptography are loaded by the work that needs them, not at start.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from app.changes import ChangeListener, nobody
from app.clock import Clock, SystemClock
from app.exchange import Exchange, remove_unsealed
from app.ids import IdSource, SystemIds
from app.services.checklists import ChecklistService
from app.services.drafts import DraftService
from app.services.findings import FindingService, RecommendationService
from app.services.inspections import InspectionService
from app.services.shipped import publish_shipped
from app.services.typist import TypistService
from app.services.units import UnitService
from app.store import opening
from app.store.unit_of_work import Store

if TYPE_CHECKING:
    from app.domain.paper import Paper
    from app.services.answer_history import AnswerHistoryService
    from app.services.answers import AnswerService
    from app.services.attendance import AttendanceService
    from app.services.bin import BinService
    from app.services.calendar import CalendarService
    from app.services.checklist_differences import ChecklistDifferenceService
    from app.services.checklist_drafts import ChecklistDraftService
    from app.services.checklist_files import ChecklistFileService
    from app.services.checklist_life import ChecklistLifeService
    from app.services.correction_package import CorrectionService
    from app.services.differences import DifferenceService
    from app.services.dossiers import DossierService
    from app.services.draws import DrawService
    from app.services.faces import FaceService
    from app.services.handover import HandoverService
    from app.services.issued_tables import IssuedTableService
    from app.services.maintenance import MaintenanceService
    from app.services.many_photos import ManyPhotos
    from app.services.minutes import MinutesService
    from app.services.missing import MissingService
    from app.services.papers import PaperService
    from app.services.photo_marks import PhotoMarkService
    from app.services.photos import PhotoService
    from app.services.phrases import PhraseService
    from app.services.plans import PlanService
    from app.services.previews import PreviewService
    from app.services.proposals import ProposalService
    from app.services.recording import RecordingService
    from app.services.registers import RegisterService
    from app.services.remediation import RemediationService
    from app.services.reports import ReportService
    from app.services.rulings import RulingService
    from app.services.sample_figures import SampleFigureService
    from app.services.score_comparisons import ScoreComparisonService
    from app.services.screen_lock import ScreenLockService
    from app.services.suggestions import SuggestionService
    from app.services.templates import TemplateService
    from app.services.undo import UndoService
    from app.services.unit_files import UnitFileService
    from app.services.verification import VerificationService
    from app.services.version_moves import VersionMoveService
    from app.services.void_minutes import VoidMinutesService
    from app.services.work_shares import WorkShareService


class Application(Exchange):  # noqa: PLR0904 - one property for each service
    """Everything a screen or a command may ask for; holds the store open until closed."""

    def __init__(self, store: Store, clock: Clock, ids: IdSource) -> None:
        super().__init__(store, clock, ids)
        self.units: Final = UnitService(store)
        self.checklists: Final = ChecklistService(store)
        self.inspections: Final = InspectionService(store, self.units, clock, ids)
        self.findings: Final = FindingService(store, ids)
        self.recommendations: Final = RecommendationService(store, ids)
        self.drafts: Final = DraftService(store, clock)
        # At once: what is written first must already say who wrote it.
        self.typist: Final = TypistService(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    @cached_property
    def checklist_drafts(self) -> ChecklistDraftService:
        """Checklists that are being written."""
        from app.services.checklist_drafts import ChecklistDraftService

        return ChecklistDraftService(self._store, self._clock, self._ids)

    @cached_property
    def checklist_differences(self) -> ChecklistDifferenceService:
        """Two versions of a checklist side by side."""
        from app.services.checklist_differences import ChecklistDifferenceService

        return ChecklistDifferenceService(self._store, lambda: self.checklist_files)

    @cached_property
    def checklist_life(self) -> ChecklistLifeService:
        """Versions in force and retired."""
        from app.services.checklist_life import ChecklistLifeService

        return ChecklistLifeService(self._store, lambda: self.enrolment.standing().has_headquarters)

    @cached_property
    def version_moves(self) -> VersionMoveService:
        """Visits that move to another version of their checklist."""
        from app.services.version_moves import VersionMoveService

        return VersionMoveService(self._store)

    @cached_property
    def score_comparisons(self) -> ScoreComparisonService:
        """Two visits to one unit side by side."""
        from app.services.score_comparisons import ScoreComparisonService

        return ScoreComparisonService(self._store, self.inspections)

    @cached_property
    def answers(self) -> AnswerService:
        """Answers to criteria."""
        from app.services.answers import AnswerService

        return AnswerService(self._store, self.calendar.current)

    @cached_property
    def answer_history(self) -> AnswerHistoryService:
        """What became of answers."""
        from app.services.answer_history import AnswerHistoryService

        return AnswerHistoryService(self._store)

    @cached_property
    def work_shares(self) -> WorkShareService:
        """Who of the team answers what."""
        from app.services.work_shares import WorkShareService

        return WorkShareService(self._store)

    @cached_property
    def attendance(self) -> AttendanceService:
        """Who was at work."""
        from app.services.attendance import AttendanceService

        return AttendanceService(self._store, self._ids)

    @cached_property
    def dossiers(self) -> DossierService:
        """The sample of dossiers."""
        from app.services.dossiers import DossierService

        return DossierService(self._store)

    @cached_property
    def sample_figures(self) -> SampleFigureService:
        """What the sample answers by itself."""
        from app.services.sample_figures import SampleFigureService

        return SampleFigureService(self._store, self.calendar.current)

    @cached_property
    def proposals(self) -> ProposalService:
        """Findings that failed criteria and the sample propose."""
        from app.services.proposals import ProposalService

        return ProposalService(self._store, self.inspections, self.calendar.current, self._clock)

    @cached_property
    def bin(self) -> BinService:
        """What was removed, and the way back."""
        from app.services.bin import BinService

        return BinService(self._store)

    @cached_property
    def undo(self) -> UndoService:
        """What was done to a visit in this session, taken back and made again."""
        from app.services.undo import UndoService

        return UndoService(self._store)

    @cached_property
    def remediation(self) -> RemediationService:
        """What earlier visits asked of a unit, and what recurs."""
        from app.services.remediation import RemediationService

        return RemediationService(self._store, self.inspections, self._clock)

    @cached_property
    def suggestions(self) -> SuggestionService:
        """What may be meant in the fields of findings and recommendations."""
        from app.services.suggestions import SuggestionService

        return SuggestionService(self._store, self.inspections)

    @cached_property
    def phrases(self) -> PhraseService:
        """The phrase bank."""
        from app.services.phrases import PhraseService

        return PhraseService(self._store)

    @cached_property
    def calendar(self) -> CalendarService:
        """Which days count."""
        from app.services.calendar import CalendarService

        return CalendarService(self._store)

    @cached_property
    def photos(self) -> PhotoService:
        """Photos of a visit."""
        from app.services.photos import PhotoService

        return PhotoService(self._store, self._vault, self._renditions)

    @cached_property
    def many_photos(self) -> ManyPhotos:
        """What is done to many photos at once."""
        from app.services.many_photos import ManyPhotos

        return ManyPhotos(self._store)

    @cached_property
    def photo_marks(self) -> PhotoMarkService:
        """What is drawn over photos."""
        from app.services.photo_marks import PhotoMarkService

        return PhotoMarkService(self._store, self._ids)

    @cached_property
    def faces(self) -> FaceService:
        """Suggestions of faces to black out."""
        from app.services.faces import FaceService

        return FaceService(self._renditions)

    @cached_property
    def recording(self) -> RecordingService:
        """Visits as JSON documents."""
        from app.services.recording import RecordingService

        return RecordingService(self._store, self.units, self.photos)

    @cached_property
    def checklist_files(self) -> ChecklistFileService:
        """Checklists as Excel workbooks."""
        from app.services.checklist_files import ChecklistFileService

        return ChecklistFileService(self.checklists)

    @cached_property
    def issued_tables(self) -> IssuedTableService:
        """Tables of criteria as they were issued."""
        from app.services.issued_tables import IssuedTableService

        return IssuedTableService(self._store, self.checklists, self.checklist_drafts)

    @cached_property
    def unit_files(self) -> UnitFileService:
        """Units as Excel workbooks."""
        from app.services.unit_files import UnitFileService

        return UnitFileService(self.units)

    @cached_property
    def registers(self) -> RegisterService:
        """Registers a sample is drawn from."""
        from app.services.registers import RegisterService

        return RegisterService(self._store)

    @cached_property
    def draws(self) -> DrawService:
        """Samples drawn from registers."""
        from app.services.draws import DrawService

        return DrawService(self._store, self.calendar.current, self._ids)

    @cached_property
    def templates(self) -> TemplateService:
        """The Word templates of papers."""
        from app.services.templates import TemplateService

        return TemplateService(self._store, self._vault, clock=self._clock)

    def _template_for(self, paper: Paper) -> Path:
        return self.templates.template_for(paper)

    @cached_property
    def missing(self) -> MissingService:
        """What the minutes of a visit still lack."""
        from app.services.missing import MissingService

        return MissingService(
            self._store,
            self.inspections,
            self._vault,
            self.calendar.current,
            self.remediation.open_ones,
        )

    @cached_property
    def minutes(self) -> MinutesService:
        """The Word minutes of a visit."""
        from app.services.minutes import MinutesService

        return MinutesService(
            self._store,
            self.inspections,
            self.photos,
            self._vault,
            templates=self._template_for,
            missing=self.missing,
            calendar=self.calendar.current,
            clock=self._clock,
            ids=self._ids,
        )

    @cached_property
    def void_minutes(self) -> VoidMinutesService:
        """Minutes that two laptops had signed, of which one can hold."""
        from app.services.void_minutes import VoidMinutesService

        return VoidMinutesService(self._store)

    @cached_property
    def rulings(self) -> RulingService:
        """What headquarters rules about visits as a whole."""
        from app.services.rulings import RulingService

        return RulingService(self._store)

    @cached_property
    def plans(self) -> PlanService:
        """Plans of inspection."""
        from app.services.plans import PlanService

        return PlanService(self._store)

    @cached_property
    def previews(self) -> PreviewService:
        """Papers as the pages they will print."""
        from app.services.previews import PreviewService

        return PreviewService(self.folder / "previews")

    @cached_property
    def papers(self) -> PaperService:
        """The other papers of a visit."""
        from app.services.papers import PaperService

        return PaperService(
            self._store,
            self.inspections,
            self.photos,
            templates=self._template_for,
            calendar=self.calendar.current,
            clock=self._clock,
        )

    @cached_property
    def verification(self) -> VerificationService:
        """Papers and codes held against what was frozen."""
        from app.services.verification import VerificationService

        return VerificationService(self._store, self.inspections, self._vault)

    @cached_property
    def reports(self) -> ReportService:
        """Workbooks over all visits."""
        from app.services.reports import ReportService

        return ReportService(self.inspections, self.calendar.current)

    @cached_property
    def differences(self) -> DifferenceService:
        """What laptops say unlike."""
        from app.services.differences import DifferenceService

        return DifferenceService(self._store, self.inspections)

    @cached_property
    def corrections(self) -> CorrectionService:
        """What headquarters corrected."""
        from app.services.correction_package import CorrectionService

        return CorrectionService(self._store, self.inspections, self.enrolment, self.exports)

    @cached_property
    def handover(self) -> HandoverService:
        """Where the packages of a visit are."""
        from app.services.handover import HandoverService

        return HandoverService(self._store, self.inspections, self.differences)

    @cached_property
    def screen_lock(self) -> ScreenLockService:
        """The PIN of the window."""
        from app.services.screen_lock import ScreenLockService

        return ScreenLockService(self._store, self._ids)

    @cached_property
    def maintenance(self) -> MaintenanceService:
        """Whether the store and its photos are whole."""
        from app.services.maintenance import MaintenanceService

        return MaintenanceService(self._store, self._vault)


def create_store(
    folder: Path, role: str, name: str, *, clock: Clock | None = None, ids: IdSource | None = None
) -> None:
    """Make a new store and publish what ships with the program in it.

    Raises:
        NameRefused, StoreExists, StoreUnsafe, StoreDenied, StoreFull: nothing was made then.
    """
    opening.create(folder, role, name, ids or SystemIds())
    try:
        open_application(folder, clock=clock, ids=ids).close()
    except BaseException:
        opening.take_back(folder)
        raise


def open_application(
    folder: Path,
    *,
    clock: Clock | None = None,
    ids: IdSource | None = None,
    listener: ChangeListener = nobody,
) -> Application:
    """Open the store in a folder and return the services on it.

    A store of an earlier version is brought up to date and given what ships since.

    Raises:
        StoreMissing, StoreLost, StoreBusy, StoreForeign, StoreTooNew, StoreDamaged, StoreUnsafe:
            before anything was written.
    """
    clock, ids = clock or SystemClock(), ids or SystemIds()
    store = Store(folder, clock, ids, listener)
    try:
        publish_shipped(store)
    except BaseException:
        store.close()
        raise
    remove_unsealed(folder)
    return Application(store, clock, ids)


def has_store(folder: Path) -> bool:
    """Tell whether a folder holds a store."""
    return opening.exists(folder)
