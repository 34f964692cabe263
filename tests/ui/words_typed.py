"""The dialogs that ask for six words, filled in as a person does: chosen, typed, pressed."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit

from tests.ui.given import ScriptedPrompts, type_text
from ui.exchange.approval_dialog import ApprovalDialog
from ui.exchange.asked import AskedPlace
from ui.exchange.enrolment_panel import EnrolmentPanel
from ui.exchange.words_dialog import WordsDialog

DialogT = TypeVar("DialogT", bound=WordsDialog)


def opened(panel: EnrolmentPanel, kind: type[DialogT]) -> DialogT:
    """Return what a panel asks just now."""
    assert isinstance(panel.dialog, kind)
    return panel.dialog


def choose(field: AskedPlace, path: Path, prompts: ScriptedPrompts) -> None:
    """Choose a file or a folder by the button of the field."""
    assert not prompts.answers
    prompts.answers = [[path] if path.suffix == ".skt" else path]
    field.button.click()


def type_anew(line: QLineEdit, text: str) -> None:
    """Type over what stands in a line."""
    line.selectAll()
    line.del_()
    type_text(line, text)


def say(panel: EnrolmentPanel, place: Path, words: str, prompts: ScriptedPrompts) -> WordsDialog:
    """Choose what the other side wrote, type its words and press the verb."""
    dialog = opened(panel, WordsDialog)
    choose(dialog.place, place, prompts)
    type_anew(dialog.words.line, words)
    dialog.agree_button.click()
    return dialog


def fill(
    dialog: ApprovalDialog,
    request: Path,
    words: str,
    prompts: ScriptedPrompts,
    name: str = "doan1/may-01",
) -> None:
    """Give everything that enrolling a laptop needs; the answer goes where it is proposed."""
    choose(dialog.place, request, prompts)
    type_anew(dialog.words.line, words)
    type_anew(dialog.name.line, name)
    type_anew(dialog.person.line, "Lê Thị Bình")
