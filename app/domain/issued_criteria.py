"""A draft of a checklist out of a table as issued, and every remark at its place.

What the table says is kept: a sum that does not match stays as it is stated, and is
named. What it leaves open is filled in only where there is one way, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_draft import ChecklistDraft
from app.domain.issued_checklist import IssuedChecklist, Remark, checked
from app.domain.issued_points import points_at_the_end, points_in
from app.domain.issued_rows import read_issued_rows
from app.domain.issued_rule import IssuedRule, read_issued_rule
from app.domain.issued_tree import Node, Note, Tree, grow_tree, is_too_deep
from app.domain.numbering import MOST_LEVELS
from app.domain.rule import number_text
from app.domain.source_table import SourceCell, SourceTable
from app.domain.table_columns import ColumnMap, check_map
from app.domain.text import fold
from app.words import translate

_ROLES: Final = {
    "diem thuong": CriterionRole.BONUS,
    "diem cong": CriterionRole.BONUS,
    "tieu chi cong diem": CriterionRole.BONUS,
    "diem tru": CriterionRole.PENALTY,
    "tieu chi tru diem": CriterionRole.PENALTY,
    "cac truong hop tru diem": CriterionRole.PENALTY,
}
_IN_CODES: Final = re.compile(r"[^0-9A-Za-zĐđ._-]+")
_COLUMN_OF: Final = {
    "code": "number",
    "text": "text",
    "max_score": "points",
    "scoring_rule": "scoring",
    "answer_type": "scoring",
}


def read_issued(
    table: SourceTable, columns: ColumnMap, *, code: str, title: str
) -> IssuedChecklist:
    """Read a table into a draft with the code and title of its set.

    Raises:
        MapInvalid: if the mapping does not fit the table.
    """
    check_map(columns, table)
    tree = grow_tree(read_issued_rows(table, columns))
    made = _Maker(table, columns, tree).make(code, title)
    return checked(made)


@dataclass(slots=True)
class _Made:
    """A criterion under way."""

    node: Node
    criterion: Criterion
    trouble: str = ""


class _Maker:
    def __init__(self, table: SourceTable, columns: ColumnMap, tree: Tree) -> None:
        self._table = table
        self._columns = columns
        self._tree = tree
        self._made: list[_Made] = []
        self._codes: set[str] = set()
        self._notes: list[Note] = list(tree.notes)
        self._summed: set[int] = set()

    def make(self, code: str, title: str) -> IssuedChecklist:
        self._codes.add(code)
        for node in self._tree.first:
            self._add(node, code, "")
        stated = self._stated_total()
        if stated is None:
            self._summed.add(0)
        root = Criterion(
            code=code,
            parent_code="",
            area=title,
            text=title,
            answer_type=AnswerType.SCORE,
            max_score=self._sum(code) if stated is None else stated,
        )
        criteria = (root, *(made.criterion for made in self._made))
        draft = ChecklistDraft(
            code=code, title=title, number=1, criteria=criteria, source=_source(self._table)
        )
        return IssuedChecklist(
            draft=draft,
            remarks=(),
            standing=tuple(self._standing()),
            summed=frozenset(self._summed),
            places=(self._root_places(), *(self._places(made.node) for made in self._made)),
            pointless={
                index: made.trouble for index, made in enumerate(self._made, 1) if made.trouble
            },
        )

    def _add(self, node: Node, parent_code: str, area: str) -> None:
        """Add a node and all under it."""
        text, at_the_end = points_at_the_end(_running(node.texts))
        code = self._code(node, parent_code)
        made = _Made(
            node=node,
            criterion=Criterion(
                code=code,
                parent_code=parent_code,
                area=area or text,
                text=text,
                answer_type=AnswerType.SCORE,
                max_score=Decimal(0),
                evidence="" if node.is_area else node.row.evidence,
                legal_basis="" if node.is_area else node.row.legal_basis,
                guidance="" if node.is_area else node.row.guidance,
                role=_role(node, text),
            ),
        )
        self._made.append(made)
        place = len(self._made)
        if is_too_deep(node):
            cause = translate("it stands deeper than {most} levels", most=MOST_LEVELS)
            self._note(node, cause, translate("Put it one level up"), is_fault=True)
        said = points_in(node.points.own)
        stated = at_the_end if said is None else abs(said)
        for child in node.children:
            self._add(child, code, area or text)
        if node.children:
            if stated is None:
                self._summed.add(place)
            self._fill_group(made, stated, self._sum(code))
        else:
            self._fill_leaf(made, stated)

    def _fill_group(self, made: _Made, stated: Decimal | None, found: Decimal) -> None:
        if stated is None and _is_unread(made.node.points):
            cure = translate("The sum of its rows was taken; check it")
            self._note(made.node, _no_points(made.node), cure)
        wording = _joined(made.node.scoring.own, *made.node.steps)
        made.criterion = replace(
            made.criterion,
            max_score=found if stated is None else stated,
            guidance=_joined(made.criterion.guidance, wording),
        )

    def _fill_leaf(self, made: _Made, stated: Decimal | None) -> None:
        node = made.node
        wording = _joined(*_said(node), *node.steps)
        rule = read_issued_rule(wording, stated, is_penalty=_is_taken_off(made))
        points = rule.max_score if stated is None and not _is_unread(node.points) else stated
        if rule.said:
            self._note_rule(node, rule)
        if points is None:
            made.trouble = _no_points(node)
        made.criterion = replace(
            made.criterion,
            answer_type=rule.answer_type,
            max_score=points or Decimal(0),
            scoring_rule=rule.scoring_rule,
            guidance=_joined(made.criterion.guidance, rule.guidance),
        )

    def _note_rule(self, node: Node, rule: IssuedRule) -> None:
        if rule.scoring_rule:
            self._note(node, rule.said, translate("Check the rule"))
        else:
            cure = translate("Points are entered directly, with its wording beside them")
            self._note(node, rule.said, cure)

    def _code(self, node: Node, parent_code: str) -> str:
        relative = _IN_CODES.sub("", node.relative).strip(".") or "1"
        code = wanted = f"{parent_code}.{relative}"
        count = 1
        while code in self._codes:
            count += 1
            code = f"{wanted}-{count}"
        if code != wanted:
            cause = translate("the number {number} stands there twice", number=node.relative)
            self._note(node, cause, translate("It was given the code {code}", code=code))
        self._codes.add(code)
        return code

    def _stated_total(self) -> Decimal | None:
        total = self._tree.total
        if total is None:
            return None
        stated = points_in(total.points.text)
        return points_at_the_end(total.text)[1] if stated is None else stated

    def _sum(self, code: str) -> Decimal:
        """Return what the criteria right under a code add up to; bonus and penalty stand apart."""
        below = [made.criterion for made in self._made if made.criterion.parent_code == code]
        return sum((row.max_score for row in below if row.role is CriterionRole.SCORED), Decimal(0))

    def _note(self, node: Node, cause: str, cure: str, *, is_fault: bool = False) -> None:
        self._notes.append(Note(row=node.row.index, cause=cause, cure=cure, is_fault=is_fault))

    def _standing(self) -> Iterator[Remark]:
        at_row = {made.node.row.index: index for index, made in enumerate(self._made, start=1)}
        for note in sorted(self._notes, key=lambda note: note.row):
            yield Remark(
                place=self._table.place(note.row, self._columns.text),
                cause=note.cause,
                cure=note.cure,
                is_fault=note.is_fault,
                criterion=at_row.get(note.row, -1),
            )
        if self._table.is_hidden:
            yield Remark(
                place=self._table.name,
                cause=translate("the sheet is hidden and was read"),
                cure=translate("Show it and look at it"),
                is_fault=False,
            )
        if not self._made:
            yield Remark(
                place=self._table.name,
                cause=translate("there is no criterion below the headings"),
                cure=translate("Choose another table, or correct the columns"),
                is_fault=True,
            )
        yield from self._subtotals(at_row)

    def _subtotals(self, at_row: Mapping[int, int]) -> Iterator[Remark]:
        for node, row in self._tree.subtotals:
            stated = points_in(row.points.own)
            index = at_row.get(node.row.index, -1)
            if stated is None or index < 0:
                continue
            found = self._made[index - 1].criterion.max_score
            if stated != found:
                yield Remark(
                    place=self._table.place(row.index, self._columns.points),
                    cause=translate(
                        "the part adds up to {found}, it says {expected}",
                        found=number_text(found),
                        expected=number_text(stated),
                    ),
                    cure=translate("Correct the points of the group or of its rows"),
                    is_fault=True,
                    criterion=index,
                )

    def _places(self, node: Node) -> dict[str, str]:
        return {
            field: self._table.place(
                node.row.index, int(getattr(self._columns, column)) or self._columns.text
            )
            for field, column in _COLUMN_OF.items()
        }

    def _root_places(self) -> dict[str, str]:
        total = self._tree.total
        if total is None:
            return {}
        return {"max_score": self._table.place(total.index, self._columns.points)}


def _said(node: Node) -> list[str]:
    """Return the way of scoring in the cell of a row; merged downwards, it counts for each row."""
    return [node.scoring.text] if node.scoring.text and not node.scoring.is_right_of else []


def _is_taken_off(made: _Made) -> bool:
    """Tell whether the points of a criterion are a penalty, its own or that of its part."""
    top = made.node
    while top.parent is not None:
        top = top.parent
    named = _named_role(_running(top.texts))
    return CriterionRole.PENALTY in {made.criterion.role, named}


def _is_unread(points: SourceCell) -> bool:
    """Tell whether the table says points here, in a way that nobody can read."""
    return bool(points.trouble or points.own.strip())


def _no_points(node: Node) -> str:
    if node.points.trouble:
        return node.points.trouble
    if node.points.is_below:
        return translate("its points stand in a cell merged over several criteria")
    if node.points.own:
        return translate("“{value}” is not a number of points", value=node.points.own[:40])
    return translate("it has no points")


def _role(node: Node, text: str) -> CriterionRole:
    said = points_in(node.points.own)
    if node.level == 1 and (named := _named_role(text)) is not CriterionRole.SCORED:
        return named
    # In a group of penalties every point is taken off.
    top = node
    while top.parent is not None:
        top = top.parent
    is_taken_off = (
        said is not None and said < 0 and _named_role(_running(top.texts)) is CriterionRole.SCORED
    )
    return CriterionRole.PENALTY if is_taken_off else CriterionRole.SCORED


def _named_role(text: str) -> CriterionRole:
    plain = " ".join(fold(text).split())
    found = (role for words, role in _ROLES.items() if plain.startswith(words))
    return next(found, CriterionRole.SCORED)


def _source(table: SourceTable) -> str:
    return " ".join(table.title.split())[:300]


def _running(texts: Sequence[str]) -> str:
    """Return the lines of a text: what goes on is one sentence, what is listed stays apart."""
    text = ""
    for line in texts:
        joint = "\n" if line.startswith("- ") else " "
        text = f"{text}{joint}{line}" if text else line
    return text


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
