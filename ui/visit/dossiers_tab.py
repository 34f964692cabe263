"""The tab Hồ sơ mẫu: the sample as a grid, what it amounts to, and what is doubtful about a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from typing_extensions import override

from app.changes import ChangeSet
from app.domain.dossier import Dossier
from app.domain.photo import PhotoTarget
from app.domain.text import fold
from app.ids import DossierId
from app.progress import Progress
from app.services.dossiers import HalfTyped
from app.services.photo_sources import patterns
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.shortcuts import Key, bind
from ui.visit.dossier_bars import GroupBar
from ui.visit.dossier_columns import COLUMNS
from ui.visit.dossier_detail import DossierDetail
from ui.visit.dossier_model import DossierGridModel
from ui.visit.dossier_rows import Judging, SampleRow, judged
from ui.visit.dossier_saver import DossierSaver
from ui.visit.dossier_sheet import DossierSheet
from ui.visit.loose_pictures import WantedPhotos
from ui.visit.lost_texts import LostText
from ui.visit.sample_tools import SampleTools
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, row
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.flow import Flow
from ui.widgets.typed_text import DraftPlace

_PASSING: Final[tuple[Callable[[SampleRow], bool], ...]] = (
    lambda _row: True,
    lambda row: row.is_late,
    lambda row: bool(row.judgement and row.judgement.warnings),
    lambda row: bool(row.misread),
)


class _Read(NamedTuple):
    """A sample as the store holds it, judged."""

    judging: Judging
    dossiers: tuple[SampleRow, ...]
    half_typed: list[HalfTyped]


class DossiersTab(CaseTab):
    """The sample of the visit: typed, pasted, judged as it is typed, saved by itself."""

    finding_asked = Signal(list)
    """The dossiers, by identity, that a finding is to be made of."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        numbers = case.desk.application.undo
        self.model = DossierGridModel(self, next_number=numbers.next_number)
        self.saver = DossierSaver(case.desk, self.model, self)
        self.sheet = DossierSheet(case, self.model)
        case.own_steps.append(self.sheet)
        self.grid = self.sheet.grid
        self.summary = ElidedLabel("", "strong")
        self.state = ElidedLabel("", "muted")
        self.filter = FilterBar(
            translate("Search dossiers (Ctrl+F)"),
            (
                translate("All"),
                translate("Overdue"),
                translate("Doubtful"),
                translate("Not understood"),
            ),
        )
        self.groups = GroupBar(case.desk.settings)
        self.detail = DossierDetail(case, self.model)
        self.retry = button(translate("Save again"), self.saver.save_now)
        self.add_button = button(translate("Add a dossier"), self._on_add, drawing=Icon.ADD)
        self.finding_button = button(
            translate("Make a finding (F6)"), self._on_finding, drawing=Icon.FLAG
        )
        self.paste_button = button(translate("Paste from Excel"), self._on_paste)
        self.tools = SampleTools(case)
        self.stack = QStackedWidget()
        self._is_stale = True
        self._words: tuple[str, ...] = ()
        self._choice = 0
        self._wanted_id = ""
        self._asked: list[DossierId] = []
        """The dossiers a finding is to be made of, until the visit in hand knows them all."""
        self._lost: LostText | None = None
        """What is put back into its cell when the sample is read."""
        self._closed: list[DraftPlace] = []
        """Cells that were edited, whose drafts go when the saver has nothing left to do."""
        self._build()
        self._connect()

    @override
    def show_case(self) -> None:
        case = self.case.case
        if case is None:
            return
        self.model.is_sealed = self.case.is_sealed
        judging = self.model.judging
        is_other = self.model.inspection_id != case.inspection.id or judging is None
        if is_other or (judging is not None and judging.period_to != case.inspection.period_to):
            self._is_stale = True
        if self._is_stale and not (self.saver.is_busy and not is_other):
            self._is_stale = False
            self._read_all()
        elif not self.saver.is_busy and not self._is_known(case.dossiers):
            # In the lane of the saves, so that it never tells less than they did.
            dossiers = self.case.desk.application.dossiers
            visit = case.inspection.id
            job = self.case.desk.jobs.start(lambda _progress: dossiers.all(visit))
            job.succeeded.connect(self._on_news)
        self._show_about()
        self._ask_for_finding()

    @override
    def open_key(self, key: str) -> None:
        """Take the user to a dossier, whatever the filter hides."""
        self.filter.words.clear()
        self.filter.choose(0)
        self._wanted_id = key
        self._choose_wanted()

    @property
    @override
    def is_kept(self) -> bool:
        return not (self.saver.is_busy or self.saver.has_failed)

    @override
    def take_up(self, texts: Sequence[LostText]) -> bool:
        self._lost = texts[-1]
        self._take_up_lost()
        return True

    @property
    def paste_shown(self) -> bool:
        """Whether a paste waits to be looked at."""
        return self.sheet.paste_panel.isVisible()

    @override
    def take_keys(self) -> None:
        (self.grid if self.stack.currentIndex() == 0 else self.add_button).setFocus()

    @override
    def settle(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.grid.isAncestorOf(focus):
            # An editor that loses the keyboard gives what was typed.
            self.grid.setFocus()
        self.saver.save_now()

    def _build(self) -> None:
        head = row(spacing=theme.MEDIUM)
        head.addWidget(self.summary)
        head.addStretch(1)
        head.addWidget(self.state)
        steps = (self.retry, self.finding_button, *self.tools.buttons, self.add_button)
        head.addLayout(Flow(widgets=steps))
        full = QWidget()
        inner = column(full, spacing=theme.SMALL)
        inner.addWidget(self.filter)
        inner.addWidget(self.groups)
        inner.addWidget(self.sheet, 1)
        inner.addWidget(self.detail)
        empty = EmptyState(
            Icon.TABLE,
            translate("No dossier in the sample yet"),
            translate(
                "Import the register of the one-stop software and draw from it, or add dossiers by "
                "hand: type them, or paste them from Excel with Ctrl+V."
            ),
            button(
                translate("Draw from a register"), self.tools.draw_button.click, variant="primary"
            ),
            button(translate("Add a dossier by hand"), self._on_add),
            self.paste_button,
        )
        self.stack.addWidget(full)
        self.stack.addWidget(empty)
        layout = column(self, spacing=theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(self.tools, 1)
        layout.addWidget(self.stack, 1)
        self.tools.opened.connect(self.stack.setHidden)
        self.retry.hide()

    def _connect(self) -> None:
        self.grid.row_chosen.connect(lambda _place: self._show_about())
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._show_about())
        self.model.dataChanged.connect(lambda *_: self._show_about())
        for news in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            news.connect(lambda *_: self._show_whole())
        self.model.changed.connect(self._show_whole)
        self.saver.state_changed.connect(self._show_state)
        self.sheet.told.connect(self.state.setText)
        self.groups.chosen.connect(self.grid.show_groups)
        for cells in (self.grid.cells, self.grid.frozen.cells):
            cells.closed.connect(self._on_cell_closed)
        self.filter.searched.connect(self._on_searched)
        self.filter.choice_made.connect(self._on_choice)
        self.grid.show_groups(self.groups.shown)
        bind(self, Key.SEARCH, self.filter.words.setFocus)
        bind(self, Key.DOSSIER_PHOTO, self.ask_for_photos)
        bind(self, Key.DOSSIER_FINDING, self._on_finding)
        self.filter.words.returnPressed.connect(self.grid.setFocus)
        self.case.desk.changes.changed.connect(self._on_changed)

    def ask_for_photos(self) -> None:
        """Let the user choose photos that are evidence for the chosen dossier."""
        if self.case.is_sealed:
            return
        stored = self.model.row_at(self.grid.place).stored if self.grid.place >= 0 else None
        if stored is None:
            self.state.setText(translate("A photo needs a dossier that is saved."))
            return
        paths = self.case.desk.prompts.choose_files(
            translate("Add photos"),
            translate("Photos ({suffixes})", suffixes=" ".join(patterns())),
        )
        if paths:
            links = ((PhotoTarget.DOSSIER, stored.id),)
            wanted = WantedPhotos(paths=tuple(paths), links=links)
            self.case.intake.take(self.case.inspection_id, wanted)

    def _read_all(self) -> None:
        """Read and judge the sample in the background, in the lane of the saves."""
        case = self.case.case
        if case is None:
            return
        application, visit = self.case.desk.application, case.inspection
        keys = iter(self.model.new_keys(len(case.dossiers) + 5000))

        def work(_progress: Progress) -> _Read:
            judging = Judging(calendar=application.calendar.current(), period_to=visit.period_to)
            rows = [
                judged(SampleRow(key=next(keys), dossier=one, stored=one), judging)
                for one in application.dossiers.all(visit.id)
            ]
            return _Read(judging, tuple(rows), application.dossiers.half_typed(visit.id))

        job = self.case.desk.jobs.start(work)
        job.succeeded.connect(partial(self._on_read, visit.id))

    def _on_read(self, visit: str, found: _Read) -> None:
        if self.case.case is None or visit != self.case.case.inspection.id:
            return
        self.saver.begin(found.half_typed)
        self.model.show_sample(self.case.case.inspection.id, found.dossiers, found.judging)
        self.model.restore(found.half_typed)
        self._show_whole()
        self._choose_wanted()
        self._take_up_lost()

    def _take_up_lost(self) -> None:
        """Edit the cell again in which somebody was typing, once the sample is read."""
        lost, case = self._lost, self.case.case
        if lost is None or case is None or self.model.inspection_id != case.inspection.id:
            return
        self._lost = None
        stored = {row.stored.id if row.stored else "": key for key, row in self.model.rows.items()}
        key = stored.get(DossierId("" if lost.place.is_new else lost.draft.entity_id))
        if key is None:
            self._on_add()
        place = self.grid.place if key is None else self.model.place_of(key)
        names = [column.name for column in COLUMNS]
        editor = self.grid.open_editor(place, names.index(lost.draft.field))
        if editor is not None:
            editor.take_up(lost.draft.text, lost.draft.caret)

    def _on_news(self, dossiers: Sequence[Dossier]) -> None:
        if dossiers and dossiers[0].inspection_id != self.model.inspection_id:
            return
        self.model.take_news(dossiers)
        self._show_whole()

    def _is_known(self, dossiers: Sequence[Dossier]) -> bool:
        known = {row.stored.id: row.stored for row in self.model.rows.values() if row.stored}
        return len(known) == len(dossiers) and all(known.get(one.id) == one for one in dossiers)

    def _show_whole(self) -> None:
        """Show what the sample amounts to."""
        rows = self.model.rows.values()
        self.stack.setCurrentIndex(0 if rows else 1)
        self.summary.setText(
            translate(
                "{late}/{total} overdue  ·  {without} without a receipt slip",
                late=sum(one.is_late for one in rows),
                total=len(rows),
                without=sum(one.dossier.has_receipt is False for one in rows),
            )
        )
        self.filter.show_count(self.model.rowCount(), len(rows))
        self._show_about()

    def _choose_wanted(self) -> None:
        """Go to the dossier a link named, once it is read."""
        for key, one in self.model.rows.items():
            if one.stored is not None and one.stored.id == self._wanted_id:
                self.grid.choose(self.model.place_of(key))
                self._wanted_id = ""
                return

    def _show_about(self) -> None:
        current = self.grid.currentIndex()
        if not current.isValid() or not self.model.rows:
            self.detail.show_nothing()
            return
        self.detail.show_row(self.model.row_at(current.row()), COLUMNS[current.column()])

    def _show_state(self) -> None:
        self.kept_changed.emit()
        if self.is_kept:
            closed, self._closed = self._closed, []
            for place in closed:
                self.case.drafts.discard(place)
        self.retry.setVisible(self.saver.has_failed)
        if self.saver.has_failed:
            text = translate("Not saved: what you typed stays here.")
        elif self.saver.is_busy:
            text = translate("Saving…")
        else:
            text = translate("All saved")
        self.state.setText(text)

    def _on_searched(self, text: str) -> None:
        self._words = tuple(fold(text).split())
        self._filter()

    def _on_choice(self, number: int) -> None:
        self._choice = number
        self._filter()

    def _filter(self) -> None:
        if not self._words and not self._choice:
            self.model.filter(None)
            return
        passing = _PASSING[self._choice]
        self.model.filter(lambda one: passing(one) and self._holds_words(one))

    def _holds_words(self, one: SampleRow) -> bool:
        if not self._words:
            return True
        text = fold(" ".join(column.text(one) for column in COLUMNS))
        return all(word in text for word in self._words)

    def _on_cell_closed(self, place: DraftPlace) -> None:
        self._closed.append(place)
        # A cell left as it was changes nothing that would be saved.
        QTimer.singleShot(0, self, self._show_state)

    def _on_finding(self) -> None:
        """Ask for a finding from the dossiers of the rows chosen, once they are saved."""
        if self.case.is_sealed:
            return
        self.settle()
        places = sorted({index.row() for index in self.grid.selectionModel().selectedIndexes()})
        rows = [
            self.model.row_at(place).stored for place in places or [self.grid.place] if place >= 0
        ]
        chosen = [stored.id for stored in rows if stored is not None]
        if chosen:
            self._asked = chosen
            self._ask_for_finding()
        else:
            self.state.setText(translate("A finding needs a dossier that is saved."))

    def _ask_for_finding(self) -> None:
        """Hand over what is asked for once the visit in hand knows it.

        A dossier saved a moment ago would pass for one that was removed.
        """
        case = self.case.case
        if (
            case is None
            or not self._asked
            or not {one.id for one in case.dossiers}.issuperset(self._asked)
        ):
            return
        asked, self._asked = self._asked, []
        self.finding_asked.emit(asked)

    def _on_add(self) -> None:
        self.tools.put_away()
        self.stack.setCurrentIndex(0)
        self.sheet.add_row()

    def _on_paste(self) -> None:
        self.tools.put_away()
        self.stack.setCurrentIndex(0)
        self.grid.setFocus()
        self.grid.paste()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("special_day"):
            self._is_stale = True
            if self.isVisible():
                self.show_case()
