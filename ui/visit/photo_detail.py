"""What is known of the photo in hand: its caption, its use, its moment, what it proves."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame

from app.domain.photo import Photo, PhotoTarget, PhotoUse
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.values import with_changes
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label
from ui.widgets.fields import AutoText, ChoiceField, MomentField
from ui.widgets.form import Form


class PhotoDetail(QFrame):
    """Caption, use and links of one photo."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(theme.scaled(300))
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
        self.facts = label("", "muted", wrap=True)
        self.links = label("", wrap=True)
        self.remove = button(
            translate("Remove"), self._on_remove, variant="danger", drawing=Icon.REMOVE
        )
        layout = column(self, margins=theme.MEDIUM, spacing=theme.MEDIUM)
        form = Form(1)
        form.add(translate("Caption"), self.caption)
        form.add(translate("Where it may go"), self.use)
        form.add(translate("Taken at"), self.taken)
        form.add(translate("Evidence for"), self.links)
        form.add(translate("File"), self.facts)
        layout.addWidget(form)
        layout.addStretch(1)
        layout.addWidget(self.remove)
        self.caption.settled.connect(lambda text: self._change(caption=text))
        self.use.chosen.connect(lambda use: self._change(use=use))
        self.taken.moment_settled.connect(lambda moment: self._change(taken_at=moment))

    def show_photo(self, photo: Photo | None) -> None:
        """Show another photo; the caption being typed is settled first."""
        if self.photo is not None and (photo is None or photo.id != self.photo.id):
            self.settle()
        self.photo = photo
        self.setVisible(photo is not None)
        if photo is None or self.case.case is None:
            return
        self.caption.show_text(photo.caption)
        self.use.show_value(photo.use)
        self.taken.show_moment(photo.taken_at)
        keys = [
            link.target_key
            for link in self.case.case.photo_links
            if link.photo_id == photo.id and link.target is PhotoTarget.CRITERION
        ]
        self.links.setText(", ".join(keys) or "–")
        self.facts.setText(f"{photo.file_name}\n{photo.width} × {photo.height}")

    def settle(self) -> None:
        """Take the caption and the moment as final."""
        self.caption.settle()
        self.taken.settle()

    def _change(self, **changes: object) -> None:
        if self.photo is not None:
            self.photo = with_changes(self.photo, changes)
            photos = self.case.desk.application.photos
            self.case.save(partial(photos.save, self.photo))

    def _on_remove(self) -> None:
        desk, photo = self.case.desk, self.photo
        if photo is not None and desk.prompts.confirm(
            translate("Remove this photo from the visit? The original stays in the store."),
            translate("Remove"),
        ):
            self.case.save(partial(desk.application.photos.remove, photo))
