"""Headquarters' keys: how well they are kept, who is enrolled, what waits for a decision."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QWidget

from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.texts import moment_text, size_text
from ui.widgets.basics import button, chip, clear, column, label, row
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the page is read.
    from collections.abc import Sequence

    from app.errors import AppError
    from app.progress import Progress
    from app.services.headquarters import HeadquartersState
    from app.services.imported import Imported
    from app.services.quarantine import Waiting

_REMOVES_MUCH: Final = "removes_much"


class HeadquartersPanel(QFrame):
    """Shown at headquarters only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.is_headquarters = desk.application.info.role == "hq"
        self.state: HeadquartersState | None = None
        self.kept = chip()
        self.text = label("", wrap=True)
        self.unlock_button = button(translate("Unlock the keys…"), self.unlock, variant="primary")
        self.set_up_button = button(translate("Protect the keys…"), self.set_up)
        self.rehearse_button = button(translate("Type the sheet back…"), self.rehearse)
        self.restore_button = button(translate("Restore from a sheet…"), self.restore)
        self.members_button = button(
            translate("Enrolled laptops…"), self.open_members, drawing=Icon.PEOPLE
        )
        self.waiting = QWidget()
        self._lines = column(self.waiting, spacing=theme.TINY)
        self._build()
        # Never shown from here: without a page around it, it would be a window of its own.
        if not self.is_headquarters:
            self.hide()

    def reload(self) -> None:
        """Read how the keys are kept, and what waits."""
        if not self.is_headquarters:
            return
        application = self.desk.application

        def read() -> tuple[HeadquartersState, Sequence[Waiting]]:
            return application.headquarters.state(), application.quarantine.waiting()

        self.desk.jobs.read(read).succeeded.connect(lambda found: self._show(*found))

    def unlock(self) -> None:
        """Open the keys for this session."""
        passphrase = self.desk.prompts.ask_secret(translate("Passphrase of headquarters"))
        if passphrase:
            service = self.desk.application.headquarters
            self._write(lambda: service.unlock(passphrase))

    def set_up(self) -> None:
        """Put the keys under a passphrase, and write the sheet to print."""
        prompts = self.desk.prompts
        first = prompts.ask_secret(translate("A passphrase of several words (at least 12 letters)"))
        if not first:
            return
        again = prompts.ask_secret(translate("The same passphrase once more"))
        if again != first:
            prompts.tell(translate("The two passphrases differ. Nothing was changed."))
            return
        target = prompts.save_as(
            translate("Recovery sheet"),
            Path.home() / "phieu-khoi-phuc.docx",
            translate("Word files (*.docx)"),
        )
        if target is None:
            return
        service = self.desk.application.headquarters

        def work() -> int:
            service.protect(first)
            return service.write_sheet(target)

        job = self.desk.jobs.save(work)
        job.succeeded.connect(lambda _count: self._say_printed(target))
        job.finished.connect(self.reload)

    def rehearse(self) -> None:
        """Type the sheet back, to prove that it can be read."""
        lines = self._ask_lines()
        if lines:
            service = self.desk.application.headquarters
            self._write(lambda: service.rehearse(lines))

    def restore(self) -> None:
        """Take the keys of a sheet into this new store."""
        lines = self._ask_lines()
        if not lines:
            return
        prompts = self.desk.prompts
        passphrase = prompts.ask_secret(
            translate("A passphrase of several words (at least 12 letters)")
        )
        if not passphrase:
            return
        files: list[Path] = []
        if prompts.confirm(
            translate(
                "Is there a keyring still (keyring.age, in an answer to a laptop)? Without it "
                "every laptop must be enrolled anew."
            ),
            translate("Choose the keyring"),
        ):
            files = prompts.choose_files(translate("Keyring"), translate("Keyrings (*.age *.skt)"))
        service = self.desk.application.headquarters
        keyring = files[0] if files else None
        self._write(lambda: service.restore(lines, passphrase, keyring))

    def open_members(self) -> None:
        """Show who is enrolled."""
        from ui.exchange.members_dialog import MembersDialog  # noqa: PLC0415 - the page first

        dialog = MembersDialog(self.desk, self)
        dialog.changed.connect(self.reload)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _build(self) -> None:
        layout = column(self, margins=theme.LARGE, spacing=theme.SMALL)
        head = row()
        head.addWidget(label(translate("Keys of headquarters"), "strong"))
        head.addWidget(self.kept)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addLayout(
            Flow(
                widgets=(
                    self.unlock_button,
                    self.set_up_button,
                    self.rehearse_button,
                    self.restore_button,
                    self.members_button,
                )
            )
        )
        layout.addWidget(self.waiting)

    def _ask_lines(self) -> list[str]:
        text = self.desk.prompts.ask_lines(
            translate("Type the lines of the sheet, one below the other, without their numbers")
        )
        return (text or "").splitlines()

    def _write(self, work: object) -> None:
        job = self.desk.jobs.save(work)  # type: ignore[arg-type] # what it returns is read anew
        job.finished.connect(self.reload)

    def _say_printed(self, target: Path) -> None:
        self.desk.prompts.tell(
            translate(
                "Print {path}, lock the page away and delete the file. Then type the page back: "
                "only then does it count.",
                path=target,
            )
        )

    def _show(self, state: HeadquartersState, waiting: Sequence[Waiting]) -> None:
        self.state = state
        theme.mark_as(self.kept, chip="good" if state.is_set_up else "partial")
        if not state.is_open:
            self.kept.setText(translate("Locked"))
        elif state.is_set_up:
            self.kept.setText(translate("Protected"))
        else:
            self.kept.setText(translate("Not set up yet"))
        self.text.setText(_advice(state))
        is_sealed = state.protection.value == "passphrase"
        self.unlock_button.setVisible(not state.is_open)
        self.set_up_button.setVisible(state.is_open and not state.is_set_up)
        self.rehearse_button.setVisible(is_sealed and state.is_open and not state.is_rehearsed)
        # Also for whoever forgot the passphrase: the sheet gives the same keys under another one.
        is_new = state.members <= 1 and not state.is_set_up
        self.restore_button.setVisible(is_new or not state.is_open)
        self._show_waiting(waiting)

    def _show_waiting(self, waiting: Sequence[Waiting]) -> None:
        clear(self._lines)
        for one in waiting:
            self._lines.addWidget(self._line(one))
        self.waiting.setVisible(bool(waiting))

    def _line(self, one: Waiting) -> QWidget:
        line = QFrame()
        theme.mark_as(line, role="warning")
        layout = row(line, margins=theme.SMALL, spacing=theme.SMALL)
        layout.addWidget(label(_waiting_text(one), wrap=True), 1)
        if one.can_be_approved:
            take = button(translate("Take it in once…"), partial(self._on_approve, one))
            take.setAccessibleName(translate("Take it in once: {name}", name=one.name))
            layout.addWidget(take)
        drop = button(translate("Let go of it"), partial(self._on_discard, one), variant="quiet")
        drop.setAccessibleName(translate("Let go of it: {name}", name=one.name))
        layout.addWidget(drop)
        return line

    def _on_approve(self, one: Waiting) -> None:
        words = self.desk.prompts.ask_text(
            translate(
                "Call {signer} and type the six words that its laptop shows", signer=one.signer
            )
        )
        if words:
            self._approve(one, words)

    def _approve(self, one: Waiting, words: str, *, removals: bool = False) -> None:
        """Take one in; where it removes much, a person is asked once the job has ended."""
        service = self.desk.application.quarantine
        refused: list[AppError] = []

        def work(progress: Progress) -> Imported:
            return service.approve(one.name, words, progress, removals=removals)

        def look(found: Imported) -> None:
            if found.error is not None:
                refused.append(found.error)

        def end() -> None:
            self.reload()
            for error in refused:
                if error.code != _REMOVES_MUCH:
                    self.desk.prompts.tell(error.text)
                elif self._agrees(error):
                    self._approve(one, words, removals=True)

        job = self.desk.jobs.start(work)
        job.succeeded.connect(look)
        job.finished.connect(end)

    def _agrees(self, asked: AppError) -> bool:
        question = translate(
            "These packages put {count} records into the bin: {units}. Take them in with the "
            "removals?",
            **asked.params,
        )
        return self.desk.prompts.confirm(question, translate("Take in with the removals"))

    def _on_discard(self, one: Waiting) -> None:
        agreed = self.desk.prompts.confirm(
            translate(
                "Let go of package {name}? It leaves this computer; the stick and the laptop that "
                "wrote it keep theirs.",
                name=one.name,
            ),
            translate("Let go of it"),
        )
        if agreed:
            service = self.desk.application.quarantine
            self._write(lambda: service.discard(one.name))


def _advice(state: HeadquartersState) -> str:
    if not state.is_open:
        return translate(
            "Packages can be taken in and written once the passphrase was typed; nothing else "
            "waits for it."
        )
    if state.is_set_up:
        return translate(
            "The keys are under a passphrase, and the sheet in the safe gives them back."
        )
    if state.protection.value == "passphrase":
        return translate(
            "The keys are under a passphrase. Type the printed sheet back: a sheet that nobody "
            "could read is none."
        )
    return translate(
        "Whoever copies this computer's files can open every package, and if its disk breaks, "
        "nobody can. Put the keys under a passphrase and print the recovery sheet."
    )


def _waiting_text(one: Waiting) -> str:
    facts = {
        "name": one.name,
        "sender": f"{one.signer} ({one.person})" if one.person else one.signer,
        "size": size_text(one.size),
        "moment": moment_text(one.made_at),
    }
    if one.is_revoked and one.is_from_before:
        return translate(
            "Package {name} of {sender} ({size}; {moment}) waits: its key was withdrawn; "
            "it says that all in it was written before.",
            **facts,
        )
    if one.is_revoked:
        return translate(
            "Package {name} of {sender} ({size}; {moment}) waits: its key was withdrawn "
            "before this was written.",
            **facts,
        )
    if one.can_be_approved:
        return translate(
            "Package {name} of {sender} ({size}; {moment}) waits: this laptop is not enrolled.",
            **facts,
        )
    return translate(
        "Package {name} of {sender} ({size}; {moment}) waits: it brings no request, so its key "
        "cannot be checked.",
        **facts,
    )
