"""For whom a package is written: everybody, one team, or one laptop alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.errors import AppError
from app.ids import InspectionId
from app.words import translate
from ui.desk import Desk
from ui.widgets.basics import label, row

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.letter import Audience, Letter


class AudienceChoice(QWidget):
    """A list of those a package can be sealed for; hidden where there is nothing to choose."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.choice = QComboBox()
        self.choice.setAccessibleName(translate("For whom"))
        line = row(self)
        line.addWidget(label(translate("For whom")))
        line.addWidget(self.choice, 1)
        self.choice.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.hide()

    def asked(
        self, visits: Iterable[InspectionId], *, with_photos: bool = True
    ) -> Callable[[], Letter]:
        """Return what makes the package as chosen; call it in the background.

        What packages are made of takes long to load the first time.
        """
        chosen: Audience | None = self.choice.currentData()
        wanted = tuple(visits)

        def letter() -> Letter:
            from app.services.letter import Letter  # noqa: PLC0415 - brings cryptography

            if chosen is None:
                return Letter(visits=wanted, with_photos=with_photos)
            return chosen.letter(wanted, with_photos=with_photos)

        return letter

    def reload(self) -> None:
        """Read who can be chosen; what was chosen stays."""
        application = self.desk.application

        def read() -> Sequence[Audience]:
            try:
                return application.exports.audiences()
            except AppError:
                return ()  # who is in no circle is told so where the circle is

        self.desk.jobs.read(read).succeeded.connect(self._show)

    def _show(self, found: Sequence[Audience]) -> None:
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.choice.clear()
        for one in found:
            self.choice.addItem(audience_text(one), one)
        self.choice.setCurrentIndex(max(0, list(found).index(chosen) if chosen in found else 0))
        self.choice.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self.setVisible(len(found) > 1)
        self.changed.emit()


def audience_text(one: Audience) -> str:
    """Return whom a choice is for."""
    if one.member:
        return translate("Only the laptop {name}", name=one.member)
    if one.team:
        return translate("Only the team {name}", name=one.team)
    return {
        "team": translate("Headquarters and the whole team"),
        "handover": translate("Teammates only (hand-over)"),
        "assign": translate("All laptops"),
    }[one.kind.value]
