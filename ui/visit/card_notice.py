"""A card of a camera or telephone was put in: its photos are offered, never taken by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from app.clock import VIETNAM
from app.domain.visit_days import visit_days
from app.services.photo_sources import Card, CardOffer, cards_now, offer_of
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.visit.loose_pictures import WantedPhotos
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, label, row

_EVERY_MS: Final = 3_000


class CardNotice(QFrame):
    """Looks for cards now and then while its page can be seen, and offers each one once.

    Asked of the system in the background: a drive that is about to fail may not answer for
    seconds. A telephone's card holds years of its owner's life: the photos of the days of the
    visit come first. A card that was declined is offered again when it was pulled and put in anew.
    """

    offered = Signal()

    def __init__(
        self, case: VisitCase, page: QWidget, look: Callable[[], Sequence[Card]] = cards_now
    ) -> None:
        super().__init__()
        self.case = case
        self.offer: CardOffer | None = None
        self._look = look
        self._answered: set[Card] = set()
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.setProperty("role", "notice")
        self.text = label("", wrap=True)
        self.take_button = button("", self._on_take, variant="primary")
        self.all_button = button("", self._on_take_all)
        self.later_button = button(translate("Not now"), self._on_later)
        self._build()
        page.installEventFilter(self)

    def look(self) -> None:
        """Look which cards are in."""
        if self._looking or self.case.case is None or self.case.is_sealed:
            return
        self._looking = True
        days = visit_days(self.case.case.inspection)
        since = datetime.combine(days.first, time(), VIETNAM) if days.first else None
        look, known = self._look, set(self._answered)
        if self.offer is not None:
            known.add(self.offer.card)

        def found() -> tuple[Sequence[Card], CardOffer | None]:
            cards = look()
            for card in cards:
                if card not in known:
                    return cards, offer_of(card, since)
            return cards, None

        job = self._desk.jobs.read_aside(found)
        job.succeeded.connect(self._on_found)
        job.finished.connect(self._on_looked)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self._timer.start()
            self.look()
        elif event.type() is QEvent.Type.Hide:
            self._timer.stop()
        return super().eventFilter(watched, event)

    @property
    def _desk(self) -> Desk:
        return self.case.desk

    def _build(self) -> None:
        inner = row(self, margins=theme.SMALL, spacing=theme.MEDIUM)
        inner.addWidget(self.text, 1)
        inner.addWidget(self.take_button)
        inner.addWidget(self.all_button)
        inner.addWidget(self.later_button)
        self.hide()

    def _on_found(self, found: tuple[Sequence[Card], CardOffer | None]) -> None:
        cards, new = found
        self._answered &= set(cards)
        if self.offer is not None and self.offer.card not in cards:
            self._close()  # pulled out before it was answered
        if new is None or self.offer is not None:
            return
        if not new.count:
            self._answered.add(new.card)
            return
        self.offer = new
        self.text.setText(
            translate(
                "The card or drive {drive} holds {count} photos. Take photos into this visit? "
                "What is here already is not taken twice; the card stays as it is.",
                drive=str(new.card.drive),
                count=new.count,
            )
        )
        recent = len(new.of_visit)
        self.take_button.setText(translate("Those since the visit began ({count})", count=recent))
        self.take_button.setVisible(0 < recent < new.count)
        self.all_button.setText(translate("All ({count})", count=new.count))
        self.show()
        self.offered.emit()

    def _on_looked(self) -> None:
        self._looking = False

    def _on_take(self) -> None:
        if self.offer is not None:
            self._take(self.offer.of_visit)

    def _on_take_all(self) -> None:
        if self.offer is not None:
            self._take((self.offer.card.pictures,))

    def _take(self, paths: tuple[Path, ...]) -> None:
        self._on_later()
        if not self.case.is_sealed:
            self.case.intake.take(self.case.inspection_id, WantedPhotos(paths=paths))

    def _on_later(self) -> None:
        if self.offer is not None:
            self._answered.add(self.offer.card)
        self._close()

    def _close(self) -> None:
        self.offer = None
        self.hide()
