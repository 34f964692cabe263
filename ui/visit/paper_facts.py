"""How the minutes of a visit are printed: copies, annexes, photos on a page, initials."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.annex import Annex
from app.domain.inspection import PHOTOS_A_PAGE, Inspection
from app.words import translate
from ui import theme
from ui.texts import annex_text
from ui.widgets.basics import column, label, row
from ui.widgets.fields import ChoiceField, CountField, stand
from ui.widgets.form import Form


class PaperFacts(QWidget):
    """Edits what is settled about the paper; every change is told at once."""

    changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.copies = {
            "copies": CountField(translate("Copies made")),
            "copies_team": CountField(translate("Kept by the team")),
            "copies_unit": CountField(translate("Kept by the unit")),
        }
        self.photos = ChoiceField(
            translate("Photos on a page"), [(number, str(number)) for number in PHOTOS_A_PAGE]
        )
        self.photos.setMaximumWidth(theme.scaled(90))
        self.initials = QCheckBox(translate("A place for initials at the foot of each page"))
        self.annexes = {annex: QCheckBox(annex_text(annex)) for annex in Annex}
        self._build()
        for name, field in self.copies.items():
            field.count_settled.connect(lambda count, name=name: self.changed.emit({name: count}))
        self.photos.chosen.connect(lambda number: self.changed.emit({"photos_per_page": number}))
        self.initials.clicked.connect(lambda given: self.changed.emit({"initials": given}))
        for box in self.annexes.values():
            box.clicked.connect(self._on_annex)

    def show_visit(self, visit: Inspection) -> None:
        """Show what the case holds."""
        stand(visit.id, **self.copies)
        for name, field in self.copies.items():
            field.show_count(getattr(visit, name))
        self.photos.show_value(visit.photos_per_page)
        self.initials.setChecked(visit.initials)
        for annex, box in self.annexes.items():
            box.setChecked(annex not in visit.left_out)

    def settle(self) -> None:
        """Take numbers being typed as final."""
        for field in self.copies.values():
            field.settle()

    def _build(self) -> None:
        layout = column(self, spacing=theme.MEDIUM)
        form = Form(4)
        for name, field in zip(
            (
                translate("Copies made"),
                translate("Kept by the team"),
                translate("Kept by the unit"),
            ),
            self.copies.values(),
            strict=True,
        ):
            form.add(name, field)
        form.add(translate("Photos on a page"), self.photos)
        fields = row()
        fields.addWidget(form)
        fields.addStretch(1)
        layout.addLayout(fields)
        layout.addWidget(label(translate("Annexes that are printed"), "label"))
        boxes = row(spacing=theme.LARGE)
        for box in self.annexes.values():
            boxes.addWidget(box)
        boxes.addStretch(1)
        layout.addLayout(boxes)
        layout.addWidget(self.initials)

    def _on_annex(self) -> None:
        left_out = tuple(annex for annex, box in self.annexes.items() if not box.isChecked())
        self.changed.emit({"left_out": left_out})
