"""What was taken back, in words, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.domain.answer import Answer
from app.domain.change_names import FACTS
from app.domain.photo import PhotoLink, PhotoTarget
from app.services.undo import Act, TakenBack
from app.words import mark, translate, translate_count
from ui.navigation import VisitTab
from ui.texts import mark_text

_LONGEST: Final = 48
_MOST_FACTS: Final = 2
_AT_THE_MINUTES: Final = frozenset(
    {"unit_opinion", "unit_agreement", "refused_to_sign", "report_due_on"}
)
_TARGETS: Final = {
    PhotoTarget.CRITERION: VisitTab.CHECKLIST,
    PhotoTarget.FINDING: VisitTab.FINDINGS,
    PhotoTarget.DOSSIER: VisitTab.DOSSIERS,
}
_ACTS: Final = {
    Act.ADDED: mark("{what} added"),
    Act.CHANGED: mark("{what} changed"),
    Act.REMOVED: mark("{what} removed"),
}


def taken_back_text(told: TakenBack) -> str:
    """Return one line, e.g. `Undone: answer to criterion CCHC.1.2.1`."""
    if isinstance(told.entity, Answer) and told.count == 1:
        what = _answer_text(told.entity, told.facts)
    else:
        what = translate(_ACTS[told.act], what=_thing(told))
    return turned_text(what, is_redo=told.is_redo)


def turned_text(what: str, *, is_redo: bool) -> str:
    """Return the line that names what was taken back or made again."""
    if is_redo:
        return translate("Done again: {what}", what=what)
    return translate("Undone: {what}", what=what)


def place_of(told: TakenBack) -> tuple[VisitTab, str]:
    """Return the tab and the key of what was taken back."""
    entity = told.entity
    if entity.KIND == "inspection":
        fact = min(told.facts, default="")
        return VisitTab.MINUTES if fact in _AT_THE_MINUTES else VisitTab.OVERVIEW, fact
    if isinstance(entity, PhotoLink):
        tab = _TARGETS.get(entity.target)
        return (VisitTab.PHOTOS, entity.photo_id) if tab is None else (tab, entity.target_key)
    tab, key = _PLACES.get(entity.KIND, (VisitTab.OVERVIEW, "id"))
    if told.is_gone and key == "id":
        return tab, ""
    return tab, str(getattr(entity, key))


def _answer_text(answer: Answer, facts: frozenset[str]) -> str:
    # A first answer also says where it stands.
    if facts - {"inspection_id", "checklist_id", "criterion_code"} == {"comment"}:
        return translate("comment on criterion {code}", code=answer.criterion_code)
    return translate("answer to criterion {code}", code=answer.criterion_code)


def _thing(told: TakenBack) -> str:
    kind = told.entity.KIND
    if told.count > 1 and kind in _SEVERAL:
        return _SEVERAL[kind](told.count)
    if kind == "inspection":
        names = FACTS[kind]
        known = [translate(names[fact]) for fact in sorted(told.facts) if fact in names]
        return ", ".join(known[:_MOST_FACTS]) or translate("facts of the visit")
    return _THINGS.get(kind, lambda _entity: translate("record of the visit"))(told.entity)


def _of_link(link: PhotoLink) -> str:
    if link.target is PhotoTarget.CRITERION:
        return translate("photo of criterion {code}", code=link.target_key)
    return translate("evidence of a photo")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


_PLACES: Final[Mapping[str, tuple[VisitTab, str]]] = {
    "answer": (VisitTab.CHECKLIST, "criterion_code"),
    "finding": (VisitTab.FINDINGS, "id"),
    "recommendation": (VisitTab.FINDINGS, "id"),
    "photo": (VisitTab.PHOTOS, "id"),
    "photo_mark": (VisitTab.PHOTOS, "photo_id"),
    "remediation_check": (VisitTab.FINDINGS, "recommendation_id"),
    "work_share": (VisitTab.CHECKLIST, "criterion_code"),
}
"""The tab of each kind, and the fact that tells what to take in hand there."""
_THINGS: Final[Mapping[str, Callable[[Any], str]]] = {
    "finding": lambda one: translate("finding “{name}”", name=_short(one.text)),
    "recommendation": lambda one: translate("recommendation “{name}”", name=_short(one.text)),
    "photo": lambda one: translate("photo “{name}”", name=_short(one.caption or one.file_name)),
    "photo_link": _of_link,
    "photo_mark": lambda one: mark_text(one.kind),
    "participant": lambda one: translate("participant “{name}”", name=_short(one.name)),
    "roll_call": lambda _one: translate("roll call"),
    "remediation_check": lambda one: translate(
        "check of the recommendation “{name}”", name=_short(one.text)
    ),
    "work_share": lambda one: translate("share of {code}", code=one.criterion_code),
    "absence": lambda one: translate("absence of “{name}”", name=_short(one.name)),
}
_SEVERAL: Final[Mapping[str, Callable[[int], str]]] = {
    "answer": lambda count: translate_count("{count} answer", "{count} answers", count),
    "finding": lambda count: translate_count("{count} finding", "{count} findings", count),
    "photo": lambda count: translate_count("{count} photo", "{count} photos", count),
    "photo_mark": lambda count: translate_count(
        "{count} mark on a photo", "{count} marks on photos", count
    ),
}
