"""The tree one writes in: keys to add, move and remove, drag and drop, and finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from app.domain.checklist import Criterion, CriterionRole
from app.domain.checklist_edit import Where, add_beside, add_child, duplicate
from app.domain.text import fold
from app.words import translate
from ui import theme
from ui.checklists.draft_case import DraftCase, moving, removing
from ui.checklists.editor_drag import EditorTreeModel
from ui.checklists.editor_model import ANSWER, CODE, POINTS, ROLE, TEXT, EditorRole
from ui.shortcuts import Key, bind


@lru_cache(maxsize=8192)
def _sought(code: str, text: str) -> str:
    """Return what words are looked for in; kept, because each key looks through all."""
    return fold(f"{code} {text}")


def _remember(rows: Sequence[Criterion]) -> None:
    for row in rows:
        _sought(row.code, row.text)


class EditorTree(QTreeView):
    """Shows the draft of the case and keeps what is open and chosen through every edit."""

    key_chosen = Signal(int)

    def __init__(self, case: DraftCase) -> None:
        super().__init__()
        self.case = case
        self.criteria = EditorTreeModel(case, self)
        self._open_keys: set[int] = set()
        self._is_showing = False
        self.setModel(self.criteria)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIndentation(theme.scaled(13))
        self.setAccessibleName(translate("Criteria"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for section, width in ((CODE, 146), (ANSWER, 166), (POINTS, 92), (ROLE, 84)):
            header.resizeSection(section, theme.scaled(width))
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.expanded.connect(lambda index: self._open_keys.add(index.data(EditorRole.KEY)))
        self.collapsed.connect(lambda index: self._open_keys.discard(index.data(EditorRole.KEY)))
        self._add_keys()

    @property
    def key(self) -> int:
        """The criterion in hand."""
        return self.case.standing.chosen

    def open_case(self) -> None:
        """Show another draft: its areas, and where it is short the criteria too."""
        tree, keys = self.case.standing.tree, self.case.standing.keys
        self._open_keys = {keys[at] for at in tree.tops}
        few = 60
        if len(keys) <= few:
            self._open_keys = {keys[at] for at in range(len(keys)) if tree.is_group(at)}
        self.show_case()
        # In the background, so that the first key of a search need not wait for it.
        self.case.desk.jobs.read_aside(partial(_remember, self.case.standing.draft.criteria))

    def show_case(self, *, choose: bool = True) -> None:
        """Show the draft as it stands now, and, if wanted, go to the criterion in hand."""
        self._is_showing = True
        scrolled = self.verticalScrollBar().value()
        if self.criteria.show_case():
            standing = self.case.standing
            for key in self._open_keys & {standing.keys[at] for at in standing.sums}:
                self.setExpanded(self.criteria.index_of(key), True)  # noqa: FBT003 - Qt takes it so
            self.verticalScrollBar().setValue(scrolled)
        rows = self.case.standing.draft.criteria
        self.setColumnHidden(ROLE, all(row.role is CriterionRole.SCORED for row in rows))
        self._is_showing = False
        if choose:
            self.choose(self.case.standing.chosen)

    def choose(self, key: int) -> None:
        """Take a criterion in hand and bring it into sight."""
        index = self.criteria.index_of(key)
        if index.isValid() and index != self.currentIndex().siblingAtColumn(0):
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def seek(self, text: str, step: int) -> tuple[int, int]:
        """Go to the next criterion that holds every word; return which of how many it is.

        Args:
            text: the words; accents and case do not matter.
            step: 1 for the next, -1 for the one before, 0 to stay where it fits.
        """
        words = fold(text).split()
        standing = self.case.standing
        found = [
            at
            for at, row in enumerate(standing.draft.criteria)
            if words and all(word in _sought(row.code, row.text) for word in words)
        ]
        if not found:
            return 0, 0
        here = standing.places.get(self.key, 0)
        if step < 0:
            at = next((at for at in reversed(found) if at < here), found[-1])
        else:
            at = next((at for at in found if at >= here + step), found[0])
        self.choose(standing.keys[at])
        return found.index(at) + 1, len(found)

    def add_beside(self) -> None:
        """Add a criterion after the one in hand."""
        self.case.edit(self.key, add_beside)

    def add_child(self) -> None:
        """Add a criterion under the one in hand."""
        self._open_keys.add(self.key)
        self.case.edit(self.key, add_child)

    def copy(self) -> None:
        """Copy the criterion in hand with all under it."""
        self.case.edit(self.key, duplicate)

    def remove(self) -> None:
        """Take the criterion in hand out with all under it."""
        self.case.edit(self.key, removing)

    def _add_keys(self) -> None:
        keys: tuple[tuple[Key, Callable[[], object]], ...] = (
            (Key.ADD_BESIDE, self.add_beside),
            (Key.ADD_CHILD, self.add_child),
            (Key.COPY, self.copy),
            (Key.REMOVE, self.remove),
            (Key.MOVE_UP, lambda: self._beside(-1, Where.BEFORE)),
            (Key.MOVE_DOWN, lambda: self._beside(1, Where.AFTER)),
            (Key.MOVE_OUT, self._outward),
            (Key.MOVE_IN, self._inward),
        )
        for key, act in keys:
            bind(self, key, act, context=Qt.ShortcutContext.WidgetShortcut)

    def _beside(self, step: int, where: Where) -> None:
        """Move the criterion in hand past the one beside it."""
        standing, at = self.case.standing, self._at()
        beside = standing.tree.siblings(at)
        number = beside.index(at) + step
        if 0 <= number < len(beside):
            self._move(standing.keys[beside[number]], where)

    def _outward(self) -> None:
        """Move it after what it stands under."""
        standing = self.case.standing
        above = standing.tree.above[self._at()]
        if above > 0:
            self._move(standing.keys[above], Where.AFTER)

    def _inward(self) -> None:
        """Move it into the one before it, as its last."""
        standing, at = self.case.standing, self._at()
        beside = standing.tree.siblings(at)
        number = beside.index(at) - 1
        if number >= 0:
            into = standing.keys[beside[number]]
            self._open_keys.add(into)
            self._move(into, Where.INTO)

    def _move(self, target: int, where: Where) -> None:
        self.case.edit(self.key, moving(self.case, target, where))

    def _at(self) -> int:
        return self.case.standing.places[self.key]

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._is_showing:
            self.key_chosen.emit(index.data(EditorRole.KEY))
