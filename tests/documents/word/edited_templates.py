"""Copies of the templates that ship, changed as people and programs change them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from app.documents.minutes.writing import TEMPLATE

TEXT: Final = "word/document.xml"
Edit = Callable[[str], str]


def copy_of(
    target: Path,
    *edits: Edit,
    source: Path = TEMPLATE,
    part: str = TEXT,
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a copy of a template in which each edit changed a part, and with more parts."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", 8) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == part:
                text = content.decode()
                for edit in edits:
                    changed = edit(text)
                    assert changed != text, "the edit changed nothing"
                    text = changed
                content = text.encode()
            copy.writestr(name, content)
        for name, content in (more or {}).items():
            copy.writestr(name, content)
    return target


def reworded(words: str, instead: str, count: int = 1) -> Edit:
    """Put other words in place of some."""
    return lambda text: text.replace(words, instead, count)


def without_table(words: str) -> Edit:
    """Delete the table that has these words."""

    def edit(text: str) -> str:
        tables = re.findall(r"<w:tbl>.*?</w:tbl>", text, flags=re.DOTALL)
        return text.replace(next(table for table in tables if words in table), "", 1)

    return edit


def without_paragraph(words: str) -> Edit:
    """Delete the paragraph that has these words."""

    def edit(text: str) -> str:
        paragraphs = re.findall(r"<w:p>.*?</w:p>|<w:p .*?</w:p>", text, flags=re.DOTALL)
        return text.replace(next(one for one in paragraphs if words in one), "", 1)

    return edit


def parted(words: str, at: int, between: str) -> Edit:
    """Part the run of some words and put something between its halves, as Word does."""
    halves = f'</w:t></w:r>{between}<w:r><w:t xml:space="preserve">'
    return reworded(words, words[:at] + halves + words[at:])
