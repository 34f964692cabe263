"""What minutes say, spelt once and for ever: the text behind the code in their footer.

Canonical JSON (`canonical`), kept in the vault under its own SHA-256, which is the H of the
footer. Headquarters spells what it received anew and compares.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec

from app.domain.canonical import plain
from app.domain.case_file import CaseFile
from app.domain.frozen_difference import LATER_PARTS, MANY, FrozenFacts
from app.domain.minutes import Minutes, MinutesKind
from app.domain.photo import PhotoUse
from app.domain.signed_scope import STILL_CHANGES
from app.errors import AppError
from app.words import mark, translate

FORMAT: Final = "skt-minutes/1"
_CATALOGUE: Final = frozenset({"valid_from", "valid_to", "old_names", "source"})
_UNSAID: Final = {
    "inspection": STILL_CHANGES["inspection"],
    "plan": STILL_CHANGES["plan"],
    "findings": STILL_CHANGES["finding"],
    "recommendations": STILL_CHANGES["recommendation"],
    "photos": STILL_CHANGES["photo"],
    "unit": _CATALOGUE,
    "province": _CATALOGUE,
}
"""Facts that go on changing after the signature, and that the minutes do not print."""
_ABOUT: Final = ("format", "kind", "template", "amends", "reason")
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


class FrozenTextForeign(AppError):
    """What lies in the vault under a content hash is no frozen text of these minutes."""

    code = "frozen_text_foreign"
    message = mark(
        "Version {version} of the minutes is not proved: the text kept with it is not its own "
        "({reason}). Nothing was changed. Ask the laptop that wrote it for a new package."
    )


def frozen_text(
    case: CaseFile,
    kind: MinutesKind,
    template_sha256: str,
    *,
    amends: Minutes | None = None,
    reason: str = "",
) -> str:
    """Return the canonical JSON of what the minutes of a case file say.

    Args:
        case: everything recorded of the visit.
        kind: whether all of it is printed, or only what changed.
        template_sha256: the wording it is printed in.
        amends: the signed minutes that it stands beside.
        reason: why they are amended.

    Raises:
        NotCanonical: if a fact has no canonical spelling.
    """
    beside = amends and {
        "id": amends.id,
        "version": amends.version,
        "content_sha256": amends.content_sha256,
    }
    about = {
        "format": FORMAT,
        "kind": kind.value,
        "template": template_sha256,
        "amends": beside,
        "reason": reason,
    }
    return _ENCODER.encode({**about, **recorded(case)}).decode()


def spelt_again(case: CaseFile, facts: FrozenFacts) -> str:
    """Return how a frozen text would read if it were frozen of this case file now.

    The head was chosen when it was printed; it is no fact of the visit.
    """
    about = {name: facts.get(name) for name in _ABOUT}
    now = recorded(case)
    now["plan"]["head"] = facts["plan"]["head"]
    return _ENCODER.encode({**about, **now}).decode()


def read_frozen(text: bytes, minutes: Minutes) -> FrozenFacts:
    """Return the facts of a frozen text, proved to be that of these minutes.

    Raises:
        FrozenTextForeign: if it is another's, or no frozen text at all.
    """
    if hashlib.sha256(text).hexdigest() != minutes.content_sha256:
        raise _foreign(minutes, translate("its hash is another"))
    try:
        facts = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _foreign(minutes, translate("it cannot be read")) from error
    if not _is_frozen_text(facts):
        raise _foreign(minutes, translate("it cannot be read"))
    if facts["inspection"]["id"] != minutes.inspection_id:
        raise _foreign(minutes, translate("it is of another inspection"))
    if facts["kind"] != minutes.kind.value:
        raise _foreign(minutes, translate("it is of another kind"))
    known: FrozenFacts = facts
    return known


def recorded(case: CaseFile) -> dict[str, Any]:
    """Return what a case file says in minutes, as plain JSON, part by part.

    Photos for internal use are in no minutes.
    """
    photos = [photo for photo in case.photos if photo.use is PhotoUse.IN_MINUTES]
    shown = {photo.id for photo in photos}
    said: dict[str, Any] = {
        "inspection": plain(case.inspection),
        "unit": plain(case.unit),
        "province": plain(case.province) if case.province else None,
        "plan": plain(case.plan),
        "checklists": plain(case.checklists),
        "participants": plain(case.participants),
        "answers": plain(sorted(case.answers.values(), key=lambda one: one.criterion_code)),
        "findings": plain(case.findings),
        "recommendations": plain(case.recommendations),
        "dossiers": plain(case.dossiers),
        "registers": plain(case.registers),
        "draws": plain(case.draws),
        "photos": plain(photos),
        "photo_links": plain([link for link in case.photo_links if link.photo_id in shown]),
        "roll_calls": plain(case.roll_calls),
        "absences": plain(case.absences),
    }
    # What minutes of earlier versions could not say is left out where there is none of it, so
    # that what was frozen then reads the same now.
    later = {
        "photo_marks": [mark for mark in case.photo_marks if mark.photo_id in shown],
        "remediation_checks": case.remediation_checks,
    }
    said |= {part: plain(rows) for part, rows in later.items() if rows}
    for part, names in _UNSAID.items():
        rows = said[part] if isinstance(said[part], list) else [said[part] or {}]
        for row in rows:
            for name in names:
                row.pop(name, None)
    return said


def _is_frozen_text(facts: Any) -> bool:  # noqa: ANN401 - whatever the bytes say
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        return False
    heads = [facts.get(name) for name in ("inspection", "plan", "unit")]
    tables: list[Any] = [facts.get(part) for part in MANY if part not in LATER_PARTS]
    tables += [facts[part] for part in LATER_PARTS if part in facts]
    return (
        isinstance(facts.get("kind"), str)
        and all(isinstance(head, dict) for head in heads)
        and "id" in facts["inspection"]
        and "head" in facts["plan"]
        and (facts.get("province") is None or isinstance(facts["province"], dict))
        and all(isinstance(rows, list) for rows in tables)
        and all(isinstance(row, dict) and "id" in row for rows in tables for row in rows)
    )


def _foreign(minutes: Minutes, reason: str) -> FrozenTextForeign:
    return FrozenTextForeign(version=minutes.version, reason=reason)
