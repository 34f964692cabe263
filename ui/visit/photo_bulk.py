"""Many photos in hand at once: the same caption, use and links, or the bin, for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame

from app.domain.photo import Photo, PhotoUse
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.photo_links import PhotoLinks
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoText
from ui.widgets.scroll_column import ScrollColumn


class PhotoBulk(QFrame):
    """What is done to all photos chosen; nothing happens before a button is pressed."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.case = case
        self.photos: Sequence[Photo] = ()
        self.title = label("", "strong")
        self.caption = AutoText(translate("Caption for all"), lines=2)
        self.overwrite = QCheckBox(translate("Also where there is a caption"))
        self.caption_button = button(translate("Give them this caption"), self._on_caption)
        self.in_minutes = button(
            translate("In the minutes"), partial(self._on_use, PhotoUse.IN_MINUTES)
        )
        self.internal = button(translate("Internal only"), partial(self._on_use, PhotoUse.INTERNAL))
        self.links = PhotoLinks(case)
        self.remove = button(
            translate("Remove"), self.ask_removal, variant="danger", drawing=Icon.REMOVE
        )
        self._build()
        self.caption.textChanged.connect(self._show_buttons)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Take these photos in hand."""
        if [one.id for one in photos] != [one.id for one in self.photos]:
            self.caption.show_text("")
            self.overwrite.setChecked(False)
        self.photos = photos
        self.title.setText(translate("{count} photos chosen", count=len(photos)))
        self.links.show_photos(photos)
        self._show_buttons()

    def ask_removal(self) -> None:
        """Put the photos in the bin, if the user agrees."""
        desk, ids = self.case.desk, [photo.id for photo in self.photos]
        if desk.prompts.confirm(
            translate(
                "Remove {count} photos from the visit? Their originals stay in the store.",
                count=len(ids),
            ),
            translate("Remove"),
        ):
            self.case.save(partial(desk.application.many_photos.remove, ids))

    def _build(self) -> None:
        uses = row(spacing=theme.SMALL)
        uses.addWidget(self.in_minutes)
        uses.addWidget(self.internal)
        uses.addStretch(1)
        pane = ScrollColumn(margins=theme.MEDIUM)
        pane.column.addWidget(self.title)
        pane.column.addWidget(label(translate("Caption for all"), "label"))
        pane.column.addWidget(self.caption)
        pane.column.addWidget(self.overwrite)
        pane.column.addWidget(self.caption_button)
        pane.column.addWidget(label(translate("Where they may go"), "label"))
        pane.column.addLayout(uses)
        pane.column.addWidget(label(translate("Evidence for"), "label"))
        pane.column.addWidget(self.links)
        pane.column.addStretch(1)
        self.links.opened.connect(lambda: pane.reach(self.links.found))
        layout = column(self, spacing=0)
        layout.addWidget(pane, 1)
        foot = row(margins=theme.SMALL)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        layout.addLayout(foot)

    def _show_buttons(self) -> None:
        written = bool(self.caption.toPlainText().strip())
        self.caption_button.setEnabled(written and not self.case.is_sealed)

    def _on_caption(self) -> None:
        self.caption.settle()
        text = self.caption.toPlainText().strip()
        many, ids = self.case.desk.application.many_photos, [photo.id for photo in self.photos]
        overwrite = self.overwrite.isChecked()
        self.case.save(lambda: many.caption(ids, text, overwrite=overwrite))

    def _on_use(self, use: PhotoUse) -> None:
        many, ids = self.case.desk.application.many_photos, [photo.id for photo in self.photos]
        self.case.save(lambda: many.use(ids, use))
