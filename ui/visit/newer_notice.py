"""A newer version of a checklist of the visit: what moving to it would do, and moving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.domain.inspection import InspectionState
from app.domain.version_move import MovedCriterion, Outcome, VersionMove
from app.ids import ChecklistId
from app.services.version_moves import NewerVersion
from app.words import translate
from ui import theme
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.basics import button, chip, clear, column, label, row
from ui.widgets.scroll_column import ScrollColumn

_LIST_HEIGHT = 170
_LINE_HEIGHT = 28
_TONES = {
    Outcome.CARRIED: "good",
    Outcome.TO_REVIEW: "differs",
    Outcome.REMOVED: "neutral",
    Outcome.TO_ANSWER: "accent",
}


class NewerNotice(QFrame):
    """Offers the newer version, previews the move, and takes it back; else it shows nothing."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.case = case
        self.offered: NewerVersion | None = None
        self.moved: VersionMove | None = None
        self._visit = ""
        self.text = label("", wrap=True)
        self.show_button = button(translate("Preview"), self.preview)
        self.move_button = button("", self.move_on, variant="primary")
        self.undo_button = button(translate("Move back"), self.take_back)
        self.close_button = button(translate("Close"), self.dismiss)
        self.list = ScrollColumn(spacing=theme.TINY)
        # Its lines wrap: as high as their width asks for, not as the narrowest would.
        self.list.inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._build()
        self.hide()

    def look(self) -> None:
        """Look for a newer version; whenever the visit was read."""
        case = self.case.case
        if case is None:
            return
        if case.inspection.id != self._visit:
            self._visit = case.inspection.id
            self._forget()
        if case.inspection.state in {InspectionState.FINISHED, InspectionState.SIGNED}:
            self._forget()
            return
        moves, visit = self.case.desk.application.version_moves, self.case.inspection_id
        job = self.case.desk.jobs.read(of_visit(lambda: moves.newer(visit)))
        job.succeeded.connect(lambda found: self._on_found(visit, found))

    def preview(self) -> None:
        """Show what would become of every answer."""
        if self.offered is None:
            return
        moves, visit = self.case.desk.application.version_moves, self.case.inspection_id
        new = self.offered.new.id
        job = self.case.desk.jobs.read(of_visit(lambda: moves.preview(visit, new)))
        job.succeeded.connect(self._show_preview)

    def move_on(self) -> None:
        """Move the visit to the newer version."""
        if self.offered is not None:
            self._go(self.offered.new.id)

    def take_back(self) -> None:
        """Move the visit back to the version it stood on."""
        if self.moved is not None:
            moves, visit = self.case.desk.application.version_moves, self.case.inspection_id
            old = self.moved.old.id
            self.dismiss()
            self.case.save(lambda: moves.move(visit, old))

    def dismiss(self) -> None:
        """Close the preview, or say no more of what was done."""
        self.moved = None
        self._show()

    def _go(self, new: ChecklistId) -> None:
        moves, visit = self.case.desk.application.version_moves, self.case.inspection_id
        self.move_button.setEnabled(False)
        job = self.case.save(lambda: moves.move(visit, new))
        job.succeeded.connect(self._on_moved)
        job.finished.connect(lambda: self.move_button.setEnabled(True))

    def _build(self) -> None:
        layout = column(self, margins=theme.SMALL, spacing=theme.SMALL)
        head = row(spacing=theme.MEDIUM)
        head.addWidget(self.text, 1)
        for one in (self.show_button, self.move_button, self.undo_button, self.close_button):
            head.addWidget(one)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.list.hide()

    def _forget(self) -> None:
        self.offered = self.moved = None
        self._show()

    def _on_found(self, visit: str, found: Sequence[NewerVersion]) -> None:
        offered = found[0] if found else None
        # The visit is read anew at every answer; a preview stays open meanwhile.
        if visit == self.case.inspection_id and offered != self.offered:
            self.offered = offered
            self._show()

    def _on_moved(self, planned: VersionMove) -> None:
        self.offered, self.moved = None, planned
        self._show()

    def _show(self) -> None:
        self.list.hide()
        self.move_button.hide()
        self.show_button.setVisible(self.moved is None)
        self.undo_button.setVisible(self.moved is not None)
        self.close_button.setVisible(self.moved is not None)
        self.setVisible(bool(self.offered or self.moved))
        if self.moved is not None:
            self.text.setText(
                translate(
                    "The visit now uses version {number} of {code}. {counts}.",
                    number=self.moved.new.number,
                    code=self.moved.new.code,
                    counts=_counts_text(self.moved),
                )
            )
        elif self.offered is not None:
            self.text.setText(
                translate(
                    "There is a newer version of the checklist {code}: version {number}. "
                    "This visit uses version {current}.",
                    code=self.offered.new.code,
                    number=self.offered.new.number,
                    current=self.offered.old.number,
                )
            )

    def _show_preview(self, planned: VersionMove) -> None:
        self.text.setText(
            translate(
                "Moving from version {old} to version {new}: {counts}.",
                old=planned.old.number,
                new=planned.new.number,
                counts=_counts_text(planned),
            )
        )
        clear(self.list.column)
        for one in planned.criteria:
            if one.outcome is not Outcome.CARRIED or one.is_renumbered:
                self.list.column.addWidget(_line(one))
        lines = self.list.column.count()
        self.list.column.addStretch(1)
        self.list.setVisible(lines > 0)
        # Few lines take no more room than they need.
        needed = lines * theme.scaled(_LINE_HEIGHT)
        self.list.setFixedHeight(min(needed, theme.scaled(_LIST_HEIGHT)))
        self.show_button.hide()
        self.close_button.show()
        self.move_button.setText(translate("Move to version {number}", number=planned.new.number))
        self.move_button.show()


def _line(one: MovedCriterion) -> QWidget:
    line = QWidget()
    layout = row(line)
    layout.addWidget(chip(outcome_text(one.outcome), _TONES[one.outcome]))
    code = one.criterion.code
    if one.is_renumbered and one.before is not None:
        code = f"{one.before.code} → {code}"
    layout.addWidget(label(f"{code}  {one.criterion.text}", wrap=True), 1)
    return line


def outcome_text(outcome: Outcome) -> str:
    """Return what becomes of an answer."""
    return {
        Outcome.CARRIED: translate("Carried over"),
        Outcome.TO_REVIEW: translate("To review"),
        Outcome.REMOVED: translate("Kept in the history"),
        Outcome.TO_ANSWER: translate("To answer"),
    }[outcome]


def _counts_text(planned: VersionMove) -> str:
    return ", ".join(_counts(planned)) or translate("no answer is touched")


def _counts(planned: VersionMove) -> Iterator[str]:
    for outcome in Outcome:
        count = planned.count(outcome)
        if count:
            yield f"{outcome_text(outcome).lower()} {count}"
