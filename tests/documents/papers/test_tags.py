"""The list of tags: each described, and the README says what the code says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from app.documents.papers.catalogue import FORMS
from app.documents.papers.form import PaperForm
from app.documents.papers.tags import Tag, fields_of, tags_of
from app.documents.word.tag_schema import NUMBER, TABLE, TEXT, YES_NO
from app.domain.paper import Paper
from templates_docx.tag_list import README, with_tag_list


def _all(tags: Iterable[Tag]) -> Iterator[Tag]:
    for tag in tags:
        yield tag
        yield from _all(tag.parts)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.paper.value)
def test_every_tag_says_what_it_prints(form: PaperForm) -> None:
    assert [tag.name for tag in _all(tags_of(form)) if not tag.says.strip()] == []


def test_the_readme_lists_the_tags_as_the_code_has_them() -> None:
    told = README.read_text("utf-8")

    assert told == with_tag_list(told), "run python -m templates_docx.tag_list"
    assert all(f"(`{paper.value}`)" in told for paper in FORMS)


def test_shapes_follow_the_types_of_the_fields() -> None:
    fields = fields_of(FORMS[Paper.MINUTES])

    assert (fields["don_vi"], fields["muc_ho_so"], fields["thong_nhat"]) == (TEXT, NUMBER, YES_NO)
    assert fields["nhan_xet"] == [TEXT]
    assert isinstance(fields["thu_ky"], dict)
    rows = fields["kien_nghi"]
    assert isinstance(rows, list)
    assert isinstance(rows[0], dict)
    assert rows[0]["stt"] == NUMBER


def test_long_tables_are_tags_too() -> None:
    with_tables = [form for form in FORMS.values() if form.table_tags]

    assert with_tables
    for form in with_tables:
        assert {name for name, shape in fields_of(form).items() if shape == TABLE} == set(
            form.table_tags or {}
        )
