"""Suggestions for what is typed again and again: laws, people, offices, forms of report.

They come from the criterion, from the visit, from the law on communes and from what somebody
wrote in this store before; nothing is filled in by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, assert_never

from app.domain.case_file import CaseFile
from app.domain.entity import Entity
from app.domain.finding import Finding
from app.domain.inspection import Side
from app.domain.proposal_text import basis_of
from app.domain.recommendation import Recommendation
from app.domain.unit import UnitType
from app.ids import InspectionId
from app.services.inspections import InspectionService
from app.store.unit_of_work import Store

_OFFICES: Final = (
    "Văn phòng HĐND và UBND",
    "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công",
)
"""The offices of every commune since 01/7/2025 (NĐ 150/2025/NĐ-CP); the third department is
named after what the unit is."""
_ECONOMY: Final = {
    UnitType.COMMUNE: "Phòng Kinh tế",
    UnitType.WARD: "Phòng Kinh tế, Hạ tầng và Đô thị",
    UnitType.SPECIAL_ZONE: "Phòng Kinh tế, Hạ tầng và Đô thị",
}
_FORMS: Final = (
    "Văn bản kèm minh chứng",
    "Văn bản",
    "Báo cáo định kỳ hằng tháng",
    "Báo cáo qua hệ thống quản lý văn bản và điều hành",
)
_MOST: Final = 60


class Field(Enum):
    """The field a suggestion is for."""

    LEGAL_BASIS = "legal_basis"
    RESPONSIBLE = "responsible"
    OWNER = "owner"
    REPORT_FORM = "report_form"


class Origin(Enum):
    """Where a suggestion comes from."""

    CRITERION = "criterion"
    CHECKLIST = "checklist"
    UNIT = "unit"
    USUAL = "usual"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that may be wanted, and where they come from."""

    text: str
    origin: Origin


class SuggestionService:
    """Gathers suggestions for the fields of findings and recommendations."""

    def __init__(self, store: Store, inspections: InspectionService) -> None:
        self._store = store
        self._inspections = inspections

    def suggest(
        self, inspection_id: InspectionId, field: Field, criterion_code: str = ""
    ) -> list[Suggestion]:
        """Return what may be meant in a field of a visit, the likeliest first, nothing twice.

        Raises:
            NotFound: if there is no such visit.
        """
        case = self._inspections.case_file(inspection_id)
        return _once(self._found(case, field, criterion_code))[:_MOST]

    def _found(self, case: CaseFile, field: Field, code: str) -> list[Suggestion]:
        match field:
            case Field.LEGAL_BASIS:
                return [*_laws(case, code), *self._laws_typed()]
            case Field.RESPONSIBLE | Field.OWNER:
                return [*_people(case), *_offices(case), *self._people_typed(case, field)]
            case Field.REPORT_FORM:
                usual = [Suggestion(one, Origin.USUAL) for one in _FORMS]
                return [*self._typed(Recommendation, field), *usual]
        assert_never(field)

    def _laws_typed(self) -> Iterator[Suggestion]:
        with self._store.reading() as view:
            written = [one.legal_basis for one in view.all(Finding)]
        laws = Counter(law for text in written for law in _parts(text))
        for law, _count in laws.most_common():
            yield Suggestion(law, Origin.TYPED)

    def _people_typed(self, case: CaseFile, field: Field) -> Iterator[Suggestion]:
        """Yield whom visits to this unit named before; another unit's people are not its own."""
        kind: type[Finding | Recommendation] = (
            Finding if field is Field.RESPONSIBLE else Recommendation
        )
        with self._store.reading() as view:
            visits = [
                one.id
                for one in view.all(type(case.inspection), unit_code=case.inspection.unit_code)
            ]
            named = [
                str(getattr(one, field.value)).strip()
                for visit in visits
                for one in view.all(kind, inspection_id=visit)
            ]
        for text, _count in Counter(filter(None, named)).most_common():
            yield Suggestion(text, Origin.TYPED)

    def _typed(self, kind: type[Entity], field: Field) -> Iterator[Suggestion]:
        with self._store.reading() as view:
            counts = view.counts(kind, field.value)
        for text in sorted(filter(None, counts), key=lambda one: -counts[one]):
            yield Suggestion(text.strip(), Origin.TYPED)


def _laws(case: CaseFile, code: str) -> Iterator[Suggestion]:
    """Yield the laws of the criterion, then those of its checklist, or of all."""
    home = [one for one in case.checklists if one.criterion(code) is not None] if code else []
    for checklist in home:
        criterion = checklist.criterion(code)
        if criterion is not None:
            for law in _parts(basis_of(criterion)[0]):
                yield Suggestion(law, Origin.CRITERION)
    for checklist in home or case.checklists:
        laws = Counter(law for row in checklist.criteria for law in _parts(basis_of(row)[0]))
        for law, _count in laws.most_common():
            yield Suggestion(law, Origin.CHECKLIST)


def _people(case: CaseFile) -> Iterator[Suggestion]:
    for person in case.people(Side.UNIT):
        if person.name.strip():
            parts = (person.name.strip(), person.position.strip())
            yield Suggestion(", ".join(filter(None, parts)), Origin.UNIT)


def _offices(case: CaseFile) -> Iterator[Suggestion]:
    yield Suggestion(case.unit.committee, Origin.UNIT)
    if not case.unit.unit_type.is_commune_level:
        return
    yield Suggestion(f"Chủ tịch {case.unit.committee}", Origin.UNIT)
    economy = _ECONOMY[case.unit.unit_type]
    for office in (*_OFFICES, economy):
        # "Phòng Kinh tế xã", as the papers of communes write it.
        yield Suggestion(f"{office} {case.unit.name}", Origin.UNIT)
    for counted in case.roll_calls:
        if counted.office.strip():
            yield Suggestion(counted.office.strip(), Origin.UNIT)


def _parts(text: str) -> list[str]:
    """Return the laws of a legal basis, one by one."""
    pieces = text.replace("\n", ";").split(";")
    return [piece.strip(" .") for piece in pieces if piece.strip(" .")]


def _once(found: Iterable[Suggestion]) -> list[Suggestion]:
    kept: dict[str, Suggestion] = {}
    for one in found:
        if one.text:
            kept.setdefault(one.text.casefold(), one)
    return list(kept.values())
