"""Every fact of a checklist out to the project's own workbook and back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.documents.checklist_file import check_checklist, read_checklist
from app.documents.checklist_terms import LATER_COLUMNS
from app.documents.checklist_workbook import write_checklist
from app.domain.band import Band
from app.domain.checklist import (
    AnswerType,
    Checklist,
    Criterion,
    CriterionRole,
    checklist_id,
    content_sha256,
)
from app.domain.text import clean
from tests.documents.spoilt_workbooks import retype
from tests.given import checklist, criterion

BANDS = (Band(name="Đạt", lowest=Decimal(60)), Band(name="Chưa đạt", lowest=Decimal(0)))


def written(checklist: Checklist, path: Path) -> Path:
    with path.open("wb") as stream:
        write_checklist(checklist, stream)
    return path


def full() -> Checklist:
    """A checklist that uses every column and has bands of its own."""
    rows = (
        criterion(
            "T.1.1",
            "T.1",
            required="Không: nhận xét, ảnh",
            rating_cap="Chưa đạt",
            guidance="Xem bảng niêm yết.\nChụp ảnh.",
            first_code="T.9",
        ),
        criterion(
            "T.1.2",
            "T.1",
            answer_type=AnswerType.COUNT,
            scoring_rule="Từ 3 trở lên: 1; Dưới 3: 0",
            condition="${T.1.1} = 'Có'",
            checks="Chặn: . <= 100: Quá nhiều\nNhắc: . > 0: Chưa có gì",
        ),
        criterion(
            "T.1.3",
            "T.1",
            "0",
            answer_type=AnswerType.NUMBER,
            scoring_rule="Không chấm điểm",
            calculation="${T.1.2} * 2",
        ),
        criterion(
            "T.1.4",
            "T.1",
            "0",
            answer_type=AnswerType.MULTIPLE,
            scoring_rule="Tại trụ sở: 0; Trên mạng: 0",
        ),
    )
    made = replace(checklist(*rows), bands=BANDS)
    return replace(made, content_sha256=content_sha256(made.criteria, made.bands))


def test_a_checklist_with_every_fact_comes_back_with_its_hash(tmp_path: Path) -> None:
    draft = read_checklist(written(full(), tmp_path / "bo.xlsx"))

    assert draft.criteria == full().criteria
    assert content_sha256(draft.criteria, draft.bands) == full().content_sha256


def test_it_comes_back_also_after_somebody_touched_the_file(tmp_path: Path) -> None:
    path = written(full(), tmp_path / "bo.xlsx")
    retype(path, {"B4": "Tên khác"}, sheet="Thông tin")

    draft = read_checklist(path)

    assert draft.title == "Tên khác"
    assert content_sha256(draft.criteria, draft.bands) == full().content_sha256


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30).map(
    lambda text: clean(text).strip()
)
_CODES = st.text(st.sampled_from("ABC123.-Đ/"), max_size=8)


@st.composite
def _checklists(draw: st.DrawFn) -> Checklist:
    leaves = [
        Criterion(
            code=f"T.1.{place}",
            parent_code="T.1",
            area=draw(_WORDS),
            text=draw(_WORDS),
            answer_type=draw(st.sampled_from(AnswerType)),
            max_score=draw(st.decimals(min_value=0, max_value=30, places=2)),
            scoring_rule=draw(_WORDS),
            evidence=draw(_WORDS),
            legal_basis=draw(_WORDS),
            source=draw(_WORDS),
            first_code=draw(_CODES),
            role=draw(st.sampled_from(CriterionRole)),
            rating_cap=draw(_WORDS),
            condition=draw(_WORDS),
            calculation=draw(_WORDS),
            required=draw(_WORDS),
            checks="\n".join(draw(st.lists(_WORDS.filter(bool), max_size=3))),
            guidance=draw(_WORDS),
        )
        for place in range(draw(st.integers(1, 4)))
    ]
    root = criterion("T", "", answer_type=AnswerType.SCORE, area=draw(_WORDS))
    group = criterion("T.1", "T", answer_type=AnswerType.SCORE, role=CriterionRole.BONUS)
    names = draw(st.lists(_WORDS.filter(bool), max_size=4, unique_by=str.casefold))
    bands = tuple(Band(name=name, lowest=Decimal(10 * at)) for at, name in enumerate(names))
    criteria = (root, group, *leaves)
    digest = content_sha256(criteria, bands)
    return Checklist(
        id=checklist_id("T", digest),
        code="T",
        title="Bộ",
        number=1,
        criteria=criteria,
        content_sha256=digest,
        bands=bands,
    )


# To make a failing example smaller takes minutes of writing workbooks.
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(made=_checklists())
def test_any_checklist_comes_back_to_the_letter(
    made: Checklist, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whether its rules hold is for others to say: a draft may be half written."""
    path = written(made, tmp_path_factory.mktemp("round") / "bo.xlsx")

    reading = check_checklist(path)

    assert content_sha256(reading.draft.criteria, reading.draft.bands) == made.content_sha256
    assert reading.repairs == ()


def test_columns_nobody_uses_are_folded_away_and_others_are_seen(tmp_path: Path) -> None:
    plain = openpyxl.load_workbook(written(checklist(), tmp_path / "a.xlsx"))["Bộ tiêu chí"]
    used = openpyxl.load_workbook(written(full(), tmp_path / "b.xlsx"))["Bộ tiêu chí"]

    assert plain["K1"].value == LATER_COLUMNS[0].heading
    assert plain.column_dimensions["K"].hidden
    assert used.column_dimensions["K"].hidden
    assert not used.column_dimensions["M"].hidden


def test_a_workbook_of_before_without_the_new_columns_gives_the_same_hash(tmp_path: Path) -> None:
    path = written(checklist(), tmp_path / "bo.xlsx")
    book = openpyxl.load_workbook(path)
    book["Bộ tiêu chí"].delete_cols(11, len(LATER_COLUMNS))
    del book["Xếp loại"]
    book.save(path)

    draft = read_checklist(path)

    assert content_sha256(draft.criteria, draft.bands) == checklist().content_sha256


def test_choices_are_offered_for_roles_and_bands(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(full(), tmp_path / "bo.xlsx"))
    rules = book["Bộ tiêu chí"].data_validations.dataValidation

    assert {"=vai_tro", "=xep_loai"} <= {rule.formula1 for rule in rules}
    lists = book["Danh mục"]
    assert [cell.value for cell in lists["B"][:3]] == ["Tính điểm", "Điểm cộng", "Điểm trừ"]
    assert [cell.value for cell in lists["C"][:2]] == ["Đạt", "Chưa đạt"]


@pytest.mark.parametrize(
    ("cells", "cell", "cause"),
    [
        ({"A5": "Đạt", "A6": "đạt"}, "A6", "đạt"),
        ({"B5": "nhiều"}, "B5", "nhiều"),
        ({"B5": 101}, "B5", "100"),
        ({"B5": 0}, "B6", "cùng"),
        ({"A6": None}, "A6", "trống"),
        ({"B6": 10}, "", "0 điểm"),
    ],
)
def test_bands_that_cannot_be_are_told(
    tmp_path: Path, cells: dict[str, object], cell: str, cause: str
) -> None:
    path = written(full(), tmp_path / "bo.xlsx")
    retype(path, cells, sheet="Xếp loại")

    faults = check_checklist(path).faults

    assert any(
        fault.sheet == "Xếp loại" and fault.cell == cell and cause in fault.cause
        for fault in faults
    )


def test_a_role_nobody_knows_is_told(tmp_path: Path) -> None:
    path = written(full(), tmp_path / "bo.xlsx")
    retype(path, {"K4": "Điểm trời"})

    (fault,) = check_checklist(path).faults

    assert (fault.cell, "Điểm trời" in fault.cause) == ("K4", True)
