"""The whole check of a template that somebody edited: read for its faults, then tried."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.format_check import Violation, check_format
from app.documents.papers.catalogue import FORMS
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.tags import fields_of
from app.documents.word.composing import Composition, compose
from app.documents.word.template import faults_of, names_in_tags, one_process
from app.documents.word.template_fault import (
    TemplateBroken,
    TemplateFault,
    TemplateFlaw,
    TemplateTooHeavy,
)
from app.domain.paper import Paper, paper_text
from app.errors import AppError, FileUnreadable
from app.files import os_reason, scratch_folder
from app.services.sample_case import bare_source, sample_source
from app.words import mark, translate

SIZE_LIMIT: Final = 64 << 20


class PaperWithoutTemplate(AppError):
    """This version of the program writes no paper of this kind."""

    code = "paper_without_template"
    message = mark("There is no template for “{paper}”. Nothing was changed. Name one of: {known}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateReport:
    """What a check of a template found."""

    file: Path
    paper: Paper
    faults: tuple[TemplateFault, ...]
    departures: tuple[Violation, ...] | None
    """Where a sample written with it departs from NĐ 30/2020/NĐ-CP; they do not refuse it.

    None where no sample could be written with it.
    """

    @property
    def hard(self) -> tuple[TemplateFault, ...]:
        """The faults with which it must not be used."""
        return tuple(fault for fault in self.faults if fault.flaw.is_hard)

    @property
    def is_usable(self) -> bool:
        """Whether it may be installed."""
        return not self.hard


def check_template(file: Path, paper: Paper | None = None) -> TemplateReport:
    """Return everything that is wrong with a template, without installing it.

    Args:
        file: the Word file somebody edited.
        paper: of what paper it is; by its tags where it is not said.

    Raises:
        PaperWithoutTemplate: if there is no such template.
        DocumentUnreadable, DocumentForbidden: if it is no Word file to look into at all.
        TemplateTooHeavy: if reading it takes too long or too much memory.
    """
    _check_size(file)
    with one_process():
        form = form_for(paper) if paper else _form_of(file)
        faults = faults_of(file, form.template, fields_of(form))
        departures = None
        if not any(fault.flaw is TemplateFlaw.FORBIDDEN for fault in faults):
            departures = _tried(file, form, faults)
    return TemplateReport(file=file, paper=form.paper, faults=tuple(faults), departures=departures)


def form_for(paper: Paper) -> PaperForm:
    """Return the form of a paper.

    Raises:
        PaperWithoutTemplate: if this version writes no such paper.
    """
    form = FORMS.get(paper)
    if form is None:
        known = ", ".join(one.value for one in Paper if one in FORMS)
        raise PaperWithoutTemplate(paper=paper_text(paper), known=known)
    return form


def _form_of(file: Path) -> PaperForm:
    """Return the form whose tags a template has most of, as part of all it could have.

    The copy for the unit has the tags of the minutes; it must be named.
    """
    names = names_in_tags(file)

    def likeness(form: PaperForm) -> float:
        own = set(fields_of(form))
        return len(own & names) / len(own | names)

    return max(FORMS.values(), key=likeness)


def _tried(
    file: Path, form: PaperForm, faults: list[TemplateFault]
) -> tuple[Violation, ...] | None:
    """Write the sample with a template and return where it departs from the legal form.

    Unknown tags were told already and print nothing here; what else keeps it from
    being filled, be it for a visit of which nothing is recorded, is a fault of its own.
    """
    is_faulty = any(fault.flaw.is_hard for fault in faults)
    with scratch_folder() as folder:
        written = folder / file.name
        try:
            with written.open("wb") as target:
                compose(_parts(file, form, sample_source(), forgiving=True), target)
            if not is_faulty:
                compose(_parts(file, form, bare_source(), forgiving=False), io.BytesIO())
            return tuple(check_format(written))
        except (TemplateBroken, TemplateTooHeavy) as error:
            if not is_faulty:
                faults.append(TemplateFault(flaw=TemplateFlaw.NOT_FILLED, text=error.text))
        except (DocumentUnreadable, DocumentForbidden) as error:
            faults.append(TemplateFault(flaw=TemplateFlaw.FORBIDDEN, text=error.text))
    return None


def _parts(file: Path, form: PaperForm, source: PaperSource, *, forgiving: bool) -> Composition:
    return Composition(
        template=file,
        fields=form.content(source),
        title=form.title(source),
        author="",
        dated=datetime.combine(source.today, time(), tzinfo=UTC),
        tables=form.tables(source),
        forgiving=forgiving,
    )


def _check_size(file: Path) -> None:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise FileUnreadable(path=str(file), reason=os_reason(error)) from error
    if size > SIZE_LIMIT:
        reason = translate("it is larger than {most} MB", most=SIZE_LIMIT >> 20)
        raise FileUnreadable(path=str(file), reason=reason)
