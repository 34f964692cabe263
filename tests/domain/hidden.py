"""A visit in which everything that a unit may not have says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.domain.annex import Annex
from app.domain.attendance import Absence
from app.domain.case_file import CaseFile
from app.domain.dossier import Pick
from app.domain.draw import Draw, Drawn, DrawOrder, draw_id
from app.domain.inspection import Participant, Role, Side
from app.domain.photo import PhotoLink, PhotoTarget, PhotoUse, photo_link_id
from app.domain.unit import Unit, UnitType, unit_id
from app.ids import AbsenceId, ParticipantId, RegisterId, place_id
from tests import given

HIDDEN: Final = "KhôngChoĐơnVị"
INTERNAL_PHOTO: Final = "ef" * 32


def case_with_hidden_words(*, left_out: tuple[Annex, ...] = (Annex.ABSENCES,)) -> CaseFile:
    """A visit to xã Cần Đước, a hidden word in each place that can hold one."""
    checklist = given.checklist(
        given.criterion("T.1.1", "T.1"), given.criterion("T.1.2", "T.1", "2")
    )
    photos = (
        given.photo(caption="Bảng niêm yết."),
        given.photo(
            INTERNAL_PHOTO,
            use=PhotoUse.INTERNAL,
            caption=f"Ảnh {HIDDEN}",
            file_name=f"{HIDDEN}.jpg",
            order=1,
        ),
    )
    answers = (
        given.answer(
            "T.1.1",
            checklist_id=checklist.id,
            comment=f"Nhận xét {HIDDEN}",
            rate_source=f"Nguồn {HIDDEN}",
            final_score=Decimal(1),
            final_reason=f"Thẩm định {HIDDEN}",
        ),
        given.answer(
            "T.1.2",
            checklist_id=checklist.id,
            team_score=Decimal(1),
            team_reason=f"Đoàn {HIDDEN}",
        ),
    )
    return CaseFile(
        inspection=given.inspection(
            checklist_ids=(checklist.id,), reopened_reason=f"Mở lại {HIDDEN}", left_out=left_out
        ),
        plan=given.plan(),
        unit=Unit(
            id=unit_id("28108"), code="28108", name="xã Cần Đước", unit_type=UnitType.COMMUNE
        ),
        province=None,
        checklists=(checklist,),
        participants=(_member(),),
        answers={one.criterion_code: one for one in answers},
        left_over=(given.answer("T.9.9", comment=f"Nhận xét {HIDDEN}"),),
        findings=(
            given.finding(1, proposal="criterion T.1.1", proposed_text=f"Gợi ý {HIDDEN}"),
            given.finding(2, text="Chưa niêm yết đầy đủ thủ tục hành chính."),
        ),
        recommendations=(given.recommendation(),),
        dossiers=(
            given.dossier(
                applicant=f"Nguyễn {HIDDEN}", pick=Pick.BY_HAND, pick_reason=f"Vì {HIDDEN}"
            ),
        ),
        draws=(_draw(),),
        photos=photos,
        photo_links=tuple(
            PhotoLink(
                id=photo_link_id(photo.id, PhotoTarget.CRITERION, "T.1.1"),
                inspection_id=given.INSPECTION,
                photo_id=photo.id,
                target=PhotoTarget.CRITERION,
                target_key="T.1.1",
            )
            for photo in photos
        ),
        absences=(
            Absence(
                id=AbsenceId(place_id("absence", "1")),
                inspection_id=given.INSPECTION,
                name=f"Trần {HIDDEN}",
            ),
        ),
    )


def _member() -> Participant:
    return Participant(
        id=ParticipantId(place_id("participant", "1")),
        inspection_id=given.INSPECTION,
        side=Side.TEAM,
        role=Role.TEAM_LEADER,
        name="Trần Kỳ Đức",
        position="Phó Giám đốc Sở Nội vụ",
        tasks=f"Theo dõi {HIDDEN}",
    )


def _draw() -> Draw:
    register = RegisterId(place_id("register", "1"))
    order = DrawOrder(size=1, seed="20-11-2026")
    drawn = Drawn(entry=1, dossier_code="H1", field="Hộ tịch", pick=Pick.REPLACEMENT)
    return Draw(
        id=draw_id(given.INSPECTION, register, order),
        inspection_id=given.INSPECTION,
        register_id=register,
        seed=order.seed,
        size=order.size,
        drawn=(replace(drawn, reason=f"Thay vì {HIDDEN}"),),
    )
