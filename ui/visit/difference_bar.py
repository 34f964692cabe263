"""In the open card: what laptops differ on, every value with who gave it; one click decides."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QLabel

from app.domain.answer import Answer
from app.domain.checklist import Criterion
from app.domain.gap import OpenDifference
from app.services.answer_history import AnswerWrite
from app.words import translate
from ui import theme
from ui.icons import Icon, pixmap
from ui.visit.answer_fields import field_text, origin_text, value_text
from ui.visit.case_marks import Differences
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label, row

_ICON = 16


class DifferenceBar(QFrame):
    """Shows nothing while the laptops agree."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "difference")
        self.case = case
        self.code = ""
        self._shown: tuple[str, Differences] = ("", {})
        mark = QLabel()
        mark.setPixmap(pixmap(Icon.DIFFERS, theme.current().differs.ink, _ICON))
        head = row(spacing=theme.SMALL)
        head.addWidget(mark)
        head.addWidget(label(translate("Laptops differ"), "strong"), 1)
        layout = column(self, margins=theme.SMALL, spacing=theme.TINY)
        layout.addLayout(head)
        self._lines = column(spacing=theme.TINY)
        layout.addLayout(self._lines)
        self.hide()

    def show_code(self, code: str) -> None:
        """Follow the criterion of the card."""
        self.code = code
        found = self.case.marks.differences(code)
        if (code, found) == self._shown:
            return
        self._shown = (code, found)
        clear(self._lines)
        if found:
            _checklist, score = self.case.place_of(code)
            for field, writes in found.items():
                self._add(score.criteria[code].criterion, field, writes)
        self.setVisible(bool(found))

    def choose(self, field: str, write: AnswerWrite) -> None:
        """Decide for one of the values; nobody is asked about it again."""
        if getattr(self.case.answer(self.code), field) != write.value:
            self.case.change_answer(self.code, **{field: write.value})
            return
        settled = OpenDifference(
            kind=Answer.KIND,
            entity_id=self.case.answer(self.code).id,
            field=field,
            values=(),
        )
        missing = self.case.desk.application.missing
        self.case.save(partial(missing.keep_shown, settled))

    def _add(self, criterion: Criterion, field: str, writes: tuple[AnswerWrite, ...]) -> None:
        self._lines.addWidget(label(field_text(field), "label"))
        stands = getattr(self.case.answer(self.code), field)
        for write in writes:
            said = value_text(criterion, field, write.value)
            line = row(spacing=theme.SMALL)
            words = column(spacing=0)
            words.addWidget(label(said, wrap=True))
            words.addWidget(label(origin_text(write), "small", wrap=True))
            line.addLayout(words, 1)
            self._lines.addLayout(line)
            if self.case.is_sealed:
                continue
            verb = translate("Keep this") if write.value == stands else translate("Take this")
            decide = button(verb, partial(self.choose, field, write))
            decide.setAccessibleName(f"{verb}: {field_text(field)}, {said}")
            line.addWidget(decide)
