"""What an inspection document says, held against the checklists and against itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from app.domain.answer_check import check_answer
from app.domain.checklist import Checklist, Criterion
from app.errors import InvalidValue
from app.services.inspection_document import AnswerEntry, Fault, InspectionDocument
from app.words import translate

_KEYS: Final = (
    ("answers", "criterion"),
    ("dossiers", "dossier_code"),
    ("findings", "key"),
    ("recommendations", "key"),
)
"""The lists of a document and the field that may stand only once in each."""


def content_faults(
    document: InspectionDocument, checklists: Iterable[Checklist]
) -> Iterator[Fault]:
    """Yield what is wrong with a document whose form is sound, by JSON path."""
    criteria: dict[str, Criterion] = {}
    leaves: set[str] = set()
    for checklist in checklists:
        criteria |= {row.code: row for row in checklist.criteria}
        leaves |= {row.code for row in checklist.leaves()}
    for place, answer in enumerate(document.answers):
        yield from _answer_faults(f"$.answers[{place}]", answer, criteria, leaves)
    yield from _finding_faults(document, criteria)
    yield from _recommendation_faults(document)
    yield from _photo_faults(document, criteria)
    yield from _checklist_faults(document.checklists)
    for part, field in _KEYS:
        yield from _repeated(part, field, [getattr(row, field) for row in getattr(document, part)])


def _answer_faults(
    path: str, answer: AnswerEntry, criteria: Mapping[str, Criterion], leaves: set[str]
) -> Iterator[Fault]:
    if answer.criterion not in criteria:
        yield Fault(f"{path}.criterion", translate("there is no such criterion"))
    elif answer.criterion not in leaves:
        yield Fault(f"{path}.criterion", translate("this is a group; only its parts are answered"))
    elif answer.is_given:
        try:
            check_answer(criteria[answer.criterion], answer)
        except InvalidValue as error:
            yield Fault(f"{path}.{error.params['field']}", str(error.params["reason"]))


def _finding_faults(
    document: InspectionDocument, criteria: Mapping[str, Criterion]
) -> Iterator[Fault]:
    for place, finding in enumerate(document.findings):
        for name in ("area_code", "criterion_code"):
            code = getattr(finding, name)
            if code and code not in criteria:
                yield Fault(f"$.findings[{place}].{name}", translate("there is no such criterion"))


def _recommendation_faults(document: InspectionDocument) -> Iterator[Fault]:
    keys = {finding.key for finding in document.findings}
    for place, asked in enumerate(document.recommendations):
        path = f"$.recommendations[{place}]"
        if asked.finding and asked.finding not in keys:
            yield Fault(f"{path}.finding", translate("no finding has this key"))


def _photo_faults(
    document: InspectionDocument, criteria: Mapping[str, Criterion]
) -> Iterator[Fault]:
    known = {
        "criteria": set(criteria),
        "findings": {finding.key for finding in document.findings},
        "dossiers": {dossier.dossier_code for dossier in document.dossiers},
    }
    for place, photo in enumerate(document.photos):
        for name, allowed in known.items():
            for index, key in enumerate(getattr(photo, name)):
                if key not in allowed:
                    yield Fault(
                        f"$.photos[{place}].{name}[{index}]", translate("nothing has this key")
                    )


def _checklist_faults(codes: Sequence[str]) -> Iterator[Fault]:
    """Two versions of one checklist ask the same criteria twice."""
    seen: set[str] = set()
    for place, code in enumerate(codes):
        name = code.partition("/")[0]
        if name in seen:
            yield Fault(f"$.checklists[{place}]", translate("it stands twice"))
        seen.add(name)


def _repeated(part: str, field: str, keys: list[str]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for place, key in enumerate(keys):
        seen[key] += 1
        if seen[key] > 1:
            yield Fault(f"$.{part}[{place}].{field}", translate("it stands twice"))
