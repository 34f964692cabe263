"""The life of minutes as four steps in a row, and where the minutes of a visit stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.services.minutes import Standing
from app.words import translate
from ui import theme
from ui.icons import Icon, pixmap
from ui.texts import moment_text
from ui.widgets.basics import chip, column, label, row


class Step(Enum):
    """One after the other; the last is the signature."""

    MISSING = "missing"
    DRAFT = "draft"
    READ_BACK = "read_back"
    SIGN = "sign"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeOfMinutes:
    """Where the minutes stand: what blocks them, and what was frozen and signed."""

    standing: Standing
    blocking: int

    @property
    def is_settled(self) -> bool:
        """Whether they are signed, and nothing was recorded otherwise since."""
        return self.standing.signed is not None and not self.standing.changed

    @property
    def can_be_signed(self) -> bool:
        """Whether a text was read back that still says what is recorded."""
        return self.standing.to_sign is not None and not self.standing.outdated

    @property
    def now(self) -> Step | None:
        """The step that comes next; None where all are done."""
        if self.is_settled and self.standing.to_sign is None:
            return None
        if self.can_be_signed:
            return Step.SIGN
        return Step.MISSING if self.blocking else Step.DRAFT

    def text(self, step: Step) -> str:
        """Say in a few words how a step stands."""
        return {
            Step.MISSING: self._missing_text,
            Step.DRAFT: self._draft_text,
            Step.READ_BACK: self._read_back_text,
            Step.SIGN: self._sign_text,
        }[step]()

    def is_done(self, step: Step) -> bool:
        """Tell whether a step needs nothing more."""
        if self.now is None:
            return True
        if step is Step.MISSING:
            return not self.blocking
        return step in {Step.DRAFT, Step.READ_BACK} and self.can_be_signed

    def _missing_text(self) -> str:
        if self.blocking:
            return translate("{count} things missing", count=self.blocking)
        return translate("Nothing is missing")

    def _draft_text(self) -> str:
        return translate("To look at and print at any time")

    def _read_back_text(self) -> str:
        to_sign = self.standing.to_sign
        if to_sign is None:
            signed = self.standing.signed
            return signed.code if signed is not None else translate("Not written yet")
        if self.standing.outdated:
            return translate("Version {number} is outdated", number=to_sign.version)
        return to_sign.code

    def _sign_text(self) -> str:
        signed = self.standing.signed
        if signed is None or self.standing.to_sign is not None:
            return translate("Not signed yet")
        return translate("Signed, {moment}", moment=moment_text(signed.signed_at))


class StepsBar(QWidget):
    """The four steps; the one that comes next stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: Mapping[Step, StepBox] = {
            step: StepBox(number, text)
            for number, (step, text) in enumerate(_titles().items(), start=1)
        }
        layout = row(self, spacing=theme.SMALL)
        for box in self.boxes.values():
            layout.addWidget(box, 1)

    def show_life(self, life: LifeOfMinutes) -> None:
        """Show where the minutes stand."""
        for step, box in self.boxes.items():
            box.show_step(life.text(step), is_done=life.is_done(step), is_now=step is life.now)


class StepBox(QFrame):
    """One step: its number, or a tick when it is done, its name and how it stands."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.setProperty("role", "step")
        self._number = number
        self.sign = chip(str(number))
        self.tick = label()
        self.tick.setPixmap(pixmap(Icon.TICK, theme.current().good.ink))
        self.title = label(title, "strong")
        self.state = label("", "small", wrap=True)
        layout = row(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        words.addWidget(self.title)
        words.addWidget(self.state)
        words.addStretch(1)
        layout.addLayout(words, 1)
        self.show_step("", is_done=False, is_now=False)

    def show_step(self, text: str, *, is_done: bool, is_now: bool) -> None:
        """Show how the step stands."""
        self.state.setText(text)
        self.sign.setVisible(not is_done)
        self.tick.setVisible(is_done)
        theme.mark_as(self, step="now" if is_now else "")
        theme.mark_as(self.sign, chip="accent" if is_now else "neutral")
        place = translate("Step {number}", number=self._number)
        self.setAccessibleName(f"{place}: {self.title.text()}. {text}")


def _titles() -> dict[Step, str]:
    return {
        Step.MISSING: translate("Still missing"),
        Step.DRAFT: translate("Draft"),
        Step.READ_BACK: translate("Read back"),
        Step.SIGN: translate("Signature"),
    }
