"""What a crash or a power cut left half typed in a visit, and where it was being typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Protocol

from app.domain.answer import Answer, answer_id
from app.domain.case_file import CaseFile
from app.domain.dossier_cell import show_cell
from app.domain.dossier_column import BY_NAME
from app.ids import RecommendationId
from app.words import translate
from ui.navigation import VisitTab
from ui.texts import day_text, moment_text, number_text, parse_iso_day, parse_number
from ui.visit.new_text import NewText
from ui.widgets.typed_text import DraftPlace, is_new_record, parts_of_new

_MOST_WORDS: Final = 8
_SPOKEN: Final = frozenset({"unit_opinion", "refused_to_sign", "report_due_on"})
"""The facts of a visit that are typed on the tab of the minutes."""


class KeptDraft(Protocol):
    """A draft as the service returns it."""

    @property
    def entity_id(self) -> str:
        """What was being typed into."""
        ...

    @property
    def field(self) -> str:
        """Which field of it."""
        ...

    @property
    def text(self) -> str:
        """The text when it was last kept."""
        ...

    @property
    def caret(self) -> int:
        """Where the next letter was to go."""
        ...

    @property
    def kept_ms(self) -> int:
        """When it was last kept."""
        ...

    @property
    def inspection_id(self) -> str:
        """The visit it belongs to."""
        ...

    @property
    def before(self) -> str:
        """What stood in the field when typing began."""
        ...


@dataclass(frozen=True, slots=True)
class LostText:
    """A draft whose text is not in the store."""

    draft: KeptDraft
    tab: VisitTab | None
    """Where it can go on; None where its record is gone."""
    key: str
    """What to take in hand on that tab."""
    name: str
    """The place in words."""
    stored: str
    """What the store holds there now, as it is shown."""

    @property
    def place(self) -> DraftPlace:
        """The field it belongs to."""
        return DraftPlace(self.draft.entity_id, self.draft.field)

    @property
    def is_overtaken(self) -> bool:
        """Whether the store holds something else by now than when the typing began."""
        return self.stored != self.draft.before

    @property
    def stands_on_photo(self) -> bool:
        """Whether it was typed on a photo seen large, and not in a field of the tab."""
        return self.tab is VisitTab.PHOTOS and self.draft.entity_id != self.key


@dataclass(frozen=True, slots=True)
class _Spot:
    tab: VisitTab
    key: str
    name: str
    record: object = None


def lost_texts(case: CaseFile, drafts: Iterable[KeptDraft]) -> list[LostText]:
    """Return the drafts of this visit whose text is not in the store, as they come."""
    return [one for one in _of_visit(case, drafts) if one.draft.text.strip() != one.stored.strip()]


def settled_drafts(case: CaseFile, drafts: Iterable[KeptDraft]) -> list[DraftPlace]:
    """Return the places of drafts of this visit whose text the store has."""
    found = _of_visit(case, drafts)
    return [one.place for one in found if one.draft.text.strip() == one.stored.strip()]


def _of_visit(case: CaseFile, drafts: Iterable[KeptDraft]) -> list[LostText]:
    spots = _spots(case)
    found = []
    for draft in drafts:
        spot = spots.get(draft.entity_id) or _new_spot(case, draft)
        if spot is None:
            if draft.inspection_id == case.inspection.id:
                name = translate("a record that is gone")
                found.append(LostText(draft, None, "", name, ""))
            continue
        if draft.entity_id == case.inspection.id:
            tab = VisitTab.MINUTES if draft.field in _SPOKEN else VisitTab.OVERVIEW
            spot = replace(spot, tab=tab, key=draft.field)
        stored = shown(spot.record, draft.field)
        found.append(LostText(draft, spot.tab, spot.key, spot.name, stored))
    return found


def shown(record: object, field: str) -> str:
    """Return a fact of a record as its field shows it."""
    value = getattr(record, field, None)
    if isinstance(record, Answer) and field == "value":
        return _shown_answer(str(value))
    if field in BY_NAME and hasattr(record, "dossier_code"):
        return show_cell(BY_NAME[field], value)
    if value is None or isinstance(value, Decimal | int):
        return number_text(value)
    if isinstance(value, date):
        return moment_text(value) if isinstance(value, datetime) else day_text(value)
    return str(value)


def _shown_answer(value: str) -> str:
    if (day := parse_iso_day(value)) is not None:
        return day_text(day)
    number = parse_number(value)
    return number_text(number) if number is not None else value


def _asked(case: CaseFile) -> Iterator[tuple[str, _Spot]]:
    """Yield what is asked for in this visit, and what became of what earlier ones asked for."""
    for asked in case.recommendations:
        name = translate("recommendation “{begin}”", begin=_begin(asked.text))
        yield asked.id, _Spot(VisitTab.FINDINGS, asked.id, name, asked)
    for check in case.remediation_checks:
        name = translate("earlier recommendation “{begin}”", begin=_begin(check.text))
        yield check.id, _Spot(VisitTab.FINDINGS, check.recommendation_id, name, check)


def _spots(case: CaseFile) -> Mapping[str, _Spot]:
    visit = case.inspection
    spots: dict[str, _Spot] = {
        answer_id(visit.id, leaf.identity): _Spot(
            VisitTab.CHECKLIST,
            leaf.code,
            translate("criterion {code}", code=leaf.code),
            case.answers.get(leaf.code),
        )
        for checklist in case.checklists
        for leaf in checklist.leaves()
    }
    spots[visit.id] = _Spot(VisitTab.OVERVIEW, "", translate("the facts of the visit"), visit)
    for place, one in enumerate(visit.delegations):
        spots[f"{visit.id}#{place}"] = _Spot(
            VisitTab.OVERVIEW, "delegations", translate("the joint delegations"), one
        )
    for found in case.findings:
        name = translate("finding “{begin}”", begin=_begin(found.text))
        spots[found.id] = _Spot(VisitTab.FINDINGS, found.id, name, found)
    spots.update(_asked(case))
    for person in case.participants:
        name = translate("participant {name}", name=person.name)
        spots[person.id] = _Spot(VisitTab.OVERVIEW, person.id, name, person)
    for photo in case.photos:
        name = translate("photo {name}", name=photo.file_name)
        spots[photo.id] = _Spot(VisitTab.PHOTOS, photo.id, name, photo)
    for mark in case.photo_marks:
        name = _text_on_photo(case, mark.photo_id)
        spots[mark.id] = _Spot(VisitTab.PHOTOS, mark.photo_id, name, mark)
    for dossier in case.dossiers:
        name = translate("dossier {code}", code=dossier.dossier_code)
        spots[dossier.id] = _Spot(VisitTab.DOSSIERS, dossier.id, name, dossier)
    entries: Sequence[object] = (*case.roll_calls, *case.absences)
    for entry in entries:
        identity = str(getattr(entry, "id", ""))
        spots[identity] = _Spot(VisitTab.OVERVIEW, identity, translate("attendance"), entry)
    return spots


def _new_spot(case: CaseFile, draft: KeptDraft) -> _Spot | None:
    if not is_new_record(draft.entity_id):
        return None
    visit, kind, about = parts_of_new(draft.entity_id)
    if visit != case.inspection.id:
        return None
    if kind == NewText.KIND:
        photo_id = NewText.of(draft.entity_id).photo_id
        if all(one.id != photo_id for one in case.photos):
            return None
        return _Spot(VisitTab.PHOTOS, photo_id, _text_on_photo(case, photo_id))
    checks = {one.recommendation_id: one for one in case.remediation_checks}
    spots = {
        "finding": _Spot(VisitTab.FINDINGS, draft.entity_id, translate("a new finding")),
        "recommendation": _Spot(VisitTab.FINDINGS, about, translate("a new recommendation")),
        "participant": _Spot(VisitTab.OVERVIEW, about, translate("a new participant")),
        "check": _Spot(
            VisitTab.FINDINGS,
            about,
            translate("an earlier recommendation"),
            checks.get(RecommendationId(about)),
        ),
        "absence": _Spot(VisitTab.OVERVIEW, "absences", translate("a new absence")),
        "delegation": _Spot(VisitTab.OVERVIEW, "delegations", translate("a new delegation")),
        "dossier": _Spot(VisitTab.DOSSIERS, "", translate("a new dossier")),
    }
    return spots.get(kind)


def _text_on_photo(case: CaseFile, photo_id: str) -> str:
    name = next((one.file_name for one in case.photos if one.id == photo_id), "")
    return translate("a text on photo {name}", name=name)


def _begin(text: str) -> str:
    words = text.split()
    return " ".join(words[:_MOST_WORDS]) + ("…" if len(words) > _MOST_WORDS else "")
