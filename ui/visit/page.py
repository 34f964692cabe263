"""One visit: its head, its tabs, and the case they all look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget
from typing_extensions import override

from app.domain.inspection import InspectionState
from app.domain.photo import PhotoTarget
from app.ids import PhotoId
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.navigation import PageName, Place, VisitTab
from ui.page import Page
from ui.shortcuts import Key, bind
from ui.texts import day_text, kind_text, moment_text, state_text
from ui.visit.card_notice import CardNotice
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.draft_notice import DraftNotice
from ui.visit.findings_tab import FindingsTab
from ui.visit.handover_tab import HandoverTab
from ui.visit.intake_notice import IntakeNotice
from ui.visit.lost_texts import LostText
from ui.visit.minutes_tab import MinutesTab
from ui.visit.newer_notice import NewerNotice
from ui.visit.overview_tab import OverviewTab
from ui.visit.photos_tab import PhotosTab
from ui.visit.signed_notice import SignedNotice
from ui.visit.tab import CaseTab
from ui.visit.undo_keys import UndoKeys
from ui.visit.visit_case import VisitCase
from ui.visit.visit_undo import VisitUndo
from ui.widgets.basics import button, chip, row
from ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    # Loaded for whoever looks closely.
    from ui.visit.photo_viewer import PhotoViewer


STATE_TONES: Final = {
    InspectionState.PLANNED: "neutral",
    InspectionState.OPEN: "accent",
    InspectionState.FINISHED: "partial",
    InspectionState.SIGNED: "good",
}


class VisitPage(Page):
    """The tabs of one visit; each is built when it is first opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "")
        self.case = VisitCase(desk, self)
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self._nothing = QWidget()
        """Stands in the place of the tabs until the visit is read: never another one's rows."""
        self.stack.addWidget(self._nothing)
        self.drafts = DraftNotice(self.case, self._reach_lost)
        self.newer = NewerNotice(self.case)
        self.signed = SignedNotice(self.case)
        self.cards = CardNotice(self.case, self)
        self.intake = IntakeNotice(self.case, self)
        self.built: dict[VisitTab, CaseTab] = {}
        self.turns = VisitUndo(self.case, self, lambda: self.built.get(self.tab))
        self.name = ElidedLabel("", "heading")
        self.state = chip()
        self.sample = chip(translate("Sample visit"), "differs")
        # The facts give way first when the window is narrow.
        self.facts = ElidedLabel("", "muted")
        self.viewer: PhotoViewer | None = None
        """The photo seen large, while one is."""
        self._wanted_key = ""
        self._continues = False
        self._is_fresh = True
        self._stale: set[VisitTab] = set()
        self._names = list(_tab_texts())
        self._builders: Mapping[VisitTab, Callable[[VisitCase], CaseTab]] = {
            VisitTab.OVERVIEW: OverviewTab,
            VisitTab.CHECKLIST: self._build_checklist,
            VisitTab.DOSSIERS: self._build_dossiers,
            VisitTab.FINDINGS: FindingsTab,
            VisitTab.PHOTOS: self._build_photos,
            VisitTab.MINUTES: self._build_minutes,
            VisitTab.HANDOVER: HandoverTab,
        }
        self._build()
        bind(self, Key.NEXT_TAB, lambda: self._walk_tabs(1))
        bind(self, Key.PREVIOUS_TAB, lambda: self._walk_tabs(-1))
        self.case.loaded.connect(self._on_loaded)
        self.case.photo_opened.connect(self._on_photo_opened)
        self.case.gone.connect(self._on_gone)
        for news in (self.case.answer_refused, self.case.answer_saved, self.case.loaded):
            news.connect(self.kept_changed)
        self.case.drafts.unsaved_changed.connect(self.kept_changed)
        UndoKeys(self, self.turns.undo, self.turns.redo)
        self.turns.led.connect(self._on_led)
        self.intake.photos_asked.connect(self._on_photos_asked)

    @property
    def tab(self) -> VisitTab:
        """The tab in view."""
        return self._names[self.tabs.currentIndex()]

    @property
    @override
    def is_kept(self) -> bool:
        case = self.case
        tabs = all(tab.is_kept for tab in self.built.values())
        return tabs and not case.problems and not case.drafts.unsaved

    @override
    def go_to(self, place: Place) -> None:
        self._wanted_key = place.key
        self._continues = place.continues
        if place.inspection_id and place.inspection_id != self.case.inspection_id:
            self.settle()
            self.name.setText("")
            self._is_fresh = True
            self.stack.setCurrentWidget(self._nothing)
            self.intake.dismiss()
            self.case.open(place.inspection_id)
            QTimer.singleShot(0, self, self._prepare)
        if place.tab is not None:
            self.tabs.setCurrentIndex(self._names.index(place.tab))
        if self.case.case is not None:
            self._open_wanted()

    @override
    def whereabouts(self, place: Place) -> Place:
        tab = self.built.get(self.tab)
        key = tab.key_in_hand if tab is not None else ""
        return replace(place, inspection_id=self.case.inspection_id, tab=self.tab, key=key)

    @override
    def settle(self) -> None:
        for tab in self.built.values():
            tab.settle()
        if self.viewer is not None:
            self.viewer.settle()

    def _build(self) -> None:
        back = button("", self._on_back, variant="quiet", drawing=Icon.BACK)
        back.setAccessibleName(translate("Back to the list"))
        back.setToolTip(translate("Back to the list"))
        head = row(spacing=theme.SMALL)
        head.addWidget(back)
        head.addWidget(self.name)
        head.addWidget(self.state)
        head.addWidget(self.sample)
        head.addWidget(self.facts, 1)
        head.addWidget(self.turns.undo_button)
        head.addWidget(self.turns.redo_button)
        self.body.addLayout(head)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for text in _tab_texts().values():
            self.tabs.addTab(text.replace("&", "&&"))
        self.tabs.setCurrentIndex(self._names.index(VisitTab.CHECKLIST))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        below = row(spacing=theme.MEDIUM)
        below.addWidget(self.tabs)
        below.addWidget(self.turns.line, 1)
        self.body.addLayout(below)
        self.body.addWidget(self.turns.line.below)
        self.body.addWidget(self.drafts)
        self.body.addWidget(self.newer)
        self.body.addWidget(self.signed)
        self.body.addWidget(self.cards)
        self.body.addWidget(self.intake.panel)
        self.body.addWidget(self.intake.result)
        self.body.addWidget(self.stack, 1)
        self.state.hide()
        self.sample.hide()

    def _build_checklist(self, case: VisitCase) -> CaseTab:
        tab = ChecklistTab(case)
        tab.finding_asked.connect(self._on_finding_asked)
        tab.finding_opened.connect(self._on_finding_opened)
        tab.photo_asked.connect(self._on_photo_asked)
        return tab

    def _build_dossiers(self, case: VisitCase) -> CaseTab:
        tab = DossiersTab(case)
        tab.finding_asked.connect(lambda ids: self._begin_finding(dossier_ids=ids))
        return tab

    def _build_photos(self, case: VisitCase) -> CaseTab:
        tab = PhotosTab(case)
        tab.finding_asked.connect(self._on_photo_finding)
        return tab

    def _build_minutes(self, case: VisitCase) -> CaseTab:
        tab = MinutesTab(case)
        tab.place_asked.connect(self._on_place_asked)
        return tab

    def _show_tab(self, name: VisitTab) -> CaseTab:
        tab = self.built.get(name)
        if tab is None:
            tab = self.built[name] = self._builders[name](self.case)
            self.stack.addWidget(tab)
            tab.kept_changed.connect(self.kept_changed)
            tab.kept_changed.connect(self.turns.look)
            self._stale.add(name)
        if self.case.case is None:
            return tab
        # First its size, then what is laid out in it: rows are measured once.
        self.stack.setCurrentWidget(tab)
        if name in self._stale:
            self._stale.discard(name)
            tab.show_case()
            tab.seal(sealed=self.case.is_sealed)
        return tab

    def _prepare(self) -> None:
        """Make the tab while its visit is still being read."""
        if self.case.case is None:
            self._show_tab(self.tab)

    def _on_led(self, tab: VisitTab, key: str) -> None:
        """Show what was taken back, once the visit is read anew."""
        self._wanted_key = key
        if tab is not self.tab:
            self.tabs.setCurrentIndex(self._names.index(tab))

    def _on_loaded(self) -> None:
        case = self.case.case
        if case is None:
            return
        inspection = case.inspection
        self.name.setText(case.unit.committee)
        self.state.setText(state_text(inspection.state))
        theme.mark_as(self.state, chip=STATE_TONES[inspection.state])
        self.state.show()
        self.sample.setVisible(inspection.is_sample)
        period = f"{day_text(inspection.period_from)} – {day_text(inspection.period_to)}"
        parts = [kind_text(inspection.kind), period]
        if inspection.started_at is not None:
            parts.append(translate("started {moment}", moment=moment_text(inspection.started_at)))
        self.facts.setText("  ·  ".join(parts))
        # What is out of sight is shown anew when it comes into sight.
        self._stale = set(self.built)
        self._show_tab(self.tab)
        self._open_wanted()
        self.turns.look()
        self.newer.look()
        self.signed.look()
        if self._is_fresh:
            self._is_fresh = False
            self.drafts.look(continues=self._continues)
            self.built[self.tab].take_keys()

    def _on_gone(self) -> None:
        self.stack.setCurrentWidget(self._nothing)
        self.name.setText("")
        for part in (self.state, self.sample):
            part.hide()
        self.facts.setText("")
        if self.isVisible():
            self._on_back()

    def _open_wanted(self) -> None:
        if self._wanted_key:
            self._show_tab(self.tab).open_key(self._wanted_key)
            self._wanted_key = ""

    def _walk_tabs(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _on_tab_changed(self, _number: int) -> None:
        # The tab in view is bold, and the bar wider or narrower by that.
        self.tabs.updateGeometry()
        self.settle()
        tab = self._show_tab(self.tab)
        if self.case.case is not None:
            tab.take_keys()
        self.turns.look()

    def _reach_lost(self, texts: Sequence[LostText]) -> bool:
        """Take the user back to where texts were being typed, and put them there."""
        last = texts[-1]
        if last.tab is None:
            return False
        self._on_place_asked(last.tab, last.key)
        tab = self.built.get(last.tab)
        if last.stands_on_photo and isinstance(tab, PhotosTab):
            tab.open_large()
            return self.viewer is not None and self.viewer.take_up(texts)
        return tab is not None and tab.take_up(texts)

    def _on_back(self) -> None:
        self.desk.navigator.open_page(PageName.INSPECTIONS)

    def _on_place_asked(self, tab: VisitTab, key: str) -> None:
        self.desk.navigator.open_visit(self.case.inspection_id, tab, key)

    def _on_finding_asked(self, code: str) -> None:
        self._begin_finding(code)

    def _on_photo_finding(self, photo_ids: list[PhotoId]) -> None:
        """Begin a finding that photos show, of the criterion they are evidence for."""
        case = self.case.case
        links = case.photo_links if case is not None else ()
        codes = [
            link.target_key
            for link in links
            if link.photo_id in photo_ids and link.target is PhotoTarget.CRITERION
        ]
        self._begin_finding(codes[0] if codes else "", photo_ids=photo_ids)

    def _begin_finding(
        self,
        code: str = "",
        *,
        dossier_ids: Sequence[str] = (),
        photo_ids: Sequence[PhotoId] = (),
    ) -> None:
        self.tabs.setCurrentIndex(self._names.index(VisitTab.FINDINGS))
        tab = self._show_tab(VisitTab.FINDINGS)
        assert isinstance(tab, FindingsTab)  # noqa: S101 - built above
        tab.begin_finding(code, dossier_ids, photo_ids)

    def _on_finding_opened(self, finding_id: str) -> None:
        self.tabs.setCurrentIndex(self._names.index(VisitTab.FINDINGS))
        tab = self._show_tab(VisitTab.FINDINGS)
        assert isinstance(tab, FindingsTab)  # noqa: S101 - built above
        tab.open_finding(finding_id)

    def _on_photo_asked(self, code: str) -> None:
        tab = self._show_tab(VisitTab.PHOTOS)
        self._show_tab(self.tab)
        assert isinstance(tab, PhotosTab)  # noqa: S101 - built above
        tab.ask_for_photos(code)

    def _on_photo_opened(self, photo_id: PhotoId, shown: Sequence[PhotoId]) -> None:
        from ui.visit.photo_viewer import PhotoViewer  # noqa: PLC0415 - loaded when one does

        self.settle()
        viewer = self.viewer = PhotoViewer(self.case, shown, self)
        viewer.photo_shown.connect(self._on_photo_shown)
        viewer.finished.connect(self._on_viewer_closed)
        viewer.open()
        viewer.show_photo(photo_id)

    def _on_viewer_closed(self) -> None:
        viewer, self.viewer = self.viewer, None
        if viewer is not None:
            # What it still saves, or takes back, tells it how that went.
            self.desk.jobs.save(lambda: None).finished.connect(viewer.deleteLater)

    def _on_photo_shown(self, photo_id: str) -> None:
        """Let the grid behind the viewer follow it."""
        tab = self.built.get(VisitTab.PHOTOS)
        if self.tab is VisitTab.PHOTOS and isinstance(tab, PhotosTab):
            tab.grid.choose(photo_id)

    def _on_photos_asked(self) -> None:
        self.tabs.setCurrentIndex(self._names.index(VisitTab.PHOTOS))


def _tab_texts() -> dict[VisitTab, str]:
    return {
        VisitTab.OVERVIEW: translate("General"),
        VisitTab.CHECKLIST: translate("Checklist"),
        VisitTab.DOSSIERS: translate("Dossier sample"),
        VisitTab.FINDINGS: translate("Findings & recommendations"),
        VisitTab.PHOTOS: translate("Photos"),
        VisitTab.MINUTES: translate("Minutes"),
        VisitTab.HANDOVER: translate("Hand-over"),
    }
