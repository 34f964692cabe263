"""What minutes of an inspection must keep beyond the form of any document."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from docx.document import Document as Paper

from app.documents.format_check import check_format
from tests.documents.office_paper import (
    CENTRE,
    FINDING,
    OPINION,
    Form,
    Spoil,
    add_after,
    found,
    say,
    write,
    write_paper,
)
from tests.documents.spoiling import reworded


def _number_beside_the_date(paper: Paper) -> None:
    write(paper.tables[0].rows[0].cells[0], "Số:      /BB-ĐKT", Form(size=13))


def _opinion_first(paper: Paper) -> None:
    """Let the opinion of the unit come before what was found."""
    heading = found(paper, "II. KẾT QUẢ")
    opinion = found(paper, OPINION)._p  # noqa: SLF001 # python-docx cannot move paragraphs
    last = found(paper, "IV. Ý KIẾN")._p  # noqa: SLF001 # the same
    heading._p.addprevious(last)  # noqa: SLF001 # the same
    heading._p.addprevious(opinion)  # noqa: SLF001 # the same


def _asked(deadlines: tuple[str, ...]) -> Spoil:
    """Make the table of the text one of recommendations, with these deadlines."""

    def spoil(paper: Paper) -> None:
        table = paper.tables[1]
        say(table.cell(0, 1).paragraphs[0], "Yêu cầu khắc phục")
        say(table.cell(0, 2).paragraphs[0], "Thời hạn")
        for row, deadline in enumerate(deadlines, start=1):
            say(table.cell(row, 2).paragraphs[0], deadline)

    return spoil


_DAYS = ("30/3/2026",) * 6


def _refused(paper: Paper) -> None:
    add_after(
        found(paper, OPINION), f"Đại diện đơn vị từ chối ký biên bản, không nêu lý do. {FINDING}"
    )


def _refused_before_a_witness(paper: Paper) -> None:
    _refused(paper)
    last = paper.tables[2].rows[1]
    row = deepcopy(last._tr)  # noqa: SLF001 # python-docx cannot copy rows
    last._tr.addnext(row)  # noqa: SLF001 # the same
    cell = paper.tables[2].rows[2].cells[0]
    for paragraph in cell.paragraphs:
        say(paragraph, "") if paragraph.runs else None
    say(cell.paragraphs[0], "NGƯỜI CHỨNG KIẾN")
    cell.paragraphs[0].alignment = CENTRE
    run = cell.paragraphs[0].runs[0]
    run.italic, run.bold = False, True
    run.font.size = found(paper, "TRƯỞNG ĐOÀN").runs[0].font.size


FAULTS: dict[str, tuple[str, Spoil]] = {
    "a number beside the date": ("T12", _number_beside_the_date),
    "an opinion before the results": ("T7", _opinion_first),
    "a recommendation without a deadline": ("T11", _asked(("", *_DAYS[1:]))),
    "a deadline of dots": ("T11", _asked(("…", *_DAYS[1:]))),
    "copies that do not add up": (
        "G8",
        reworded("kiểm tra giữ 01 bản./.", "kiểm tra giữ 02 bản./."),
    ),
    "a refusal without a witness": ("G2", _refused),
    "a stamp asked of the delegation": (
        "G1",
        lambda paper: say(found(paper, "(Ký, ghi rõ họ tên)"), "(Ký, ghi rõ họ tên, đóng dấu)"),
    ),
    "no stamp asked of the unit": ("G1", reworded("(Ký, ghi rõ họ tên, đóng dấu)", "(Ký, họ tên)")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_of_minutes_is_told_by_its_rule_alone(fault: str, tmp_path: Path) -> None:
    rule, spoil = FAULTS[fault]
    paper = write_paper(tmp_path / "paper.docx", spoil)

    rules = {violation.rule for violation in check_format(paper)}

    assert rules == {rule}


SOUND: dict[str, Spoil] = {
    "every recommendation has its deadline": _asked(_DAYS),
    "a refusal with its witness": _refused_before_a_witness,
    "each side holds a copy": reworded(
        "Đoàn kiểm tra giữ 01 bản, đơn vị được kiểm tra giữ 01 bản", "mỗi bên giữ 01 bản"
    ),
    "recommendations to the unit are no opinion of it": reworded(
        "III. KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA", "III. KIẾN NGHỊ ĐỐI VỚI ĐƠN VỊ ĐƯỢC KIỂM TRA"
    ),
}


@pytest.mark.parametrize("paper_is", SOUND)
def test_sound_minutes_give_no_alarm(paper_is: str, tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx", SOUND[paper_is])

    assert check_format(paper) == []
