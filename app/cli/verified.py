"""The command `minutes verify`: a paper or a code held against what was frozen and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import typer

from app.cli.output import Answer, shown
from app.cli.session import command, session
from app.domain.change_text import change_text
from app.domain.minutes import MinutesKind, MinutesState
from app.services.frozen_texts import Condition
from app.services.verification import Alteration, Verified
from app.words import mark, translate


@command
def verify(given: Annotated[list[str], typer.Argument(metavar="FILE | CODE")]) -> Answer:
    """Verify a file or a code; a code may be typed with spaces."""
    with session().open() as app:
        # One list on the way: the shell splits a code that was typed with spaces.
        found = app.verification.verify(" ".join(given))
    lines = [line for one in found.found for line in _verified_lines(one)]
    if found.alteration is not None:
        lines += _altered_lines(found.alteration)
    fault = found.fault
    lines.append(fault.text if fault else translate("Everything agrees."))
    return Answer(data=found, lines=lines, error=fault)


_CONDITIONS: Final = {
    Condition.WHOLE: mark("whole"),
    Condition.NONE: mark("none"),
    Condition.MISSING: mark("not on this computer"),
    Condition.DAMAGED: mark("damaged"),
    Condition.FOREIGN: mark("another's"),
}
_STATES: Final = {
    MinutesState.DRAFT: mark("a printing from before texts were frozen"),
    MinutesState.READ_BACK: mark("frozen, not signed"),
    MinutesState.SIGNED: mark("signed"),
    MinutesState.VOID: mark("signed, later declared void"),
}
_KINDS: Final = {
    MinutesKind.FULL: mark("Minutes {code}"),
    MinutesKind.SUPPLEMENT: mark("Supplementary minutes {code}"),
}
_MOST_CHANGES: Final = 20


def _verified_lines(one: Verified) -> list[str]:
    minutes = one.minutes
    state = translate(_STATES[minutes.state])
    if minutes.state is MinutesState.SIGNED:
        names = "; ".join(minutes.signers) or "–"
        state = translate(
            "signed, recorded {when}, by {names}", when=shown(minutes.signed_at), names=names
        )
    conditions = {
        name: translate(_CONDITIONS[condition])
        for name, condition in (("kept", one.text), ("word", one.document), ("scan", one.scan))
    }
    lines = [
        translate(_KINDS[minutes.kind], code=minutes.code),
        "  "
        + translate(
            "{unit} ({code}), inspection {id}",
            unit=one.unit_name,
            code=one.unit_code,
            id=minutes.inspection_id,
        ),
        "  " + translate("Written {when}; {state}", when=shown(minutes.written_at), state=state),
        "  "
        + translate("Text behind the code: {kept}; Word file: {word}; scan: {scan}", **conditions),
    ]
    if one.text is Condition.WHOLE:
        lines += _change_lines([change_text(change) for change in one.changes])
    return lines


def _change_lines(changes: Sequence[str]) -> list[str]:
    if not changes:
        return ["  " + translate("What is recorded today says the same.")]
    head = translate("What is recorded today differs in {count} facts:", count=len(changes))
    more = len(changes) - _MOST_CHANGES
    rest = ["    " + translate("and {count} more", count=more)] if more > 0 else []
    return [f"  {head}", *(f"    {line}" for line in changes[:_MOST_CHANGES]), *rest]


def _altered_lines(found: Alteration) -> list[str]:
    lines = [translate("The file claims to be {code}, but was changed:", code=found.claimed)]
    for change in found.texts[:_MOST_CHANGES]:
        lines += [f"  - {change.before or '–'}", f"  + {change.after or '–'}"]
    if len(found.texts) > _MOST_CHANGES:
        lines.append("  " + translate("and {count} more", count=len(found.texts) - _MOST_CHANGES))
    if found.has_other_pictures:
        lines.append("  " + translate("Pictures were changed."))
    if not found.texts:
        lines.append("  " + translate("Its text is the same; its looks or properties differ."))
    return lines
