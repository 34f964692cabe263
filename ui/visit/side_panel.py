"""The panel that follows the criterion in hand: guidance, law, photos, findings, history."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.checklist import AnswerType, Criterion
from app.domain.photo import Photo, PhotoTarget
from app.domain.score_comparison import EarlierAnswer
from app.words import translate
from ui import theme
from ui.texts import finding_kind_text, moment_text
from ui.visit.criterion_state import answer_word
from ui.visit.earlier_text import earlier_lines
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import card, clear, column, label, link
from ui.widgets.flow import Flow
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.thumbnail import Thumbnail

_THUMB: Final = 84
_HISTORY_SHOWN: Final = 6
_PHOTOS_SHOWN: Final = 3
_SHORT: Final = 90


class HistoryEntry(Protocol):
    """What a history line is made of; see `app.services.inspections`."""

    @property
    def value(self) -> str | None:
        """The value as canonical JSON; None once erased by order."""
        ...

    @property
    def written_at(self) -> datetime:
        """When it was written."""
        ...

    @property
    def actor(self) -> str:
        """Who wrote it."""
        ...


class SidePanel(ScrollColumn):
    """Shows what belongs to one criterion; it changes nothing itself."""

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
        self.column.addStretch(1)
        self._empty = label(
            translate("Choose a criterion to see its guidance."), "muted", wrap=True
        )
        self.column.insertWidget(0, self._empty)
        for frame, _inner in self._sections.values():
            frame.hide()
        case.proposals.shown_anew.connect(self._show_proposal)

    def show_code(self, code: str) -> None:
        """Follow the criterion in hand."""
        self.code = code
        if self.case.case is None:
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
        self._show_photos(self.case.case.photos_of(PhotoTarget.CRITERION, code))
        self._read_earlier(criterion)
        self._read_history(code)

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
        mine = [one for one in self.case.case.findings if one.criterion_code == self.code]
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
        strip = Flow(spacing=theme.TINY)
        for photo in photos[:_PHOTOS_SHOWN]:
            picture = Thumbnail(_THUMB, photo.caption or photo.file_name)
            strip.addWidget(picture)
            picture.read(desk.jobs, partial(desk.application.photos.thumbnail, photo.sha256))
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

    def _read_earlier(self, criterion: Criterion) -> None:
        frame, inner = self._sections["earlier"]
        clear(inner)
        frame.hide()
        comparisons, visit = self.case.desk.application.score_comparisons, self.case.inspection_id
        job = self.case.desk.jobs.read(lambda: comparisons.earlier_answer(visit, criterion))
        job.succeeded.connect(lambda found: self._show_earlier(criterion, found))

    def _show_earlier(self, criterion: Criterion, found: EarlierAnswer | None) -> None:
        if criterion.code != self.code or found is None:
            return
        frame, inner = self._sections["earlier"]
        clear(inner)
        for text, role in earlier_lines(found, criterion):
            inner.addWidget(label(text, role, wrap=True))
        frame.show()

    def _read_history(self, code: str) -> None:
        frame, inner = self._sections["history"]
        clear(inner)
        frame.hide()
        application, visit = self.case.desk.application, self.case.inspection_id
        job = self.case.desk.jobs.read(
            lambda: application.inspections.history(visit, f"{code}.value")
        )
        job.succeeded.connect(lambda writes: self._show_history(code, writes))

    def _show_history(self, code: str, writes: Sequence[HistoryEntry]) -> None:
        if code != self.code or not writes:
            return
        frame, inner = self._sections["history"]
        clear(inner)
        _checklist, score = self.case.place_of(code)
        kind = score.criteria[code].criterion.answer_type
        for write in list(writes)[-_HISTORY_SHOWN:][::-1]:
            inner.addWidget(label(_history_line(write, kind), "small", wrap=True))
        frame.show()


def _history_line(write: HistoryEntry, kind: AnswerType) -> str:
    value = json.loads(write.value) if write.value else ""
    shown = answer_word(kind, str(value)) if value else translate("emptied")
    return f"{moment_text(write.written_at)}  ·  {write.actor}  ·  {shown}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
