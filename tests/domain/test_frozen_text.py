"""Frozen texts: what is hashed, and how two of them differ."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as with_data
from hypothesis import settings
from hypothesis import strategies as st

from app.domain.change_text import change_text
from app.domain.frozen_difference import Change, differences
from app.domain.frozen_text import (
    FrozenTextForeign,
    frozen_text,
    read_frozen,
    recorded,
    spelt_again,
)
from app.domain.inspection import InspectionState
from app.domain.minutes import Minutes, MinutesKind, MinutesState
from app.domain.photo import PhotoUse
from app.domain.photo_mark import MarkKind, PhotoMark
from app.domain.plan import Head
from app.domain.recommendation import RecommendationState
from app.domain.remediation_check import RemediationCheck, RemediationOutcome
from app.ids import (
    MinutesId,
    PhotoId,
    PhotoMarkId,
    RecommendationId,
    RemediationCheckId,
    place_id,
)
from tests import given
from tests.documents import rich_case

CASE = rich_case.rich_case(finding_count=4, dossier_count=3, photo_count=2)


def _frozen(text: str, **facts: Any) -> Minutes:  # noqa: ANN401 - any fact
    known = {
        "id": MinutesId(place_id("minutes", "given")),
        "inspection_id": given.INSPECTION,
        "version": 1,
        "docx_sha256": "ab" * 32,
        "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "written_at": datetime(2026, 11, 20, 9, tzinfo=UTC),
        "state": MinutesState.READ_BACK,
    }
    return Minutes(**{**known, **facts})


def test_the_same_case_is_spelt_the_same() -> None:
    first = frozen_text(CASE, MinutesKind.FULL, "ab" * 32)

    assert first == frozen_text(replace(CASE), MinutesKind.FULL, "ab" * 32)
    assert json.loads(first)["format"] == "skt-minutes/1"


def test_the_life_of_a_visit_is_not_what_its_minutes_say() -> None:
    signed = replace(CASE.inspection, state=InspectionState.SIGNED, reopened_reason="x")
    asked = [replace(one, state=RecommendationState.CONFIRMED) for one in CASE.recommendations]
    later = replace(CASE, inspection=signed, recommendations=tuple(asked))

    assert recorded(later) == recorded(CASE)


def test_photos_for_internal_use_are_in_no_minutes() -> None:
    internal = replace(CASE.photos[0], use=PhotoUse.INTERNAL)

    said = recorded(replace(CASE, photos=(internal, *CASE.photos[1:])))

    assert [one["id"] for one in said["photos"]] == [CASE.photos[1].id]
    assert {one["photo_id"] for one in said["photo_links"]} <= {CASE.photos[1].id}


def test_what_is_drawn_on_a_photo_and_verified_of_earlier_visits_is_said() -> None:
    printed, internal = CASE.photos[0], replace(CASE.photos[1], use=PhotoUse.INTERNAL)
    marks = (_black_out("m-1", printed.id), _black_out("m-2", internal.id))
    check = RemediationCheck(
        id=RemediationCheckId("c-1"),
        inspection_id=given.INSPECTION,
        recommendation_id=RecommendationId("r-1"),
        text="Niêm yết đủ thủ tục",
        outcome=RemediationOutcome.DONE,
    )
    case = replace(CASE, photos=(printed, internal), photo_marks=marks, remediation_checks=(check,))

    said = recorded(case)

    assert [one["id"] for one in said["photo_marks"]] == ["m-1"]
    assert [one["outcome"] for one in said["remediation_checks"]] == ["done"]


def test_minutes_frozen_before_photos_were_marked_read_as_they_did() -> None:
    assert {"photo_marks", "remediation_checks"}.isdisjoint(recorded(CASE))


def test_where_a_photo_was_taken_is_in_no_minutes() -> None:
    placed = replace(CASE.photos[0], latitude=Decimal("10.6"), longitude=Decimal("106.7"))

    assert recorded(replace(CASE, photos=(placed, *CASE.photos[1:]))) == recorded(CASE)


def _black_out(name: str, photo: PhotoId) -> PhotoMark:
    return PhotoMark(
        id=PhotoMarkId(name),
        inspection_id=given.INSPECTION,
        photo_id=photo,
        kind=MarkKind.BLACK_OUT,
        from_x=0,
        from_y=0,
        to_x=100,
        to_y=100,
    )


def test_another_head_does_not_change_what_is_said() -> None:
    text = frozen_text(CASE, MinutesKind.FULL, "")
    facts = read_frozen(text.encode(), _frozen(text))

    now = replace(CASE, plan=replace(CASE.plan, head=Head.WORKING))

    assert spelt_again(now, facts) == text


def test_why_and_beside_what_a_supplement_stands_is_hashed() -> None:
    signed = _frozen("x", state=MinutesState.SIGNED)

    plain = frozen_text(CASE, MinutesKind.SUPPLEMENT, "", amends=signed)
    reasoned = frozen_text(CASE, MinutesKind.SUPPLEMENT, "", amends=signed, reason="bổ sung")

    assert json.loads(plain)["amends"]["content_sha256"] == signed.content_sha256
    assert plain != reasoned
    assert spelt_again(CASE, json.loads(reasoned)) == reasoned


@pytest.mark.parametrize(
    ("change", "facts", "reason"),
    [
        (lambda text: text + " ", {"content_sha256": "0" * 64}, "mã băm khác"),
        (lambda _: "{", {}, "không đọc được"),
        (lambda _: "[]", {}, "không đọc được"),
        (lambda text: text.replace("skt-minutes/1", "skt-minutes/9"), {}, "không đọc được"),
        (lambda text: text.replace('"findings":[', '"findings":[7,'), {}, "không đọc được"),
        (lambda text: text.replace(given.INSPECTION, "x" * 36), {}, "cuộc kiểm tra khác"),
        (lambda text: text.replace('"kind":"full"', '"kind":"supplement"'), {}, "loại biên bản"),
    ],
)
def test_a_text_that_is_not_its_own_is_refused(change: Any, facts: Any, reason: str) -> None:  # noqa: ANN401 - what each row of the table needs
    text = change(frozen_text(CASE, MinutesKind.FULL, ""))

    with pytest.raises(FrozenTextForeign) as caught:
        read_frozen(text.encode(), _frozen(text, **facts))

    assert reason in caught.value.text


def test_every_change_is_named_by_its_place() -> None:
    first, second = CASE.recommendations[:2]
    later = replace(
        CASE,
        inspection=replace(CASE.inspection, place="hội trường UBND xã"),
        recommendations=(replace(first, due_on=date(2026, 12, 31)), second),
        findings=CASE.findings[1:],
        dossiers=(*CASE.dossiers, given.dossier("MỚI-01")),
    )

    found = differences(recorded(CASE), recorded(later))

    places = [(one.part, one.field, one.is_added, one.is_removed) for one in found]
    gone = len(CASE.recommendations) - 2
    assert places == [
        ("inspection", "place", False, False),
        ("findings", "", False, True),
        ("recommendations", "due_on", False, False),
        *[("recommendations", "", False, True)] * gone,
        ("dossiers", "", True, False),
    ]
    assert found[2].new == "2026-12-31"


@settings(deadline=None)
@with_data(st.sets(st.sampled_from(["place", "general_remark", "unit_opinion", "copies"])))
def test_as_many_changes_are_found_as_were_made(names: set[str]) -> None:
    facts = {name: 9 if name == "copies" else "khác" for name in names}
    later = replace(CASE, inspection=replace(CASE.inspection, **facts))  # type: ignore[arg-type] # names and values drawn together

    found = differences(recorded(CASE), recorded(later))

    assert {one.field for one in found} == names
    assert differences(recorded(later), recorded(later)) == []


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            Change(part="recommendations", entity_id="1", name="Trả đúng hạn", field="due_on",
                   old="2026-12-01", new="2026-12-15"),
            "Kiến nghị “Trả đúng hạn”, thời hạn: 01/12/2026 → 15/12/2026",
        ),
        (
            Change(part="answers", entity_id="1", name="CCHC.1.1", field="team_score",
                   old=None, new="0.5"),
            "Tiêu chí CCHC.1.1, điểm Đoàn chấm: – → 0,5",
        ),
        (
            Change(part="participants", entity_id="1", name="Võ Chí", field="present",
                   old=True, new=False),
            "Thành phần “Võ Chí”, có mặt: Có → Không",
        ),
        (
            Change(part="findings", entity_id="1", name="Còn quá hạn", new={"text": "Còn quá hạn"}),
            "Phát hiện “Còn quá hạn”: thêm mới",
        ),
        (
            Change(part="absences", entity_id="1", name="An", old={"name": "An"}),
            "Người vắng mặt “An”: bỏ đi",
        ),
        (
            Change(part="roll_calls", entity_id="1", name="2026-11-20T02:00:00Z", field="present",
                   old=3, new=2),
            "Điểm danh “09:00 20/11/2026”, có mặt: 3 → 2",
        ),
    ],
)  # fmt: skip
def test_a_change_is_one_line_in_words(change: Change, text: str) -> None:
    assert change_text(change) == text


def test_long_texts_are_shown_from_where_they_part() -> None:
    same = "Đơn vị thực hiện nghiêm túc. " * 12
    change = Change(
        part="inspection", entity_id="1", name="", field="general_remark",
        old=f"{same}Tốt.", new=f"{same}Chưa tốt.",
    )  # fmt: skip

    text = change_text(change)

    assert "Tốt. → …" in text
    assert text.endswith("Chưa tốt.")
    assert len(text) < 200
