"""The tree that the rows of an issued table make: numbered rows hang, the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.domain.issued_points import points_in
from app.domain.issued_rows import IssuedRow, RowKind, has_points
from app.domain.issued_rule import is_step
from app.domain.numbering import MOST_LEVELS, Label, Outline, Standing, split_label
from app.domain.source_table import NOTHING, SourceCell
from app.words import translate

ROOT: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a reader should know of a row, in a clause; a fault keeps it from being whole."""

    row: int
    cause: str
    cure: str
    is_fault: bool = False


@dataclass(slots=True, kw_only=True)
class Node:
    """One row of the tree while it is put together."""

    row: IssuedRow
    level: int
    relative: str
    parent: Node | None
    texts: list[str]
    steps: list[str] = field(default_factory=list)
    """The ways of scoring that stand in rows of their own."""
    children: list[Node] = field(default_factory=list)
    is_dash: bool = False
    is_area: bool = False
    """It comes from the column of areas: the rest of its row belongs to a criterion."""
    is_numbered: bool = False

    @property
    def points(self) -> SourceCell:
        """The cell that gives its points."""
        return NOTHING if self.is_area else self.row.points

    @property
    def scoring(self) -> SourceCell:
        """The cell that says how it is scored."""
        return NOTHING if self.is_area else self.row.scoring


@dataclass(slots=True)
class Tree:
    """The first level, the sums that are stated, and what was noted on the way."""

    first: list[Node] = field(default_factory=list)
    total: IssuedRow | None = None
    subtotals: list[tuple[Node, IssuedRow]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield every node, parents before children, in the order of the table."""
        waiting = list(reversed(self.first))
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


def grow_tree(rows: Iterable[IssuedRow]) -> Tree:
    """Hang the rows of a table into a tree."""
    grower = _Grower(list(rows))
    return grower.grow()


class _Grower:
    def __init__(self, rows: Sequence[IssuedRow]) -> None:
        self._rows = rows
        self._tree = Tree()
        self._outline = Outline()
        self._open: list[Node] = []
        """The last node of each level, from the first down."""

    def grow(self) -> Tree:
        for place, row in enumerate(self._rows):
            if row.trouble:
                self._note(
                    row, row.trouble, translate("Replace the formula by its value"), is_fault=True
                )
            if row.area:
                self._head(row, row.area, is_area=True)
            self._take(place, row)
        for node in list(self._tree.walk()):
            _settle_children(node)
        return self._tree

    def _take(self, place: int, row: IssuedRow) -> None:
        match row.kind:
            case RowKind.TOTAL:
                self._tree.total = row
            case RowKind.SUBTOTAL:
                if self._open:
                    self._tree.subtotals.append((self._open[0], row))
            case RowKind.NOTE:
                cause = translate("the note “{words}” was left out", words=row.text[:60])
                self._note(row, cause, translate("Nothing has to be done"))
            case RowKind.PLAIN:
                self._plain(place, row)
            case _ if row.label is not None:
                self._hang(row, self._outline.place(row.label), row.text, row.label)

    def _plain(self, place: int, row: IssuedRow) -> None:
        """Take a row without a number: a heading, a step, or more of the row above."""
        node = self._open[-1] if self._open else None
        if row.area and not row.text:
            return
        if self._open and self._open[0].is_area and self._is_own_criterion(row):
            self._hang(row, self._under_heading(), row.text, None)
        elif row.text and not row.scoring.own and (node is None or self._heads(place)):
            self._head(row, row.text)
        elif self._tree.total is not None and not has_points(row):
            cause = translate("“{words}” below the total was left out", words=row.text[:60])
            self._note(row, cause, translate("Nothing has to be done"))
        elif node is None:
            self._hang(row, self._outline.heading(), row.text, None)
        else:
            _go_on(node, row)

    def _is_own_criterion(self, row: IssuedRow) -> bool:
        """Tell whether a row without a number is a criterion of its area, as those before it."""
        numbered = any(child.is_numbered for child in self._open[0].children)
        return bool(row.text) and has_points(row) and not numbered

    def _under_heading(self) -> Standing:
        count = len(self._open[0].children) + 1
        return Standing(level=2, relative=str(count), follows=True)

    def _heads(self, place: int) -> bool:
        """Tell whether the next number begins anew what stands on the first level now."""
        following = next(
            (row for row in self._rows[place + 1 :] if row.kind is not RowKind.PLAIN), None
        )
        if following is None or following.label is None or following is not self._after(place):
            return False
        return self._outline.begins_anew(following.label)

    def _after(self, place: int) -> IssuedRow | None:
        return self._rows[place + 1] if place + 1 < len(self._rows) else None

    def _head(self, row: IssuedRow, text: str, *, is_area: bool = False) -> None:
        label, rest = split_label(text)
        standing = self._outline.heading(label.shown if label else "")
        if label is not None:
            standing = Standing(level=1, relative=label.shown, follows=True)
        self._hang(row, standing, rest, None)
        self._open[-1].is_area = is_area

    def _hang(self, row: IssuedRow, standing: Standing, text: str, label: Label | None) -> None:
        del self._open[standing.level - 1 :]
        parent = self._open[-1] if self._open else None
        node = Node(
            row=row,
            level=standing.level,
            relative=standing.relative,
            parent=parent,
            texts=[text] if text else [],
            is_dash=label is not None and label.is_dash,
            is_numbered=label is not None,
        )
        (self._tree.first if parent is None else parent.children).append(node)
        self._open.append(node)
        if row.was_a_day and label is not None:
            cause = translate("Excel had made a day of the number {number}", number=label.shown)
            self._note(row, cause, translate("Check the number"))
        if standing.shown:
            cause = translate("Excel had cut the number {number} short", number=standing.shown)
            self._note(row, cause, translate("Check the number"))
        if label is not None and not standing.follows:
            cause = translate(
                "the number {number} does not follow the one before", number=label.shown
            )
            self._note(row, cause, translate("Check whether a row is missing or misnumbered"))

    def _note(self, row: IssuedRow, cause: str, cure: str, *, is_fault: bool = False) -> None:
        self._tree.notes.append(Note(row=row.index, cause=cause, cure=cure, is_fault=is_fault))


def _go_on(node: Node, row: IssuedRow) -> None:
    """Add a row without a number to the one above it."""
    if row.scoring.own and has_points(row):
        node.steps.append(f"{row.scoring.own}: {row.points.own}")
    elif row.text and has_points(row):
        node.steps.append(f"{row.text}: {row.points.own}")
    elif row.text and is_step(row.text):
        node.steps.append(row.text)
    else:
        if row.text:
            node.texts.append(row.text)
        if row.scoring.own:
            node.steps.append(row.scoring.own)


def _settle_children(node: Node) -> None:
    """Turn children that are but steps, or lines of its text, into what they are."""
    kids = node.children
    if not kids or any(kid.children or kid.steps or kid.scoring.own for kid in kids):
        return
    texts = [" ".join(kid.texts) for kid in kids]
    pointless = not any(has_points(kid.row) for kid in kids)
    if pointless and all(is_step(text) for text in texts):
        node.steps += texts
    elif _are_steps_with_points(node, kids):
        node.steps += [
            f"{text}: {kid.row.points.own}" for text, kid in zip(texts, kids, strict=True)
        ]
    elif (
        pointless and not node.is_area and has_points(node.row) and all(kid.is_dash for kid in kids)
    ):
        node.texts += [f"- {text}" for text in texts]
    else:
        return
    node.children = []


def _are_steps_with_points(node: Node, kids: Sequence[Node]) -> bool:
    """Tell whether the points of children are those of steps: the best one gives them all."""
    most = points_in(node.points.own)
    given = [points_in(kid.points.own) for kid in kids]
    known = [points for points in given if points is not None]
    if most is None or len(known) != len(given):
        return False
    return len(known) > 1 and max(known) == most and sum(known) != most


def is_too_deep(node: Node) -> bool:
    """Tell whether a node stands deeper than criteria may."""
    return node.level > MOST_LEVELS
