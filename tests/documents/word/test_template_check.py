"""Everything that is wrong with a template is named at once, with its place and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.documents.papers import minutes
from app.documents.papers.catalogue import FORMS
from app.documents.papers.form import PaperForm
from app.documents.papers.tags import fields_of
from app.documents.word.tag_schema import NUMBER, TABLE, TEXT, Fields
from app.documents.word.template import faults_of, fill
from app.documents.word.template_fault import TemplateFault, TemplateFlaw
from templates_docx.building import cell as cell_of
from templates_docx.building import p, row, table, tag, write_template
from tests.documents.word.edited_templates import (
    Edit,
    copy_of,
    parted,
    reworded,
    without_paragraph,
    without_table,
)

_FIELDS = fields_of(minutes.FORM)
_CROSSED = '<w:proofErr w:type="spellStart"/>'


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[TemplateFault]]:
    """Edit a copy of the minutes' template and return its faults."""

    def check(*edits: Edit, part: str = "word/document.xml") -> list[TemplateFault]:
        path = copy_of(tmp_path / "sua.docx", *edits, part=part)
        return faults_of(path, minutes.FORM.template, _FIELDS)

    return check


@pytest.fixture
def faults_in(tmp_path: Path) -> Callable[[str], list[TemplateFault]]:
    """Return the faults of a small template with a name, a list of lines and a table."""
    fields: Fields = {
        "ten": TEXT,
        "so": NUMBER,
        "dong": [TEXT],
        "muc": [{"stt": NUMBER, "chu": TEXT}],
        "bang": TABLE,
    }

    def check(body: str) -> list[TemplateFault]:
        path, empty = tmp_path / "mau.docx", tmp_path / "goc.docx"
        write_template(path, "Mẫu thử", body)
        write_template(empty, "Mẫu gốc", p("NoiDung", "x"))
        return faults_of(path, empty, fields)

    return check


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.paper.value)
def test_nothing_is_wrong_with_the_templates_that_ship(form: PaperForm) -> None:
    assert faults_of(form.template, form.template, fields_of(form)) == []


@pytest.mark.parametrize(
    ("edit", "flaw", "said", "nearby"),
    [
        (
            reworded("{{ dia_diem }}", "{{ dia_diemm }}"),
            TemplateFlaw.UNKNOWN,
            "có thể là “dia_diem”",
            "tại {{ dia_diemm }}",
        ),
        (reworded("{{ muc.ten }}", "{{ muc.tenn }}"), TemplateFlaw.UNKNOWN, "muc.tenn", "muc.so"),
        (
            reworded("{{ ky_tu }}", "{{ ky_tu }"),
            TemplateFlaw.UNCLOSED,
            "mở một thẻ",
            "Thời kỳ kiểm tra",
        ),
        (
            reworded("{{ ky_tu }}", "{ ky_tu }}"),
            TemplateFlaw.UNCLOSED,
            "đóng một thẻ",
            "Thời kỳ kiểm tra",
        ),
        (
            reworded("{{ ky_tu }}", "{ky_tu}"),
            TemplateFlaw.MISSPELT,
            "hai dấu ngoặc",
            "Thời kỳ kiểm tra",
        ),
        (
            reworded("{{ ky_tu }}", "{{ ky_tu | shout }}"),
            TemplateFlaw.NOT_ALLOWED,
            "shout",
            "Thời kỳ kiểm tra",
        ),
        (reworded("{{ ky_tu }}", "{{ ky_tu + 1 }}"), TemplateFlaw.NOT_ALLOWED, "+", "Thời kỳ"),
        (reworded("{{ ky_tu }}", "{{ range(3) }}"), TemplateFlaw.NOT_ALLOWED, "range", "Thời kỳ"),
        (
            reworded("{{ ky_tu }}", "{{ kien_nghi }}"),
            TemplateFlaw.MISUSED,
            "{%p for … in kien_nghi %}",
            "Thời kỳ",
        ),
        (
            reworded("{{ ky_tu }}", "{{ thu_ky }}"),
            TemplateFlaw.MISUSED,
            "gồm nhiều phần",
            "Thời kỳ",
        ),
        (
            reworded("{{ ky_tu }}", "{{ ky ky_tu }}"),
            TemplateFlaw.MISSPELT,
            "viết sai",
            "Thời kỳ",
        ),
        (
            reworded("{%p for dong in y_kien %}", "{%p for dong in don_vi %}"),
            TemplateFlaw.MISUSED,
            "“don_vi” không phải danh sách",
            "don_vi",
        ),
        (
            reworded("{%p for dong in y_kien %}", "{% p for dong in y_kien %}"),
            TemplateFlaw.MISSPELT,
            "viết liền",
            "y_kien",
        ),
        (
            reworded("{%p for dong in y_kien %}", "{%p while dong in y_kien %}"),
            TemplateFlaw.MISSPELT,
            "while",
            "y_kien",
        ),
        (
            reworded("{%p for dong in y_kien %}", "{%p for dong in y_kien %} Ý kiến"),
            TemplateFlaw.SWALLOWED,
            "Ý kiến",
            "y_kien",
        ),
        (
            reworded("{%tr for k in kien_nghi %}", "{%tr for k in kien_nghi %} STT"),
            TemplateFlaw.SWALLOWED,
            "STT",
            "kien_nghi",
        ),
        (
            parted("{{ don_vi_day_du }}", 6, '<w:bookmarkStart w:id="3" w:name="x"/>'),
            TemplateFlaw.SPLIT,
            "dấu trang",
            "{{ don_vi_day_du }}",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_the_words_around_it(
    found: Callable[..., list[TemplateFault]],
    edit: Edit,
    flaw: TemplateFlaw,
    said: str,
    nearby: str,
) -> None:
    told = [fault for fault in found(edit) if fault.flaw is flaw]

    assert [fault for fault in told if said in fault.text] != []
    assert any(nearby in fault.nearby for fault in told)
    assert all(fault.place.startswith("đoạn ") for fault in told)


def test_all_faults_are_named_at_once(found: Callable[..., list[TemplateFault]]) -> None:
    faults = found(
        reworded("{{ dia_diem }}", "{{ dia_diemm }}"),
        reworded("{{ muc.ten }}", "{{ muc.tenn }}"),
        reworded("{{ ky_tu }}", "{{ ky_tu }"),
        without_table("{%tr for k in kien_nghi %}"),
        reworded("{{ so_ban }}", "{{ so_ban * 2 }}"),
    )

    assert {fault.flaw for fault in faults} == {
        TemplateFlaw.UNKNOWN,
        TemplateFlaw.UNCLOSED,
        TemplateFlaw.NOT_ALLOWED,
        TemplateFlaw.MISSING_LIST,
        TemplateFlaw.MISSING_TAG,
    }
    assert sum(fault.flaw is TemplateFlaw.UNKNOWN for fault in faults) == 2


def test_a_deleted_table_is_named_with_where_it_stood(
    found: Callable[..., list[TemplateFault]],
) -> None:
    faults = found(without_table("{%tr for k in kien_nghi %}"))

    assert [fault.flaw for fault in faults] == [TemplateFlaw.MISSING_LIST]
    assert "“kien_nghi”" in faults[0].text
    assert "bảng 5, dòng 2" in faults[0].text


def test_a_list_nobody_prints_any_more_is_named_and_its_parts_are_not(
    found: Callable[..., list[TemplateFault]],
) -> None:
    faults = found(
        without_paragraph("{%p for dong in y_kien %}"),
        lambda text: _without_one_loop(text, "{{ dong }}", after="V. Ý KIẾN"),
    )

    assert [fault.flaw for fault in faults] == [TemplateFlaw.MISSING_LIST]
    assert "“y_kien”" in faults[0].text


def _without_one_loop(text: str, words: str, *, after: str) -> str:
    """Take out the line of a loop and its end, the first ones behind some words."""
    head, rest = text[: text.index(after)], text[text.index(after) :]
    for gone in (words, "{%p endfor %}"):
        rest = without_paragraph(gone)(rest)
    return head + rest


def test_a_tag_left_out_is_told_but_no_hindrance(
    found: Callable[..., list[TemplateFault]],
) -> None:
    faults = found(reworded("{{ dia_danh }}, ", ""))

    assert [(fault.flaw, fault.flaw.is_hard) for fault in faults] == [
        (TemplateFlaw.MISSING_TAG, False)
    ]
    assert "“dia_danh”" in faults[0].text


def test_a_column_taken_out_is_told(found: Callable[..., list[TemplateFault]]) -> None:
    faults = found(reworded("{{ k.bao_cao }}", ""))

    assert [fault.flaw for fault in faults] == [TemplateFlaw.MISSING_TAG]
    assert "“kien_nghi.bao_cao”" in faults[0].text
    assert "bảng 5, dòng 3, cột 6" in faults[0].text


@pytest.mark.parametrize(
    ("between", "cause"),
    [
        (_CROSSED, ""),
        ('<w:bookmarkStart w:id="3" w:name="x"/><w:bookmarkEnd w:id="3"/>', ""),
        ("<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>", ""),
        ("<w:r><w:tab/></w:r>", ""),
        ('<w:bookmarkEnd w:id="3"/>', "dấu trang"),
        ('<w:commentRangeStart w:id="1"/>', "ghi chú"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "trường"),
        ('<w:r><w:footnoteReference w:id="1"/></w:r>', "chú thích"),
        ("<w:r><w:drawing/></w:r>", "hình ảnh"),
    ],
)
def test_what_word_puts_into_a_tag_is_told_where_filling_would_lose_it(
    faults_in: Callable[[str], list[TemplateFault]], between: str, cause: str
) -> None:
    halves = f"</w:t></w:r>{between}<w:r><w:t>"

    faults = faults_in(p("NoiDung", "Đơn vị: {{ ten }}").replace("{ te", f"{{ te{halves}"))

    assert [fault.flaw for fault in faults] == ([TemplateFlaw.SPLIT] if cause else [])
    assert all(cause in fault.text for fault in faults)


@pytest.mark.parametrize(
    ("opening", "closing", "cause"),
    [
        ('<w:ins w:id="1" w:author="a">', "</w:ins>", "Track Changes"),
        ('<w:hyperlink w:anchor="x">', "</w:hyperlink>", "liên kết"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", "content control"),
    ],
)
def test_a_tag_half_in_something_else_is_cut_in_two(
    faults_in: Callable[[str], list[TemplateFault]], opening: str, closing: str, cause: str
) -> None:
    body = (
        "<w:p><w:r><w:t>Đơn vị: {{ te</w:t></w:r>"
        f"{opening}<w:r><w:t>n }}}}</w:t></w:r>{closing}</w:p>"
    )

    faults = faults_in(body)

    assert [fault.flaw for fault in faults] == [TemplateFlaw.SPLIT]
    assert cause in faults[0].text


@pytest.mark.parametrize("at", range(1, len("{{ ten }}")))
def test_a_tag_cut_into_runs_anywhere_is_mended_and_filled(tmp_path: Path, at: int) -> None:
    body = p("NoiDung", "{{ ten }}")
    cut = "{{ ten }}"[:at] + f"</w:t></w:r>{_CROSSED}<w:r><w:rPr><w:b/></w:rPr><w:t>"
    path = tmp_path / "mau.docx"
    write_template(path, "Mẫu thử", body.replace("{{ ten }}", cut + "{{ ten }}"[at:]))

    faults = faults_of(path, path, {"ten": TEXT})

    assert faults == []
    assert [one.text for one in fill(path, {"ten": "Xã"}).paragraphs] == ["Xã"]


@pytest.mark.parametrize(
    ("body", "flaw"),
    [
        (p("NoiDung", "{{ te") + p("NoiDung", "n }}"), TemplateFlaw.ACROSS),
        (p("NoiDung", "{% if ten %}a") + p("NoiDung", "b{% endif %}"), TemplateFlaw.ACROSS),
        (tag("{%p if ten %}") + p("NoiDung", "a{% endif %}"), TemplateFlaw.ACROSS),
        (
            table([500, 500], row(cell_of(500, tag("{%p if ten %}"))
                                  + cell_of(500, tag("{%p endif %}"))), ruled=True),
            TemplateFlaw.ACROSS,
        ),
        (
            tag("{%p for a in dong %}")
            + table([500], row(cell_of(500, p("NoiDung", "{{ a }}") + tag("{%p endfor %}"))),
                    ruled=True),
            TemplateFlaw.ACROSS,
        ),
        (tag("{%tr for a in dong %}"), TemplateFlaw.MISUSED),
        (tag("{%p if ten %}"), TemplateFlaw.UNCLOSED),
        (tag("{%p endif %}"), TemplateFlaw.UNCLOSED),
        (tag("{%p else %}"), TemplateFlaw.UNCLOSED),
        (tag("{%p for a in dong %}") + tag("{%p endif %}"), TemplateFlaw.UNCLOSED),
        (tag("{%p if ten %}{%p endif %}"), TemplateFlaw.SWALLOWED),
        (p("NoiDung", "Bảng: {{ bang }}"), TemplateFlaw.MISUSED),
        (p("NoiDung", "{{p ten }}"), TemplateFlaw.NOT_ALLOWED),
        (p("NoiDung", "{% include ten %}"), TemplateFlaw.MISSPELT),
        (p("NoiDung", "{% set x = ten %}"), TemplateFlaw.MISSPELT),
        (p("NoiDung", "{% for a in dong recursive %}x{% endfor %}"), TemplateFlaw.MISSPELT),
        (
            p("NoiDung", "{% for a in dong %}" * 4 + "x" + "{% endfor %}" * 4),
            TemplateFlaw.NOT_ALLOWED,
        ),
        (p("NoiDung", "{{ ten.chu }}"), TemplateFlaw.UNKNOWN),
        (p("NoiDung", "{{ ten is shouted }}"), TemplateFlaw.NOT_ALLOWED),
        (p("NoiDung", "{{ -so }}"), TemplateFlaw.NOT_ALLOWED),
        (p("NoiDung", "{% for a in dong %}{% endfor %}{{ a }}"), TemplateFlaw.UNKNOWN),
        (p("NoiDung", "{% for m in muc %}{{ m.ten }}{% endfor %}"), TemplateFlaw.UNKNOWN),
    ],
)  # fmt: skip
def test_each_way_to_go_wrong_has_its_name(
    faults_in: Callable[[str], list[TemplateFault]], body: str, flaw: TemplateFlaw
) -> None:
    assert flaw in {fault.flaw for fault in faults_in(body)}


@pytest.mark.parametrize(
    "body",
    [
        p("NoiDung", "{{ ten }} và {{ ten | upper }} và {{ ten | default('x') }}"),
        p("NoiDung", "{{ ten if ten else '…' }} {# ghi chú {{ la }} #}"),
        p("NoiDung", "{% for a in dong %}{{ loop.index }}. {{ a }}{{ ';' if not loop.last }}"
                     "{% else %}Không có{% endfor %}"),
        p("NoiDung", "{{ dong | join(', ') }} {{ dong | length }} {{ dong[0] }} "
                     "{{ dong | first }} {{ (muc | first).chu }}"),
        p("NoiDung", "{% if ten == “a” and so > 3 or not ten %}x{% elif so is defined %}y"
                     "{% else %}z{% endif %}"),
        p("NoiDung", "{% for m in muc if m.stt > 1 %}{{ m.chu }} {{ m['stt'] }}{% endfor %}"),
        tag("{%p for m in muc %}") + p("NoiDung", "{{ m.chu }}") + tag("{%p endfor %}"),
        tag("{{ bang }}"),
        p("NoiDung", "Tập {1, 2} và {x} và giá 100%}").replace("%}", "%"),
    ],
)  # fmt: skip
def test_honest_tags_are_no_faults(
    faults_in: Callable[[str], list[TemplateFault]], body: str
) -> None:
    assert faults_in(body) == []


def test_tags_in_the_header_are_read_too(found: Callable[..., list[TemplateFault]]) -> None:
    words = "<w:r><w:t>{{ la }}</w:t></w:r></w:p></w:hdr>"

    faults = found(reworded("</w:p></w:hdr>", words), part="word/header1.xml")

    assert [(fault.flaw, fault.place) for fault in faults] == [(TemplateFlaw.UNKNOWN, "đầu trang")]


def test_everything_forbidden_is_named_at_once(tmp_path: Path) -> None:
    field = '<w:p><w:fldSimple w:instr="DDE x y"/></w:p>'
    path = copy_of(
        tmp_path / "sua.docx",
        reworded("<w:body>", f"<w:body>{field}"),
        reworded("{{ dia_diem }}", "{{ la }}"),
        more={"word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"x"},
    )

    faults = faults_of(path, minutes.FORM.template, _FIELDS)

    forbidden = [fault.place for fault in faults if fault.flaw is TemplateFlaw.FORBIDDEN]
    assert set(forbidden) == {
        "word/document.xml",
        "word/vbaProject.bin",
        "word/embeddings/oleObject1.bin",
    }
    assert TemplateFlaw.UNKNOWN in {fault.flaw for fault in faults}
