"""Trust between a laptop and headquarters, made by saying six words to each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.exchange.approval_dialog import ApprovalDialog
from ui.exchange.words_dialog import Asking, WordsDialog
from ui.icons import Icon
from ui.jobs import Job
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.enrolment import EnrolmentWords, Standing

_OLD_DAYS: Final = 90


class EnrolmentPanel(QFrame):
    """On a laptop: ask, and take the answer in. At headquarters: approve."""

    changed = Signal()
    """Somebody is trusted who was not: others can read what is written now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.dialog: WordsDialog | None = None
        """What is asked for just now."""
        self.is_headquarters = desk.application.info.role == "hq"
        self.state = chip()
        self.text = label("", wrap=True)
        self.request_button = button(translate("Ask to be enrolled"), self._on_request)
        self.accept_button = button(translate("Take the answer in"), self._on_accept)
        self.know_button = button(translate("Take headquarters' card in"), self._on_know)
        self.words_button = button(translate("Show the six words"), self._on_words)
        self.approve_button = button(
            translate("Approve a laptop"), self._on_approve, drawing=Icon.PEOPLE
        )
        self.card_button = button(translate("Write the card…"), self._on_card)
        layout = column(self, margins=theme.LARGE, spacing=theme.SMALL)
        head = row()
        head.addWidget(label(translate("Trust"), "strong"))
        head.addWidget(self.state)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.text)
        of_laptop = (self.request_button, self.accept_button, self.know_button, self.words_button)
        of_headquarters = (self.approve_button, self.card_button)
        layout.addLayout(Flow(widgets=of_headquarters if self.is_headquarters else of_laptop))

    def reload(self) -> None:
        """Look up whether packages can be written and opened here."""
        application = self.desk.application

        def read() -> Standing:
            # Named here: loading the service takes longer than the screen may stand still.
            return application.enrolment.standing()

        job = self.desk.jobs.read(read)
        job.succeeded.connect(self._show)

    def _show(self, standing: Standing) -> None:
        theme.mark_as(self.state, chip="good" if standing.is_member else "partial")
        # Whoever is a member has nothing to ask for, and is known without words.
        for one in (self.know_button, self.words_button):
            one.setVisible(not self.is_headquarters and not standing.is_member)
        if standing.is_member:
            self.state.setText(translate("Ready"))
            self.text.setText(_circle_text(standing))
        elif standing.has_headquarters:
            self.state.setText(translate("Only for headquarters"))
            self.text.setText(
                translate(
                    "Packages can be written. Headquarters holds each of them until the six words "
                    "of this laptop were read out to it; once enrolled, none is held."
                )
            )
        else:
            self.state.setText(translate("Not enrolled yet"))
            self.text.setText(
                translate(
                    "Packages can be exchanged once headquarters knows this laptop: ask, carry "
                    "the file there, say its six words, and bring the answer back. In a hurry, "
                    "take headquarters' card in: then packages can be written at once."
                )
            )

    def _on_know(self) -> None:
        asking = Asking(
            title=translate("Take headquarters' card in"),
            advice=translate(
                "Have the six words of the card read out to you by headquarters, by telephone or "
                "face to face, and type them: only the voice tells whose card it is."
            ),
            place=translate("Card of headquarters"),
            no_place=translate("Choose the card that headquarters wrote."),
            pattern=translate("Requests (*.skt)"),
            words=translate("The six words that headquarters says"),
            verb=translate("Take the card in"),
        )
        enrolment = self.desk.application.enrolment
        self._ask(asking, lambda card, words: partial(enrolment.know, card, words))

    def _on_words(self) -> None:
        job = self.desk.jobs.read(self.desk.application.enrolment.words)
        self._say_after(job)

    def _on_card(self) -> None:
        target = self.desk.prompts.save_as(
            translate("Card of headquarters"),
            Path.home() / "the-co-quan-chu-tri.skt",
            translate("Requests (*.skt)"),
        )
        if target is not None:
            headquarters = self.desk.application.headquarters
            job = self.desk.jobs.save(lambda: headquarters.write_card(target))
            self._say_after(job)

    def _on_request(self) -> None:
        target = self.desk.prompts.save_as(
            translate("Ask to be enrolled"),
            Path.home() / "yeu-cau-ghi-danh.skt",
            translate("Requests (*.skt)"),
        )
        if target is None:
            return
        application = self.desk.application

        def read() -> bool:
            return application.enrolment.has_lost_keys()

        def ask(lost: bool) -> None:  # noqa: FBT001 - what a job found
            if not lost or self._wants_new_keys():
                self._request(target, new_keys=lost)

        self.desk.jobs.read(read).succeeded.connect(ask)

    def _wants_new_keys(self) -> bool:
        question = translate(
            "The keys of this laptop are lost. Its data is untouched. Make new keys and ask with "
            "them? Packages that were sealed for the old ones cannot be opened here any more."
        )
        return self.desk.prompts.confirm(question, translate("Make new keys"))

    def _request(self, target: Path, *, new_keys: bool) -> None:
        enrolment = self.desk.application.enrolment
        job = self.desk.jobs.save(lambda: enrolment.request(target, new_keys=new_keys))
        self._say_after(job)
        job.finished.connect(self.reload)

    def _on_accept(self) -> None:
        asking = Asking(
            title=translate("Take the answer in"),
            advice=translate(
                "Have the six words that headquarters got with the answer read out to you, by "
                "telephone or face to face, and type them: only the voice tells whose answer it is."
            ),
            place=translate("Folder of the answer"),
            no_place=translate("Choose the folder of the answer."),
            words=translate("The six words that headquarters says"),
            verb=translate("Take the answer in"),
        )
        enrolment = self.desk.application.enrolment
        self._ask(asking, lambda answer, words: partial(enrolment.accept, answer, words))

    def _ask(self, asking: Asking, prepare: Callable[[Path, str], Callable[[], object]]) -> None:
        dialog = WordsDialog(self.desk, asking, prepare, self)
        dialog.agreed.connect(lambda _taken: self.changed.emit())
        self._open(dialog)

    def _on_approve(self) -> None:
        dialog = ApprovalDialog(self.desk, self)
        dialog.agreed.connect(self._on_approved)
        self._open(dialog)

    def _open(self, dialog: WordsDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.reload()

    def _on_approved(self, words: EnrolmentWords) -> None:
        self.changed.emit()
        self._say(words.code)

    def _say_after(self, job: Job) -> None:
        """Say what a job made, once it has ended: meanwhile nothing is being saved any more."""
        codes: list[str] = []
        job.succeeded.connect(lambda words: codes.append(words.code))
        job.finished.connect(lambda: self._say(*codes) if codes else None)

    def _say(self, code: str) -> None:
        self.desk.prompts.tell(
            translate("Say these six words to the other side:\n\n{code}", code=code)
        )


def _circle_text(standing: Standing) -> str:
    told = translate("{count} computers trust each other in this circle.", count=standing.members)
    if standing.keyring_days < _OLD_DAYS:
        return told
    # A hint only: the clock may be wrong, and work and export go on.
    old = translate(
        "What this laptop knows of the others is {count} days old: take the next package of "
        "headquarters in.",
        count=standing.keyring_days,
    )
    return f"{told} {old}"
