"""What papers are written from: a rich plan of six visits, a long one of thirty, short, empty."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from app.documents.papers.catalogue import FORMS
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.writing import write_paper
from app.domain.case_file import CaseFile
from app.domain.inspection import InspectionState, Participant, Role, Side
from app.domain.paper import Paper
from app.domain.plan import Plan
from app.domain.unit import Unit, UnitType, unit_id
from app.ids import InspectionId, ParticipantId, place_id
from app.paths import RESOURCES
from tests import given
from tests.documents import rich_case
from tests.documents.word_reading import Written

TODAY: Final = date(2026, 11, 24)
_FIRST_DAY: Final = date(2026, 11, 9)

BASES: Final = (
    "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
    (
        "Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục "
        "hành chính, được sửa đổi, bổ sung bởi Nghị định số 92/2017/NĐ-CP"
    ),
    "Nghị định số 217/2025/NĐ-CP của Chính phủ quy định về hoạt động kiểm tra chuyên ngành",
    "Thông tư số 06/2026/TT-BNV ngày 29 tháng 4 năm 2026 của Bộ trưởng Bộ Nội vụ",
)
PURPOSE: Final = (
    "Đánh giá đúng thực trạng việc chỉ đạo, điều hành và kết quả thực hiện công tác cải cách hành "
    "chính của Ủy ban nhân dân các xã, phường sau sắp xếp đơn vị hành chính.\n"
    "Kịp thời phát hiện, chấn chỉnh tồn tại, hạn chế; ghi nhận cách làm hay để nhân rộng.\n"
    "Việc kiểm tra phải khách quan, đúng trọng tâm, không gây trở ngại cho hoạt động của đơn vị."
)
TASKS: Final = {
    "Trần Kỳ Đức": "Chỉ đạo chung; công bố quyết định kiểm tra; kết luận buổi làm việc.",
    "Nguyễn Thị Hồng Phượng": "Phụ trách nội dung kiểm soát thủ tục hành chính, cơ chế một cửa.",
    "Huỳnh Lê Ngọc Quỳnh": "Tổng hợp, lập biên bản; dự thảo báo cáo kết quả kiểm tra.",
    "Phạm Văn Khương": "Kiểm tra hồ sơ thủ tục hành chính mẫu, công tác thể chế.",
    "Lâm Thúy Vy": "Kiểm tra nội dung chính quyền điện tử, chính quyền số.",
}


def rich_plan(**facts: object) -> Plan:
    """The plan of the rich case file, with all that papers print of it."""
    known: dict[str, object] = {
        "plan_number": "214/KH-UBND",
        "plan_on": date(2026, 2, 9),
        "plan_body": "UBND tỉnh Tây Ninh",
        "decision_body": "Giám đốc Sở Nội vụ tỉnh Tây Ninh",
        "report_to": "Sở Nội vụ tỉnh Tây Ninh",
        "parent_body": "Ủy ban nhân dân tỉnh Tây Ninh",
        "legal_bases": BASES,
        "purpose": PURPOSE,
        "duration_days": 15,
        "outline_due_on": date(2026, 11, 4),
        "signer_title": "GIÁM ĐỐC",
        "signer_name": "Nguyễn Văn Thành",
        "recipients": ("UBND tỉnh Tây Ninh", "Văn phòng UBND tỉnh", "Lãnh đạo Sở Nội vụ"),
    }
    return given.plan(**{**known, **facts})


def rich_source(*, visits: int = 6, **made: int) -> PaperSource:
    """Everything recorded of a visit, the first of a plan; `made` is how large `rich_case` is."""
    case = rich_case.rich_case(**{"photo_count": 0, **made})  # type: ignore[arg-type] # counts
    case = replace(
        case,
        plan=rich_plan(),
        inspection=replace(case.inspection, planned_from=_FIRST_DAY),
        participants=tuple(_with_tasks(person) for person in case.participants),
        unit=replace(case.unit, old_names=("thị trấn Cần Đước", "xã Phước Tuy", "xã Tân Ân")),
    )
    return source_of(case, *_others(case, visits - 1))


def long_source() -> PaperSource:
    """Thirty units in the plan, sixty findings in the visit."""
    return rich_source(visits=30, finding_count=60)


def short_source() -> PaperSource:
    """One visit that found little and asked for nothing."""
    rich = rich_source(visits=1, finding_count=1, dossier_count=0)
    people = [person for person in rich.case.participants if person.role is not Role.MEMBER]
    case = replace(
        rich.case,
        plan=replace(rich.plan, legal_bases=BASES[:1], purpose="", recipients=(), duration_days=1),
        participants=tuple(people[:2] + people[3:4]),
        recommendations=(),
        checklists=(given.checklist(),),
        answers={},
    )
    return source_of(case)


def empty_source() -> PaperSource:
    """A visit that was planned and of which nothing else is known."""
    unit = Unit(id=unit_id("28108"), code="28108", name="xã Cần Đước", unit_type=UnitType.COMMUNE)
    case = CaseFile(
        inspection=given.inspection(started_at=None, state=InspectionState.PLANNED),
        plan=given.plan(subject="", decision_number=""),
        unit=unit,
        province=None,
        checklists=(),
        answers={},
    )
    return source_of(case)


SOURCES: Final = {
    "rich": rich_source,
    "long": long_source,
    "short": short_source,
    "empty": empty_source,
}
"""Every kind of data that each paper is to look right with."""


def source_of(case: CaseFile, *others: CaseFile) -> PaperSource:
    """What a paper of this visit is written from; the others stand under the same plan."""
    return PaperSource(
        case=case,
        scores=rich_case.scores(case),
        visits=(case, *others),
        calendar=rich_case.calendar(),
        today=TODAY,
        pictures={},
    )


def paper_of(form: PaperForm, source: PaperSource, template: Path | None = None) -> Written:
    """Write a paper and read it back."""
    target = io.BytesIO()
    write_paper(form, source, target, template=template)
    return Written(target.getvalue())


def _with_tasks(person: Participant) -> Participant:
    return replace(person, tasks=TASKS.get(person.name, ""))


def _others(case: CaseFile, count: int) -> tuple[CaseFile, ...]:
    """Further visits of the plan, on the days after, to real units of the province."""
    units = (unit for unit in _communes() if unit.code != case.unit.code)
    return tuple(
        _planned(case, unit, number) for number, unit in enumerate(islice(units, count), start=1)
    )


def _planned(case: CaseFile, unit: Unit, number: int) -> CaseFile:
    first = _FIRST_DAY + timedelta(days=number // 5 * 7 + number % 5)
    inspection_id = InspectionId(place_id("inspection", unit.code))
    visit = replace(
        given.inspection(
            id=inspection_id, unit_code=unit.code, unit_name=unit.name, started_at=None
        ),
        place=f"trụ sở UBND {unit.name}" if number % 3 else "",
        planned_from=first,
        planned_to=first + timedelta(days=1) if number % 4 == 0 else None,
    )
    team = tuple(
        replace(
            person,
            id=ParticipantId(place_id("participant", f"{unit.code} {person.name}")),
            inspection_id=inspection_id,
        )
        for person in case.people(Side.TEAM)
    )
    return CaseFile(
        inspection=visit,
        plan=case.plan,
        unit=unit,
        province=case.province,
        checklists=case.checklists,
        participants=team,
        answers={},
    )


def _communes() -> tuple[Unit, ...]:
    text = (RESOURCES / "units" / "units.csv").read_text("utf-8")
    return tuple(
        Unit(
            id=unit_id(row["code"]),
            code=row["code"],
            name=row["name"],
            unit_type=UnitType(row["unit_type"]),
            parent_code=row["parent_code"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["parent_code"] == "80"
    )


@cache
def written_of(paper: Paper, data: str) -> Written:
    """A paper with one of the kinds of data, read back; written once for all tests."""
    return paper_of(FORMS[paper], SOURCES[data]())
