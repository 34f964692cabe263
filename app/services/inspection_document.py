"""The inspection document: one visit as one JSON file, for other programs and for samples.

Its parts are the facts of the domain themselves, so that the JSON Schema, the
entities and the tables follow from one description (decision 0001). Reading it
names every mistake by its JSON path, not only the first.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_type_hints

import msgspec

from app.domain.answer import AnswerFacts
from app.domain.attendance import AbsenceFacts, RollCallFacts
from app.domain.dossier import DossierFacts
from app.domain.finding import FindingFacts
from app.domain.inspection import InspectionFacts, ParticipantFacts
from app.domain.photo import PhotoUse
from app.domain.plan import PlanFacts
from app.domain.recommendation import RecommendationFacts
from app.errors import AppError, FileUnreadable, InvalidValue
from app.files import os_reason
from app.words import mark, translate

FORMAT: Final = "skt-inspection/1"
_MAX_BYTES: Final = 64 << 20
_MAX_FAULTS: Final = 50

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry(AnswerFacts):
    """An answer in a document."""

    criterion: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry(FindingFacts):
    """A finding in a document; the key keeps it the same when it is recorded again."""

    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEntry(RecommendationFacts):
    """A recommendation in a document; `finding` is the key of the finding it answers."""

    key: Key
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoEntry:
    """A photo in a document; the path counts from the folder of the document."""

    path: Key
    caption: str = ""
    use: PhotoUse = PhotoUse.IN_MINUTES
    criteria: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    """Keys of findings."""
    dossiers: tuple[str, ...] = ()
    """Codes of dossiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionDocument:
    """A visit as other programs hand it over."""

    format: Literal["skt-inspection/1"]
    key: Key
    """A name that stays; a document with the same key is the same inspection."""
    unit_code: Key
    plan: PlanFacts
    visit: InspectionFacts
    checklists: tuple[str, ...]
    """Codes of published checklists, newest version, or `CODE/2` for one version."""
    participants: tuple[ParticipantFacts, ...] = ()
    answers: tuple[AnswerEntry, ...] = ()
    dossiers: tuple[DossierFacts, ...] = ()
    findings: tuple[FindingEntry, ...] = ()
    recommendations: tuple[RecommendationEntry, ...] = ()
    photos: tuple[PhotoEntry, ...] = ()
    roll_calls: tuple[RollCallFacts, ...] = ()
    absences: tuple[AbsenceFacts, ...] = ()
    note: str = ""
    """What a reader should know, e.g. that it is sample data; not printed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a document, by its JSON path."""

    path: str
    reason: str


class DocumentInvalid(AppError):
    """An inspection document has mistakes; `faults` names each by its path."""

    code = "document_invalid"
    message = mark(
        "The inspection document has mistakes:\n{listing}\n"
        "Nothing was recorded. Correct them and record it again."
    )

    def __init__(self, faults: list[Fault]) -> None:
        shown = faults[:_MAX_FAULTS]
        super().__init__(
            listing="\n".join(f"  {fault.path}: {fault.reason}" for fault in shown),
            faults=[{"path": fault.path, "reason": fault.reason} for fault in shown],
            count=len(faults),
        )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an inspection document."""
    found = _as_read(msgspec.json.schema(InspectionDocument))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _as_read(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Say what the reader says: numbers may be written as numbers, unknown fields are refused."""
    if isinstance(node, list):
        return [_as_read(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {name: _as_read(item) for name, item in node.items()}
    if found.get("format") == "decimal":
        found["type"] = ["number", "string"]
    if found.get("type") == "object" and "properties" in found:
        found["additionalProperties"] = False
    return found


def read_document(path: Path) -> InspectionDocument:
    """Read an inspection document.

    Raises:
        FileUnreadable: if the file is missing, too large or no JSON.
        DocumentInvalid: naming every mistake by its JSON path.
    """
    tree = _tree(path)
    if not isinstance(tree, dict):
        raise DocumentInvalid([Fault("$", translate("an object is expected here"))])
    faults = list(_faults(tree))
    if faults:
        raise DocumentInvalid(faults)
    document: InspectionDocument = msgspec.convert(tree, InspectionDocument, strict=True)
    return document


def _tree(path: Path) -> object:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise FileUnreadable(path=path, reason=translate("the file is larger than 64 MB"))
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(path=path, reason=translate("it is not UTF-8 text")) from error
    except OSError as error:
        raise FileUnreadable(path=path, reason=os_reason(error)) from error
    try:
        return json.loads(
            text,
            parse_float=Decimal,  # 0.1 stays 0.1
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except json.JSONDecodeError as error:
        reason = translate(
            "it is not JSON, see line {line}, column {column}",
            line=error.lineno,
            column=error.colno,
        )
        raise FileUnreadable(path=path, reason=reason) from error
    except (ValueError, RecursionError) as error:
        raise FileUnreadable(
            path=path, reason=translate("it is not JSON ({detail})", detail=error)
        ) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Check each part on its own, so that one mistake does not hide the next."""
    parts = {field.name: field for field in dataclasses.fields(InspectionDocument)}
    for name in tree.keys() - parts.keys():
        yield Fault(f"$.{name}", translate("there is no such field"))
    hints = get_type_hints(InspectionDocument, include_extras=True)
    for name, field in parts.items():
        if name not in tree:
            if field.default is dataclasses.MISSING:
                yield Fault(f"$.{name}", translate("this field is required"))
            continue
        yield from _part_faults(f"$.{name}", tree[name], hints[name])


def _part_faults(path: str, value: object, hint: Any) -> Iterator[Fault]:  # noqa: ANN401 - a type
    inner = getattr(hint, "__args__", (None,))[0]
    if getattr(hint, "__origin__", None) is tuple and dataclasses.is_dataclass(inner):
        if not isinstance(value, list):
            yield Fault(path, translate("a list is expected here"))
            return
        for place, item in enumerate(value):
            yield from _part_faults(f"{path}[{place}]", item, inner)
        return
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        yield from _field_faults(path, value, hint)
        return
    yield from _value_faults(path, value, hint)


def _field_faults(path: str, value: Mapping[str, object], hint: Any) -> Iterator[Fault]:  # noqa: ANN401 - a type
    fields = {field.name: field for field in dataclasses.fields(hint)}
    before = False
    for name in value.keys() - fields.keys():
        before = True
        yield Fault(f"{path}.{name}", translate("there is no such field"))
    for name, field in fields.items():
        if name in value:
            for fault in _value_faults(f"{path}.{name}", value[name], _hints(hint)[name]):
                before = True
                yield fault
        elif field.default is dataclasses.MISSING:
            before = True
            yield Fault(f"{path}.{name}", translate("this field is required"))
    if not before:
        # The fields are sound one by one; what they say together may not be.
        yield from _value_faults(path, dict(value), hint)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _value_faults(path: str, value: object, hint: Any) -> Iterator[Fault]:  # noqa: ANN401 - a type
    try:
        msgspec.convert(value, hint, strict=True)
    except InvalidValue as error:
        yield Fault(f"{path}.{error.params['field']}", str(error.params["reason"]))
    except msgspec.ValidationError as error:
        cause = error.__cause__
        if isinstance(cause, InvalidValue):
            yield Fault(f"{path}.{cause.params['field']}", str(cause.params["reason"]))
        else:
            yield _spoken(path, str(error))


_SENTENCES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"Expected `(.+?)`, got `(.+?)`"),
        lambda m: translate("{wanted} is expected here, not {found}", wanted=m[1], found=m[2]),
    ),
    (
        re.compile(r"Invalid enum value (.+)"),
        lambda m: translate("{value} is not one of the allowed values", value=m[1]),
    ),
    (
        re.compile(r"Object missing required field `(.+?)`"),
        lambda m: translate("the field {field} is required", field=m[1]),
    ),
    (
        re.compile(r"Invalid (?:ISO8601|RFC3339)"),
        lambda _: translate("this day or moment does not exist (write 2026-11-20)"),
    ),
    (
        re.compile(r"Expected `str` of length >= 1"),
        lambda _: translate("it must not be empty"),
    ),
    (
        re.compile(r"Expected `str` of length <= (\d+)"),
        lambda m: translate("it is longer than {most} characters", most=m[1]),
    ),
    (
        re.compile(r"Invalid decimal"),
        lambda _: translate("this is not a number (write 1.5)"),
    ),
)


def _spoken(path: str, complaint: str) -> Fault:
    """Say a complaint of the JSON library in the user's language."""
    sentence, _, place = complaint.partition(" - at `$")
    full = path + place.rstrip("`")
    for pattern, say in _SENTENCES:
        match = pattern.match(sentence)
        if match:
            return Fault(full, say(match))
    return Fault(full, sentence)
