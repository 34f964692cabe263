"""The panel that follows the criterion in hand: guidance, law, photos, findings, history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.photo import Photo
from app.domain.proposal import has_failed
from app.words import translate
from ui import theme
from ui.texts import finding_kind_text
from ui.visit.earlier_box import EarlierBox
from ui.visit.history_list import HistoryList
from ui.visit.small_pictures import small_picture
from ui.visit.visit_case import VisitCase
from ui.visit.visit_past import recurs_text
from ui.widgets.basics import card, chip, clear, column, label, link
from ui.widgets.flow import Flow
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.thumbnail import Thumbnail

_THUMB: Final = 84
_REST_MS: Final = 80
_PHOTOS_SHOWN: Final = 3
_SHORT: Final = 90


class SidePanel(ScrollColumn):
    """Shows what belongs to one criterion, a moment after the card is open.

    Whoever walks through the criteria with the arrow keys does not wait for it.
    """

    photo_asked = Signal(str)
    finding_asked = Signal(str)
    finding_opened = Signal(str)

    def __init__(self, case: VisitCase) -> None:
        super().__init__(margins=theme.TINY)
        self.case = case
        self.code = ""
        self._sections: dict[str, tuple[QWidget, QVBoxLayout]] = {}
        for name, title in (
            ("evidence", translate("What to look at")),
            ("law", translate("Legal basis")),
            ("proposal", translate("Proposed here")),
            ("findings", translate("Findings here")),
            ("photos", translate("Photos here")),
            ("earlier", translate("Last visit")),
            ("history", translate("History")),
        ):
            self._add_section(name, title)
        self.earlier = EarlierBox(case)
        self.history = HistoryList(case)
        for name, box in (("earlier", self.earlier), ("history", self.history)):
            _frame, inner = self._sections[name]
            inner.addWidget(box)
        self.earlier.found.connect(self._sections["earlier"][0].setVisible)
        self.history.counted.connect(
            lambda count: self._sections["history"][0].setVisible(count > 0)
        )
        self._follow_soon = QTimer(self)
        self._follow_soon.setSingleShot(True)
        self._follow_soon.setInterval(_REST_MS)
        self._follow_soon.timeout.connect(self.follow)
        self.column.addStretch(1)
        self._empty = label(
            translate("Choose a criterion to see its guidance."), "muted", wrap=True
        )
        self.column.insertWidget(0, self._empty)
        for frame, _inner in self._sections.values():
            frame.hide()
        case.proposals.shown_anew.connect(self._show_proposal)
        case.past.shown_anew.connect(self.follow)

    def show_code(self, code: str) -> None:
        """Follow the criterion in hand, once the eye rests on it."""
        self.code = code
        self._follow_soon.start()

    def follow(self) -> None:
        """Show at once what belongs to the criterion in hand."""
        self._follow_soon.stop()
        code = self.code
        if not self.case.marks.knows(code) or self.isHidden():
            return
        self._empty.hide()
        _checklist, score = self.case.place_of(code)
        criterion = score.criteria[code].criterion
        self._show_text(
            "evidence", "; ".join(filter(None, (criterion.evidence, criterion.guidance)))
        )
        self._show_text("law", criterion.legal_basis)
        self._show_proposal()
        self._show_findings()
        self._show_photos(self.case.marks.photos(code))
        self.earlier.show_code(code)
        self.history.show_code(code)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_soon.start()

    def _add_section(self, name: str, title: str) -> None:
        frame = card()
        layout = column(frame, margins=theme.MEDIUM, spacing=theme.TINY)
        layout.addWidget(label(title, "label", wrap=True))
        inner = column(spacing=theme.TINY)
        layout.addLayout(inner)
        self.column.addWidget(frame)
        self._sections[name] = (frame, inner)

    def _show_text(self, name: str, text: str) -> None:
        frame, inner = self._sections[name]
        clear(inner)
        for part in (piece.strip() for piece in text.split(";")):
            if part:
                inner.addWidget(label(part[0].upper() + part[1:], wrap=True))
        frame.setVisible(bool(text.strip()))

    def _show_proposal(self) -> None:
        frame, inner = self._sections["proposal"]
        clear(inner)
        if not self.code:
            return
        proposal = self.case.proposals.of_criterion(self.code)
        if proposal is not None:
            inner.addWidget(label(proposal.text, wrap=True))
            ask = partial(self.finding_asked.emit, self.code)
            inner.addWidget(link(translate("Look at it and accept (F6)"), ask))
            dismiss = partial(self.case.proposals.dismiss, proposal)
            inner.addWidget(link(translate("Put it aside"), dismiss))
        frame.setVisible(proposal is not None)

    def _show_findings(self) -> None:
        frame, inner = self._sections["findings"]
        clear(inner)
        assert self.case.case is not None  # noqa: S101 - shown only with a case
        mine = [one for one in self.case.case.findings if self.code in one.criteria]
        recurs = self.case.past.recurs(self.code)
        if recurs and (mine or has_failed(self.case.place_of(self.code)[1].criteria[self.code])):
            inner.addWidget(chip(recurs_text(recurs), "late"))
        for finding in mine:
            line = link(
                f"{finding_kind_text(finding.kind)}: {_short(finding.text)}",
                partial(self.finding_opened.emit, finding.id),
            )
            line.setToolTip(finding.text)
            inner.addWidget(line)
        if not self.case.is_sealed:
            ask = partial(self.finding_asked.emit, self.code)
            inner.addWidget(link(translate("Add a finding (F6)"), ask))
        frame.setVisible(bool(mine) or not self.case.is_sealed)

    def _show_photos(self, photos: Sequence[Photo]) -> None:
        frame, inner = self._sections["photos"]
        clear(inner)
        desk = self.case.desk
        shown = [photo.id for photo in photos]
        strip = Flow(spacing=theme.TINY)
        for photo in photos[:_PHOTOS_SHOWN]:
            picture = Thumbnail(_THUMB, photo.caption or photo.file_name)
            picture.opens(partial(self.case.photo_opened.emit, photo.id, shown))
            strip.addWidget(picture)
            picture.read(desk.jobs, small_picture(self.case, photo))
        if photos:
            inner.addLayout(strip)
        if len(photos) > _PHOTOS_SHOWN:
            inner.addWidget(
                label(translate("and {count} more", count=len(photos) - _PHOTOS_SHOWN), "small")
            )
        if not self.case.is_sealed:
            ask = partial(self.photo_asked.emit, self.code)
            inner.addWidget(link(translate("Add photos (F4)"), ask))
        frame.setVisible(bool(photos) or not self.case.is_sealed)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
