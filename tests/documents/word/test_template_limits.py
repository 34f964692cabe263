"""Templates that never end, eat all memory or build what they did not hold: given up, said so."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from markupsafe import Markup

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.minutes.writing import write_minutes
from app.documents.word import template as template_module
from app.documents.word.template import fill, one_process
from app.documents.word.template_fault import TemplateBroken, TemplateTooHeavy
from app.errors import AppError
from app.words import use_language
from templates_docx.building import p, tag, write_template
from tests.documents import rich_case
from tests.documents.word.edited_templates import copy_of, reworded

NewTemplate = Callable[[str], Path]
_LONG = ["dòng"] * 3000


@pytest.fixture
def template(tmp_path: Path) -> NewTemplate:
    """Write a template with this text."""

    def write(body: str) -> Path:
        path = tmp_path / "mau.docx"
        write_template(path, "Mẫu thử", body)
        return path

    return write


@pytest.fixture
def _two_seconds() -> Iterator[None]:
    with one_process(timeout_s=2.0):
        yield


def _loops(inside: str) -> str:
    begin = "".join(f"{{% for {letter} in dong %}}" for letter in "abc")
    return p("NoiDung", begin + inside + "{% endfor %}" * 3)


@pytest.mark.usefixtures("_two_seconds")
def test_a_loop_that_never_ends_is_given_up_in_time(template: NewTemplate) -> None:
    endless = template(_loops("{% if a == 'không' %}x{% endif %}"))
    begun = time.monotonic()

    with pytest.raises(TemplateTooHeavy) as given_up:
        fill(endless, {"dong": _LONG})

    assert time.monotonic() - begun < 10
    assert "mau.docx" in given_up.value.text
    assert "thời gian" in given_up.value.text or "lâu" in given_up.value.text


def test_a_text_that_doubles_and_doubles_is_given_up(template: NewTemplate) -> None:
    doubled = "{% set a = dong ~ dong %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}"

    with pytest.raises(TemplateTooHeavy) as given_up:
        fill(template(p("NoiDung", doubled)), {"dong": "x" * 1000})

    assert "bộ nhớ" in given_up.value.text


def test_a_loop_that_prints_without_end_is_given_up(template: NewTemplate) -> None:
    with pytest.raises(TemplateTooHeavy):
        fill(template(_loops("{{ a }} {{ b }} {{ c }}")), {"dong": _LONG})


@pytest.mark.parametrize(
    "deep",
    [
        "{{ " + "(" * 400 + "dong" + ")" * 400 + " }}",
        "{% if dong %}" * 300 + "x" + "{% endif %}" * 300,
        "{{ dong" + ".a" * 5000 + " }}",
        "{{ " + "not " * 3000 + "dong }}",
    ],
)
def test_tags_nested_without_measure_are_refused(template: NewTemplate, deep: str) -> None:
    with pytest.raises((TemplateBroken, TemplateTooHeavy)):
        fill(template(p("NoiDung", deep)), {"dong": "x"})


def test_elements_nested_without_measure_are_refused(template: NewTemplate) -> None:
    deep = "<w:ins>" * 5000 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 5000

    with pytest.raises(DocumentUnreadable):
        fill(template(f"<w:p>{deep}</w:p>"), {})


def test_after_a_template_was_given_up_the_next_paper_is_made(template: NewTemplate) -> None:
    with one_process(timeout_s=2.0):
        with pytest.raises(TemplateTooHeavy):
            fill(template(_loops("{% if a == 'không' %}x{% endif %}")), {"dong": _LONG})
        document = fill(template(p("NoiDung", "{{ dong }}")), {"dong": "Sau đó"})

    assert [paragraph.text for paragraph in document.paragraphs] == ["Sau đó"]


@pytest.mark.parametrize("printed", ['{{ "" }}', "{% if dong %}{% endif %}"])
def test_what_tags_put_together_passes_the_gate_again(template: NewTemplate, printed: str) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText>INC{printed}LUDETEXT "c:\\x.docx"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    with pytest.raises(DocumentForbidden):
        fill(template(field), {"dong": "x"})


def test_a_recorded_text_makes_no_field_that_fetches(template: NewTemplate) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>{{ dong }}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    with pytest.raises(DocumentForbidden):
        fill(template(field), {"dong": r'INCLUDEPICTURE "http://example.org/x.png"'})


@pytest.mark.parametrize("value", [Markup("<w:br/>"), 1.5, ("a",), {"a": b"x"}, object()])
def test_only_plain_values_reach_a_template(template: NewTemplate, value: object) -> None:
    with pytest.raises(TypeError):
        fill(template(p("NoiDung", "{{ dong }}")), {"dong": value})


def test_errors_from_the_other_process_are_in_the_language_in_use(template: NewTemplate) -> None:
    unknown = template(p("NoiDung", "{{ la }}"))

    said = []
    for language in ("vi", "en"):
        use_language(language)
        with pytest.raises(TemplateBroken) as broken:
            fill(unknown, {})
        said.append(broken.value.text)

    assert "không có trong danh mục thẻ" in said[0]
    assert "names nothing that is known" in said[1]


def test_a_file_that_fills_beyond_measure_is_given_up(
    template: NewTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_module, "MOST_BYTES", 100)

    with pytest.raises(TemplateTooHeavy) as given_up:
        fill(template(p("NoiDung", "x")), {})

    assert "MB" in given_up.value.text


def test_minutes_of_a_template_that_breaks_write_nothing_and_others_are_written(
    tmp_path: Path,
) -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=2)
    broken = copy_of(tmp_path / "sua.docx", reworded("{{ dia_diem }}", "{{ la }}"))
    first, second = io.BytesIO(), io.BytesIO()

    with pytest.raises(AppError):
        write_minutes(case, (), {}, first, calendar=rich_case.calendar(), template=broken)
    write_minutes(case, (), {}, second, calendar=rich_case.calendar())

    assert first.getvalue() == b""
    assert second.getvalue()[:2] == b"PK"


def test_a_condition_over_paragraphs_is_gone_from_the_paper(template: NewTemplate) -> None:
    body = tag("{%p if dong %}") + p("NoiDung", "có") + tag("{%p endif %}") + p("NoiDung", "hết")

    texts = [one.text for one in fill(template(body), {"dong": cast("object", "")}).paragraphs]

    assert texts == ["hết"]
