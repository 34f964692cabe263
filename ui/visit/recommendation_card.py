"""One recommendation: what, who, by when, and how it is reported."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QToolButton
from typing_extensions import override

from app.domain.recommendation import Addressee, Recommendation
from app.services.suggestions import Field
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import addressee_text
from ui.values import with_changes
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.suggesting import suggesting
from ui.visit.visit_case import VisitCase
from ui.visit.visit_workdays import VisitWorkdays
from ui.widgets.basics import button, chip, column, row
from ui.widgets.fields import AutoLine, AutoText, ChoiceField, stand
from ui.widgets.form import Form
from ui.widgets.suggestion_list import SuggestionOffer
from ui.widgets.workday_field import WorkdayField

MIME: Final = "application/x-sokiemtra-recommendation"


class MoveHandle(QToolButton):
    """What a card is dragged by; ↑ and ↓ move it too."""

    shifted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.identity = ""
        self.setAutoRaise(True)
        self.setProperty("variant", "quiet")
        self.setText("⠿")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(translate("Move: drag it, or use ↑ and ↓"))
        self.setToolTip(self.accessibleName())
        self._begun: QPoint | None = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.shifted.emit(step)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begun = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        begun = self._begun
        if begun is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        way = (event.position().toPoint() - begun).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._begun = None
            self._drag()

    def _drag(self) -> None:
        data = QMimeData()
        data.setData(MIME, QByteArray(self.identity.encode()))
        drag = QDrag(self)
        drag.setMimeData(data)
        parent = self.parentWidget()
        if parent is not None:
            drag.setPixmap(parent.grab())
        drag.exec(Qt.DropAction.MoveAction)
        self.setDown(False)


class RecommendationCard(QFrame):
    """One recommendation: what, who, by when, and how it is reported."""

    def __init__(self, case: VisitCase, workdays: VisitWorkdays) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.case = case
        self.handle = MoveHandle()
        self.recommendation: Recommendation | None = None
        self.text = AutoText(translate("Recommendation"), lines=2)
        self.phrases = PhraseOffer(self.text, case, lambda: "kien_nghi")
        self.owner = AutoLine(translate("Who acts"))
        self.due = WorkdayField(translate("Deadline"), workdays)
        self.addressee = ChoiceField(
            translate("Addressed to"), [(one, addressee_text(one)) for one in Addressee]
        )
        self.report_form = AutoLine(translate("Form of the report"))
        self.no_deadline = AutoLine(translate("Why there is no deadline"))
        self.owners = SuggestionOffer(self.owner, suggesting(case, Field.OWNER))
        self.forms = SuggestionOffer(self.report_form, suggesting(case, Field.REPORT_FORM))
        self.doubt = chip(translate("no deadline"), "bad")
        self.remove = button("", self._on_remove, variant="danger", drawing=Icon.REMOVE)
        self.remove.setAccessibleName(translate("Remove"))
        self.remove.setToolTip(translate("Remove"))
        self._build()
        for name, field in (
            ("text", self.text),
            ("owner", self.owner),
            ("report_form", self.report_form),
            ("no_deadline_reason", self.no_deadline),
        ):
            field.settled.connect(lambda text, name=name: self._change(name, text.strip()))
        self.due.day_settled.connect(lambda day: self._change("due_on", day))
        self.addressee.chosen.connect(lambda value: self._change("addressee", value))

    def show_recommendation(self, recommendation: Recommendation) -> None:
        """Show what the case holds."""
        self.recommendation = recommendation
        stand(
            recommendation.id,
            text=self.text,
            owner=self.owner,
            due_on=self.due.field,
            report_form=self.report_form,
            no_deadline_reason=self.no_deadline,
        )
        self.handle.identity = recommendation.id
        self.handle.setHidden(self.case.is_sealed)
        self.text.show_text(recommendation.text)
        self.owner.show_text(recommendation.owner)
        self.due.show_day(recommendation.due_on)
        self.addressee.show_value(recommendation.addressee)
        self.report_form.show_text(recommendation.report_form)
        self.no_deadline.show_text(recommendation.no_deadline_reason)
        self.doubt.setVisible(recommendation.lacks_deadline)

    def settle(self) -> None:
        """Take texts being typed as final."""
        for field in (self.text, self.owner, self.due, self.report_form, self.no_deadline):
            field.settle()

    def _build(self) -> None:
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        form = Form(2)
        form.add(translate("Recommendation"), self.text, span=2)
        form.add(translate("Who acts"), self.owner)
        form.add(translate("Deadline"), self.due)
        form.add(translate("Form of the report"), self.report_form)
        form.add(translate("Addressed to"), self.addressee)
        form.add(translate("Why there is no deadline"), self.no_deadline, span=2)
        layout.addWidget(form)
        foot = row()
        foot.addWidget(self.handle)
        foot.addWidget(self.doubt)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        layout.addLayout(foot)

    def _change(self, name: str, value: object) -> None:
        if self.recommendation is None:
            return
        if name == "text" and not value:
            # A recommendation needs its text: the old one comes back.
            self.text.show_text(self.recommendation.text)
            return
        self.recommendation = with_changes(self.recommendation, {name: value})
        self.doubt.setVisible(self.recommendation.lacks_deadline)
        recommendations = self.case.desk.application.recommendations
        self.case.save(partial(recommendations.save, self.recommendation), self.recommendation)

    def _on_remove(self) -> None:
        desk = self.case.desk
        if self.recommendation is not None and desk.prompts.confirm(
            translate("Put this recommendation in the bin?"), translate("Put in the bin")
        ):
            remove = desk.application.recommendations.remove
            self.case.save(partial(remove, self.recommendation))
