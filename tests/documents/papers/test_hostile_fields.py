"""Whatever any field of any paper holds is printed as it stands, and the file stays whole."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.papers.catalogue import FORMS
from app.documents.papers.form import PaperForm
from app.documents.papers.tags import fields_of
from app.documents.terms import printed
from app.documents.word.composing import Composition, compose
from app.documents.word.structure import structure_faults
from app.documents.word.tag_schema import NUMBER, TABLE, TEXT, YES_NO, Shape
from app.documents.word.wordml import Look, cell, paragraph, row, table
from app.domain.paper import Paper
from tests.documents.ooxml import VALIDATORS, schema_faults

_FORMS = tuple(FORMS.values())
HOSTILE = (
    "{{ don_vi }} và {% if x %} và {# ghi chú #}",
    "{%p endfor %}{%tr endfor %}",
    "{_{ x }_} và {_% y %_}",
    "<w:p><w:r><w:t>chèn</w:t></w:r></w:p>",
    "A & B < C > \"D\" 'E' ]]> <!-- x --> <?xml?> &amp; &#123;",
    "điều khiển \x00\x01\x07\x0b\x0c\x1f\x7f\x85\ufffe\uffff\ud800 hết",
    "dấu của bảng \uf8f0kien_nghi\uf8f1",
    "phải sang trái \u202e\u05d0\u05d1\u200f\u2066 và \u200b\u2028",
    "xuống\ndòng\tvà\r\ncột",
    "dựng sẵn ệ và rời e\u0323\u0302 và 🏢 và 汉字",
    "INCLUDETEXT \\* MERGEFORMAT",
    "",
    " ",
    "dài " * 400,
)
_TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


def _values(shape: Shape) -> st.SearchStrategy[object]:
    """Return any values of a shape."""
    if isinstance(shape, list):
        return st.lists(_values(shape[0]), max_size=2)
    if isinstance(shape, dict):
        return st.fixed_dictionaries({name: _values(part) for name, part in shape.items()})
    return {TEXT: _TEXTS, NUMBER: st.integers(0, 99), YES_NO: st.booleans()}[shape]


def _everywhere(shape: Shape, text: str) -> object:
    """Return a value of a shape in which every text is this one."""
    if isinstance(shape, list):
        return [_everywhere(shape[0], text)]
    if isinstance(shape, dict):
        return {name: _everywhere(part, text) for name, part in shape.items()}
    return {TEXT: text, NUMBER: 1, YES_NO: True}[shape]


def _filled(form: PaperForm, values: dict[str, object], text: str = "x") -> bytes:
    """Write a paper with these values, and one row of a text in its long tables."""
    look = Look()
    tables = {
        name: lambda width: table([width], [row([cell(width, paragraph(text, look))])])
        for name, shape in fields_of(form).items()
        if shape == TABLE
    }
    target = io.BytesIO()
    parts = Composition(
        template=form.template,
        fields=values,
        title=text,
        author="Đoàn kiểm tra",
        dated=datetime(2026, 11, 20, tzinfo=UTC),
        tables=tables,
    )
    compose(parts, target)
    return target.getvalue()


def _plain(form: PaperForm) -> dict[str, Shape]:
    return {name: shape for name, shape in fields_of(form).items() if shape != TABLE}


def _words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(
        "".join(
            text.text or "" if text.tag.endswith("}t") else "\n"
            for text in paragraph.iter("{*}t", "{*}br")
        )
        for paragraph in document.element.body.iter("{*}p")
    )


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.paper.value)
def test_every_field_prints_what_it_holds_and_breaks_nothing(
    form: PaperForm, typed: str, tmp_path: Path
) -> None:
    path = tmp_path / form.file_name
    usual = {name: _everywhere(shape, "chữ") for name, shape in _plain(form).items()}
    values = {name: _everywhere(shape, typed) for name, shape in _plain(form).items()}

    path.write_bytes(_filled(form, values, typed))

    shown = printed(typed).strip(" ")
    said, before = _words(path.read_bytes()), _words(_filled(form, usual, "chữ"))
    assert structure_faults(path) == []
    if shown and "\t" not in shown and len(shown) < 200:
        assert said.replace("\u00a0", " ").count(shown) >= before.count("chữ") * 2 // 3


@pytest.mark.parametrize("validator", VALIDATORS)
@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.paper.value)
def test_the_file_keeps_its_schema_whatever_its_fields_hold(
    form: PaperForm, validator: str, tmp_path: Path
) -> None:
    path = tmp_path / form.file_name
    worst = "".join(HOSTILE[:9])
    values = {name: _everywhere(shape, worst) for name, shape in _plain(form).items()}

    path.write_bytes(_filled(form, values, worst))

    assert schema_faults(path, validator) == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_values_give_a_file_that_holds_together(data: st.DataObject, tmp_path: Path) -> None:
    form = data.draw(st.sampled_from(_FORMS))
    values = {name: data.draw(_values(shape), name) for name, shape in _plain(form).items()}
    path = tmp_path / "van-ban.docx"

    path.write_bytes(_filled(form, values))

    assert structure_faults(path) == []
    docx.Document(str(path))


def test_every_paper_of_the_catalogue_is_tried() -> None:
    assert Paper.MINUTES in {form.paper for form in _FORMS}
