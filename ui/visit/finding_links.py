"""What a finding rests on besides words: dossiers of the sample, and photos."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.photo import Photo, PhotoTarget
from app.ids import PhotoId
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.linked_photos import LinkedPhotos
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, chip, clear, column, label, row
from ui.widgets.suggestion_list import SuggestionList


class FindingLinks(QWidget):
    """Dossiers and photos of the finding in hand, or of one that is only being typed."""

    dossiers_changed = Signal(object)
    dossier_opened = Signal(str)

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.dossier_ids: tuple[str, ...] = ()
        self.photo_ids: tuple[PhotoId, ...] = ()
        """The photos of a finding that is not recorded yet."""
        self.list: SuggestionList | None = None
        self.link_button = button(
            translate("Link a dossier"), self.open_list, variant="quiet", drawing=Icon.TABLE
        )
        self.photos = LinkedPhotos(
            case, translate("Photos"), translate("No photo is linked."), links=True
        )
        self._is_new = False
        layout = column(self, spacing=theme.SMALL)
        head = row(spacing=theme.SMALL)
        head.addWidget(label(translate("Dossiers of the sample"), "label"))
        head.addWidget(self.link_button)
        head.addStretch(1)
        layout.addLayout(head)
        self._lines = column(spacing=theme.TINY)
        layout.addLayout(self._lines)
        layout.addWidget(self.photos)
        self.photos.pending_asked.connect(self._on_photo)
        self.photos.dropped.connect(self._on_dropped)

    def begin(self, dossier_ids: Sequence[str], photo_ids: Sequence[PhotoId]) -> None:
        """Show what a finding will rest on once it has its text."""
        self._is_new = True
        self.dossier_ids = tuple(dict.fromkeys(dossier_ids))
        self.photo_ids = tuple(dict.fromkeys(photo_ids))
        self._show_dossiers()
        self._show_pending()

    def show_finding(self, finding: Finding) -> None:
        """Show what a finding rests on."""
        self._is_new = False
        self.dossier_ids, self.photo_ids = finding.dossier_ids, ()
        self._show_dossiers()
        case = self.case.case
        if case is not None:
            target = PhotoTarget.FINDING
            self.photos.show_photos(case.photos_of(target, finding.id), target, finding.id)

    def open_list(self) -> None:
        """Offer the dossiers of the sample that are not linked yet."""
        if self.case.is_sealed:
            return
        if self.list is None or self.list.parentWidget() is not self.window():
            self.list = SuggestionList(self.window())
            self.list.taken.connect(self._on_picked)
            self.list.closed.connect(self.link_button.setFocus)
        self.list.show_suggestions(
            [
                (one.dossier_code, one.procedure_name)
                for one in self._known().values()
                if one.id not in self.dossier_ids
            ]
        )
        self.list.open_at(self.link_button)

    def _known(self) -> dict[str, Dossier]:
        case = self.case.case
        return {one.id: one for one in case.dossiers} if case is not None else {}

    def _show_dossiers(self) -> None:
        clear(self._lines)
        known = self._known()
        self.link_button.setVisible(bool(known) and not self.case.is_sealed)
        for identity in self.dossier_ids:
            dossier = known.get(identity)
            line = row(spacing=theme.SMALL)
            if dossier is None:
                line.addWidget(chip(translate("removed dossier"), "neutral"))
            else:
                line.addWidget(label(dossier.dossier_code, "code"))
                line.addWidget(label(dossier.procedure_name, wrap=True), 1)
                opened = button(
                    translate("Open"), partial(self.dossier_opened.emit, identity), variant="link"
                )
                opened.setAccessibleName(translate("Open {name}", name=dossier.dossier_code))
                opened.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
                line.addWidget(opened)
            if not self.case.is_sealed:
                drop = button(translate("Unlink"), partial(self._on_drop, identity), variant="link")
                named = dossier.dossier_code if dossier is not None else ""
                drop.setAccessibleName(translate("Unlink {photo}", photo=named))
                line.addWidget(drop)
            self._lines.addLayout(line)
        if not self.dossier_ids:
            nothing = label(translate("No dossier is linked."), "muted")
            self._lines.addWidget(nothing, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_pending(self) -> None:
        case = self.case.case
        photos = case.photos if case is not None else ()
        self.photos.show_photos([one for one in photos if one.id in self.photo_ids])

    def _on_picked(self, code: str) -> None:
        found = next((one for one in self._known().values() if one.dossier_code == code), None)
        if found is not None:
            self._take((*self.dossier_ids, found.id))
        self.link_button.setFocus()

    def _on_drop(self, identity: str) -> None:
        self._take(tuple(one for one in self.dossier_ids if one != identity))

    def _take(self, dossier_ids: tuple[str, ...]) -> None:
        self.dossier_ids = dossier_ids
        self._show_dossiers()
        if not self._is_new:
            self.dossiers_changed.emit(dossier_ids)

    def _on_photo(self, photo: Photo) -> None:
        self.photo_ids = (*self.photo_ids, photo.id)
        self._show_pending()

    def _on_dropped(self, photo: Photo) -> None:
        self.photo_ids = tuple(one for one in self.photo_ids if one != photo.id)
        self._show_pending()
