"""Templates that somebody edited: what is wrong is named, what is hostile does nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import get_type_hints

import pytest

from app.documents.errors import DocumentUnreadable
from app.documents.minutes.fields import (
    AreaResult,
    Cause,
    ChecklistAreas,
    Delegation,
    MinutesContent,
    Point,
    RecommendationRow,
    RollCallRow,
    Signature,
    SignatureRow,
)
from app.documents.minutes.writing import TEMPLATE, write_minutes
from app.documents.word.structure import structure_faults
from app.documents.word.template_fault import TemplateBroken
from app.errors import AppError, FileUnreadable
from app.paths import TEMPLATES
from templates_docx.build import BUILDERS, build
from tests.documents import rich_case
from tests.documents.word_reading import W, minutes_of

_KINDS = (
    MinutesContent,
    Delegation,
    ChecklistAreas,
    RollCallRow,
    AreaResult,
    Point,
    Cause,
    RecommendationRow,
    SignatureRow,
    Signature,
)
_CASE = rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=9)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str], Path]:
    """Make a copy of the built-in template in which some words are replaced."""

    def edit(words: str, instead: str) -> Path:
        path = tmp_path / "sua.docx"
        with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                content = source.read(name).decode()
                if name == "word/document.xml":
                    assert words in content
                    content = content.replace(words, instead, 1)
                target.writestr(name, content)
        return path

    return edit


@pytest.mark.parametrize(
    ("words", "instead", "named", "nearby"),
    [
        ("{{ dia_diem }}", "{{ dia_diemm }}", "dia_diemm", "Hôm nay, vào hồi"),
        ("{{ muc.ten }}", "{{ muc.tenn }}", "tenn", "{{ muc.so }}"),
        ("{{ dia_diem }}", "{{ dia_diem }", "{{ dia_diem }", "Hôm nay, vào hồi"),
        ("{%p endif %}", "{%p endiff %}", "endiff", "BIÊN BẢN"),
        ("{{ dia_diem }}", "{{ dia_diem | shout }}", "shout", "Hôm nay, vào hồi"),
        ("{{ dia_diem }}", "{{ dia_diem / 0 }}", "/", "Hôm nay, vào hồi"),
        ("{{ dia_diem }}", "{{ range(9) }}", "range", "Hôm nay, vào hồi"),
    ],
)
def test_a_broken_tag_is_named_with_the_words_around_it(
    edited: Callable[[str, str], Path], words: str, instead: str, named: str, nearby: str
) -> None:
    template = edited(words, instead)
    target = io.BytesIO()

    with pytest.raises(TemplateBroken) as broken:
        write_minutes(_CASE, (), {}, target, calendar=rich_case.calendar(), template=template)

    said = broken.value.text
    assert named in said
    assert nearby in said
    assert "sua.docx" in said
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ dia_diem.__init__.__globals__ }}",
        "{{ doan_kiem_tra.append('x') }}",
        "{% for a in 'x' * 99999999999 %}{% endfor %}",
        "{% include 'secret.txt' %}",
        "{{ self.__init__ }}",
        "{{ dia_diem.upper() }}",
        "{{ so_ho_so + 1 }}",
        "{{ 2 * 3 }}",
        "{{ '%99999999999s' % dia_diem }}",
        "{{ '{0.__class__.__mro__}'.format(dia_diem) }}",
    ],
)
def test_a_template_cannot_reach_beyond_its_fields(
    edited: Callable[[str, str], Path], attack: str
) -> None:
    template = edited("{{ dia_diem }}", attack.replace("'", "&apos;"))
    target = io.BytesIO()

    with pytest.raises(AppError):
        write_minutes(_CASE, (), {}, target, calendar=rich_case.calendar(), template=template)

    assert target.getvalue() == b""


def test_a_tag_that_spans_paragraphs_is_refused(edited: Callable[[str, str], Path]) -> None:
    template = edited("{{ dia_diem }}", "{% if dia_diem %}")

    with pytest.raises(TemplateBroken):
        write_minutes(_CASE, (), {}, io.BytesIO(), calendar=rich_case.calendar(), template=template)


def test_a_tag_that_tears_the_document_apart_is_refused(
    edited: Callable[[str, str], Path],
) -> None:
    torn = "{% if ly_do_khong_ky %}"

    template = edited("{{ dia_diem }}", f"{torn}</w:t></w:r></w:p><w:p><w:r><w:t>x{{% endif %}}")
    written = minutes_of(_CASE, {}, template)
    template = edited(
        "III. KẾT QUẢ KIỂM TRA</w:t></w:r></w:p>",
        f"III. {torn}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{% endif %}}"
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )

    assert written.texts
    with pytest.raises(TemplateBroken):
        minutes_of(_CASE, {}, template)


def test_loops_within_loops_within_loops_are_refused(edited: Callable[[str, str], Path]) -> None:
    loops = "".join(f"{{% for {letter} in noi_dung %}}" for letter in "abcd")
    template = edited("{{ dia_diem }}", loops + "x" + "{% endfor %}" * 4)

    with pytest.raises(TemplateBroken, match="template_broken"):
        minutes_of(_CASE, {}, template)


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ('<w:pgNumType w:start="1"/>', ""),
        ('<w:p><w:pPr><w:pStyle w:val="KeNgang"/></w:pPr></w:p><w:sectPr>', "<w:sectPr>"),
        ('<w:p><w:pPr><w:pStyle w:val="KeNgang"/></w:pPr></w:p><w:sectPr>', "<w:p/><w:sectPr>"),
        ('<w:pgMar w:top="1134" w:right="850"', '<w:pgMar w:top="1134"'),
    ],
)
def test_annexes_follow_whatever_the_template_ends_with(
    edited: Callable[[str, str], Path], words: str, instead: str, tmp_path: Path
) -> None:
    path = tmp_path / "bien_ban.docx"

    written = minutes_of(_CASE, {}, edited(words, instead))
    path.write_bytes(written.content)

    starts = [section.find(f"{W}pgNumType") for section in written.sections]
    assert starts[-1] is not None
    assert starts[-1].get(f"{W}start") == "1"
    assert [error for error in structure_faults(path) if "sectPr" in error] == []
    assert "BẢNG CHẤM ĐIỂM THEO BỘ TIÊU CHÍ" in written.texts


def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "mau.docx"
    template.write_bytes(b"PK\x03\x04 not a document")

    with pytest.raises(DocumentUnreadable):
        write_minutes(_CASE, (), {}, io.BytesIO(), calendar=rich_case.calendar(), template=template)


def test_a_template_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    gone = tmp_path / "mat.docx"

    with pytest.raises((FileUnreadable, DocumentUnreadable)):
        write_minutes(_CASE, (), {}, io.BytesIO(), calendar=rich_case.calendar(), template=gone)


def test_wording_changed_in_the_template_is_printed(edited: Callable[[str, str], Path]) -> None:
    template = edited("IV. NHẬN XÉT, KIẾN NGHỊ", "IV. ĐÁNH GIÁ, KIẾN NGHỊ")

    assert "IV. ĐÁNH GIÁ, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA" in minutes_of(_CASE, {}, template).texts


def test_the_template_uses_every_field_there_is() -> None:
    with zipfile.ZipFile(TEMPLATE) as archive:
        words = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    tags = " ".join(re.findall(r"\{[{%].*?[%}]\}", words))
    fields = {field for kind in _KINDS for field in get_type_hints(kind)}

    assert {field for field in fields if not re.search(rf"\b{field}\b", tags)} == set()


@pytest.mark.parametrize("name", BUILDERS)
def test_the_template_in_the_house_is_the_one_its_script_writes(tmp_path: Path, name: str) -> None:
    built = tmp_path / name

    build(name, built)

    assert built.read_bytes() == (TEMPLATES / name).read_bytes()


def test_every_template_in_the_house_has_its_script() -> None:
    assert {file.name for file in TEMPLATES.glob("*.docx")} == set(BUILDERS)
