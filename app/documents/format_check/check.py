"""The whole check: opens the file, finds its elements, asks every group of rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.documents.format_check.appendix_rules import appendix_faults
from app.documents.format_check.body_rules import body_faults
from app.documents.format_check.head_rules import head_faults
from app.documents.format_check.loading import load
from app.documents.format_check.page_rules import page_faults
from app.documents.format_check.recognition import find_elements
from app.documents.format_check.signature_rules import signature_faults
from app.documents.format_check.title_rules import title_faults
from app.documents.format_check.violation import Violation
from app.documents.format_check.wording_rules import wording_faults
from app.documents.ooxml import OfficeKind, open_office_file
from app.words import translate_count

_GROUPS: Final = "PESWT"
_RULE: Final = re.compile(r"([A-Z]+)(\d+)")
# The same fault in more places than this is told once, with the number of the others.
_TOLD_ONE_BY_ONE: Final = 3


def check_format(path: Path) -> list[Violation]:
    """Return where a Word document departs from NĐ 30/2020/NĐ-CP, in the order of the rules.

    Raises:
        DocumentUnreadable: if the file is not a Word document, is damaged or too large.
        DocumentForbidden: if its XML declares entities.
    """
    with open_office_file(path, OfficeKind.WORD) as file:
        document = load(file)
    elements = find_elements(document)
    faults = [
        *page_faults(document, elements),
        *head_faults(document, elements),
        *title_faults(document, elements),
        *body_faults(elements),
        *signature_faults(elements),
        *appendix_faults(elements),
        *wording_faults(document, elements),
    ]
    return list(_gathered(sorted(faults, key=_order)))


def _order(fault: Violation) -> tuple[int, int]:
    match = _RULE.fullmatch(fault.rule)
    return (_GROUPS.index(match[1]), int(match[2])) if match else (len(_GROUPS), 0)


def _gathered(faults: list[Violation]) -> Iterator[Violation]:
    """Tell a fault that stands all over a document once."""
    places: defaultdict[tuple[str, str, str], list[Violation]] = defaultdict(list)
    for fault in faults:
        places[fault.rule, fault.found, fault.expected].append(fault)
    for same in places.values():
        if len(same) <= _TOLD_ONE_BY_ONE:
            yield from same
            continue
        others = translate_count(
            "{place} and {count} more place",
            "{place} and {count} more places",
            len(same) - 1,
            place=same[0].place,
        )
        yield replace(same[0], place=others)
