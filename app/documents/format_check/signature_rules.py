"""Rules E16 to E20: who signs, and who receives the document.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, 7 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.looks import Look, look_faults
from app.documents.format_check.reading import Line, Paragraph, Table, lines_of
from app.documents.format_check.recognition import is_sign_note
from app.documents.format_check.sorts import is_bare_line, names_position
from app.documents.format_check.violation import Fault, ending, millimetres, place_by_signatures
from app.domain.text import fold
from app.words import translate

_POSITION_LOOK: Final = Look(rule="E16", sizes=(26, 28), bold=True, upper=True)
_NOTE_LOOK: Final = Look(rule="E17", sizes=(26, 26), italic=True)
_NAME_LOOK: Final = Look(rule="E18", sizes=(26, 28), bold=True, upper=False)
_TO_LOOK: Final = Look(rule="E19", sizes=(24, 24), bold=True, italic=True, align="left")
_RECIPIENT_LOOK: Final = Look(rule="E20", sizes=(22, 22), align=None)

_TITLES: Final = (
    r"(?:(?:GS|PGS|TS|TSKH|ThS|Ths|BS|KS|CN|LS|NGND|NGƯT|Tiến sĩ|Thạc sĩ|Giáo sư|Phó Giáo sư|"
    r"Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|Thiếu úy)[.\s]+)+"
)
_TITLED: Final = re.compile(rf"{_TITLES}\S.*")
_NAME: Final = re.compile(rf"(?:{_TITLES})?[^\W\d_]+(?: [^\W\d_]+){{1,5}}")
_FILE_COPY: Final = "- Lưu:"
# Less than half of what a signature takes; a person may sign small, but not on the words.
_ROOM: Final = 720
_EMPTY_LINE: Final = 320


def signature_faults(elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong under the text."""
    recipients = {id(line.paragraph) for line in elements.recipients}
    lines = [
        line
        for line in lines_of(elements.signatures)
        if id(line.paragraph) not in recipients and not is_bare_line(line.text)
    ]
    for _, block in groupby(lines, key=lambda line: line.paragraph.cell):
        yield from _signer(list(block))
    yield from _rooms(elements)
    yield from _recipients(elements.recipients)


def _rooms(elements: Elements) -> Iterator[Fault]:
    """Judge the room between a position and the name under it, where somebody is to sign."""
    tables = [block for block in elements.signatures if isinstance(block, Table)]
    for row in (row for table in tables for row in table.rows if not row.height):
        for cell in row.cells:
            yield from _room(list(cell.paragraphs))


def _room(paragraphs: list[Paragraph]) -> Iterator[Fault]:
    above: Paragraph | None = None
    room = 0
    for paragraph in paragraphs:
        if paragraph.pictures or paragraph.rules:
            # A signature is there already.
            return
        if not paragraph.text:
            room += _height(paragraph)
            continue
        under_position = above is not None and len(paragraph.lines) == 1
        if under_position and _is_name(paragraph.text) and not names_position(paragraph.text):
            room += paragraph.format.before
            if room < _ROOM:
                yield Fault(
                    rule="E18",
                    place=place_by_signatures(paragraph.text),
                    found=translate("{length} above the name", length=millimetres(room)),
                    expected=translate("room for a signature, 25 to 30 mm"),
                    cure=translate("Put empty lines, or Spacing Before, above the name."),
                    advised=True,
                )
            return
        signs = names_position(paragraph.text) or is_sign_note(paragraph.text)
        above = paragraph if signs else above
        room = paragraph.format.after


def _height(paragraph: Paragraph) -> int:
    """Return about how high an empty paragraph is, in twips."""
    form = paragraph.format
    line = form.line if form.line_rule != "auto" else _EMPTY_LINE * form.line // 240
    return form.before + line + form.after


def _signer(lines: list[Line]) -> Iterator[Fault]:
    """Judge the lines of one signer: authority and position, a note, the name.

    What stands under the name, such as the signer's public position, is left free.
    """
    named = False
    for index, line in enumerate(lines):
        place = place_by_signatures(line.text)
        if is_sign_note(line.text) or line.text.startswith("("):
            yield from look_faults(line, _NOTE_LOOK, place)
        elif not named and names_position(line.text):
            yield from look_faults(line, _POSITION_LOOK, place)
        elif not named and _is_name(line.text) and index:
            named = True
            yield from _name(line, place)
        # A second signer may stand under the first in one cell.
        if named and line.text.isupper() and names_position(line.text):
            named = False
            yield from look_faults(line, _POSITION_LOOK, place)


def _is_name(text: str) -> bool:
    match = _NAME.fullmatch(text)
    return match is not None and all(word[:1].isupper() for word in text.split())


def _name(line: Line, place: str) -> Iterator[Fault]:
    yield from look_faults(line, _NAME_LOOK, place)
    if _TITLED.fullmatch(line.text):
        yield Fault(
            rule="E18",
            place=place,
            found=line.text,
            expected=translate("the name without academic or military title"),
        )


def _recipients(lines: tuple[Line, ...]) -> Iterator[Fault]:
    if not lines:
        return
    heading, *under = lines
    yield from look_faults(heading, _TO_LOOK, place_by_signatures(heading.text))
    for index, line in enumerate(under):
        place = place_by_signatures(line.text)
        yield from look_faults(line, _RECIPIENT_LOOK, place)
        last = index == len(under) - 1
        goes_on = not last and not under[index + 1].text.startswith("-")
        if not goes_on and line.text[-1] != ("." if last else ";"):
            expected = (
                translate("“.” at the end of the last line")
                if last
                else translate("“;” at the end of each line but the last")
            )
            yield Fault(rule="E20", place=place, found=ending(line.text), expected=expected)
    if under and not any(fold(line.text).startswith(fold(_FILE_COPY)) for line in under[-2:]):
        yield Fault(
            rule="E20",
            place=place_by_signatures(under[-1].text),
            found=under[-1].text,
            expected=translate("a last line that begins with “- Lưu:”"),
        )
