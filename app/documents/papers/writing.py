"""Writes a paper of an inspection as a Word document."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import IO

from app.documents.papers.form import PaperForm, PaperSource
from app.documents.word.composing import Composition, compose
from app.documents.word.stamp import Stamp
from app.progress import NO_PROGRESS, Progress


def write_paper(
    form: PaperForm,
    source: PaperSource,
    target: IO[bytes],
    *,
    template: Path | None = None,
    stamp: Stamp | None = None,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write a paper; `template` is another Word template than the one that ships.

    Raises:
        DocumentUnreadable: if the template is no Word document.
        DocumentForbidden: if the template carries something that could run by itself.
        TemplateBroken: if the template cannot be filled.
        FileUnreadable: if a picture cannot be read.
        Cancelled: if the user asked to stop.
    """
    midnight = datetime.combine(source.today, time(), tzinfo=UTC)
    parts = Composition(
        template=template or form.template,
        fields=form.content(source),
        title=form.title(source),
        author="Đoàn kiểm tra",
        dated=midnight,
        tables=form.tables(source),
        append=form.annexes(source),
        stamp=stamp,
    )
    compose(parts, target, progress)
