"""Answers that the dossier sample gives by itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.answer import AnswerFacts
from app.domain.answer_check import check_answer
from app.domain.checklist import AnswerType
from app.domain.dossier import Dossier, DossierStatus
from app.domain.dossier_result import sample_statistics
from app.domain.sample_answers import (
    SampleAnswersInvalid,
    read_sample_answers,
    suggest_answers,
)
from tests import given
from tests.domain.shipped import CALENDAR, CHECKLISTS, text

ON = date(2026, 10, 31)
SOURCE = "Bảng kiểm tra hồ sơ mẫu"
USES = read_sample_answers(text("sample_answers.csv"))
CCHC = CHECKLISTS[0]


def _suggested(*dossiers: Dossier) -> dict[str, AnswerFacts]:
    figures = sample_statistics(dossiers, CALENDAR, ON)
    answers: dict[str, AnswerFacts] = {}
    for checklist in CHECKLISTS:
        answers |= suggest_answers(checklist, figures, USES, source=SOURCE, on=ON)
    return answers


SAMPLE = (
    given.dossier("1", has_receipt=True, extra_docs=("Giấy xác nhận",)),
    given.dossier("2", has_receipt=False, status=DossierStatus.REFUSED),
    given.dossier("3", has_control_slip=True, supplement_count=1, has_supplement_slip=True),
)


def test_every_use_names_a_shipped_criterion_that_is_counted_the_same_way() -> None:
    leaves = {leaf.code: leaf for checklist in CHECKLISTS for leaf in checklist.leaves()}

    for code, figure in USES.items():
        kind = AnswerType.PERCENT if figure.endswith("_rate") else AnswerType.COUNT
        assert leaves[code].answer_type is kind


def test_rates_come_with_both_numbers_their_source_and_day() -> None:
    assert _suggested(*SAMPLE)["MC.4.2"] == AnswerFacts(
        numerator=Decimal(1), denominator=Decimal(2), rate_source=SOURCE, rate_on=ON
    )


def test_counts_are_spelt_as_whole_numbers() -> None:
    suggested = _suggested(*SAMPLE)

    assert suggested["KS.4.1"].value == "1"
    assert suggested["CCHC.3.4.4"].value == "0"


def test_what_did_not_arise_is_left_out_only_where_the_rule_provides_for_it() -> None:
    suggested = _suggested(*SAMPLE)

    assert suggested["CCHC.3.4.2"].not_applicable  # no dossier was overdue
    assert "MC.5.1" not in suggested  # nobody wrote when anything was forwarded


def test_every_suggestion_fits_its_criterion() -> None:
    suggested = _suggested(*SAMPLE)

    assert len(suggested) >= 12
    for checklist in CHECKLISTS:
        for leaf in checklist.leaves():
            if leaf.code in suggested:
                check_answer(leaf, suggested[leaf.code])


def test_without_dossiers_nothing_is_suggested() -> None:
    assert _suggested() == {}


def test_a_figure_of_another_kind_is_not_forced_upon_a_criterion() -> None:
    figures = sample_statistics(SAMPLE, CALENDAR, ON)
    uses = {"CCHC.3.1.2": "receipt_rate", "CCHC.3.4.3": "with_extra_docs"}

    assert suggest_answers(CCHC, figures, uses, source=SOURCE, on=ON) == {}


@pytest.mark.parametrize(
    "rows",
    [
        "criterion_code,figure\nMC.4.2,no_such_rate",
        "criterion_code,figure\nMC.4.2,receipt_rate\nMC.4.2,forms_rate",
        "criterion_code,figure\n,receipt_rate",
        "criterion_code\nMC.4.2",
    ],
)
def test_a_broken_list_is_refused(rows: str) -> None:
    with pytest.raises(SampleAnswersInvalid):
        read_sample_answers(rows)
