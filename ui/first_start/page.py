"""The first start: who this computer is, and whether to look at a sample."""

from __future__ import annotations

import platform
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QRadioButton, QWidget

from app import paths
from app.clock import Clock
from app.ids import IdSource
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.jobs import Job, JobRunner
from ui.widgets.basics import button, centred, column, label, row
from ui.widgets.fields import AutoLine
from ui.widgets.form import Form
from ui.widgets.job_panel import JobPanel

SAMPLES = paths.RESOURCES / "samples"


class FirstStart(QWidget):
    """Makes the store; `created` tells when it is there."""

    created = Signal()

    def __init__(self, store: Path, jobs: JobRunner, clock: Clock, ids: IdSource | None) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._ids = ids
        self.name = AutoLine(translate("Name of this computer"))
        self.name.show_text(platform.node() or "may-01")
        self.field_role = QRadioButton(translate("A laptop of an inspection team"))
        self.hq_role = QRadioButton(translate("Headquarters (Sở Nội vụ, provincial office)"))
        self.field_role.setChecked(True)
        self.sample = QCheckBox(translate("Load complete sample inspections to try things out"))
        self.sample.setChecked(True)
        self.sample.setVisible(bool(sample_documents()))
        self.create_button = button(
            translate("Begin"), self.make_store, variant="primary", drawing=Icon.NEXT
        )
        self.panel = JobPanel()
        self._roles = QButtonGroup(self)
        self._roles.addButton(self.field_role)
        self._roles.addButton(self.hq_role)
        self._build()

    def make_store(self) -> Job:
        """Make the store, with the sample if it is wanted."""
        role = "hq" if self.hq_role.isChecked() else "field"
        name = self.name.text().strip() or "may-01"
        samples = sample_documents() if self.sample.isChecked() else []
        store, clock, ids = self._store, self._clock, self._ids

        def work(progress: Progress) -> object:
            bootstrap = import_module("app.bootstrap")
            if not bootstrap.has_store(store):
                bootstrap.create_store(store, role, name, clock=clock, ids=ids)
            with bootstrap.open_application(store, clock=clock, ids=ids) as application:
                for document in samples:
                    application.recording.record_sample(document, progress)
            return store

        job = self._jobs.start(work)
        self.panel.watch(job, translate("Making the store"), self.create_button)
        job.succeeded.connect(lambda _store: self.created.emit())
        job.failed.connect(lambda _error: self.create_button.setEnabled(True))
        return job

    def _build(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setFixedWidth(theme.scaled(560))
        inner = column(frame, margins=theme.HUGE, spacing=theme.MEDIUM)
        inner.addWidget(label(translate("Welcome to Sổ Kiểm Tra"), "title", wrap=True))
        inner.addWidget(
            label(
                translate(
                    "Everything stays on this computer: there is no account and no network. "
                    "Say once what this computer is for."
                ),
                "muted",
                wrap=True,
            )
        )
        form = Form(1)
        form.add(translate("Name of this computer"), self.name)
        inner.addWidget(form)
        inner.addWidget(
            label(
                translate(
                    "It stands in the history of entries and on packages, e.g. may-01 of doan1. "
                    "Who is typing is asked later."
                ),
                "small",
                wrap=True,
            )
        )
        inner.addWidget(label(translate("What it is for"), "label"))
        inner.addWidget(self.field_role)
        inner.addWidget(self.hq_role)
        inner.addWidget(self.sample)
        place = translate("The data are kept in: {path}", path=self._store)
        inner.addWidget(label(place, "small", wrap=True))
        inner.addWidget(
            label(translate("State secrets do not belong in this program."), "small", wrap=True)
        )
        go = row()
        go.addStretch(1)
        go.addWidget(self.create_button)
        inner.addLayout(go)
        inner.addWidget(self.panel)
        layout = column(self)
        layout.addStretch(1)
        layout.addLayout(centred(frame))
        layout.addStretch(2)


def sample_documents() -> list[Path]:
    """Return the sample inspections that ship with the program."""
    return sorted(SAMPLES.glob("*.json")) if SAMPLES.is_dir() else []
