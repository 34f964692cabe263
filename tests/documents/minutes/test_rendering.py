"""The minutes as an office program and as a validator of Open XML see them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.case_file import CaseFile
from app.domain.inspection import Role, Side
from tests.documents import rich_case
from tests.documents.duty_case import JUSTICE, joint_case
from tests.documents.ooxml import VALIDATORS, schema_faults
from tests.documents.word_reading import Written, minutes_of

_LANDSCAPE = (842, 595)
_PORTRAIT = (595, 842)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Minutes with all three annexes."""
    case = rich_case.rich_case(dossier_count=20, photo_count=5)
    return minutes_of(case, rich_case.pictures(case, tmp_path_factory.mktemp("photos")))


@pytest.fixture(scope="module")
def pages(rich: Written, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minutes as a PDF file, printed by LibreOffice."""
    folder = tmp_path_factory.mktemp("pages")
    _print(folder, {"bien_ban": rich})
    return folder / "bien_ban.pdf"


def _print(folder: Path, written: dict[str, Written]) -> None:
    """Print documents to PDF files of their names, with LibreOffice."""
    if not all(map(shutil.which, ("soffice", "pdfinfo", "pdftotext"))):
        pytest.skip("LibreOffice or poppler-utils is not installed")
    for name, one in written.items():
        (folder / f"{name}.docx").write_bytes(one.content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    names = [f"{name}.docx" for name in written]
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=100)


def _text(pdf: Path, page: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _sizes(pdf: Path) -> list[tuple[int, int]]:
    command = ["pdfinfo", "-f", "1", "-l", "999", str(pdf)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", said)
    return [(round(float(width)), round(float(height))) for width, height in found]


@pytest.mark.parametrize("validator", VALIDATORS)
def test_the_validators_of_open_xml_find_nothing(
    validator: str, rich: Written, tmp_path: Path
) -> None:
    path = tmp_path / "bien_ban.docx"
    path.write_bytes(rich.content)

    faults = schema_faults(path, validator)

    assert faults == []


def test_printed_pages_are_numbered_and_turned_as_they_should(pages: Path) -> None:
    sizes = _sizes(pages)
    texts = [_text(pages, number) for number in range(1, len(sizes) + 1)]
    annexes = [number for number, text in enumerate(texts) if text.strip().startswith("Phụ lục")]
    turned = range(annexes[1], annexes[2])

    assert len(annexes) == 3
    assert [number for number, size in enumerate(sizes) if size == _LANDSCAPE] == list(turned)
    assert {size for number, size in enumerate(sizes) if number not in turned} == {_PORTRAIT}
    for number, text in enumerate(texts):
        first = max(start for start in (0, *annexes) if start <= number)
        shown = text.strip().split("\n")[0].strip()
        # The first page of the minutes and of each annex carries no number (P7, P8).
        assert (shown == str(number - first + 1)) is (number != first)


def test_printed_signatures_share_a_page_with_the_closing_paragraph(pages: Path) -> None:
    texts = [_text(pages, number) for number in range(1, len(_sizes(pages)) + 1)]
    closing = next(text for text in texts if "Biên bản kết thúc vào hồi" in text)

    for words in ("bản./.", "ĐẠI DIỆN UBND XÃ CẦN ĐƯỚC", "THƯ KÝ", "Huỳnh Lê Ngọc Quỳnh"):
        assert words in closing


def test_the_head_of_the_dossier_table_stands_on_each_of_its_pages(pages: Path) -> None:
    turned = [number for number, size in enumerate(_sizes(pages), start=1) if size == _LANDSCAPE]

    assert len(turned) > 1
    assert all("Mã hồ sơ" in _text(pages, number) for number in turned)


_ATTACHMENTS = tuple(
    f"Báo cáo số {number}/BC-UBND ngày 16/11/2026 của UBND xã Cần Đước về kết quả thực hiện nhiệm "
    "vụ cải cách hành chính trong 10 tháng năm 2026"
    for number in range(211, 219)
)
_SIGNED = {
    (witnesses, delegations, attachments): f"w{witnesses}d{delegations}a{attachments}"
    for witnesses, delegations in ((0, 0), (1, 0), (0, 1), (1, 2), (2, 2), (3, 3))
    for attachments in (0, 8)
}
_MANY = {(3, 3)}
"""More than a page holds: those of the last rows sign on the next."""


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Minutes that few and many sign, with and without a long list of attachments, as PDF."""
    folder = tmp_path_factory.mktemp("signed")
    _print(
        folder,
        {
            name: minutes_of(_signed_by(witnesses, delegations, _ATTACHMENTS[:attachments]))
            for (witnesses, delegations, attachments), name in _SIGNED.items()
        },
    )
    return folder


def _signed_by(witnesses: int, delegations: int, attachments: tuple[str, ...]) -> CaseFile:
    joint = [
        replace(JUSTICE, name=f"Đoàn kiểm tra của {office} tỉnh Tây Ninh")
        for office in ("Sở Tư pháp", "Sở Tài chính", "Sở Khoa học và Công nghệ")[:delegations]
    ]
    case = joint_case(joint, attachments=attachments)
    people = [(Side.WITNESS, Role.WITNESS, f"Lê Văn {name}", "") for name in "ABC"[:witnesses]]
    return replace(
        case, checklists=(), participants=(*case.participants, *rich_case.people(people))
    )


@pytest.mark.parametrize(("witnesses", "delegations", "attachments"), _SIGNED)
def test_no_signature_stands_on_a_page_without_text(
    signed: Path, witnesses: int, delegations: int, attachments: int
) -> None:
    pdf = signed / f"{_SIGNED[witnesses, delegations, attachments]}.pdf"
    texts = [_text(pdf, number) for number in range(1, len(_sizes(pdf)) + 1)]

    pages = [number for number, text in enumerate(texts) if "(Ký, ghi rõ họ tên" in text]

    assert "Biên bản kết thúc vào hồi" in texts[pages[0]]
    assert texts[pages[0]].count("(Ký, ghi rõ họ tên") >= 2
    if (witnesses, delegations) not in _MANY:
        assert len(pages) == 1
        assert "(Người ghi biên bản)" in texts[pages[0]]
        assert "Nơi nhận:" in texts[pages[0]]
