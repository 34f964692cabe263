"""The form at the right of the editor: every fact of one criterion, each with its faults."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.band import DEFAULT_BANDS, Band
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_check import Fault
from app.words import translate
from ui import theme
from ui.checklists.rule_editor import RuleEditor
from ui.texts import answer_type_text, criterion_role_text, number_text, parse_number
from ui.widgets.basics import column, label, row
from ui.widgets.fields import AutoLine, AutoText, ChoiceField
from ui.widgets.scroll_column import ScrollColumn

_ONLY_ANSWERED: Final = frozenset(
    {
        "answer_type",
        "scoring_rule",
        "required",
        "checks",
        "condition",
        "calculation",
        "rating_cap",
        "evidence",
    }
)
"""The facts that a group does not have, because nobody answers it."""


class CriterionForm(ScrollColumn):
    """Shows one criterion and tells of each fact that is changed.

    `typed` carries a fact and the name of its field while keys still come, `left`
    when the field is left.
    """

    typed = Signal(dict, str)
    left = Signal(dict, str)

    def __init__(self) -> None:
        super().__init__(spacing=theme.MEDIUM)
        self.faults: dict[str, QLabel] = {}
        self.cells: dict[str, QWidget] = {}
        self.code = AutoLine(translate("Code"))
        self.max_score = AutoLine(translate("Most points"))
        self.answer_type = ChoiceField[AnswerType](
            translate("Answer"), [(kind, answer_type_text(kind)) for kind in AnswerType]
        )
        self.role = ChoiceField[CriterionRole](
            translate("Role"),
            [(one, criterion_role_text(one) or translate("Counts")) for one in CriterionRole],
        )
        self.rating_cap = ChoiceField[str](translate("Best rating left"), [("", "–")])
        self.rule = RuleEditor()
        self.texts = {name: AutoText(title, hint) for name, title, hint in _texts()}
        self._build()
        self._connect()
        self._criterion: Criterion | None = None

    def show_criterion(self, row_: Criterion, bands: Sequence[Band], *, is_group: bool) -> None:
        """Show a criterion; a text being typed is left alone."""
        self._criterion = row_
        self.code.show_text(row_.code)
        self.max_score.show_text(number_text(row_.max_score) if row_.max_score.is_finite() else "")
        theme.mark_as(self.max_score, wrong="")
        self.answer_type.show_value(row_.answer_type)
        self.role.show_value(row_.role)
        names = [band.name for band in bands or DEFAULT_BANDS]
        if row_.rating_cap and row_.rating_cap not in names:
            names.append(row_.rating_cap)
        self.rating_cap.offer([("", translate("No limit")), *((name, name) for name in names)])
        self.rating_cap.show_value(row_.rating_cap)
        for name, field in self.texts.items():
            field.show_text(getattr(row_, name))
        self.rule.show_criterion(row_)
        for name in _ONLY_ANSWERED:
            self.cells[name].setVisible(not is_group)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Show under each field what is wrong with it."""
        found: dict[str, list[str]] = {}
        for fault in faults:
            place = "code" if fault.field == "parent_code" else fault.field
            found.setdefault(place, []).append(fault.reason)
        for name, shown in self.faults.items():
            # The rule says it itself, and sooner.
            reasons = [] if name == "scoring_rule" else found.get(name, [])
            shown.setText("\n".join(reasons))
            shown.setVisible(bool(reasons))

    def show_refused(self, reason: str) -> None:
        """Show why the code was not taken, and the one it still has."""
        self.faults["code"].setText(reason)
        self.faults["code"].show()

    def focus(self, field: str) -> None:
        """Let the keyboard go to a field and bring it into sight."""
        widget: QWidget
        if field == "scoring_rule":
            widget = self.rule.field
        elif field in self.texts:
            widget = self.texts[field]
        else:
            widget = getattr(self, field, self.code)
        widget.setFocus()
        self.ensureWidgetVisible(widget)

    def settle(self) -> None:
        """Take texts being typed as final."""
        for field in (self.code, self.max_score):
            field.settle()
        for text in self.texts.values():
            text.settle()
        self.rule.settle()

    def _build(self) -> None:
        layout = self.column
        layout.setContentsMargins(theme.scaled(theme.SMALL), 0, theme.scaled(theme.MEDIUM), 0)
        head = row(spacing=theme.MEDIUM)
        head.addWidget(self._cell("code", translate("Code"), self.code), 3)
        head.addWidget(self._cell("max_score", translate("Most points"), self.max_score), 2)
        head.addWidget(self._cell("role", translate("Role"), self.role), 3)
        layout.addLayout(head)
        self._add_text(layout, "text")
        layout.addWidget(self._cell("answer_type", translate("Answer"), self.answer_type))
        layout.addWidget(self._cell("scoring_rule", translate("Scoring rule"), self.rule))
        for name, _title, _hint in _texts():
            if name != "text":
                self._add_text(layout, name)
            if name == "checks":
                layout.addWidget(
                    self._cell("rating_cap", translate("Best rating left"), self.rating_cap)
                )
        layout.addStretch(1)

    def _add_text(self, layout: QVBoxLayout, name: str) -> None:
        title = {key: title for key, title, _hint in _texts()}[name]
        layout.addWidget(self._cell(name, title, self.texts[name]))

    def _cell(self, name: str, title: str, field: QWidget) -> QWidget:
        cell = QWidget()
        layout = column(cell, spacing=theme.TINY)
        head = label(title, "label", wrap=True)
        head.setBuddy(field)
        fault = label("", "small", wrap=True)
        fault.setProperty("tone", "bad")
        fault.hide()
        for part in (head, field, fault):
            layout.addWidget(part)
        layout.addStretch(1)
        self.faults[name], self.cells[name] = fault, cell
        return cell

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Ctrl+Z to the draft where the field itself has nothing to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            if (is_undo and not _can(watched, "undo")) or (is_redo and not _can(watched, "redo")):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.code.settled.connect(lambda text: self._leave("code", text))
        self.max_score.textEdited.connect(lambda text: self._on_points(text, self.typed))
        self.max_score.settled.connect(lambda text: self._on_points(text, self.left))
        for name, choice in (
            ("answer_type", self.answer_type),
            ("role", self.role),
            ("rating_cap", self.rating_cap),
        ):
            choice.chosen.connect(lambda value, name=name: self._leave(name, value))
        for name, field in self.texts.items():
            field.settled.connect(lambda text, name=name: self._leave(name, text))
            field.drafted.connect(lambda text, _at, name=name: self.typed.emit({name: text}, name))
            field.installEventFilter(self)
        self.rule.settled.connect(lambda text: self._leave("scoring_rule", text))
        self.rule.typed.connect(
            lambda text: self.typed.emit({"scoring_rule": text}, "scoring_rule")
        )
        for line in (self.code, self.max_score, self.rule.field):
            line.installEventFilter(self)

    def _leave(self, name: str, value: object) -> None:
        self.left.emit({name: value}, name)

    def _on_points(self, text: str, told: SignalInstance) -> None:
        points = parse_number(text) if text.strip() else Decimal(0)
        theme.mark_as(self.max_score, wrong="" if points is not None else "yes")
        if points is not None:
            told.emit({"max_score": points}, "max_score")


def _can(field: QObject, what: str) -> bool:
    """Tell whether a text field has something of its own to take back or do again."""
    if isinstance(field, QPlainTextEdit):
        document = field.document()
        return document.isUndoAvailable() if what == "undo" else document.isRedoAvailable()
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if what == "undo" else field.isRedoAvailable()
    return False


def _texts() -> tuple[tuple[str, str, str], ...]:
    """Return the facts that are texts: name, title, and what to write there.

    Examples in the grammar of rules and expressions are the same in every language.
    """
    return (
        ("text", translate("Criterion"), translate("What is judged, in one sentence")),
        (
            "required",
            translate("What an answer must bring"),
            "Không: nhận xét, ảnh; Một phần: nhận xét",
        ),
        ("condition", translate("Asked only if"), "${KT.1.1} = 'yes'"),
        ("calculation", translate("Calculated as"), "${KT.1.1:tử số} / ${KT.1.1:mẫu số}"),
        ("checks", translate("Checks"), "Chặn: . <= 100: Tỷ lệ vượt quá 100%"),
        ("evidence", translate("Evidence to look at"), ""),
        ("legal_basis", translate("Legal basis"), ""),
        ("guidance", translate("Guidance"), translate("How to look at it, step by step")),
        ("source", translate("Source"), ""),
    )
