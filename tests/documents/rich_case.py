"""A rich case file as a real visit leaves it: xã Cần Đước, tỉnh Tây Ninh, November 2026.

All 80 criteria answered, findings with causes and photos, dossiers of every outcome.
Tests, the rendering check and the benchmark print it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from app.domain.answer import Answer
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.checklist import (
    AnswerType,
    Checklist,
    ChecklistState,
    Criterion,
    checklist_id,
    content_sha256,
)
from app.domain.dossier import Channel, Digitised, Dossier, DossierStatus
from app.domain.finding import Finding, FindingKind, Severity
from app.domain.inspection import Inspection, Participant, Role, Side
from app.domain.photo import Photo, PhotoLink, PhotoTarget, photo_id, photo_link_id
from app.domain.recommendation import Addressee, Recommendation
from app.domain.scoring import ChecklistScore, parse_rule, score_checklist
from app.domain.unit import Unit, UnitType, unit_id
from app.ids import ParticipantId, place_id
from app.paths import RESOURCES
from tests import given
from tests.documents.rich_texts import (
    ASKED,
    CAPTIONS,
    PEOPLE,
    PROCEDURES,
    SHORTCOMINGS,
    STRENGTHS,
)

COMMUNE: Final = Unit(
    id=unit_id("28108"),
    code="28108",
    name="xã Cần Đước",
    unit_type=UnitType.COMMUNE,
    parent_code="80",
)
PROVINCE: Final = Unit(
    id=unit_id("80"), code="80", name="tỉnh Tây Ninh", unit_type=UnitType.PROVINCE
)


def calendar() -> WorkingCalendar:
    """The working calendar that ships."""
    return WorkingCalendar.from_csv((RESOURCES / "holidays_vn_2025_2027.csv").read_text("utf-8"))


def checklist(name: str = "criteria_cchc_commune") -> Checklist:
    """A checklist that ships, published."""
    text = (RESOURCES / "checklists" / f"{name}.csv").read_text("utf-8")
    criteria = tuple(_criterion(row) for row in csv.DictReader(text.splitlines()))
    digest = content_sha256(criteria)
    return Checklist(
        id=checklist_id(criteria[0].code, digest),
        code=criteria[0].code,
        title=criteria[0].text,
        number=1,
        criteria=criteria,
        content_sha256=digest,
        state=ChecklistState.PUBLISHED,
    )


def _criterion(row: dict[str, str]) -> Criterion:
    return Criterion(
        code=row["code"],
        parent_code=row["parent_code"],
        area=row["area"],
        text=row["text"],
        answer_type=AnswerType(row["answer_type"]),
        max_score=Decimal(row["max_score"]),
        scoring_rule=row["scoring_rule"],
        evidence=row["evidence"],
        legal_basis=row["legal_basis"],
    )


_PERCENTS: Final = ((40, 40), (36, 38), (27, 32), (19, 31))


def _answer(number: int, leaf: Criterion) -> Answer:
    facts: dict[str, object] = {"self_score": leaf.max_score, "value": ""}
    if "N/A" in leaf.scoring_rule and number % 5 == 0:
        return given.answer(leaf.code, value="", not_applicable=True)
    match leaf.answer_type:
        case AnswerType.YES_NO:
            facts["value"] = "no" if number % 7 == 0 else "yes"
        case AnswerType.YES_PARTIAL_NO:
            facts["value"] = "partial" if number % 4 == 0 else "yes"
        case AnswerType.PERCENT:
            done, of = _PERCENTS[number % len(_PERCENTS)]
            facts |= {"numerator": Decimal(done), "denominator": Decimal(of)}
        case AnswerType.CHOICE:
            tiers = parse_rule(leaf.scoring_rule, leaf.answer_type, leaf.max_score).tiers
            facts["value"] = tiers[1 if number % 3 == 0 else 0].condition
        case AnswerType.COUNT:
            facts["value"] = str(number % 4)
        case _:
            facts["value"] = "1"
    if number % 11 == 0:
        facts |= {
            "team_score": leaf.max_score / 2,
            "team_reason": "Tài liệu kiểm chứng chưa đầy đủ; Đoàn chấm một nửa số điểm",
        }
    return given.answer(leaf.code, **facts)


def people(rows: Sequence[tuple[Side, Role, str, str]] = PEOPLE) -> tuple[Participant, ...]:
    """The team and the unit's people."""
    return tuple(
        Participant(
            id=ParticipantId(place_id("participant", name)),
            inspection_id=given.INSPECTION,
            side=side,
            role=role,
            name=name,
            position=position,
            order=number,
        )
        for number, (side, role, name, position) in enumerate(rows)
    )


def findings(count: int = 16) -> tuple[Finding, ...]:
    """Strengths, shortcomings and a difficulty, in turn up to a number."""
    rows = [
        given.finding(number, kind=FindingKind.STRENGTH, area_code=area, text=text)
        for number, (area, text) in enumerate(STRENGTHS, start=1)
    ]
    rows.append(
        given.finding(
            40,
            kind=FindingKind.DIFFICULTY,
            area_code="CCHC.4",
            text="Sau sắp xếp, khối lượng công việc chuyển về cấp xã tăng nhanh trong khi biên chế "
            "được giao chưa tăng tương ứng.",
        )
    )
    while len(rows) < count:
        number = len(rows)
        area, code, text, basis, cause, sort = SHORTCOMINGS[number % len(SHORTCOMINGS)]
        rows.append(
            given.finding(
                100 + number,
                kind=FindingKind.SHORTCOMING,
                area_code=area,
                criterion_code=code,
                text=f"{text}.",
                legal_basis=basis,
                cause=cause,
                cause_kind=sort,
                severity=Severity.MEDIUM,
                responsible="Văn phòng HĐND và UBND xã",
            )
        )
    return tuple(rows)


def recommendations(found: Sequence[Finding]) -> tuple[Recommendation, ...]:
    """What the unit must do about its shortcomings, and what is asked of the province."""
    faults = [row for row in found if row.kind is FindingKind.SHORTCOMING]
    rows = [
        given.recommendation(
            number,
            text=text,
            owner=owner,
            finding_id=faults[number % len(faults)].id if faults else None,
            due_on=date(2026, 12, 3 + 4 * number) if number < 3 else None,
            no_deadline_reason="thực hiện thường xuyên" if number >= 3 else "",
            report_form="Văn bản kèm minh chứng",
        )
        for number, (text, owner) in enumerate(ASKED)
    ]
    higher = given.recommendation(
        9,
        addressee=Addressee.HIGHER,
        due_on=None,
        text="UBND tỉnh xem xét bổ sung kinh phí trang bị máy quét cho Trung tâm Phục vụ hành "
        "chính công cấp xã.",
    )
    return (*rows, higher)


def dossiers(count: int = 24) -> tuple[Dossier, ...]:
    """A sample with dossiers early, on time, overdue, without slips, with odd papers."""
    return tuple(_dossier(number) for number in range(count))


def _dossier(number: int) -> Dossier:
    procedure, field = PROCEDURES[number % len(PROCEDURES)]
    received = datetime(2026, 9, 1, 8, 10) + timedelta(days=number % 28)  # noqa: DTZ001 - local
    due = received + timedelta(days=7)
    late = number % 9 == 4
    return given.dossier(
        f"H15.50.05.13-{received:%y%m%d}-{1000 + number}",
        procedure_name=procedure,
        field=field,
        applicant="Nguyễn Văn Bí Mật",
        received_at=received,
        channel=Channel.ONLINE if number % 2 else Channel.IN_PERSON,
        statutory_days=5,
        due_at=due,
        resolved_at=due + timedelta(days=6 if late else -(number % 3)),
        returned_at=due + timedelta(days=6 if late else -(number % 3)),
        status=DossierStatus.RETURNED,
        extra_docs=("bản sao sổ hộ khẩu",) if number % 8 == 3 else (),
        missing_docs=("giấy chứng sinh", "tờ khai") if number % 10 == 6 else (),
        has_receipt=number % 12 != 5,
        has_control_slip=number % 7 != 6,
        in_tracking_book=True,
        has_apology=False if late else None,
        digitised=Digitised.PARTIAL if number % 5 == 0 else Digitised.FULL,
        e_result=number % 6 != 0,
        note="Nhận hồ sơ sau 15 giờ" if number % 11 == 2 else "",
        order=number,
    )


def photos(count: int, shapes: Sequence[tuple[int, int]] = ((1600, 1200),)) -> tuple[Photo, ...]:
    """Photos of these upright shapes in turn."""
    return tuple(
        Photo(
            id=photo_id(given.INSPECTION, f"{number:064x}"),
            inspection_id=given.INSPECTION,
            sha256=f"{number:064x}",
            file_name=f"IMG_{number:04d}.jpg",
            width=shapes[number % len(shapes)][0],
            height=shapes[number % len(shapes)][1],
            size=4_300_000,
            taken_at=datetime(2026, 11, 20, 1, 45, tzinfo=UTC) + timedelta(minutes=2 * number),
            caption=CAPTIONS[number % len(CAPTIONS)],
            order=number,
        )
        for number in range(count)
    )


def _links(shown: Sequence[Photo], found: Sequence[Finding]) -> tuple[PhotoLink, ...]:
    faults = [row for row in found if row.kind is FindingKind.SHORTCOMING]
    links = []
    for number, photo in enumerate(shown):
        target, key = (
            (PhotoTarget.CRITERION, "CCHC.3.2.1")
            if not faults or number % 3 == 2
            else (PhotoTarget.FINDING, str(faults[number % len(faults)].id))
        )
        links.append(
            PhotoLink(
                id=photo_link_id(photo.id, target, key),
                inspection_id=given.INSPECTION,
                photo_id=photo.id,
                target=target,
                target_key=key,
            )
        )
    return tuple(links)


def visit(**facts: object) -> Inspection:
    """The visit of 20 November 2026, morning to afternoon."""
    known: dict[str, object] = {
        "started_at": datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
        "ended_at": datetime(2026, 11, 20, 9, 15, tzinfo=UTC),
        "place": "trụ sở UBND xã Cần Đước, tỉnh Tây Ninh",
        "places_visited": "Trung tâm Phục vụ hành chính công xã và các phòng chuyên môn",
        "general_remark": "Công tác cải cách hành chính của UBND xã Cần Đước trong kỳ kiểm tra cơ "
        "bản được triển khai đầy đủ, có trọng tâm; người dân được phục vụ thuận lợi hơn sau khi "
        "sắp xếp đơn vị hành chính.\nTuy nhiên, việc công khai thủ tục hành chính và giải quyết hồ "
        "sơ đất đai còn một số hạn chế cần khắc phục ngay.",
        "report_due_on": date(2026, 12, 15),
        "copies": 3,
        "copies_team": 2,
        "copies_unit": 1,
        "attachments": ("Báo cáo số 215/BC-UBND ngày 16/11/2026 của UBND xã Cần Đước",),
    }
    return given.inspection(**{**known, **facts})


def rich_case(
    *,
    finding_count: int = 16,
    dossier_count: int = 24,
    photo_count: int = 5,
    shapes: Sequence[tuple[int, int]] = ((1600, 1200), (1200, 1600)),
    **visited: object,
) -> CaseFile:
    """The case file of the visit, as large as asked for; `visited` are facts of the visit."""
    rows, found, shown = checklist(), findings(finding_count), photos(photo_count, shapes)
    return CaseFile(
        inspection=visit(**visited),
        plan=given.plan(
            plan_number="214/KH-UBND",
            plan_on=date(2026, 2, 9),
            plan_body="UBND tỉnh Tây Ninh",
            decision_body="Giám đốc Sở Nội vụ",
            report_to="Sở Nội vụ tỉnh Tây Ninh",
        ),
        unit=COMMUNE,
        province=PROVINCE,
        checklists=(rows,),
        participants=people(),
        answers={leaf.code: _answer(number, leaf) for number, leaf in enumerate(rows.leaves())},
        findings=found,
        recommendations=recommendations(found),
        dossiers=dossiers(dossier_count),
        photos=shown,
        photo_links=_links(shown, found),
    )


def scores(case: CaseFile) -> tuple[ChecklistScore, ...]:
    """The scores of its checklists."""
    return tuple(score_checklist(rows, case.answers) for rows in case.checklists)


def pictures(case: CaseFile, folder: Path, *, side: int = 160) -> dict[str, Path]:
    """Write a JPEG for each photo, its longer side this many pixels."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only where pictures are wanted

    written: dict[str, Path] = {}
    for number, photo in enumerate(case.photos):
        scale = side / max(photo.width, photo.height)
        size = round(photo.width * scale), round(photo.height * scale)
        image = Image.new("RGB", size, (70 + number * 31 % 150, 110, 150))
        draw = ImageDraw.Draw(image)
        draw.polygon(
            ((size[0] // 2, 8), (size[0] - 8, size[1] - 8), (8, size[1] - 8)), fill="white"
        )
        written[photo.sha256] = folder / f"{photo.sha256}.jpeg"
        image.save(written[photo.sha256], quality=85)
    return written
