"""Templates of papers: those that ship, and those an office edited, checked before any use."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from app.clock import Clock
from app.documents.papers.catalogue import FORMS
from app.documents.papers.tags import Tag, fields_of, tags_of
from app.documents.word.template import faults_of, one_process
from app.domain.paper import Paper, PaperTemplate, paper_text, template_id
from app.errors import AppError, FileUnreadable
from app.files import os_reason, safe_name, sha256_of, written_whole
from app.photos.vault import Vault
from app.services.template_check import SIZE_LIMIT, TemplateReport, check_template, form_for
from app.store.unit_of_work import Store
from app.words import mark, translate


class TemplateRefused(AppError):
    """A template has faults with which papers would come out wrong; they are listed beside it."""

    code = "template_refused"
    message = mark(
        "“{path}” was not installed: {count} faults of the template must be corrected first. "
        "The template used until now stays in use. Correct what is listed in Word and install "
        "it again."
    )

    def __init__(self, report: TemplateReport) -> None:
        super().__init__(path=str(report.file), count=len(report.hard))
        self.report = report

    @override
    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.report,)


class OwnTemplateUnused(AppError):
    """An office's own template cannot be used, so papers come from the one that ships."""

    code = "own_template_unused"
    message = mark(
        "The office's own template “{file}” for “{paper}” is not used: {reason} "
        "Papers are written from the template that ships until it is installed again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInUse:
    """Which template a paper is written from."""

    paper: Paper
    path: Path
    own: PaperTemplate | None = None
    """The office's own one, if it has one; used unless `unused` says why not."""
    unused: OwnTemplateUnused | None = None

    @property
    def is_own(self) -> bool:
        """Whether papers are written from the office's own template."""
        return self.own is not None and self.unused is None


def papers() -> tuple[Paper, ...]:
    """Return the papers that have a template, in the order of an inspection's life."""
    return tuple(paper for paper in Paper if paper in FORMS)


def tags_of_paper(paper: Paper) -> tuple[Tag, ...]:
    """Return the tags of a paper's template.

    Raises:
        PaperWithoutTemplate: if there is no such template.
    """
    return tags_of(form_for(paper))


class TemplateService:
    """Checks, installs and hands out the templates of papers."""

    def __init__(self, store: Store, vault: Vault, *, clock: Clock) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._judged: dict[tuple[Paper, str], str] = {}
        """What is wrong with an installed template in this version, by its hash."""

    def install(self, file: Path, paper: Paper | None = None) -> TemplateReport:
        """Use a template from now on, if nothing is wrong with it.

        What departs from NĐ 30/2020/NĐ-CP or leaves a single tag out is told, not refused.

        Raises:
            TemplateRefused: if it has faults; its report lists them.
            PaperWithoutTemplate, DocumentUnreadable, DocumentForbidden, TemplateTooHeavy: as above.
            FileUnreadable: if the file changed while it was looked at.
            VaultFull, FileUnwritable: if the disk refuses it; the template used before stays.
        """
        looked_at = _hash_of(file)
        report = check_template(file, paper)
        if not report.is_usable:
            raise TemplateRefused(report)
        with file.open("rb") as stream:
            kept = self._vault.put(stream, SIZE_LIMIT)
        if kept != looked_at:
            reason = translate("it changed while it was read")
            raise FileUnreadable(path=str(file), reason=reason)
        own = PaperTemplate(
            id=template_id(report.paper),
            paper=report.paper,
            file_name=file.name,
            docx_sha256=kept,
            installed_at=self._clock.now(),
        )
        with self._store.writing() as work:
            work.save(own)
            # A package may have named it and not brought it.
            work.packages.forget_missing_blobs([kept])
            work.commit()
        return report

    def all(self) -> list[TemplateInUse]:
        """Return which template each paper is written from."""
        with one_process():
            return [self.in_use(paper) for paper in papers()]

    def in_use(self, paper: Paper) -> TemplateInUse:
        """Return the template that a paper is written from, and why it is not the office's own.

        Raises:
            PaperWithoutTemplate: if there is no template for it.
        """
        shipped = form_for(paper).template
        with self._store.reading() as view:
            own = view.find(PaperTemplate, template_id(paper))
        if own is None:
            return TemplateInUse(paper=paper, path=shipped)
        reason = self._why_not(own)
        if not reason:
            return TemplateInUse(paper=paper, path=self._vault.path(own.docx_sha256), own=own)
        unused = OwnTemplateUnused(file=own.file_name, paper=paper_text(paper), reason=reason)
        return TemplateInUse(paper=paper, path=shipped, own=own, unused=unused)

    def template_for(self, paper: Paper) -> Path:
        """Return the file of the template that a paper is written from.

        An own one has the name its office gave it, which is what an error calls it.

        Raises:
            PaperWithoutTemplate: if there is no template for it.
        """
        used = self.in_use(paper)
        if used.own is None or used.unused is not None:
            return used.path
        return self._named(used.own)

    def _named(self, own: PaperTemplate) -> Path:
        """Return an own template under its name: a copy beside the photos' that may be deleted."""
        kept = self._vault.path(own.docx_sha256)
        folder = self._store.folder / "renditions" / "templates" / own.docx_sha256[:16]
        named = folder / f"{safe_name(Path(own.file_name).stem)}.docx"
        try:
            if not named.is_file() or sha256_of(named) != own.docx_sha256:
                folder.mkdir(parents=True, exist_ok=True)
                with kept.open("rb") as source, written_whole(named) as stream:
                    shutil.copyfileobj(source, stream)
        except (OSError, AppError):
            return kept  # the paper matters more than what its template is called
        return named

    def notice(self, paper: Paper) -> str:
        """Say why a paper is not written from the office's own template; empty when it is not so.

        Raises:
            PaperWithoutTemplate: if there is no template for it.
        """
        unused = self.in_use(paper).unused
        return unused.text if unused else ""

    def remove(self, paper: Paper) -> bool:
        """Go back to the template that ships; return whether an own one was in use.

        Raises:
            PaperWithoutTemplate: if there is no template for it.
        """
        form_for(paper)
        with self._store.writing() as work:
            own = work.find(PaperTemplate, template_id(paper))
            if own is not None:
                work.remove(own)
                work.commit()
        return own is not None

    def copy_out(self, paper: Paper, target: Path, *, own: bool = False) -> None:
        """Write a template out to be edited in Word.

        Args:
            paper: of what paper.
            target: where the Word file goes; an older one there is replaced when it is whole.
            own: whether it is the office's own, if it has one, instead of the one that ships.

        Raises:
            PaperWithoutTemplate: if there is no template for it.
            OwnTemplateUnused: if the office's own is not here whole.
            FileUnwritable: if the place refuses the file.
        """
        source = self._own_file(paper) if own else form_for(paper).template
        with source.open("rb") as stream, written_whole(target) as copy:
            shutil.copyfileobj(stream, copy)

    def _own_file(self, paper: Paper) -> Path:
        """Return the office's own file, also one that must be edited before it is used again."""
        used = self.in_use(paper)
        if used.own is None or used.unused is None:
            return used.path
        if not self._vault.verify(used.own.docx_sha256):
            raise used.unused
        return self._vault.path(used.own.docx_sha256)

    def _why_not(self, own: PaperTemplate) -> str:
        """Say why an installed template cannot be used; empty when it can."""
        sha256 = own.docx_sha256
        if not self._vault.has(sha256):
            return translate("its file is not on this computer.")
        if not self._vault.verify(sha256):
            return translate("its file is damaged.")
        known = self._judged.get((own.paper, sha256))
        if known is None:
            known = self._judged[own.paper, sha256] = self._judge(own)
        return known

    def _judge(self, own: PaperTemplate) -> str:
        form = form_for(own.paper)
        try:
            faults = faults_of(self._vault.path(own.docx_sha256), form.template, fields_of(form))
        except AppError as error:
            return error.text
        first = next((fault for fault in faults if fault.flaw.is_hard), None)
        if first is None:
            return ""
        return translate("it does not fit this version of the program ({fault}).", fault=first.line)


def _hash_of(file: Path) -> str:
    try:
        return sha256_of(file)
    except OSError as error:
        raise FileUnreadable(path=str(file), reason=os_reason(error)) from error
