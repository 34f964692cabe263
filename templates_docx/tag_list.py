"""Writes the list of all tags into the README: `python -m templates_docx.tag_list`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from app.documents.papers.catalogue import FORMS
from app.documents.papers.form import PaperForm
from app.documents.papers.tags import Tag, tags_of
from app.domain.paper import Paper, paper_text
from app.words import use_language

README: Final = Path(__file__).with_name("README.md")
BEGIN: Final = "<!-- Danh mục thẻ: python -m templates_docx.tag_list -->"
END: Final = "<!-- Hết danh mục thẻ -->"

_KINDS: Final = {
    "text": "chữ",
    "number": "số",
    "yes or no": "có hoặc không",
    "table": "bảng do chương trình lập",
    "list": "danh sách",
    "group": "nhóm",
}


def tag_list() -> str:
    """Return the tags of every paper as Markdown."""
    use_language("vi")
    return "\n".join(line for paper in Paper if paper in FORMS for line in _section(FORMS[paper]))


def with_tag_list(text: str) -> str:
    """Return the README with the list between its marks."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{tag_list()}\n{END}{tail}"


def _section(form: PaperForm) -> Iterator[str]:
    tags = tags_of(form)
    yield f"### {paper_text(form.paper)}: `{form.file_name}` (`{form.paper.value}`)"
    yield ""
    yield from _table(tags)
    for tag, above in _with_parts(tags, ""):
        yield _told_of(tag, above)
        yield ""
        yield from _table(tag.parts)


def _table(tags: Iterable[Tag]) -> Iterator[str]:
    yield "| Thẻ | Loại | In ra |"
    yield "|---|---|---|"
    yield from (f"| `{tag.name}` | {_KINDS[tag.kind]} | {tag.says} |" for tag in tags)
    yield ""


def _with_parts(tags: Iterable[Tag], above: str) -> Iterator[tuple[Tag, str]]:
    for tag in tags:
        if tag.parts:
            yield tag, above
            yield from _with_parts(tag.parts, f"{above}{tag.name}.")


def _told_of(tag: Tag, above: str) -> str:
    name = f"{above}{tag.name}"
    if tag.kind == "list":
        return f"Mỗi dòng của `{name}` gồm:"
    return f"`{name}` gồm các phần sau, viết sau dấu chấm, ví dụ `{name}.{tag.parts[0].name}`:"


if __name__ == "__main__":
    README.write_text(with_tag_list(README.read_text("utf-8")), "utf-8")
