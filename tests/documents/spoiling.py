"""Ways to spoil one thing in a sound paper."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from tests.documents.office_paper import Spoil, found, remove, reword


def reworded(old: str, new: str) -> Spoil:
    """Replace words."""
    return lambda paper: reword(paper, old, new)


def restyled(start: str, **look: object) -> Spoil:
    """Change the letters of the paragraph that begins so: `size`, `bold`, `italic`, `name`."""

    def spoil(paper: Paper) -> None:
        for run in found(paper, start).runs:
            for name, given in look.items():
                setattr(run.font, name, given)

    return spoil


def reset(start: str, **stand: object) -> Spoil:
    """Change how the paragraph that begins so stands: `alignment`, `space_before`, ..."""

    def spoil(paper: Paper) -> None:
        for name, given in stand.items():
            setattr(found(paper, start).paragraph_format, name, given)

    return spoil


def section_of(number: int, **measures: object) -> Spoil:
    """Change a section, counted from 1."""

    def spoil(paper: Paper) -> None:
        for name, given in measures.items():
            setattr(paper.sections[number - 1], name, given)

    return spoil


def dropped(start: str) -> Spoil:
    """Take out the paragraph that begins so."""
    return lambda paper: remove(found(paper, start))


def both(*spoils: Spoil) -> Spoil:
    """Do several of them."""

    def spoil(paper: Paper) -> None:
        for one in spoils:
            one(paper)

    return spoil


def xml(tag: str, **attributes: str) -> Element:
    """Return an element of WordprocessingML that python-docx has no words for."""
    element = OxmlElement(tag)
    for name, given in attributes.items():
        element.set(qn(f"w:{name}"), given)
    return element


def all_of(paper: Paper, tag: str) -> list[Element]:
    """Return the elements of this tag in the text."""
    return list(paper.element.body.iter(qn(tag)))


def drop_all(elements: list[Element]) -> None:
    """Take elements out."""
    for element in elements:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)


def copy(element: Element) -> Element:
    """Return a copy of an element."""
    return deepcopy(element)
