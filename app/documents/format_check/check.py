"""The whole check: opens the file, finds its elements, asks every group of rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.documents.format_check.appendix_rules import appendix_faults
from app.documents.format_check.body_rules import body_faults
from app.documents.format_check.cures import ADVISED, CURES
from app.documents.format_check.head_rules import head_faults
from app.documents.format_check.loading import load
from app.documents.format_check.minutes_rules import minutes_faults
from app.documents.format_check.page_rules import page_faults
from app.documents.format_check.reading import WordDocument
from app.documents.format_check.recognition import find_elements
from app.documents.format_check.signature_rules import signature_faults
from app.documents.format_check.title_rules import title_faults
from app.documents.format_check.violation import Fault, Violation, Weight
from app.documents.format_check.wording_rules import wording_faults
from app.documents.ooxml import OfficeKind, open_office_file
from app.words import translate, translate_count

_GROUPS: Final = "PESWTG"
_RULE: Final = re.compile(r"([A-Z]+)(\d+)")
_NAMED_PLACES: Final = 3
_NAMED_FINDS: Final = 3
# A document that is nothing of the kind must not bury its reader.
_TOLD_OF_A_RULE: Final = 10


def check_format(path: Path) -> list[Violation]:
    """Return where a Word document departs from NĐ 30/2020/NĐ-CP, in the order of the rules.

    Raises:
        DocumentUnreadable: if the file is not a Word document, is damaged or too large.
        DocumentForbidden: if its XML declares entities.
    """
    with open_office_file(path, OfficeKind.WORD) as file:
        document = load(file)
    return told(faults_of(document))


def faults_of(document: WordDocument) -> list[Fault]:
    """Return every fault at every place, in the order of the rules."""
    elements = find_elements(document)
    faults = [
        *page_faults(document, elements),
        *head_faults(document, elements),
        *title_faults(document, elements),
        *body_faults(elements),
        *signature_faults(elements),
        *appendix_faults(elements),
        *minutes_faults(elements),
        *wording_faults(document, elements),
    ]
    return sorted(faults, key=_order)


def told(faults: list[Fault]) -> list[Violation]:
    """Tell each fault once, however often it stands in the document."""
    alike: defaultdict[tuple[str, ...], list[Fault]] = defaultdict(list)
    kinds: defaultdict[str, int] = defaultdict(int)
    for fault in faults:
        key: tuple[str, ...] = (fault.rule, fault.expected, fault.cure)
        if key not in alike:
            kinds[fault.rule] += 1
            if kinds[fault.rule] > _TOLD_OF_A_RULE:
                key = (fault.rule,)
        alike[key].append(fault)
    return [_violation(same) for same in alike.values()]


def _order(fault: Fault) -> tuple[int, int]:
    match = _RULE.fullmatch(fault.rule)
    return (_GROUPS.index(match[1]), int(match[2])) if match else (len(_GROUPS), 0)


def _violation(same: list[Fault]) -> Violation:
    first = same[0]
    advised = first.advised or first.rule in ADVISED
    places = tuple(dict.fromkeys(fault.place for fault in same))
    cure = first.cure or translate(CURES.get(first.rule, ""))
    return Violation(
        rule=first.rule,
        place=_in_short(places),
        found=_joined(dict.fromkeys(fault.found for fault in same)),
        expected=first.expected,
        cure=cure,
        weight=Weight.SHOULD if advised else Weight.MUST,
        mendable=all(fault.mendable for fault in same),
        places=places,
    )


def _in_short(places: tuple[str, ...]) -> str:
    if len(places) <= _NAMED_PLACES:
        return "; ".join(places)
    return translate_count(
        "{place} and {count} more place",
        "{place} and {count} more places",
        len(places) - 1,
        place=places[0],
    )


def _joined(found: dict[str, None]) -> str:
    def first_ones() -> Iterator[str]:
        yield from list(found)[:_NAMED_FINDS]
        if len(found) > _NAMED_FINDS:
            yield "…"

    return "; ".join(first_ones())
