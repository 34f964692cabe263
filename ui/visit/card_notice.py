"""A card of a camera or telephone was put in: its photos are offered, never taken by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from app.photos.cards import Card, cards_now
from app.photos.found_files import photo_files
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
    seconds. A card that was declined is offered again when it was pulled and put in anew.
    """

    offered = Signal()

    def __init__(
        self, case: VisitCase, page: QWidget, look: Callable[[], Sequence[Card]] = cards_now
    ) -> None:
        super().__init__()
        self.case = case
        self.card: Card | None = None
        self._look = look
        self._answered: set[Card] = set()
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.setProperty("role", "notice")
        self.text = label("", wrap=True)
        self.take_button = button(translate("Take them in"), self._on_take, variant="primary")
        self.later_button = button(translate("Not now"), self._on_later)
        self._build()
        page.installEventFilter(self)

    def look(self) -> None:
        """Look which cards are in."""
        if self._looking or self.case.case is None or self.case.is_sealed:
            return
        self._looking = True
        look, answered = self._look, frozenset(self._answered)

        def found() -> tuple[Sequence[Card], tuple[Card, int] | None]:
            cards = look()
            for card in cards:
                if card not in answered:
                    return cards, (card, len(photo_files([card.pictures]).files))
            return cards, None

        job = self._desk.jobs.read(found)
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
        inner.addWidget(self.later_button)
        self.hide()

    def _on_found(self, found: tuple[Sequence[Card], tuple[Card, int] | None]) -> None:
        cards, new = found
        self._answered &= set(cards)
        if self.card is not None and self.card not in cards:
            self._close()  # pulled out before it was answered
        if new is None or self.card is not None:
            return
        card, count = new
        if not count:
            self._answered.add(card)
            return
        self.card = card
        self.text.setText(
            translate(
                "The card or drive {drive} holds {count} photos. Take them into this visit? What "
                "is here already is not taken twice; the card stays as it is.",
                drive=str(card.drive),
                count=count,
            )
        )
        self.show()
        self.offered.emit()

    def _on_looked(self) -> None:
        self._looking = False

    def _on_take(self) -> None:
        card = self.card
        self._on_later()
        if card is not None and not self.case.is_sealed:
            self.case.intake.take(self.case.inspection_id, WantedPhotos(paths=(card.pictures,)))

    def _on_later(self) -> None:
        if self.card is not None:
            self._answered.add(self.card)
        self._close()

    def _close(self) -> None:
        self.card = None
        self.hide()
