"""How wide and high the text of a section is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.section import Section
from docx.shared import Length

from app.documents.word.wordml import EMU_A_TWIP

USUAL_WIDTH: Final = 9355
_USUAL_HEIGHT: Final = 14570
"""A4 between the margins of NĐ 30/2020/NĐ-CP."""


def text_width_of(document: Document) -> int:
    """Return the width between the margins of the text, in twips; annexes may lie behind it."""
    return section_width(document.sections[0])


def section_width(section: Section) -> int:
    """Return the width between the margins in twips; A4 with ours where it does not say."""
    return _between((section.page_width, section.left_margin, section.right_margin), USUAL_WIDTH)


def section_height(section: Section) -> int:
    """Return the height between the margins in twips; A4 with ours where it does not say."""
    return _between((section.page_height, section.top_margin, section.bottom_margin), _USUAL_HEIGHT)


def _between(sides: Sequence[Length | None], usual: int) -> int:
    if any(side is None for side in sides):
        return usual
    page, before, after = (round(side / EMU_A_TWIP) for side in sides if side is not None)
    return page - before - after
