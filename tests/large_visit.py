"""A store with a visit of 400 criteria, most of them answered, findings and photos."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from app.bootstrap import Application, create_store, open_application
from app.domain.answer import Answer, answer_id
from app.domain.checklist import AnswerType, Checklist, Criterion
from app.domain.checklist_draft import ChecklistDraft
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import InspectionFacts
from app.domain.plan import PlanFacts
from app.domain.rule_template import templates_for
from app.ids import InspectionId
from tests.photos.pictures import jpeg, scene, with_comment

CRITERIA: Final = 400
PHOTOS: Final = 300
_AREAS: Final = 8
_KINDS: Final = (
    AnswerType.YES_NO,
    AnswerType.YES_PARTIAL_NO,
    AnswerType.YES_NO,
    AnswerType.COUNT,
    AnswerType.PERCENT,
)


def fill(store: Path, pictures: Path) -> InspectionId:
    """Make a store with the visit: 400 criteria, most of them answered, 300 photos, findings."""
    create_store(store, "field", "may-01")
    with open_application(store) as application:
        checklist = application.checklists.publish(large_set())
        visit = begin(application)
        leaves = list(checklist.leaves())
        for number, leaf in enumerate(leaves):
            if number % 3:
                application.answers.save(answer(visit, checklist, leaf, number))
        for number in range(30):
            facts = FindingFacts(
                kind=FindingKind.SHORTCOMING,
                area_code=f"LON.{number % _AREAS + 1}",
                criterion_code=leaves[number].code,
                text=f"Còn {number + 2:02}/20 hồ sơ mẫu trả quá hạn, chưa có thư xin lỗi.",
            )
            application.findings.add(visit, facts)
    add_photos(store, visit, draw(pictures, 0, PHOTOS, small=True))
    return visit


def large_set() -> ChecklistDraft:
    """Return a set of 400 criteria in eight areas; every tenth is asked under a condition."""
    rows: list[Criterion] = []
    for area in range(1, _AREAS + 1):
        name = f"LON.{area}"
        leaves = [_leaf(area, number) for number in range(1, CRITERIA // _AREAS + 1)]
        rows += [_group(name, "LON", leaves), *leaves]
    return ChecklistDraft(
        code="LON",
        title="Bộ tiêu chí lớn",
        number=1,
        criteria=(_group("LON", "", [row for row in rows if row.scoring_rule]), *rows),
    )


def _leaf(area: int, number: int) -> Criterion:
    kind = _KINDS[number % len(_KINDS)]
    points = Decimal(1)
    code = f"LON.{area}.{number}"
    condition = f"đã trả lời(${{LON.{area}.{number - 1}}})" if number % 10 == 0 else ""
    return Criterion(
        code=code,
        parent_code=f"LON.{area}",
        area=f"Lĩnh vực {area}",
        text=(
            f"Nội dung {number}: công khai đầy đủ, kịp thời kết quả giải quyết thủ tục "
            "hành chính tại bộ phận một cửa và trên cổng thông tin điện tử"
        ),
        answer_type=kind,
        max_score=points,
        scoring_rule=templates_for(kind, points)[0].text,
        evidence="Sổ theo dõi, ảnh chụp nơi niêm yết, trích xuất hệ thống",
        legal_basis=f"Nghị định số {number}/2025/NĐ-CP",
        condition=condition,
    )


def _group(code: str, parent: str, leaves: list[Criterion]) -> Criterion:
    total = sum((leaf.max_score for leaf in leaves), Decimal(0))
    return Criterion(
        code=code,
        parent_code=parent,
        area="",
        text=f"Nhóm {code}",
        answer_type=AnswerType.SCORE,
        max_score=total,
    )


def begin(application: Application) -> InspectionId:
    """Open the visit."""
    plan = PlanFacts(
        year=2026,
        subject="công tác cải cách hành chính năm 2026",
        issuing_body="Sở Nội vụ",
        decision_number="1/QĐ-SNV",
        decision_on=date(2026, 11, 2),
    )
    period = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 11, 1))
    unit = application.units.find("can duoc", 1)[0]
    return application.inspections.start(unit.code, plan, period, ("LON",)).id


def answer(visit: InspectionId, checklist: Checklist, leaf: Criterion, number: int) -> Answer:
    """Return an answer as they are: most good, some not, many with a remark."""
    blank = Answer(
        id=answer_id(visit, leaf.identity),
        inspection_id=visit,
        checklist_id=checklist.id,
        criterion_code=leaf.code,
        comment="Đã đối chiếu sổ theo dõi tại bộ phận một cửa." if number % 2 else "",
    )
    if leaf.answer_type is AnswerType.PERCENT:
        return replace(blank, numerator=Decimal(number % 20 + 1), denominator=Decimal(20))
    values = {AnswerType.COUNT: "2"}
    return replace(blank, value=values.get(leaf.answer_type, "no" if number % 7 == 0 else "yes"))


def draw(folder: Path, first: int, last: int, *, small: bool) -> list[Path]:
    """Write pictures, no two files alike; small ones or those of a telephone."""
    folder.mkdir(exist_ok=True)
    sides = (800, 600) if small else (4000, 3000)
    # A telephone's photos differ from each other; copies of one would be told as copies.
    originals = [jpeg(scene(*sides, seed=seed)) for seed in range(40 if small else 8)]
    paths = []
    for number in range(first, last):
        path = folder / f"IMG_{number:04}.jpg"
        path.write_bytes(with_comment(originals[number % len(originals)], f"{number:06}".encode()))
        paths.append(path)
    return paths


def add_photos(store: Path, visit: InspectionId, paths: list[Path]) -> None:
    """Take pictures in, a third of them as evidence of criteria."""
    with open_application(store) as application:
        application.photos.add(visit, paths[::3], criterion_code="LON.1.1")
        application.photos.add(visit, [one for n, one in enumerate(paths) if n % 3])
