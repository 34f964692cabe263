"""Everything that is wrong with a template at once: read, not filled. Runs in a limited process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from app.documents.guard import refusals
from app.documents.ooxml import OfficeFile, OfficeKind, open_office_file
from app.documents.word.tag_meaning import TagReader, Told, Uses, lists_in
from app.documents.word.tag_schema import TABLE, Fields
from app.documents.word.template_fault import TemplateFault, TemplateFlaw
from app.documents.word.template_reading import (
    FoundTag,
    LooseBraces,
    TemplateParagraph,
    lost_in,
    paragraphs_of,
    parts_with_tags,
    tags_in,
)
from app.words import mark, translate

_BEGINNINGS: Final = {"if": "endif", "for": "endfor"}
_ENDS: Final = {end: word for word, end in _BEGINNINGS.items()}
_BRANCHES: Final = {"elif": ("if",), "else": ("if", "for")}
_SINGLE: Final = re.compile(r"(?<![{])[{]\s*(\w+)[\w.]*\s*[}](?![}])")
_LEVELS: Final = frozenset({"p", "tr", "tc", "r"})
_TEXT: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_TAKES: Final = {
    "p": mark(
        "“{tag}” takes its whole paragraph away, and with it “{words}”: "
        "give it a paragraph of its own"
    ),
    "tr": mark(
        "“{tag}” takes its whole row away, and with it “{words}”: give it an empty row of its own"
    ),
    "tc": mark(
        "“{tag}” takes its whole cell away, and with it “{words}”: give it an empty cell of its own"
    ),
}
_WORDS: Final = 60


def template_faults(template: Path, original: Path, fields: Fields) -> list[TemplateFault]:
    """Return what is wrong with a template of a paper, in the order of its text.

    Args:
        template: the Word file somebody edited.
        original: the template that ships; what it prints the other one should print too.
        fields: the tags of the paper.

    Raises:
        DocumentUnreadable: if it is no Word document, or damaged or too large.
        DocumentForbidden: if its list of parts declares entities, or it holds a program.
    """
    with open_office_file(template, OfficeKind.WORD) as file:
        forbidden = [_forbidden(str(one.params["part"]), one.text) for one in refusals(file)]
        read = _Reading(fields)
        read.read(file)
    with open_office_file(original, OfficeKind.WORD) as file:
        shipped = _Reading(fields)
        shipped.read(file)
    return [*forbidden, *read.faults, *_missing(read.uses, shipped.uses, fields)]


def names_in(template: Path) -> frozenset[str]:
    """Return every word inside the tags of a template, to see which paper it is of.

    Raises:
        DocumentUnreadable, DocumentForbidden: as above.
    """
    with open_office_file(template, OfficeKind.WORD) as file:
        return frozenset(
            word
            for part, root in parts_with_tags(file)
            for paragraph in paragraphs_of(part, root)
            for tag in tags_in(paragraph)
            if isinstance(tag, FoundTag)
            for word in re.findall(r"\w+", tag.body)
        )


class _Reading:
    """One template being read from its first paragraph to its last."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._tags = TagReader(fields)
        self._open: list[FoundTag] = []
        self._half: LooseBraces | None = None
        self.faults: list[TemplateFault] = []

    @property
    def uses(self) -> Uses:
        return self._tags.uses

    def read(self, file: OfficeFile) -> None:
        for part, root in parts_with_tags(file):
            for paragraph in paragraphs_of(part, root):
                self._paragraph(paragraph)
            self._end_of_part()

    def _paragraph(self, paragraph: TemplateParagraph) -> None:
        found = list(tags_in(paragraph))
        tags = [one for one in found if isinstance(one, FoundTag)]
        for one in found:
            if isinstance(one, LooseBraces):
                self._loose(one)
            elif one.opening != "{#":
                self._tag(one)
        self._single_braces(paragraph, tags)
        for tag in tags:
            if tag.level in _TAKES:
                self._check_alone(tag, tags)
                break

    def _tag(self, tag: FoundTag) -> None:
        self._end_half()
        if between := lost_in(tag):
            text = translate(
                "the tag “{tag}” is cut in two by {between}: delete it and type it again in one go",
                tag=tag.text,
                between=between,
            )
            self._tell(TemplateFlaw.SPLIT, text, tag)
        if tag.opening == "{{":
            self._print(tag)
        elif tag.word in _BEGINNINGS:
            self._open.append(tag)
            self._check_level(tag)
            self._tags.begin(tag.word, tag.body, tag, self._teller(tag))
        elif tag.word in _BRANCHES:
            self._branch(tag)
        elif tag.word in _ENDS:
            self._end(tag)
        elif tag.word in _LEVELS:
            text = translate(
                "“{word}” must follow the brace at once: {{%{word} … %}}", word=tag.word
            )
            self._tell(TemplateFlaw.MISSPELT, text, tag)
        else:
            text = translate(
                "“{word}” is no word that steers: if, elif, else, endif, for, endfor",
                word=tag.word,
            )
            self._tell(TemplateFlaw.MISSPELT, text, tag)

    def _print(self, tag: FoundTag) -> None:
        if tag.level:
            text = translate("“{tag}”: write {{{{ without a letter behind it", tag=tag.text)
            self._tell(TemplateFlaw.NOT_ALLOWED, text, tag)
            return
        if self._fields.get(tag.body) == TABLE and tag.paragraph.text.strip() != tag.text:
            text = translate("“{tag}” must stand alone in its paragraph", tag=tag.text)
            self._tell(TemplateFlaw.MISUSED, text, tag)
        self._tags.read_print(tag.body, tag, self._teller(tag))

    def _branch(self, tag: FoundTag) -> None:
        if not self._open or self._open[-1].word not in _BRANCHES[tag.word]:
            text = translate("“{tag}” stands in no condition", tag=tag.text)
            self._tell(TemplateFlaw.UNCLOSED, text, tag)
            return
        self._check_same_place(self._open[-1], tag)
        if tag.word == "elif":
            self._tags.ask(tag.body.removeprefix("elif"), tag, self._teller(tag))

    def _end(self, tag: FoundTag) -> None:
        wanted = _ENDS[tag.word]
        if all(one.word != wanted for one in self._open):
            text = translate("“{tag}” ends what was never begun", tag=tag.text)
            self._tell(TemplateFlaw.UNCLOSED, text, tag)
            return
        while self._open[-1].word != wanted:
            self._unclosed(self._open.pop())
        begun = self._open.pop()
        self._tags.end(begun.word)
        self._check_same_place(begun, tag)

    def _end_of_part(self) -> None:
        while self._open:
            self._unclosed(self._open.pop())
        self._end_half()

    def _unclosed(self, tag: FoundTag) -> None:
        self._tags.end(tag.word)
        text = translate("“{tag}” has no {end} behind it", tag=tag.text, end=_BEGINNINGS[tag.word])
        self._tell(TemplateFlaw.UNCLOSED, text, tag)

    def _check_level(self, tag: FoundTag) -> None:
        """Tell of a tag for rows or cells that stands in no table."""
        if tag.level in {"tr", "tc"} and tag.paragraph.above("tr") is None:
            text = translate("“{tag}” is for the rows of a table and stands in none", tag=tag.text)
            self._tell(TemplateFlaw.MISUSED, text, tag)

    def _check_same_place(self, begun: FoundTag, tag: FoundTag) -> None:
        """Tell of a loop or condition whose two ends would tear the document apart."""
        if begun.level == tag.level and _place_of(begun) is _place_of(tag):
            return
        text = translate(
            "“{tag}” belongs to “{begun}” in {place}; both must stand in one place: the same "
            "paragraph, or for {{%p … %}} the same cell, for {{%tr … %}} the same table",
            tag=tag.text,
            begun=begun.text,
            place=begun.paragraph.place,
        )
        self._tell(TemplateFlaw.ACROSS, text, tag)

    def _check_alone(self, tag: FoundTag, tags: list[FoundTag]) -> None:
        """Tell of words that go with the paragraph, row or cell their tag takes away."""
        taken = tag.paragraph.element if tag.level == "p" else tag.paragraph.above(tag.level)
        if taken is None:
            return
        words = "".join(text.text or "" for text in taken.iter(_TEXT))
        words = words.replace(tag.paragraph.text[tag.start : tag.end], "", 1)
        if words.strip() or len(tags) > 1:
            text = translate(_TAKES[tag.level], tag=tag.text, words=_short(words))
            self._tell(TemplateFlaw.SWALLOWED, text, tag)

    def _loose(self, braces: LooseBraces) -> None:
        half = self._half
        if not braces.opens and half is not None:
            self._half = None
            text = translate(
                "a tag begins in {place} and ends here: a tag must stand in one paragraph",
                place=half.paragraph.place,
            )
            self._note(TemplateFlaw.ACROSS, text, braces.paragraph, braces.nearby)
            return
        self._end_half()
        if braces.opens:
            self._half = braces
            return
        text = translate("“{braces}” closes a tag that was not opened", braces=braces.braces)
        self._note(TemplateFlaw.UNCLOSED, text, braces.paragraph, braces.nearby)

    def _end_half(self) -> None:
        """Tell of a tag that was opened and, as is known by now, is not closed."""
        half, self._half = self._half, None
        if half is not None:
            text = translate("“{braces}” opens a tag that is not closed", braces=half.braces)
            self._note(TemplateFlaw.UNCLOSED, text, half.paragraph, half.nearby)

    def _single_braces(self, paragraph: TemplateParagraph, tags: list[FoundTag]) -> None:
        for found in _SINGLE.finditer(paragraph.text):
            inside = any(tag.start <= found.start() < tag.end for tag in tags)
            if inside or found[1] not in self._fields:
                continue
            text = translate("“{words}” needs two braces on each side", words=found[0])
            nearby = paragraph.around(found.start(), found.end())
            self._note(TemplateFlaw.MISSPELT, text, paragraph, nearby)

    def _teller(self, tag: FoundTag) -> Told:
        return lambda flaw, text: self._tell(flaw, text, tag)

    def _tell(self, flaw: TemplateFlaw, text: str, tag: FoundTag) -> None:
        self._note(flaw, text, tag.paragraph, tag.nearby)

    def _note(
        self, flaw: TemplateFlaw, text: str, paragraph: TemplateParagraph, nearby: str
    ) -> None:
        self.faults.append(
            TemplateFault(flaw=flaw, text=text, place=paragraph.place, nearby=nearby)
        )


def _place_of(tag: FoundTag) -> Element | None:
    """Return what must hold both ends of a loop or condition."""
    match tag.level:
        case "p":
            return tag.paragraph.stands_in
        case "tr":
            return tag.paragraph.above("tbl")
        case "tc":
            return tag.paragraph.above("tr")
    return tag.paragraph.element


def _missing(uses: Uses, original: Uses, fields: Fields) -> Iterator[TemplateFault]:
    """Yield what the original prints or asks and this template does not."""
    lists = frozenset(lists_in(fields))
    gone: list[str] = []
    wanted = {**original.asked, **original.shown}
    for name, tag in sorted(wanted.items(), key=lambda one: one[1].order):
        there = uses.shown if name in original.shown else uses.shown | uses.asked
        # What a list consists of is gone with it.
        if name in there or name.startswith(tuple(f"{one}." for one in gone)):
            continue
        if name in lists:
            gone.append(name)
        yield _missing_one(name, tag, is_list=name in lists)


def _missing_one(name: str, tag: FoundTag, *, is_list: bool) -> TemplateFault:
    said = _lost_words(tag, is_list=is_list)
    place = tag.paragraph.place
    text = translate(said, tag=name, place=place, nearby=tag.nearby)
    flaw = TemplateFlaw.MISSING_LIST if is_list else TemplateFlaw.MISSING_TAG
    return TemplateFault(flaw=flaw, text=text)


def _lost_words(tag: FoundTag, *, is_list: bool) -> str:
    if is_list and tag.level == "tr":
        return mark(
            "the table that prints the list “{tag}” is gone; in the original it stands in "
            "{place}, near “{nearby}”: copy it back, with its rows of tags"
        )
    if is_list:
        return mark(
            "nothing prints “{tag}” any more; in the original it stands in {place}, near "
            "“{nearby}”: copy those paragraphs back"
        )
    return mark(
        "the tag “{tag}” is not used; in the original it stands in {place}, near “{nearby}”"
    )


def _forbidden(part: str, text: str) -> TemplateFault:
    return TemplateFault(flaw=TemplateFlaw.FORBIDDEN, text=text, place=part)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS]} …"
