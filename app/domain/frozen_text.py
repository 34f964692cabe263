"""What minutes say, spelt once and for ever: the text behind the code in their footer.

Canonical JSON (`canonical`), kept in the vault under its own SHA-256, which is the H of the
footer. Headquarters spells what it received anew and compares.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from app.domain.canonical import plain
from app.domain.case_file import CaseFile
from app.domain.minutes import MinutesKind
from app.domain.signed_scope import STILL_CHANGES

FORMAT: Final = "skt-minutes/1"
_LIFE: Final = {
    "inspection": STILL_CHANGES["inspection"],
    "plan": STILL_CHANGES["plan"],
    "recommendations": STILL_CHANGES["recommendation"],
}
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


def frozen_text(case: CaseFile, kind: MinutesKind, template_sha256: str) -> str:
    """Return the canonical JSON of what the minutes of a case file say.

    Raises:
        NotCanonical: if a fact has no canonical spelling.
    """
    said: dict[str, Any] = {
        "format": FORMAT,
        "kind": kind.value,
        "template": template_sha256,
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
        "photos": plain(case.photos),
        "photo_links": plain(case.photo_links),
        "roll_calls": plain(case.roll_calls),
        "absences": plain(case.absences),
    }
    for part, names in _LIFE.items():
        rows = said[part] if isinstance(said[part], list) else [said[part]]
        for row in rows:
            for name in names:
                row.pop(name, None)
    return _ENCODER.encode(said).decode()
