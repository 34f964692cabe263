"""An earlier recommendation in hand: what was asked, what is seen now, before and after."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.earlier_recommendation import EarlierRecommendation
from app.domain.photo import PhotoTarget
from app.domain.remediation_check import RemediationOutcome
from app.words import translate
from ui import theme
from ui.texts import day_text, recommendation_state_text
from ui.visit.earlier_row import OUTCOME_TONES, days_late_text, outcome_text
from ui.visit.linked_photos import LinkedPhotos
from ui.visit.loose_pictures import Links
from ui.visit.photo_drop import DropPlace, PhotoDrop
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.fields import AutoText, stand
from ui.widgets.form import section
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.typed_text import new_record

_KEYS: Final = {outcome: str(key) for key, outcome in enumerate(RemediationOutcome, start=1)}


class EarlierDetail(QWidget):
    """Shows one; the three buttons and the note say what this visit found of it."""

    answered = Signal()

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.row: EarlierRecommendation | None = None
        self.text = label("", "strong", wrap=True)
        self.late = chip("", "late")
        self.facts = label("", "muted", wrap=True)
        self.finding = label("", wrap=True)
        self.told = label("", wrap=True)
        self.outcomes: dict[RemediationOutcome, QPushButton] = {}
        self.note = AutoText(
            translate("What was seen"), translate("What was seen on the spot, in a sentence"), 2
        )
        self.before = LinkedPhotos(
            case, translate("Before"), translate("No photo was taken then."), links=False
        )
        self.after = LinkedPhotos(
            case, translate("Now"), translate("No photo of this visit is linked."), links=True
        )
        self._outcome: RemediationOutcome | None = None
        self._build()
        self.note.settled.connect(lambda _text: self._save())
        PhotoDrop(self, case, self._place_at, self._links)
        self.show_row(None)

    def show_row(self, row_: EarlierRecommendation | None) -> None:
        """Take another one in hand; the note being typed is settled first."""
        if self.row is not None and (row_ is None or not _same(row_, self.row)):
            self.settle()
        self.row = row_
        self._frame.setVisible(row_ is not None)
        if row_ is None:
            return
        asked = row_.recommendation
        stand(new_record(self.case.inspection_id, "check", asked.id), note=self.note)
        self.text.setText(asked.text)
        self.late.setText(days_late_text(row_.days_late))
        self.late.setVisible(bool(row_.days_late))
        parts = (
            asked.owner,
            translate("due {day}", day=day_text(asked.due_on)) if asked.due_on else "",
            translate("asked on {day}", day=day_text(row_.made_on)),
            recommendation_state_text(asked.state),
        )
        self.facts.setText("  ·  ".join(part for part in parts if part))
        self.finding.setText(row_.finding.text if row_.finding is not None else "")
        self.finding.setVisible(bool(self.finding.text()))
        self._finding_title.setVisible(bool(self.finding.text()))
        self.told.setText(_told(row_))
        self.told.setVisible(bool(self.told.text()))
        check = row_.check
        self._show_outcome(check.outcome if check is not None else None)
        self.note.show_text(check.note if check is not None else "")
        self.before.show_photos(row_.before)
        self._show_after()

    def show_photos(self) -> None:
        """Show the photos as the case has them now."""
        if self.row is not None:
            self._show_after()

    def settle(self) -> None:
        """Take the note as final."""
        self.note.settle()

    def choose(self, outcome: RemediationOutcome) -> None:
        """Say what was found; said again, it is taken back."""
        if self.row is None or self.case.is_sealed:
            return
        self._show_outcome(None if outcome is self._outcome else outcome)
        self._save()
        self.answered.emit()

    def _show_outcome(self, outcome: RemediationOutcome | None) -> None:
        self._outcome = outcome
        for one, made in self.outcomes.items():
            made.setChecked(one is outcome)

    def _show_after(self) -> None:
        case = self.case.case
        if case is not None and self.row is not None:
            target, key = PhotoTarget.RECOMMENDATION, self.row.recommendation.id
            self.after.show_photos(case.photos_of(target, key), target, key)

    def _links(self) -> Links | None:
        """Return what photos of now are linked to."""
        if self.row is None:
            return None
        return ((PhotoTarget.RECOMMENDATION, self.row.recommendation.id),)

    def _place_at(self, _at: QPoint) -> DropPlace | None:
        links = self._links()
        return DropPlace(links, self.rect()) if links is not None else None

    def _build(self) -> None:
        self._frame, inner = section(translate("Earlier recommendation"))
        inner.addWidget(self.text)
        line = row(spacing=theme.SMALL)
        line.addWidget(self.late)
        line.addWidget(self.facts, 1)
        inner.addLayout(line)
        self._finding_title = label(translate("It answered"), "label")
        found = column(spacing=theme.TINY)
        found.addWidget(self._finding_title)
        found.addWidget(self.finding)
        inner.addLayout(found)
        inner.addWidget(self.told)
        answers = row(spacing=theme.SMALL)
        for outcome in RemediationOutcome:
            made = button(outcome_text(outcome), partial(self.choose, outcome))
            made.setToolTip(translate("Key {key} in the list", key=_KEYS[outcome]))
            made.setCheckable(True)
            made.setProperty("answer", OUTCOME_TONES[outcome])
            self.outcomes[outcome] = made
            answers.addWidget(made)
        answers.addStretch(1)
        inner.addLayout(answers)
        name = label(translate("What was seen"), "label")
        name.setBuddy(self.note)
        seen = column(spacing=theme.TINY)
        seen.addWidget(name)
        seen.addWidget(self.note)
        inner.addLayout(seen)
        pictures = row(spacing=theme.LARGE)
        pictures.addWidget(self.before, 1)
        pictures.addWidget(self.after, 1)
        inner.addLayout(pictures)
        scroll = ScrollColumn(margins=0)
        scroll.column.setContentsMargins(theme.scaled(theme.SMALL), 0, theme.scaled(4), 0)
        scroll.column.addWidget(self._frame)
        scroll.column.addStretch(1)
        column(self).addWidget(scroll)

    def _save(self) -> None:
        if self.row is not None and not self.case.is_sealed:
            self.case.past.verify(
                self.row.recommendation.id, self._outcome, self.note.toPlainText()
            )


def _same(one: EarlierRecommendation, other: EarlierRecommendation) -> bool:
    return one.recommendation.id == other.recommendation.id


def _told(row_: EarlierRecommendation) -> str:
    last = row_.last_check
    if last is None or last.outcome is None:
        return ""
    words = translate(
        "The visit of {day} found: {outcome}.",
        day=day_text(row_.last_checked_on),
        outcome=outcome_text(last.outcome).lower(),
    )
    return f"{words} {last.note}".strip()
