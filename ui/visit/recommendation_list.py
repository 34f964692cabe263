"""The recommendations that answer a finding, and those that answer none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from app.domain.finding import Finding
from app.domain.recommendation import RecommendationFacts
from app.ids import RecommendationId
from app.words import translate
from ui import theme
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.recommendation_card import MIME, RecommendationCard
from ui.visit.sealing import show_sealed
from ui.visit.visit_case import VisitCase
from ui.visit.visit_workdays import VisitWorkdays
from ui.widgets.basics import column, label
from ui.widgets.fields import AutoText, stand
from ui.widgets.typed_text import new_record


class RecommendationList(QFrame):
    """One card per recommendation; the last field takes a new one."""

    def __init__(self, case: VisitCase, title: str, workdays: VisitWorkdays) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.case = case
        self.workdays = workdays
        self.finding: Finding | None = None
        self.cards: dict[str, RecommendationCard] = {}
        self.title = label(title, "strong")
        self.new_text = AutoText(
            translate("New recommendation"),
            translate("Add a recommendation: what must be done"),
            lines=1,
        )
        self.new_text.settled.connect(self._on_new_text)
        self.phrases = PhraseOffer(self.new_text, case, lambda: "kien_nghi", self._code)
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.title)
        self._column = column(spacing=theme.SMALL)
        layout.addLayout(self._column)
        self.new_text.setProperty("adds", True)  # noqa: FBT003 - Qt takes it so
        layout.addWidget(self.new_text)

    def show_finding(self, finding: Finding | None) -> None:
        """Show what answers a finding; without one, what stands alone."""
        case = self.case.case
        self.finding = finding
        if case is None:
            return
        about = finding.id if finding is not None else ""
        stand(new_record(self.case.inspection_id, "recommendation", about), text=self.new_text)
        wanted = finding.id if finding is not None else None
        mine = {one.id: one for one in case.recommendations if one.finding_id == wanted}
        for identity in set(self.cards) - set(mine):
            gone = self.cards.pop(identity)
            gone.hide()
            gone.deleteLater()
        for place, (identity, recommendation) in enumerate(mine.items()):
            if identity not in self.cards:
                self.cards[identity] = made = RecommendationCard(self.case, self.workdays)
                made.handle.shifted.connect(partial(self._shift, identity))
            card = self.cards[identity]
            if self._column.indexOf(card) != place:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)
            card.show_recommendation(recommendation)
        show_sealed(self, sealed=self.case.is_sealed)

    def settle(self) -> None:
        """Take texts being typed as final."""
        self.new_text.settle()
        for one in self.cards.values():
            one.settle()

    @property
    def order(self) -> list[RecommendationId]:
        """The recommendations as their cards stand."""
        cards = [one for one in self.cards.values() if one.recommendation is not None]
        cards.sort(key=self._column.indexOf)
        return [one.recommendation.id for one in cards if one.recommendation is not None]

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.case.is_sealed and _dragged(event.mimeData()) in self.cards:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        dragged = RecommendationId(_dragged(event.mimeData()))
        if dragged not in self.cards:
            return
        line = event.position().y()
        at = sum(card.geometry().center().y() < line for card in self.cards.values())
        self._move(dragged, at)
        event.acceptProposedAction()

    def _shift(self, identity: str, by: int) -> None:
        order = self.order
        place = order.index(RecommendationId(identity))
        self._move(RecommendationId(identity), place - 1 if by < 0 else place + 2)
        self.cards[identity].handle.setFocus()

    def _move(self, dragged: RecommendationId, at: int) -> None:
        """Let a recommendation stand before the card at a place."""
        order = self.order
        if self.case.is_sealed or not 0 <= at <= len(order):
            return
        wanted = [
            *(one for one in order[:at] if one != dragged),
            dragged,
            *(one for one in order[at:] if one != dragged),
        ]
        if wanted != order:
            arrange = self.case.desk.application.recommendations.arrange
            self.case.save(partial(arrange, self.case.inspection_id, wanted))

    def _code(self) -> str:
        return self.finding.criterion_code if self.finding is not None else ""

    def _on_new_text(self, text: str) -> None:
        if not text.strip() or self.case.case is None:
            return
        facts = RecommendationFacts(
            text=text.strip(),
            owner=self.case.case.unit.committee,
            receiving_office=self.case.case.plan.report_to,
        )
        self.new_text.show_text("")
        finding_id = self.finding.id if self.finding is not None else None
        recommendations = self.case.desk.application.recommendations
        self.case.save(partial(recommendations.add, self.case.inspection_id, facts, finding_id))


def _dragged(data: QMimeData) -> str:
    return bytes(data.data(MIME).data()).decode(errors="replace")
