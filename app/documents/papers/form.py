"""What every paper of an inspection is written from, and what its kind consists of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.documents.word.composing import Appendix, TableWriter
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.paper import Paper
from app.domain.plan import Plan
from app.domain.scoring import ChecklistScore
from app.domain.signing import Amendment
from app.paths import TEMPLATES


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPackage:
    """A package that carried records of the visit."""

    folder: str
    """What it is called on the stick, e.g. `SKT-22797d4aa4d3`."""
    sent_at: datetime
    manifest_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSource:
    """One visit and the plan it stands under, at one moment."""

    case: CaseFile
    """The visit the paper is of."""
    scores: Sequence[ChecklistScore]
    visits: tuple[CaseFile, ...]
    """Every visit of the plan, in the order of their days; papers of the plan name them all."""
    calendar: WorkingCalendar
    today: date
    pictures: Mapping[str, Path]
    """Print copies of the photos, by the hash of their originals."""
    packages: tuple[SentPackage, ...] = ()
    """The packages in which this computer sent the visit, the oldest first."""
    amendment: Amendment | None = None
    """The signed minutes that a supplement stands beside."""

    @property
    def plan(self) -> Plan:
        """The plan of the visit."""
        return self.case.plan


def _no_tables(_source: PaperSource) -> Mapping[str, TableWriter]:
    return {}


def _no_annexes(_source: PaperSource) -> Appendix | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """How one kind of paper is made."""

    paper: Paper
    file_name: str
    """The template that ships, in `templates_docx`; also how the written file is called."""
    title: Callable[[PaperSource], str]
    """What the file is called in its properties, e.g. `Kế hoạch kiểm tra … năm 2026`."""
    fields: type
    """The TypedDict of its tags; each annotated with what it prints, in Vietnamese."""
    content: Callable[[PaperSource], Mapping[str, object]]
    tables: Callable[[PaperSource], Mapping[str, TableWriter]] = _no_tables
    table_tags: Mapping[str, str] | None = None
    """The tags of its long tables, and what each prints."""
    annexes: Callable[[PaperSource], Appendix | None] = _no_annexes
    reads_checklists: bool = True
    """Whether it cannot be written while a checklist of the visit has not arrived."""
    names_all_visits: bool = True
    """Whether it reads the other visits of the plan; where it does not, `visits` is the one."""
    prints_photos: bool = False
    """Whether it reads `pictures`, which stay empty otherwise."""

    @property
    def template(self) -> Path:
        """The template that ships."""
        return TEMPLATES / self.file_name
