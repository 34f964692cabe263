"""The page Gói dữ liệu: export at the left, import at the right, trust above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from app.domain.inspection import Inspection
from app.services.inspection_rows import InspectionRow
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.exchange.enrolment_panel import EnrolmentPanel
from ui.exchange.export_panel import ExportPanel
from ui.exchange.headquarters_panel import HeadquartersPanel
from ui.exchange.import_panel import ImportPanel
from ui.exchange.journal_panel import JournalPanel
from ui.page import Page
from ui.widgets.basics import Toggle, row
from ui.widgets.scroll_column import ScrollColumn


class PackagesPage(Page):
    """Everything that leaves or enters this computer on a stick."""

    TOPICS = frozenset({Inspection.KIND})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Packages"),
            translate("Data travels on a stick, sealed for headquarters and proved when read."),
        )
        self.trust = EnrolmentPanel(desk)
        self.headquarters = HeadquartersPanel(desk)
        self.export_panel = ExportPanel(desk, offers_choice=True)
        self.import_panel = ImportPanel(desk)
        self.journal = JournalPanel(desk)
        self.journal_button = Toggle(translate("Exchange journal"))
        self.journal_button.toggled.connect(self._show_journal)
        self.add_action(self.journal_button)
        sides = row(spacing=theme.LARGE)
        sides.addWidget(self.export_panel, 2)
        sides.addWidget(self.import_panel, 3)
        scroll = self._scroll = ScrollColumn()
        scroll.column.addWidget(self.trust)
        scroll.column.addWidget(self.headquarters)
        scroll.column.addLayout(sides, 1)
        self.import_panel.taken.connect(self.headquarters.reload)
        self.trust.changed.connect(self.reload)
        self.export_panel.exported.connect(lambda _exported: self._reach(self.export_panel.result))
        self.import_panel.told.connect(self._reach)
        self.stack = QStackedWidget()
        self.stack.addWidget(scroll)
        self.stack.addWidget(self.journal)
        self.body.addWidget(self.stack, 1)

    @override
    def reload(self) -> None:
        self.trust.reload()
        self.headquarters.reload()
        self.import_panel.reload()
        self.journal.reload()
        self.read(self.desk.application.inspections.rows, self._show)

    def _reach(self, widget: QWidget) -> None:
        # Once what it says has its place.
        QTimer.singleShot(0, self, lambda: self._scroll.reach(widget))

    def _show_journal(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.stack.setCurrentIndex(1 if shown else 0)

    def _show(self, rows: Sequence[InspectionRow]) -> None:
        self.export_panel.show_visits(rows)
