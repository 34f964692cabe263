"""Finds the elements of an administrative document by their words and place.

An element is known by its words even when its form is wrong, because the form
is what is to be judged: words are compared without accents and capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, takewhile
from typing import Final

from app.documents.format_check.elements import Appendix, Elements
from app.documents.format_check.reading import (
    Block,
    Line,
    Paragraph,
    Table,
    WordDocument,
    lines_of,
    paragraphs_of,
)
from app.documents.format_check.sorts import (
    DOCUMENT_TYPES,
    Sort,
    is_bare_line,
    looks_like_position,
    sort_of,
)
from app.domain.text import fold

_NATION: Final = re.compile(r"cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam")
_MOTTO: Final = re.compile(r"doc\s+lap\s*\S?\s*tu\s+do\s*\S?\s*hanh\s+phuc")
_NUMBER: Final = re.compile(r"so\s*:.*/.*")
_SUBJECT: Final = re.compile(r"v/v\b.*")
_DATE: Final = re.compile(r"[^,;]{0,60},?\s*ngay\b.{1,15}\bthang\b.{1,15}\bnam\b.{0,12}")
_APPENDIX: Final = re.compile(r"phu\s+luc(\s+(so\s+)?[0-9ivxlc]{1,5})?\s*[.:]?")
_ADDRESSED: Final = re.compile(r"kinh gui\b")
_RECIPIENTS: Final = re.compile(r"noi\s+nhan\s*:?")
_SIGN_NOTE: Final = re.compile(r"\(?\s*ky\b.*(ho va ten|ho,? ?ten|dong dau|ghi ro).*")
_TITLE_MOST: Final = 60
_ABSTRACT_MOST: Final = 160
_NO_ABSTRACT: Final = re.compile(r"(can cu|hom nay|thoi gian|dia diem|thanh phan|vao hoi)\b")
_ONE_PAGE_LINES: Final = 30
_LETTERS_A_LINE: Final = 75


def find_elements(document: WordDocument) -> Elements:
    """Find the elements of a document."""
    main, appended = _parted(document.blocks)
    at, title = _title(main)
    head, rest = (main[:at], main[at:]) if title else _headless(main)
    abstract = _abstract(rest, title) if title else ()
    body_blocks, signatures = _signed(_after(rest, title, abstract))
    paragraphs = [block for block in body_blocks if isinstance(block, Paragraph)]
    appendices = _appendices(appended)
    return Elements(
        nation=_line(head, _NATION),
        motto=_line(head, _MOTTO),
        left_block=_left_block(head),
        number=_line(head, _NUMBER),
        date=_line(head, _DATE),
        subject=_line(head, _SUBJECT),
        head=head,
        title=title,
        abstract=abstract,
        body=tuple((block, sort_of(block)) for block in paragraphs if block.text),
        body_blocks=body_blocks,
        head_paragraphs=frozenset(map(id, paragraphs_of(head))),
        signature_paragraphs=frozenset(map(id, paragraphs_of(signatures))),
        body_places={id(block): place for place, block in enumerate(body_blocks)},
        signatures=signatures,
        recipients=_recipients(signatures),
        appendices=appendices,
        appendix_sections=frozenset(block.section for block in appended),
        data_tables=tuple(_data_tables(document.blocks)),
        fits_one_page=_fits_one_page(document),
        usual_size=_usual_size(paragraphs),
    )


def _usual_size(paragraphs: list[Paragraph]) -> int:
    letters: Counter[int] = Counter()
    for paragraph in paragraphs:
        for run in paragraph.runs:
            letters[run.format.size] += len(run.text)
    return letters.most_common(1)[0][0] if letters else 0


def _parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Part the document at its first appendix."""
    starts = _appendix_starts(blocks)
    return (blocks[: starts[0]], blocks[starts[0] :]) if starts else (blocks, ())


def _appendix_starts(blocks: tuple[Block, ...]) -> list[int]:
    """Return where appendices begin: in the middle of a line, or first on pages of their own."""
    found: list[int] = []
    section = 1
    for index, block in enumerate(blocks):
        is_first = block.section != section
        if isinstance(block, Paragraph) and (block.format.align == "center" or is_first):
            first_lines = list(lines_of((block,)))[:1]
            if any(_APPENDIX.fullmatch(fold(line.text)) for line in first_lines):
                found.append(index)
        if isinstance(block, Table) or block.text:
            section = block.section
    return found


def _title(blocks: tuple[Block, ...]) -> tuple[int, Line | None]:
    """Find the name of the kind of document, standing by itself under the head."""
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        for line in lines_of((block,)):
            if _is_title(line):
                return index, line
            if len(line.text) > _TITLE_MOST * 2:
                return len(blocks), None
    return len(blocks), None


def _is_title(line: Line) -> bool:
    text = fold(line.text)
    if len(text) > _TITLE_MOST or text[-1] in ".;:,":
        return False
    named = any(text == name or text.startswith(name + " ") for name in DOCUMENT_TYPES)
    set_apart = line.text.isupper() or line.paragraph.format.align == "center"
    return named and set_apart


def _headless(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Part a document without a title after its head: what names the nation, number or date."""
    last = -1
    for index, block in enumerate(blocks[:12]):
        patterns = (_NATION, _MOTTO, _NUMBER, _DATE)
        if any(_line((block,), pattern) for pattern in patterns):
            last = index
    return blocks[: last + 1], blocks[last + 1 :]


def _line(blocks: tuple[Block, ...], pattern: re.Pattern[str]) -> Line | None:
    return next((line for line in lines_of(blocks) if pattern.fullmatch(fold(line.text))), None)


def _left_block(head: tuple[Block, ...]) -> tuple[Line, ...]:
    """Return the names of the bodies at the top left, drawn lines and the number left out."""
    for block in head:
        if isinstance(block, Table) and _line((block,), _NATION):
            cells = [row.cells[0] for row in block.rows if len(row.cells) > 1]
            lines = [line for cell in cells for line in lines_of(cell.blocks)]
            return tuple(line for line in lines if _names_a_body(line))
    return ()


def _names_a_body(line: Line) -> bool:
    text = fold(line.text)
    others = (_NUMBER, _DATE, _NATION, _MOTTO)
    if any(pattern.fullmatch(text) for pattern in others) or is_bare_line(line.text):
        return False
    # What is said of the subject runs on to the end of the cell.
    return not text.startswith(("v/v", "ve viec", "so:")) and line.text[:1].isupper()


def _abstract(rest: tuple[Block, ...], title: Line | None) -> tuple[Line, ...]:
    """Return the lines right under the title that say what the document is about."""
    found: list[Line] = []
    for line in lines_of(rest):
        if title is not None and line.paragraph is title.paragraph and line.runs == title.runs:
            continue
        if is_bare_line(line.text):
            continue
        if line.paragraph.cell is not None or not _is_abstract(line, first=not found):
            break
        found.append(line)
    return tuple(found)


def _is_abstract(line: Line, *, first: bool) -> bool:
    if sort_of(line.paragraph) is not Sort.TEXT or line.text.startswith("("):
        return False
    # A report names under its abstract whom it is addressed to.
    if _ADDRESSED.match(fold(line.text)):
        return False
    # Decisions name who decides under the abstract, in capitals.
    if line.text.isupper() and looks_like_position(line.text):
        return False
    centred = line.paragraph.format.align == "center"
    bold = all(run.format.bold for run in line.runs if run.text.strip())
    return centred or (first and (bold or _names_a_matter(line.text)))


def _names_a_matter(text: str) -> bool:
    """Tell whether a line right under a title is its abstract by its words alone."""
    if len(text) > _ABSTRACT_MOST or not text[:1].isupper() or ": " in text or text[-1] in ".:;,":
        return False
    return not _NO_ABSTRACT.match(fold(text))


def _after(
    rest: tuple[Block, ...], title: Line | None, abstract: tuple[Line, ...]
) -> tuple[Block, ...]:
    done = [line.paragraph for line in (title, *abstract) if line is not None]
    ended = {id(paragraph) for paragraph in done}
    last = max((index for index, block in enumerate(rest) if id(block) in ended), default=-1)
    return rest[last + 1 :]


def _signed(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Part the text from the signatures under it."""
    # Above running text a position is who decides or is addressed, not who signs.
    first = 1 + max((at for at, block in enumerate(blocks) if _runs_on(block)), default=-1)
    for index in range(first, len(blocks)):
        block = blocks[index]
        lines = list(lines_of((block,)))
        if isinstance(block, Table):
            if not block.bordered and any(_signs(line) for line in lines):
                return blocks[:index], blocks[index:]
        elif lines and (_RECIPIENTS.fullmatch(fold(lines[0].text)) or _signs_alone(block)):
            return blocks[:index], blocks[index:]
    return blocks, ()


def _runs_on(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) > _TITLE_MOST


def _signs(line: Line) -> bool:
    text = fold(line.text)
    return bool(
        _RECIPIENTS.fullmatch(text) or _SIGN_NOTE.fullmatch(text) or looks_like_position(line.text)
    )


def _signs_alone(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return text.isupper() and looks_like_position(text) and sort_of(paragraph) is Sort.TEXT


def _recipients(signatures: tuple[Block, ...]) -> tuple[Line, ...]:
    lines = list(lines_of(signatures))
    for index, line in enumerate(lines):
        if _RECIPIENTS.fullmatch(fold(line.text)):
            cell = line.paragraph.cell
            same = [other for other in lines[index:] if other.paragraph.cell == cell]
            under = [other for other in same[1:] if cell or other.text.startswith(("-", "–", "+"))]
            return (line, *under)
    return ()


def _appendices(blocks: tuple[Block, ...]) -> tuple[Appendix, ...]:
    starts = _appendix_starts(blocks)
    found = []
    for start, end in pairwise([*starts, len(blocks)]):
        heading, *lines = lines_of(blocks[start:end])
        section = heading.paragraph.section
        found.append(
            Appendix(
                heading=heading,
                section=section,
                starts_section=_starts_section(blocks, start),
                lines=tuple(lines),
            )
        )
    return tuple(found)


def _starts_section(blocks: tuple[Block, ...], at: int) -> bool:
    section = blocks[at].section
    before = takewhile(lambda block: block.section == section, reversed(blocks[:at]))
    return section > 1 and not any(isinstance(block, Table) or block.text for block in before)


def _data_tables(blocks: tuple[Block, ...]) -> list[Table]:
    """Return the tables that hold data: with borders, more than one column, not a photo sheet."""
    return [
        block
        for block in blocks
        if isinstance(block, Table)
        and block.bordered
        and block.rows
        and len(block.rows[0].cells) > 1
        and not any(
            paragraph.pictures for cell in block.rows[0].cells for paragraph in cell.paragraphs
        )
    ]


def _fits_one_page(document: WordDocument) -> bool:
    """Tell whether the document certainly has one page, where no page number is needed."""
    if len(document.sections) > 1 or any(item.breaks_page for item in document.paragraphs):
        return False
    lines = sum(
        1 + len(paragraph.text) // _LETTERS_A_LINE
        for block in document.blocks
        for paragraph in ([block] if isinstance(block, Paragraph) else block.paragraphs)
    )
    return lines <= _ONE_PAGE_LINES


def is_sign_note(text: str) -> bool:
    """Tell whether a line says how to sign, such as `(Ký, ghi rõ họ tên)`."""
    return bool(_SIGN_NOTE.fullmatch(fold(text)))
