"""Văn bản đôn đốc: what is overdue as of today is named, and nothing else is demanded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.papers.form import PaperSource
from app.documents.papers.reminder import FORM
from app.domain.recommendation import Addressee, Recommendation, RecommendationState
from tests import given as make
from tests.documents.papers.source import paper_of, rich_plan, short_source, source_of
from tests.documents.word_reading import W, Written, text_of

TODAY: Final = date(2026, 12, 16)  # a Wednesday


@cache
def _base() -> PaperSource:
    return short_source()


def _source(*rows: Recommendation, today: date = TODAY, **visited: object) -> PaperSource:
    case = _base().case
    visit = replace(case.inspection, **visited)  # type: ignore[arg-type] # the test's own facts
    return replace(source_of(replace(case, inspection=visit, recommendations=rows)), today=today)


def _written(*rows: Recommendation, today: date = TODAY, **visited: object) -> Written:
    return paper_of(FORM, _source(*rows, today=today, **visited))


def _due(number: int, day: date | None, **facts: object) -> Recommendation:
    reason = "" if day else "thực hiện thường xuyên"
    return make.recommendation(
        number, text=f"Việc {number}.", due_on=day, no_deadline_reason=reason, **facts
    )


def _rows(written: Written, heading: str) -> list[list[str]]:
    """The cells of the table whose days are called so."""
    for table in written.body.iter(f"{W}tbl"):
        rows = [
            [" ".join(map(text_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        if heading in rows[0]:
            return rows[1:]
    return []


def test_what_is_overdue_is_named_with_its_days_the_oldest_first() -> None:
    written = _written(
        _due(1, date(2026, 12, 15)), _due(2, date(2026, 12, 1)), _due(3, TODAY), _due(4, None)
    )

    rows = _rows(written, "Số ngày quá hạn")
    assert [(row[0], row[1], row[3], row[4]) for row in rows] == [
        ("1", "Việc 2.", "01/12/2026", "15"),
        ("2", "Việc 1.", "15/12/2026", "01"),
    ]
    assert "02 kiến nghị đã quá hạn." in written.text


def test_the_last_day_itself_is_not_late_and_what_comes_soon_is_named_beforehand() -> None:
    written = _written(
        _due(1, TODAY), _due(2, TODAY + timedelta(days=15)), _due(3, TODAY + timedelta(days=16))
    )

    rows = _rows(written, "Số ngày còn lại")
    assert [(row[1], row[4]) for row in rows] == [("Việc 1.", "00"), ("Việc 2.", "15")]
    assert _rows(written, "Số ngày quá hạn") == []
    assert "không có kiến nghị quá hạn." in written.text
    assert "Các kiến nghị còn lại, đề nghị" in written.text


@pytest.mark.parametrize("state", [RecommendationState.REPORTED, RecommendationState.CONFIRMED])
def test_what_was_reported_or_confirmed_is_not_demanded_again(state: RecommendationState) -> None:
    written = _written(_due(1, date(2026, 12, 1), state=state))

    assert _rows(written, "Số ngày quá hạn") == []
    assert "yêu cầu UBND xã Cần Đước khẩn trương" not in written.text
    assert "không có nội dung phải đôn đốc khắc phục./." in written.text


def test_what_is_asked_of_others_is_not_the_units_to_do() -> None:
    higher = make.recommendation(1, addressee=Addressee.HIGHER, due_on=date(2026, 12, 1))

    written = _written(higher)

    assert "không nêu kiến nghị, yêu cầu đối với đơn vị." in written.text
    assert "không có nội dung phải đôn đốc khắc phục./." in written.text


def test_a_report_on_what_is_overdue_is_due_in_five_working_days() -> None:
    over_new_year = date(2026, 12, 28)

    written = _written(_due(1, date(2026, 12, 1)), today=over_new_year)

    # 01/01/2027 is a holiday, 02 and 03/01 a weekend.
    assert "trước ngày 05 tháng 01 năm 2027." in written.text


def test_without_anything_overdue_the_day_that_was_told_holds_until_it_is_past() -> None:
    soon = _due(1, TODAY + timedelta(days=3))

    told = _written(soon, report_due_on=date(2026, 12, 20))
    past = _written(soon, report_due_on=date(2026, 12, 1))

    assert "trước ngày 20 tháng 12 năm 2026." in told.text
    assert "theo thời hạn của từng kiến nghị." in past.text


def test_it_is_a_letter_of_the_agency() -> None:
    base = _base()
    plan = rich_plan(report_to="Sở Nội vụ tỉnh Tây Ninh", recipients=("UBND tỉnh Tây Ninh",))
    written = paper_of(FORM, replace(base, case=replace(base.case, plan=plan)))

    texts = written.texts
    assert "Số:        /SNV-............" in texts
    assert any(text.startswith("V/v đôn đốc khắc phục") for text in texts)
    assert "Kính gửi: UBND xã Cần Đước" in texts
    # The body that asks is not its own addressee.
    assert "- Sở Nội vụ tỉnh Tây Ninh;" not in texts
    assert texts.index("- UBND tỉnh Tây Ninh;") < texts.index("- Lưu: VT, HSKT.")


def test_another_body_that_waits_for_the_report_receives_the_letter() -> None:
    base = _base()
    plan = rich_plan(report_to="Văn phòng UBND tỉnh Tây Ninh", recipients=())

    texts = paper_of(FORM, replace(base, case=replace(base.case, plan=plan))).texts

    assert "- Văn phòng UBND tỉnh Tây Ninh;" in texts


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    offsets=st.lists(
        st.tuples(st.integers(-400, 400) | st.none(), st.sampled_from(list(RecommendationState))),
        max_size=12,
    )
)
def test_every_open_recommendation_is_named_or_counted_once(
    offsets: list[tuple[int | None, RecommendationState]],
) -> None:
    rows = [
        _due(number, None if days is None else TODAY + timedelta(days=days), state=state)
        for number, (days, state) in enumerate(offsets)
    ]

    content = FORM.content(_source(*rows))

    overdue, soon = content["qua_han"], content["sap_den_han"]
    assert isinstance(overdue, list)
    assert isinstance(soon, list)
    done = sum(state.value in {"reported", "confirmed"} for _days, state in offsets)
    later = int(str(content["so_con_han"]) or "0")
    assert len(overdue) + len(soon) + later + done == len(rows)
    late = {
        row.text
        for row in rows
        if row.state.value not in {"reported", "confirmed"} and row.days_late(TODAY)
    }
    assert {row["noi_dung"] for row in overdue} == late
