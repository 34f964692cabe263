"""Enrolling a laptop at headquarters: its request, the words heard, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.errors import AppError
from app.words import translate
from ui.desk import Desk
from ui.exchange.asked import Asked, AskedPlace
from ui.exchange.words_dialog import Asking, WordsDialog

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.enrolment import EnrolmentWords


class ApprovalDialog(WordsDialog):
    """Asks for everything at once; `agreed` brings the words to say to the laptop."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        asking = Asking(
            title=translate("Approve a laptop"),
            advice=translate(
                "Have the six words read out to you, by telephone or face to face, and type them. "
                "Never take them from a file or a message: only the voice tells whose laptop it is."
            ),
            place=translate("Request of the laptop"),
            no_place=translate("Choose the request that the laptop wrote."),
            pattern=translate("Requests (*.skt)"),
            words=translate("The six words that the laptop says"),
            verb=translate("Approve"),
        )
        super().__init__(desk, asking, self._prepared, parent)
        self.name = Asked(translate("Name of the laptop, e.g. doan1/may-01"))
        self.person = Asked(translate("Who works on it"))
        self.answer = AskedPlace(
            desk.prompts,
            translate("Where to write the answer"),
            note=translate(
                "Two files are written there. Another laptop needs a folder of its own: its answer "
                "would take the place of this one."
            ),
        )
        self._is_answer_chosen = False
        self.form.add(self.name.name, self.name)
        self.form.add(self.person.name, self.person)
        self.form.add(self.answer.name, self.answer, span=2)
        self.place.chosen.connect(self._propose_answer)
        self.answer.chosen.connect(lambda _folder: self._keep_answer())

    @override
    def asked(self) -> Sequence[Asked]:
        return (*super().asked(), self.name, self.person, self.answer)

    @override
    def missing(self) -> list[tuple[Asked, str]]:
        found = super().missing()
        if not self.name.text:
            found.append((self.name, translate("Give the laptop a name.")))
        if not self.person.text:
            found.append((self.person, translate("Say who works on it.")))
        if self.answer.path is None:
            found.append((self.answer, translate("Choose the folder for the answer.")))
        return found

    @override
    def field_of(self, error: AppError) -> Asked | None:
        by_code: dict[str, Asked] = {
            "not_a_laptop": self.place,
            "member_name_refused": self.name,
            "member_exists": self.name,
            "member_text_too_long": self.person,
            "file_unwritable": self.answer,
        }
        return by_code.get(error.code) or super().field_of(error)

    def _propose_answer(self, request: Path) -> None:
        """Propose the folder of the request: the stick that goes back to the laptop."""
        if not self._is_answer_chosen:
            self.answer.show_path(request.parent)

    def _keep_answer(self) -> None:
        self._is_answer_chosen = True

    def _prepared(self, request: Path, words: str) -> Callable[[], EnrolmentWords]:
        enrolment, answer = self.desk.application.enrolment, self.answer.path
        name, person = self.name.text, self.person.text
        assert answer is not None  # noqa: S101 - it would be missing

        def approve() -> EnrolmentWords:
            from app.services.enrolment import GivenName  # noqa: PLC0415 - brings cryptography

            given = GivenName.typed(name, person)
            return enrolment.approve(request, words, given, answer=answer)

        return approve
