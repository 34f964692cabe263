"""The part of the minutes about earlier recommendations: there only where there are any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.photo import PhotoLink, PhotoTarget, photo_link_id
from app.domain.remediation_check import (
    RemediationCheck,
    RemediationOutcome,
    remediation_check_id,
)
from tests import given
from tests.documents import rich_case
from tests.documents.word_reading import minutes_of

_TITLE = "Việc thực hiện kiến nghị của các lần kiểm tra trước"


def _check(number: int, outcome: RemediationOutcome | None, note: str = "") -> RemediationCheck:
    asked = given.recommendation(number)
    return RemediationCheck(
        id=remediation_check_id(given.INSPECTION, asked.id),
        inspection_id=given.INSPECTION,
        recommendation_id=asked.id,
        text=f"Kiến nghị cũ {number}",
        due_on=date(2026, 3, 5),
        outcome=outcome,
        note=note,
        order=number,
    )


def test_minutes_print_what_became_of_earlier_recommendations(tmp_path: Path) -> None:
    case = rich_case.rich_case(photo_count=1, dossier_count=0)
    photo = case.photos[0]
    link = PhotoLink(
        id=photo_link_id(photo.id, PhotoTarget.RECOMMENDATION, given.recommendation(91).id),
        inspection_id=photo.inspection_id,
        photo_id=photo.id,
        target=PhotoTarget.RECOMMENDATION,
        target_key=given.recommendation(91).id,
    )
    case = replace(
        case,
        photo_links=(*case.photo_links, link),
        remediation_checks=(
            _check(91, RemediationOutcome.DONE, "Đã thay bảng niêm yết."),
            _check(92, RemediationOutcome.NOT_DONE),
            _check(93, None, "Đơn vị hẹn bổ sung"),
        ),
    )

    written = minutes_of(case, rich_case.pictures(case, tmp_path))

    assert _TITLE in written.text
    assert (
        "xem xét việc thực hiện 03 kiến nghị của các lần kiểm tra trước, trong đó: 01 kiến nghị "
        "đã thực hiện, 01 kiến nghị chưa thực hiện, 01 kiến nghị chưa đánh giá." in written.text
    )
    assert "Kiến nghị cũ 91." in written.text
    assert all(
        words in written.text for words in ("Đã thực hiện", "Chưa thực hiện", "Chưa đánh giá")
    )
    assert "05/03/2026" in written.text
    assert "Đã thay bảng niêm yết; Ảnh số 01" in written.text
    assert "kiến nghị kỳ trước “Kiến nghị cũ 91”" in written.text


def test_minutes_say_nothing_of_it_where_there_are_none() -> None:
    written = minutes_of(rich_case.rich_case(photo_count=0, dossier_count=0))

    assert _TITLE not in written.text
