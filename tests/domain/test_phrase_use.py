"""What phrases of the bank are used for: read from data, found by source and answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.answer_check import rule_of
from app.domain.finding import Severity
from app.domain.phrase import read_phrases
from app.domain.phrase_use import COLUMNS, PhraseBank, PhraseUsesInvalid, read_phrase_uses
from app.domain.proposal_gaps import SOURCES
from app.domain.rule import WORDS
from app.domain.sample_figure import WORDS as FIGURE_WORDS
from tests.domain.shipped import CHECKLISTS, text

PHRASES = read_phrases(text("phrases.csv"))
USES = read_phrase_uses(text("phrase_uses.csv"))
HEAD = ",".join(COLUMNS)


def test_every_shipped_use_names_a_phrase_of_the_shipped_bank() -> None:
    known = {phrase.id for phrase in PHRASES}

    assert {use.phrase_id for use in USES} - {None} <= known
    assert {use.asked_id for use in USES} - {None} <= known


def test_every_shipped_use_is_for_a_criterion_area_and_answer_that_exist() -> None:
    rows = {row.code: row for checklist in CHECKLISTS for row in checklist.criteria}

    for use in USES:
        kind, _, name = use.source.partition(" ")
        assert set(use.areas) <= set(rows)
        assert set(use.figures) <= set(FIGURE_WORDS)
        if kind == "figure":
            assert name in FIGURE_WORDS
            assert use.areas
            continue
        assert name in rows
        if use.answer:
            rule = rule_of(rows[name])
            spelt = WORDS.get(rule.answer_type, {tier.condition: "" for tier in rule.tiers})
            assert use.answer in spelt


def test_every_shipped_gap_is_filled_from_something_known() -> None:
    sources = [source for use in USES for source in (*use.gaps.values(), *use.asked_gaps.values())]

    assert all(source in SOURCES or source.startswith(("'", "rate ")) for source in sources), (
        sources
    )


def test_an_answer_has_its_own_wording_and_else_the_general_one() -> None:
    uses = read_phrase_uses(
        f"{HEAD}\ncriterion A,,ton_tai,Chung.,,,,light,,\ncriterion A,no,ton_tai,Riêng.,,,,,,\n"
    )
    bank = PhraseBank.of((), uses)

    assert bank.use("criterion A", "no").severity is None
    assert bank.use("criterion A", "partial").severity is Severity.LIGHT
    assert bank.use("criterion B").phrase_id is None


def test_a_reworded_phrase_stays_in_use_and_a_removed_one_does_not() -> None:
    use = next(one for one in USES if one.phrase_id)
    phrase = next(one for one in PHRASES if one.id == use.phrase_id)

    reworded = PhraseBank.of([replace(phrase, text="Khác.")], USES).phrase(use.phrase_id)
    removed = PhraseBank.of([], USES).phrase(use.phrase_id)

    assert reworded is not None
    assert reworded.text == "Khác."
    assert removed is None


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("thing A,,,,,,,,,", "row 2, column “source”"),
        ("figure nothing,,,,,,,,,", "row 2, column “source”"),
        ("criterion A,,ton_tai,,,,,,,", "row 2, column “phrase”: the cell is empty"),
        ("criterion A,,,,so,,,,,", "row 2, column “gaps”: “so” is not expected here"),
        ("criterion A,,,,,,,grave,,", "row 2, column “severity”"),
        ("criterion A,,,,,,,,none,", "row 2, column “figure”"),
        ("criterion A,,,,,,,,,\ncriterion A,,,,,,,,,", "row 3, column “source”: it stands twice"),
    ],
)
def test_a_broken_list_is_refused_with_its_place(row: str, told: str) -> None:
    with pytest.raises(PhraseUsesInvalid) as refused:
        read_phrase_uses(f"{HEAD}\n{row}\n")

    assert told in refused.value.text
