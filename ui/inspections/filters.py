"""The choices above the list of visits: state, kind, time, who holds it, what needs a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import Signal
from typing_extensions import override

from app.domain.inspection import InspectionKind, InspectionState
from app.services.inspection_rows import InspectionRow
from app.words import translate
from ui import theme
from ui.inspections.columns import visit_day
from ui.texts import kind_text, state_text
from ui.widgets.basics import Toggle, button
from ui.widgets.fields import ChoiceField
from ui.widgets.filter_bar import ManyFilters
from ui.widgets.flow import Flow

_WEEK: Final = timedelta(days=7)


class Span(Enum):
    """When a visit is."""

    WEEK = "week"
    MONTH = "month"


def spans_of(today: date) -> dict[Span, tuple[date, date]]:
    """Return the first and last day of this week and of this month."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return {Span.WEEK: (monday, monday + _WEEK - timedelta(days=1)), Span.MONTH: (first, last)}


def falls_into(one: InspectionRow, first: date, last: date) -> bool:
    """Tell whether a visit has a day among these: the day it began, or one that is planned."""
    began = visit_day(one) if one.started_at is not None else None
    if began is not None and first <= began <= last:
        return True
    start = one.planned_from
    return start is not None and start <= last and (one.planned_to or start) >= first


class VisitFilters(ManyFilters):
    """Tells which visits are wanted; `changed` says that something else is."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._spans = spans_of(today)
        anything: str | None = None
        self.state = ChoiceField[InspectionState | None](
            translate("State"),
            [(None, translate("Any state")), *((one, state_text(one)) for one in InspectionState)],
        )
        self.kind = ChoiceField[InspectionKind | None](
            translate("Kind"),
            [(None, translate("Any kind")), *((one, kind_text(one)) for one in InspectionKind)],
        )
        self.span = ChoiceField[Span | None](
            translate("When"),
            [
                (None, translate("Any time")),
                (Span.WEEK, translate("This week")),
                (Span.MONTH, translate("This month")),
            ],
        )
        self.holder = ChoiceField[str | None](
            translate("Held by"), [(anything, translate("Any holder"))]
        )
        self.differing = Toggle(translate("With differences"), self.changed.emit)
        self.unsent = Toggle(translate("Not sent"), self.changed.emit)
        self.clear_button = button(translate("Clear filters"), self.clear, variant="quiet")
        layout = Flow(self)
        for choice in (self.state, self.kind, self.span, self.holder):
            choice.setMinimumWidth(theme.scaled(148))
            choice.chosen.connect(lambda _value: self.changed.emit())
            layout.addWidget(choice)
        for toggle in (self.differing, self.unsent):
            layout.addWidget(toggle)
        layout.addWidget(self.clear_button)
        self.clear_button.hide()
        self.changed.connect(lambda: self.clear_button.setVisible(not self.is_empty))

    @property
    def is_empty(self) -> bool:
        """Whether every visit is wanted."""
        chosen = (self.state.value, self.kind.value, self.span.value, self.holder.value)
        toggled = self.differing.isChecked() or self.unsent.isChecked()
        return all(one is None for one in chosen) and not toggled

    @property
    @override
    def made(self) -> tuple[object, ...]:
        chosen = (one.value for one in (self.state, self.kind, self.span, self.holder))
        return *chosen, self.differing.isChecked(), self.unsent.isChecked()

    @override
    def make(self, made: tuple[object, ...]) -> None:
        if made == self.made:
            return
        choices: tuple[ChoiceField[Any], ...] = (self.state, self.kind, self.span, self.holder)
        for choice, value in zip(choices, made, strict=False):
            if value in choice.values:
                choice.show_value(value)
        for toggle, is_on in zip((self.differing, self.unsent), made[len(choices) :], strict=True):
            toggle.setChecked(bool(is_on))
        self.changed.emit()

    def offer_holders(self, names: Iterable[str]) -> None:
        """Offer those who hold a visit; one that was chosen stays chosen while it is there."""
        chosen = self.holder.value
        known = sorted({name for name in names if name})
        self.holder.offer([(None, translate("Any holder")), *((one, one) for one in known)])
        if chosen in self.holder.values:
            self.holder.show_value(chosen)
        elif chosen is not None:
            self.changed.emit()

    def wants(self, one: InspectionRow) -> bool:
        """Tell whether a visit is wanted."""
        wanted = (
            self.state.value in {None, one.state}
            and self.kind.value in {None, one.kind}
            and self.holder.value in {None, one.written_by}
        )
        span = self.span.value
        return (
            wanted
            and (span is None or falls_into(one, *self._spans[span]))
            and (not self.differing.isChecked() or one.differences > 0)
            and (not self.unsent.isChecked() or one.unsent > 0)
        )

    def clear(self) -> None:
        """Want every visit again."""
        for choice in (self.state, self.kind, self.span, self.holder):
            choice.setCurrentIndex(0)
        for toggle in (self.differing, self.unsent):
            toggle.setChecked(False)
        self.changed.emit()
