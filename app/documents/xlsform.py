"""An XLSForm as the draft of a checklist; what cannot be carried over is listed.

Questions become criteria under their names, groups their groups. A form whose choices
have no column of points gives criteria that only inform.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from app.documents.workbook import Faults, Workbook, in_order
from app.documents.xlsform_choices import (
    OTHER,
    UNSCORED,
    Choice,
    ChoiceRule,
    read_choices,
    rule_of_choices,
)
from app.documents.xlsform_expression import NotCarried, Target, carried
from app.documents.xlsform_questions import RowKind, RowType, type_of
from app.documents.xlsform_sheets import FormRow, FormSheet, read_form_sheet
from app.domain.checklist import AnswerType, Criterion
from app.domain.checklist_check import find_faults
from app.domain.checklist_draft import ChecklistDraft
from app.domain.checklist_reading import ChecklistReading, Fault
from app.domain.demand import Need
from app.words import translate

SURVEY: Final = "survey"
_CHOICES: Final = "choices"
_SETTINGS: Final = "settings"
MOST_LEVELS: Final = 4
"""How deep groups may stand in each other."""
_USED: Final = frozenset(
    {"type", "name", "label", "hint", "guidance_hint", "relevant", "constraint", "calculate"}
    | {"jr:constraintMsg", "required", "jr:requiredMsg"}
)
_OF_GROUP: Final = frozenset({"type", "name", "label", "relevant"})
_YES: Final = frozenset({"yes", "true", "true()", "có"})
_NO: Final = frozenset({"", "no", "false", "false()", "không"})
_FIELDS: Final = {
    "code": "name",
    "parent_code": "name",
    "text": "label",
    "area": "label",
    "condition": "relevant",
    "checks": "constraint",
    "calculation": "calculate",
    "guidance": "hint",
}
"""The column of the form where a fact of a criterion comes from; else it is `type`."""


def read_form(path: Path, book: Workbook, faults: Faults) -> ChecklistReading:
    """Read an XLSForm and say everything about it.

    Raises:
        DocumentUnreadable: if a sheet is damaged.
        WorkbookInvalid: if a sheet has too many rows.
    """
    settings = read_form_sheet(book, _SETTINGS, faults)
    chosen = settings.rows[0] if settings and settings.rows else None
    language = chosen.text("default_language") if chosen else ""
    choices = read_form_sheet(book, _CHOICES, faults, language)
    survey = read_form_sheet(book, SURVEY, faults, language) or FormSheet(name=SURVEY, rows=())
    form = _Form(read_choices(choices, faults), faults)
    form.take(survey)
    code = (chosen.text("form_id") if chosen else "") or path.stem
    title = (chosen.text("form_title") if chosen else "") or code
    version = chosen.text("version") if chosen else ""
    criteria = form.criteria(" ".join(code.split()), title)
    form.check(criteria)
    losses = [
        *form.losses,
        *_unused_settings(chosen),
        *(note for sheet in (settings, survey, choices) if sheet for note in sheet.unknown),
        *_other_sheets(book),
    ]
    source = f"Biểu mẫu XLSForm {path.name}" + (f", phiên bản {version}" if version else "")
    return ChecklistReading(
        file=path.name,
        draft=ChecklistDraft(
            code=criteria[0].code, title=title, number=1, criteria=criteria, source=source
        ),
        faults=faults.found,
        fault_count=faults.count,
        repairs=faults.repairs,
        doubts=faults.doubts,
        losses=in_order(losses),
    )


def _unused_settings(row: FormRow | None) -> Iterator[Fault]:
    if row is None:
        return
    for key, value in row.texts.items():
        if value and key not in {"form_title", "form_id", "version", "default_language"}:
            yield row.note(key, _no_counterpart(key))


def _other_sheets(book: Workbook) -> Iterator[Fault]:
    known = {book.find(name) for name in (SURVEY, _CHOICES, _SETTINGS)}
    for name in book.names:
        if name not in known and book.sheet(name).rows:
            yield Fault(sheet=name, cell="", cause=translate("the sheet is no part of a checklist"))


def _no_counterpart(column: str) -> str:
    return translate("the column “{column}” has no counterpart", column=column)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A group or question that is carried over."""

    row: FormRow
    type: RowType
    parent: str
    """The name of its group; nothing directly under the form."""
    notes: tuple[str, ...] = ()
    rule: ChoiceRule | None = None

    @property
    def name(self) -> str:
        return self.row.text("name")

    @property
    def is_group(self) -> bool:
        return self.type.kind is RowKind.OPENS


@dataclass(slots=True)
class _Form:
    """What was read of a form so far."""

    lists: Mapping[str, Sequence[Choice]]
    faults: Faults
    losses: list[Fault] = field(default_factory=list)
    _items: list[_Item] = field(default_factory=list)
    _open: list[FormRow] = field(default_factory=list)
    _repeats: list[FormRow] = field(default_factory=list)
    _inside: int = 0
    """How many questions the open repeat has."""
    _notes: list[FormRow] = field(default_factory=list)

    def take(self, survey: FormSheet) -> None:
        """Take in every row of the sheet `survey`, in its order."""
        for row in survey.rows:
            self._take(row)
        for row in (*self._open, *self._repeats):
            cause = translate("the group is not closed")
            self._fault(row, "type", cause, translate("Add a row “end group” or “end repeat”"))
        self._lose_notes()
        if not survey.rows:
            cause = translate("there is no question in the form")
            self.faults.add(survey.name, "", cause, translate("Fill in the form"))

    def _fault(self, row: FormRow, key: str, cause: str, cure: str) -> None:
        self.faults.add(row.sheet, row.cell(key), cause, cure)

    def _take(self, row: FormRow) -> None:
        kind = type_of(row.text("type"))
        if self._repeats:
            self._take_repeated(row, kind.kind)
            return
        match kind.kind:
            case RowKind.REPEATS:
                self._repeats.append(row)
                self._inside = 0
            case RowKind.CLOSES:
                self._close(row)
            case RowKind.ENDS_REPEAT:
                cause = translate("no group is open here")
                self._fault(row, "type", cause, translate("Remove the row"))
            case RowKind.NOTE:
                self._notes.append(row)
                self._lose_cells(row, {"type", "name", "label", "hint"})
            case RowKind.FOREIGN:
                told = row.text("type")
                cause = (
                    translate("the type “{type}” has no counterpart", type=told)
                    if told
                    else translate("a row without a type")
                )
                self.losses.append(row.note("type", cause))
            case RowKind.OPENS if len(self._open) >= MOST_LEVELS:
                cause = translate(
                    "groups stand in each other more than {most} deep; "
                    "the questions go into the group above",
                    most=MOST_LEVELS,
                )
                self.losses.append(row.note("type", cause))
                self._open.append(row)
            case _:
                self._add(row, kind)

    def _take_repeated(self, row: FormRow, kind: RowKind) -> None:
        if kind is RowKind.REPEATS:
            self._repeats.append(row)
        elif kind is not RowKind.ENDS_REPEAT:
            self._inside += kind not in {RowKind.OPENS, RowKind.CLOSES}
        else:
            opened = self._repeats.pop()
            if not self._repeats:
                cause = translate(
                    "a group that is asked several times has no counterpart, nor have "
                    "the {count} rows in it",
                    count=self._inside,
                )
                self.losses.append(opened.note("type", cause))

    def _close(self, row: FormRow) -> None:
        self._lose_notes()
        if self._open:
            self._open.pop()
        else:
            cause = translate("no group is open here")
            self._fault(row, "type", cause, translate("Remove the row"))

    def _lose_notes(self) -> None:
        for row in self._notes:
            cause = translate("no question follows this note in its group")
            self.losses.append(row.note("label", cause))
        self._notes.clear()

    def _add(self, row: FormRow, kind: RowType) -> None:
        parent = (
            self._open[min(len(self._open), MOST_LEVELS) - 1].text("name") if self._open else ""
        )
        if kind.kind is RowKind.OPENS:
            self._items.append(_Item(row=row, type=kind, parent=parent))
            self._open.append(row)
            self._lose_cells(row, _OF_GROUP)
            return
        notes = tuple(note.text("label") for note in self._notes)
        self._notes.clear()
        item = _Item(row=row, type=kind, parent=parent, notes=notes, rule=self._rule(row, kind))
        self._items.append(item)
        self._lose_cells(row, _USED)

    def _rule(self, row: FormRow, kind: RowType) -> ChoiceRule | None:
        if kind.kind is not RowKind.CHOICE:
            return None
        choices = self.lists.get(kind.choices, ())
        if not choices:
            cause = translate("there is no list of choices “{name}”", name=kind.choices)
            self._fault(row, "type", cause, translate("Add it to the sheet “choices”"))
        return rule_of_choices(choices, is_multiple=kind.is_multiple, with_other=kind.with_other)

    def _lose_cells(self, row: FormRow, used: frozenset[str] | set[str]) -> None:
        for key, value in row.texts.items():
            if value and key not in used:
                self.losses.append(row.note(key, _no_counterpart(key)))

    def criteria(self, code: str, title: str) -> tuple[Criterion, ...]:
        """Return the criteria the form makes: its root, groups and questions."""
        self._drop_empty_groups()
        targets = self._targets()
        self._items = [item for item in self._items if item.is_group or item.name in targets]
        points: dict[str, Decimal] = {}
        for item in reversed(self._items):
            own = item.rule.max_score if item.rule else points.get(item.name, Decimal(0))
            points[item.name] = own
            points[item.parent] = points.get(item.parent, Decimal(0)) + own
        areas: dict[str, str] = {"": title}
        rows = []
        for item in self._items:
            text = item.row.text("label") or item.name
            areas[item.name] = areas[item.parent] if item.parent else text
            made = Criterion(
                code=item.name,
                parent_code=item.parent or code,
                area=areas[item.name] if item.parent or item.is_group else title,
                text=text,
                answer_type=AnswerType.SCORE,
                max_score=points[item.name],
                condition=self._carried(item, "relevant", targets),
            )
            rows.append(made if item.is_group else self._question(item, made, targets))
        root = Criterion(
            code=code,
            parent_code="",
            area=title,
            text=title,
            answer_type=AnswerType.SCORE,
            max_score=points.get("", Decimal(0)),
        )
        return (root, *rows)

    def _drop_empty_groups(self) -> None:
        while True:
            parents = {item.parent for item in self._items}
            empty = [item for item in self._items if item.is_group and item.name not in parents]
            if not empty:
                return
            for item in empty:
                cause = translate("no question of the group is carried over")
                self.losses.append(item.row.note("type", cause))
            self._items = [item for item in self._items if item not in empty]

    def _targets(self) -> dict[str, Target]:
        """Return the questions that are carried over: calculations only with their formula."""
        targets = {
            item.name: Target(item.name, item.rule.labels if item.rule else {})
            for item in self._items
            if not item.is_group
        }
        sums = [item for item in self._items if item.type.kind is RowKind.CALCULATED]
        while True:
            failed = [item for item in sums if not self._is_calculable(item, targets)]
            if not failed:
                return targets
            for item in failed:
                targets.pop(item.name, None)
            sums = [item for item in sums if item not in failed]

    def _is_calculable(self, item: _Item, targets: Mapping[str, Target]) -> bool:
        try:
            carried(item.row.text("calculate"), targets, targets[item.name])
        except NotCarried as error:
            self.losses.append(item.row.note("calculate", _told(error)))
            return False
        return True

    def _carried(self, item: _Item, key: str, targets: Mapping[str, Target]) -> str:
        text = item.row.text(key)
        if not text:
            return ""
        try:
            return carried(text, targets, targets.get(item.name, Target(item.name)))
        except NotCarried as error:
            self.losses.append(item.row.note(key, _told(error)))
            return ""

    def _question(self, item: _Item, made: Criterion, targets: Mapping[str, Target]) -> Criterion:
        row, rule = item.row, item.rule
        said = [
            *item.notes,
            row.text("hint"),
            row.text("guidance_hint"),
            row.text("jr:requiredMsg"),
        ]
        checked = self._carried(item, "constraint", targets)
        other = f"{OTHER}: nhận xét" if item.type.with_other else ""
        message = " ".join(row.text("jr:constraintMsg").split()) or "Giá trị không hợp lệ"
        return replace(
            made,
            answer_type=rule.answer_type if rule else item.type.answer_type,
            scoring_rule=rule.scoring_rule if rule else UNSCORED,
            calculation=self._carried(item, "calculate", targets),
            checks=f"Chặn: {checked}: {message}" if checked else "",
            required="; ".join(filter(None, (self._compulsory(row), other))),
            guidance="\n".join(filter(None, said)),
        )

    def _compulsory(self, row: FormRow) -> str:
        """Return the demand that a question is answered, if the form makes it."""
        told = row.text("required").casefold()
        if told not in _YES | _NO:
            cause = translate("an answer that is compulsory only at times has no counterpart")
            self.losses.append(row.note("required", cause))
        return Need.ANSWER.value if told in _YES else ""

    def check(self, criteria: Sequence[Criterion]) -> None:
        """Note what keeps the criteria from being a checklist, at the cells they came from."""
        for problem in find_faults(criteria):
            cure = translate("Correct the form there")
            if not problem.index:
                self.faults.add(SURVEY, "", problem.reason, cure)
                continue
            item = self._items[problem.index - 1]
            if problem.field == "scoring_rule" and item.rule and not item.rule.labels:
                continue  # that its choices are missing is noted already
            row = item.row
            key = _FIELDS.get(problem.field, "type")
            self._fault(row, key, problem.reason, cure)


def _told(error: NotCarried) -> str:
    return translate("the expression cannot be carried over: {reason}", reason=error)
