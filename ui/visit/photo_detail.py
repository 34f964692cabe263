"""What is known of the photo in hand: its caption, its use, its moment, what it proves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.domain.photo import Photo, PhotoUse
from app.domain.visit_days import visit_days
from app.words import language, translate
from ui import theme
from ui.icons import Icon
from ui.texts import day_text, size_text
from ui.values import with_changes
from ui.visit.photo_links import PhotoLinks
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label, link
from ui.widgets.fields import AutoText, ChoiceField, MomentField, stand
from ui.widgets.form import Form
from ui.widgets.scroll_column import ScrollColumn

_ALIKE_SHOWN: Final = 3


class PhotoDetail(QFrame):
    """Caption, use, moment, place and links of one photo."""

    photo_asked = Signal(str)

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.case = case
        self.photo: Photo | None = None
        self.caption = AutoText(translate("Caption"), lines=2)
        self.use = ChoiceField(
            translate("Where it may go"),
            [
                (PhotoUse.IN_MINUTES, translate("In the minutes")),
                (PhotoUse.INTERNAL, translate("Internal only")),
            ],
        )
        self.taken = MomentField(translate("Taken at"))
        self.outside = label("", wrap=True)
        self.outside.setProperty("tone", "late")
        self.alike = column(spacing=theme.TINY)
        self.place = label("", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.links = PhotoLinks(case)
        self.finding = button(translate("Finding from this photo (F6)"), drawing=Icon.FLAG)
        self.remove = button(
            translate("Remove"), self.ask_removal, variant="danger", drawing=Icon.REMOVE
        )
        self._build()
        self.caption.settled.connect(lambda text: self._change(caption=text))
        self.use.chosen.connect(lambda use: self._change(use=use))
        self.taken.moment_settled.connect(lambda moment: self._change(taken_at=moment))

    def show_photo(self, photo: Photo | None, alike: Sequence[Photo] = ()) -> None:
        """Show another photo; the caption being typed is settled first."""
        if self.photo is not None and (photo is None or photo.id != self.photo.id):
            self.settle()
        self.photo = photo
        self.setVisible(photo is not None)
        if photo is None or self.case.case is None:
            return
        stand(photo.id, caption=self.caption, taken_at=self.taken)
        self.caption.show_text(photo.caption)
        self.use.show_value(photo.use)
        self.taken.show_moment(photo.taken_at)
        self._show_outside(photo)
        self._show_alike(alike)
        self.place.setText(_place_text(photo.latitude, photo.longitude))
        self.place.setVisible(bool(self.place.text()))
        self.facts.setText(
            f"{photo.file_name}\n{photo.width} × {photo.height} · {size_text(photo.size)}"
        )
        self.links.show_photos([photo])

    def settle(self) -> None:
        """Take the caption and the moment as final."""
        self.caption.settle()
        self.taken.settle()

    def ask_removal(self) -> None:
        """Put the photo in the bin, if the user agrees."""
        desk, photo = self.case.desk, self.photo
        if photo is not None and desk.prompts.confirm(
            translate("Remove this photo from the visit? The original stays in the store."),
            translate("Remove"),
        ):
            self.case.save(partial(desk.application.photos.remove, photo))

    def _build(self) -> None:
        form = Form(1)
        form.add(translate("Caption"), self.caption)
        form.add(translate("Where it may go"), self.use)
        form.add(translate("Taken at"), self.taken)
        pane = ScrollColumn(margins=theme.MEDIUM)
        pane.column.addLayout(self.alike)
        pane.column.addWidget(form)
        pane.column.addWidget(self.outside)
        pane.column.addWidget(label(translate("Evidence for"), "label"))
        pane.column.addWidget(self.links)
        pane.column.addWidget(self.place)
        pane.column.addWidget(self.facts)
        pane.column.addStretch(1)
        self.links.opened.connect(lambda: pane.reach(self.links.found))
        layout = column(self, spacing=0)
        layout.addWidget(pane, 1)
        foot = column(spacing=theme.TINY)
        # In line with the fields, whose pane leaves room for its scroll bar.
        edge = theme.MEDIUM + pane.verticalScrollBar().sizeHint().width()
        foot.setContentsMargins(theme.MEDIUM, theme.SMALL, edge, theme.SMALL)
        foot.addWidget(self.finding)
        foot.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(foot)

    def _show_outside(self, photo: Photo) -> None:
        case = self.case.case
        days = visit_days(case.inspection) if case is not None else None
        outside = (
            days is not None and photo.taken_at is not None and not days.holds_day(photo.taken_at)
        )
        self.outside.setVisible(outside)
        if outside and days is not None:
            self.outside.setText(
                translate(
                    "Outside the visit, which began on {day}: correct the moment if the camera's "
                    "clock is wrong, or keep the photo internal.",
                    day=day_text(days.first),
                )
            )

    def _show_alike(self, alike: Sequence[Photo]) -> None:
        clear(self.alike)
        for photo in alike[:_ALIKE_SHOWN]:
            words = translate(
                "Looks the same as {name} ({width} × {height})",
                name=photo.file_name,
                width=photo.width,
                height=photo.height,
            )
            self.alike.addWidget(link(words, partial(self.photo_asked.emit, photo.id)))

    def _change(self, **changes: object) -> None:
        if self.photo is not None:
            self.photo = with_changes(self.photo, changes)
            photos = self.case.desk.application.photos
            self.case.save(partial(photos.save, self.photo), self.photo)


def _place_text(latitude: Decimal | None, longitude: Decimal | None) -> str:
    """Return where it was taken, as map programs write it in this language."""
    if latitude is None or longitude is None:
        return ""
    north, east = f"{latitude:f}", f"{longitude:f}"
    if language() == "vi":
        north, east = north.replace(".", ","), east.replace(".", ",")
    return translate(
        "Taken at {north}; {east} (for the team only, no paper tells it)", north=north, east=east
    )
