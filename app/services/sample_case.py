"""The sample inspection that ships, as papers see it: what templates are tried with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final, TypeVar

from app.documents.papers.form import PaperSource
from app.domain.answer import Answer
from app.domain.attendance import Absence, RollCall
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile, answers_by_code
from app.domain.dossier import Dossier
from app.domain.entity import Entity
from app.domain.finding import Finding
from app.domain.inspection import Inspection, Participant
from app.domain.plan import Plan
from app.domain.recommendation import Recommendation
from app.domain.unit import Unit
from app.domain.unit_catalogue import UnitCatalogue
from app.errors import NotFound
from app.ids import InspectionId, place_id
from app.paths import RESOURCES
from app.services.inspection_document import read_document
from app.services.inspections import scores_of
from app.services.recording import entities_of
from app.services.shipped import shipped_checklists

SAMPLE: Final = RESOURCES / "samples" / "can-duoc.json"

E = TypeVar("E", bound=Entity)


@cache
def sample_source() -> PaperSource:
    """Return the sample inspection without its photos; it is read from what ships alone."""
    case = _sample_case()
    return PaperSource(
        case=case,
        scores=scores_of(case),
        visits=(case,),
        calendar=WorkingCalendar.from_csv(_shipped("holidays_vn_2025_2027.csv")),
        today=case.inspection.period_to,
        pictures={},
    )


@cache
def bare_source() -> PaperSource:
    """Return the sample inspection as it is before anything is recorded of it."""
    source = sample_source()
    case = replace(
        source.case,
        participants=(),
        answers={},
        left_over=(),
        findings=(),
        recommendations=(),
        dossiers=(),
        roll_calls=(),
        absences=(),
    )
    return replace(source, case=case, scores=scores_of(case), visits=(case,))


def _sample_case() -> CaseFile:
    document = read_document(SAMPLE)
    identity = InspectionId(place_id("inspection", document.key))
    checklists = tuple(one for one in shipped_checklists() if one.code in document.checklists)
    units = UnitCatalogue.from_csv(_shipped("units/units.csv"))
    unit = units.unit(document.unit_code)
    if unit is None:
        raise NotFound(kind=Unit.KIND, id=document.unit_code)
    entities = list(entities_of(document, identity, unit.name, checklists))
    inspection = _of(Inspection, entities)[0]
    answers, left_over = answers_by_code(inspection, checklists, _of(Answer, entities))
    return CaseFile(
        inspection=inspection,
        plan=_of(Plan, entities)[0],
        unit=unit,
        province=units.parent(unit),
        checklists=checklists,
        participants=_of(Participant, entities),
        answers=answers,
        left_over=left_over,
        findings=_of(Finding, entities),
        recommendations=_of(Recommendation, entities),
        dossiers=_of(Dossier, entities),
        roll_calls=_of(RollCall, entities),
        absences=_of(Absence, entities),
    )


def _of(kind: type[E], entities: Iterable[Entity]) -> tuple[E, ...]:
    return tuple(one for one in entities if isinstance(one, kind))


def _shipped(name: str) -> str:
    return (RESOURCES / name).read_text("utf-8")
