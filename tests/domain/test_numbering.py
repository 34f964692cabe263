"""Numbering: a tree printed in any scheme of a decision is read back as the same tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numbering import label_of, read_outline, roman_text, split_label

Tree = list["Tree"]
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"

SCHEMES: Final[dict[str, Callable[[int], str]]] = {
    "I": roman_text,
    "A": lambda number: LETTERS[number - 1].upper(),
    "1": str,
    "a": lambda number: LETTERS[number - 1],
    "a)": lambda number: f"{LETTERS[number - 1]})",
    "1)": lambda number: f"{number})",
    "(1)": lambda number: f"({number})",
    "(a)": lambda number: f"({LETTERS[number - 1]})",
    "-": lambda _number: "-",
    "+": lambda _number: "+",
    "Tiêu chí 1": lambda number: f"Tiêu chí {number}",
    "Mục 1": lambda number: f"Mục {number}:",
}


def levels(*labels: str) -> list[int]:
    read = [label_of(label) for label in labels]
    assert None not in read
    return [standing.level for standing in read_outline([one for one in read if one])]


def trees(depth: int) -> st.SearchStrategy[Tree]:
    if depth == 0:
        return st.just([])
    return st.lists(trees(depth - 1), max_size=5)


def _printed(tree: Tree, schemes: list[str], level: int = 1) -> Iterator[tuple[str, int]]:
    for number, below in enumerate(tree, start=1):
        yield SCHEMES[schemes[level - 1]](number), level
        yield from _printed(below, schemes, level + 1)


def _dotted(tree: Tree, above: str = "", level: int = 1) -> Iterator[tuple[str, int]]:
    for number, below in enumerate(tree, start=1):
        label = f"{above}{number}"
        yield label, level
        yield from _dotted(below, f"{label}.", level + 1)


def _clashing(schemes: tuple[str, ...]) -> bool:
    """Tell whether two schemes print the same labels, which no reader could tell apart."""
    return {"a", "a)"} <= set(schemes)


schemes_in_use = st.permutations(sorted(SCHEMES)).map(lambda all_: tuple(all_[:4]))


@given(tree=trees(4), schemes=schemes_in_use.filter(lambda chosen: not _clashing(chosen)))
def test_a_tree_printed_in_mixed_schemes_is_read_back(tree: Tree, schemes: tuple[str, ...]) -> None:
    printed = list(_printed(tree, list(schemes)))

    read = levels(*(label for label, _ in printed))

    assert read == [level for _, level in printed]


@given(tree=trees(4))
def test_a_tree_printed_in_dotted_numbers_is_read_back(tree: Tree) -> None:
    printed = list(_dotted(tree))

    read = [label_of(label) for label, _ in printed]
    found = list(read_outline([label for label in read if label]))

    assert [one.level for one in found] == [level for _, level in printed]
    assert [one.relative for one in found] == [label.rpartition(".")[2] for label, _ in printed]
    assert all(one.follows for one in found)


def test_dotted_numbers_hang_under_roman_parts_and_start_again() -> None:
    assert levels("I", "1", "1.1", "1.2", "a", "II", "1", "2", "2.1", "III") == [
        1, 2, 3, 3, 4, 1, 2, 2, 3, 1,
    ]  # fmt: skip


def test_c_and_d_after_b_are_letters_and_v_after_iv_is_roman() -> None:
    assert levels("A", "I", "B", "I", "II", "C", "D") == [1, 2, 1, 2, 2, 1, 1]
    assert levels("I", "II", "III", "IV", "V", "VI") == [1] * 6


def test_i_after_h_is_a_letter_unless_romans_stand_below_letters() -> None:
    assert levels("G", "H", "I", "K") == [1, 1, 1, 1]
    assert levels("A", "I", "B", "C", "D", "Đ", "E", "G", "H", "I", "II")[-2:] == [2, 2]


def test_a_number_left_out_is_told() -> None:
    read = [label_of(label) for label in ("1", "2", "4")]

    follows = [one.follows for one in read_outline([label for label in read if label])]

    assert follows == [True, True, False]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1.1. Ban hành kế hoạch", "1.1", "Ban hành kế hoạch"),
        ("1.Ban hành", "1", "Ban hành"),
        ("a) Có biển tên", "a", "Có biển tên"),
        ("I - Chỉ đạo", "I", "Chỉ đạo"),
        ("TIÊU CHÍ 1: Kế hoạch", "1", "Kế hoạch"),
        ("Mục 2. Ghi chép", "2", "Ghi chép"),
        ("1/ Kế hoạch", "1", "Kế hoạch"),
        ("- Đạt 100%", "-", "Đạt 100%"),
    ],
)
def test_a_text_is_parted_from_the_number_it_begins_with(text: str, number: str, rest: str) -> None:
    label, left = split_label(text)

    assert label is not None
    assert (label.shown, left) == (number, rest)


@pytest.mark.parametrize(
    "text", ["5 ngày làm việc", "100% hồ sơ", "A lô", "Ban hành", "2,5 điểm", "-1 điểm", "Có", ""]
)
def test_quantities_and_words_are_no_numbers(text: str) -> None:
    assert split_label(text) == (None, text)


def test_commas_of_excel_are_the_points_of_numbers() -> None:
    label = label_of("1,2")

    assert label is not None
    assert label.shown == "1.2"
