"""Something of the other side, believed for six words that it says: asked for on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from app.errors import AppError, Cancelled
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.exchange.asked import Asked, AskedPlace
from ui.jobs import Job
from ui.widgets.basics import button, column, label, row
from ui.widgets.form import Form
from ui.widgets.job_panel import JobPanel
from ui.widgets.reading_order import go_on
from ui.widgets.scroll_column import ScrollColumn

_WORDS: Final = 6
_WIDTH: Final = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a dialog says of itself."""

    title: str
    advice: str
    place: str
    """What lies at the place: its label."""
    no_place: str
    """What is said where none was chosen."""
    pattern: str = ""
    """The files to choose from; a folder is asked for without one."""
    words: str
    verb: str


class WordsDialog(QDialog):
    """Asks for a file or a folder, and for the six words that go with it.

    The words are typed, never filled in and never clicked (decision 26): they count because
    they were heard. Whatever is refused is said here, and everything typed stays to be mended.
    `agreed` brings what came of it, once the dialog has closed.
    """

    agreed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        asking: Asking,
        prepare: Callable[[Path, str], Callable[[], object]],
        parent: QWidget,
    ) -> None:
        """Prepare the sheet.

        Args:
            desk: the services and the ground of the window.
            asking: what it says of itself.
            prepare: gets the place and the words, and gives what is to be done in the background.
            parent: the window it stands above.
        """
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(asking.title)
        self._asking = asking
        self._prepare = prepare
        self._job: Job | None = None
        self.place = AskedPlace(desk.prompts, asking.place, asking.pattern)
        self.words = Asked(
            asking.words, translate("Accents and capital letters make no difference.")
        )
        self.panel = JobPanel()
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.agree_button = button(asking.verb, self.agree, variant="primary")
        self.agree_button.setDefault(True)
        self.cancel_button = button(translate("Cancel"), self.reject)
        # Enter presses what has the keyboard; in a field it presses the verb.
        for one in (self.cancel_button, self.panel.cancel_button):
            one.setAutoDefault(True)
        self.form = Form(2)
        self._scroll = ScrollColumn(spacing=theme.MEDIUM)
        # The keyboard goes from field to field, and what it stands on comes into sight.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.add(self.place.name, self.place, span=2)
        self.form.add(self.words.name, self.words, span=2)
        self._build()
        self.place.chosen.connect(lambda _path: self.words.take_keyboard())
        self.place.take_keyboard()

    def agree(self) -> None:
        """Do it with what stands there, or say what is missing; the dialog stays if it fails."""
        if self._job is not None:
            return
        for one in self.asked():
            one.refuse("")
        self._show_problem("")
        missing = self.missing()
        for field, why in missing:
            field.refuse(why)
        if missing:
            self._lead_to(missing[0][0])
            return
        assert self.place.path is not None  # noqa: S101 - it would be missing
        act = self._prepare(self.place.path, self.words.text)

        def work(_progress: Progress) -> object:
            try:
                return act()
            except Cancelled:
                raise
            except AppError as error:
                # Told here, beside what is to be mended.
                return error

        ended: list[object] = []
        self._job = job = self.desk.jobs.start(work)
        self.panel.watch(job, self._asking.title, self.agree_button)
        self.cancel_button.setEnabled(False)
        job.succeeded.connect(ended.append)
        job.finished.connect(lambda: self._on_finished(ended))

    @override
    def reject(self) -> None:
        """Close with nothing done; what is under way is awaited, or stopped by its own button."""
        if self._job is None:
            super().reject()

    def asked(self) -> Sequence[Asked]:
        """The fields, as one reads them."""
        return (self.place, self.words)

    def missing(self) -> list[tuple[Asked, str]]:
        """The fields that cannot be taken as they are, with what is said beside them."""
        found: list[tuple[Asked, str]] = []
        if self.place.path is None:
            found.append((self.place, self._asking.no_place))
        count = len(self.words.text.replace("-", " ").split())
        if count != _WORDS:
            found.append((self.words, _miscounted(count)))
        return found

    def field_of(self, error: AppError) -> Asked | None:
        """The field in which this is mended, or None where it is none of them."""
        by_code: dict[str, Asked] = {
            "words_differ": self.words,
            "enrolment_refused": self.place,
            "file_unreadable": self.place,
        }
        return by_code.get(error.code)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return go_on(self, forward=next)

    @override
    def event(self, event: QEvent) -> bool:
        is_taken = super().event(event)
        if event.type() in {QEvent.Type.Show, QEvent.Type.LayoutRequest} and self.isVisible():
            self._fit()
        return is_taken

    def _build(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(theme.scaled(_WIDTH), room.width() - 80), self.height())
        self._lines = layout = column(self, margins=theme.HUGE, spacing=theme.LARGE)
        lines = self._scroll.column
        lines.addWidget(label(self._asking.title, "heading", wrap=True))
        lines.addWidget(label(self._asking.advice, "muted", wrap=True))
        lines.addWidget(self.form)
        lines.addStretch(1)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.panel)
        layout.addWidget(self.problem)
        self.problem.hide()
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.agree_button)
        layout.addLayout(foot)

    def _on_finished(self, ended: Sequence[object]) -> None:
        self._job = None
        self.agree_button.setEnabled(True)
        self.cancel_button.setEnabled(True)
        # Nothing came of what was stopped, nor of a fault of the program, which is told elsewhere.
        for one in ended:
            if isinstance(one, AppError):
                self._show_error(one)
            else:
                self.accept()
                self.agreed.emit(one)

    def _show_error(self, error: AppError) -> None:
        field = self.field_of(error)
        if field is None:
            self._show_problem(error.text)
            return
        field.refuse(error.text)
        self._lead_to(field)

    def _show_problem(self, text: str) -> None:
        """Say what is wrong in none of the fields."""
        self.agree_button.setAccessibleDescription(text)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _lead_to(self, field: Asked) -> None:
        self._fit()
        field.take_keyboard()
        # Once what it says has its place.
        QTimer.singleShot(0, self, lambda: self._scroll.reach(field))

    def _fit(self) -> None:
        """Be as high as what is said needs; where the screen is lower, the fields scroll.

        By hand because wrapped lines know their height only at a width. It never shrinks: the
        buttons stay where they are while the last complaint goes.
        """
        self._lines.activate()
        lines, inner = self._scroll.column, self._scroll.inner
        lines.activate()
        wanted = lines.totalHeightForWidth(inner.width()) + self.height() - self._scroll.height()
        room = QGuiApplication.primaryScreen().availableGeometry().height() - 60
        self.resize(self.width(), max(self.height(), min(wanted, room)))


def _miscounted(count: int) -> str:
    if count == 0:
        return translate("Type the six words that are read out to you.")
    return translate("Six words are needed; {count} stand here.", count=count)
