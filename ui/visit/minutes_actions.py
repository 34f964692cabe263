"""What can be done with the minutes now, step by step; what cannot be says why."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.plan import Head
from app.words import translate
from ui import theme
from ui.texts import head_text
from ui.visit.minutes_steps import LifeOfMinutes, Step
from ui.widgets.basics import button, column, label, row, rule
from ui.widgets.fields import ChoiceField
from ui.widgets.form import Form


class MinutesActions(QWidget):
    """The buttons in the order of the steps; the one that comes next is the strong one."""

    def __init__(self) -> None:
        super().__init__()
        self.head = ChoiceField(
            translate("Head of the minutes"), [(one, head_text(one)) for one in Head]
        )
        self.head.setToolTip(translate("Holds for every inspection under the same decision."))
        self.preview_button = button(translate("View the draft"))
        self.write_button = button(translate("Save the draft (Word)…"))
        self.freeze_button = button(translate("Write the minutes to read back and sign"))
        self.supplement_button = button(translate("Write supplementary minutes"))
        self.sign_button = button(translate("Signed…"))
        self.verify_button = button(translate("Check the code on a paper…"))
        self.form_button = button(translate("Check the form of a Word file…"))
        self.freeze_reason = label("", "small", wrap=True)
        self.sign_reason = label("", "small", wrap=True)
        self._is_busy = False
        self._may: dict[QPushButton, bool] = {}
        self._build()

    def show_head(self, head: Head) -> None:
        """Show which head the plan asks for."""
        self.head.show_value(head)

    def show_life(self, life: LifeOfMinutes, *, is_sealed: bool) -> None:
        """Offer what can be done now."""
        standing = life.standing
        self.freeze_reason.setText(_freeze_reason(life, is_sealed=is_sealed))
        self.sign_reason.setText(_sign_reason(life))
        for reason in (self.freeze_reason, self.sign_reason):
            reason.setVisible(bool(reason.text()))
        is_amending = standing.signed is not None
        self.supplement_button.setVisible(is_amending)
        self.freeze_button.setText(
            translate("Write the next whole version")
            if is_amending
            else translate("Write the minutes to read back and sign")
        )
        may_freeze = not self.freeze_reason.text()
        self._may = {
            self.preview_button: True,
            self.write_button: True,
            self.freeze_button: may_freeze,
            self.supplement_button: may_freeze,
            self.sign_button: life.can_be_signed and not life.blocking,
        }
        strong = self._strong(life, is_amending=is_amending)
        for one in self._may:
            theme.mark_as(one, variant="primary" if one is strong else "")
        self._enable()

    def set_busy(self, *, busy: bool) -> None:
        """Take no more while something is written."""
        self._is_busy = busy
        self._enable()

    def _strong(self, life: LifeOfMinutes, *, is_amending: bool) -> QPushButton | None:
        freeze = self.supplement_button if is_amending else self.freeze_button
        return {
            Step.MISSING: self.preview_button,
            Step.DRAFT: freeze,
            Step.READ_BACK: freeze,
            Step.SIGN: self.sign_button,
            None: None,
        }[life.now]

    def _enable(self) -> None:
        for one, may in self._may.items():
            one.setEnabled(may and not self._is_busy)

    def _build(self) -> None:
        layout = column(self, spacing=theme.SMALL)
        form = Form(1)
        form.add(translate("Head of the minutes"), self.head)
        layout.addWidget(form)
        draft = row(spacing=theme.SMALL)
        draft.addWidget(self.preview_button, 1)
        draft.addWidget(self.write_button, 1)
        layout.addLayout(draft)
        layout.addWidget(rule())
        layout.addWidget(self.freeze_button)
        layout.addWidget(self.supplement_button)
        layout.addWidget(self.freeze_reason)
        layout.addWidget(rule())
        sign = row(spacing=theme.SMALL)
        sign.addWidget(self.sign_button, 1)
        sign.addWidget(self.verify_button, 1)
        layout.addLayout(sign)
        layout.addWidget(self.sign_reason)
        layout.addWidget(rule())
        layout.addWidget(self.form_button)
        self.supplement_button.hide()


def _freeze_reason(life: LifeOfMinutes, *, is_sealed: bool) -> str:
    """Return why no text can be frozen now; empty where one can."""
    standing = life.standing
    if standing.signed is not None and not standing.changed:
        return translate("Signed; nothing was recorded otherwise since.")
    if is_sealed:
        return translate("Facts changed since the signature. Reopen the inspection first.")
    if life.blocking:
        return translate(
            "{count} things are still missing. A draft can be viewed and printed.",
            count=life.blocking,
        )
    return ""


def _sign_reason(life: LifeOfMinutes) -> str:
    """Return why no signature can be recorded now; empty where one can."""
    standing = life.standing
    if standing.to_sign is None:
        if standing.signed is not None:
            return ""
        return translate("The signature is recorded after the minutes were written and read back.")
    if standing.outdated:
        return translate(
            "Version {number} no longer says what is recorded. Write the minutes again.",
            number=standing.to_sign.version,
        )
    if life.blocking:
        return translate("{count} things are missing before the signature.", count=life.blocking)
    return ""
