"""Taking over plans and checklists: what comes with them, what stays set aside, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from typing_extensions import override

from app.bootstrap import Application
from app.domain.calendar import DayKind, DayStatus, special_day
from app.domain.canonical import spell
from app.domain.entity import Entity
from app.domain.paper import Paper, PaperTemplate, template_id
from app.domain.revision import Revision, commitment
from app.domain.unit import Unit, UnitType, unit_id
from app.domain.visit_ruling import VisitRuling, visit_ruling_id
from app.ids import PlanId
from app.packages.reader import RejectedRevision
from app.services.takeover import take_over
from tests import given
from tests.services.conftest import NewApplication

PRESCRIBED: dict[str, Entity] = {
    "ruling": VisitRuling(
        id=visit_ruling_id(given.INSPECTION),
        inspection_id=given.INSPECTION,
        withdrawn_reason="Rút",
    ),
    "unit": Unit(id=unit_id("28108"), code="28108", name="xã Giả Mạo", unit_type=UnitType.COMMUNE),
    "day": special_day(date(2026, 12, 17), "Nghỉ", DayKind.HOLIDAY, DayStatus.VERIFIED),
    "template": PaperTemplate(
        id=template_id(Paper.MINUTES),
        paper=Paper.MINUTES,
        file_name="x.docx",
        docx_sha256="0" * 64,
        installed_at=datetime(2026, 11, 1, tzinfo=UTC),
    ),
}


def written(application: Application, *entities: Entity) -> list[Revision]:
    """Write entities on a laptop, and return the revisions that a package would carry of them."""
    with application._store.writing() as work:  # noqa: SLF001 - writes what no service would
        for one in entities:
            work.save(one)
        work.commit()
        names = [str(getattr(one, type(one).AGGREGATE)) for one in entities]
        return list(work.history.revisions(names))


def refused(revisions: Sequence[Revision]) -> list[RejectedRevision]:
    """Revisions as the reader of a package sets them aside."""
    return [RejectedRevision(revision=one, reason="không được ghi") for one in revisions]


def taken_over(
    application: Application, rejected: Sequence[RejectedRevision]
) -> tuple[int, list[Revision]]:
    """Take over and keep it; return how many were, and what stays set aside."""
    with application._store.writing() as work:  # noqa: SLF001 - as an import does
        taken, aside = take_over(work, rejected, "gói-1", decides=True)
        work.commit()
    return taken, [one.revision for one in aside]


def found(application: Application, entity: Entity) -> Entity | None:
    """An entity as a store shows it."""
    with application._store.reading() as view:  # noqa: SLF001 - of any kind
        return view.find(type(entity), entity.id)


def saying(revision: Revision, value: object, **facts: object) -> Revision:
    """The same revision with another value."""
    nonce, text = bytes(16), spell(value)
    changed = {"value": text, "nonce": nonce.hex(), "commit_hash": commitment(nonce, text)}
    return replace(revision, **{**changed, **facts}).sealed()  # type: ignore[arg-type] # any fact


@pytest.mark.parametrize("what", sorted(PRESCRIBED))
def test_a_plan_brings_in_nothing_prescribed_that_bears_its_identity(
    headquarters: Application, new_application: NewApplication, what: str
) -> None:
    prescribed = PRESCRIBED[what]
    theirs = written(new_application("may-01"), prescribed)
    plan = written(new_application("may-02"), given.plan(id=PlanId(prescribed.id)))
    before = found(headquarters, prescribed)

    _taken, aside = taken_over(headquarters, refused([*plan, *theirs]))

    assert found(headquarters, prescribed) == before
    assert set(theirs) <= set(aside)


def test_what_bears_the_identity_of_a_known_plan_stays_set_aside(
    headquarters: Application, new_application: NewApplication
) -> None:
    written(headquarters, given.plan())
    plan = written(new_application("may-01"), given.plan())
    unit = Unit(id=unit_id("1"), code="1", name="xã Giả", unit_type=UnitType.COMMUNE)
    theirs = [
        replace(one, entity_id=given.plan().id).sealed()
        for one in written(new_application("may-02"), unit)
    ]

    assert taken_over(headquarters, refused([*plan, *theirs])) == (0, theirs)


def test_what_a_known_plan_does_not_say_stays_set_aside(
    headquarters: Application, new_application: NewApplication
) -> None:
    written(headquarters, given.plan(subject="Z"))
    plan = written(new_application("may-01"), given.plan(subject="Z"))
    (subject,) = (one for one in plan if one.field == "subject")
    beside = saying(subject, "A", lam=0)
    unknown = saying(subject, "A", field="of_the_future")

    assert taken_over(headquarters, refused([*plan, beside, unknown])) == (0, [beside, unknown])


def test_a_plan_in_the_aggregate_of_something_else_is_none(
    headquarters: Application, new_application: NewApplication
) -> None:
    plan = written(new_application("may-01"), given.plan())
    elsewhere = [replace(one, agg_id=given.INSPECTION).sealed() for one in plan]

    assert taken_over(headquarters, refused(elsewhere)) == (0, elsewhere)


def test_a_checklist_whose_criteria_are_replaced_in_the_same_package_is_none(
    headquarters: Application, new_application: NewApplication
) -> None:
    own = given.checklist(code="RIENG")
    revisions = written(new_application("may-01"), own)
    (criteria,) = (one for one in revisions if one.field == "criteria")
    replaced = saying(criteria, [], lam=0, parents=(criteria.rev_id,))

    taken, aside = taken_over(headquarters, refused([*revisions, replaced]))

    assert (taken, len(aside)) == (0, len(revisions) + 1)
    assert found(headquarters, own) is None


def test_two_versions_of_a_set_that_only_the_laptop_has_come_over_as_they_are(
    headquarters: Application, new_application: NewApplication
) -> None:
    first = given.checklist(code="RIENG")
    second = given.checklist(given.criterion("RIENG.1.1", "RIENG.1"), code="RIENG", number=2)
    revisions = written(new_application("may-01"), first, second)

    taken, _aside = taken_over(headquarters, refused(revisions))

    assert taken == 2
    assert headquarters.checklists.current("RIENG") == second


def test_a_version_of_a_set_that_headquarters_has_retired_brings_it_not_back(
    headquarters: Application, new_application: NewApplication
) -> None:
    ours = given.checklist(code="RIENG")
    written(headquarters, ours)
    headquarters.checklist_life.retire(ours.id)
    theirs = given.checklist(given.criterion("RIENG.1.1", "RIENG.1"), code="RIENG", number=2)

    taken, _aside = taken_over(headquarters, refused(written(new_application("may-01"), theirs)))

    assert taken == 1
    assert {one.state.value for one in headquarters.checklists.rows() if one.code == "RIENG"} == {
        "retired"
    }


class _Counted(list[RejectedRevision]):
    """Counts how often somebody goes through it."""

    rounds = 0

    @override
    def __iter__(self) -> Iterator[RejectedRevision]:
        self.rounds += 1
        return super().__iter__()


def test_however_many_plans_come_what_was_refused_is_gone_through_as_often(
    headquarters: Application, new_application: NewApplication
) -> None:
    laptop = new_application("may-01")
    rounds = []
    for count in (1, 20):
        plans = [given.plan(id=PlanId(f"plan-{count}-{n}")) for n in range(count)]
        rejected = _Counted(refused(written(laptop, *plans)))
        taken, aside = taken_over(headquarters, rejected)
        assert (taken, aside) == (count, [])
        rounds.append(rejected.rounds)

    assert rounds[0] == rounds[1]
