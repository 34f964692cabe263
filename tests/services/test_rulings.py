"""What headquarters rules about visits: who may, what is refused, what travels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.inspection import Inspection
from app.domain.visit_ruling import VisitRuling, visit_ruling_id
from app.errors import InvalidValue, NotFound
from app.ids import InspectionId
from app.services.office import NotHeadquarters
from app.services.rulings import NotASecondRecord
from tests.enrolled import enrol
from tests.services.test_visits import FACTS, PLAN


def begun(application: Application, unit: str = "28108") -> Inspection:
    return application.inspections.start(unit, PLAN, FACTS, ("MC",))


def test_a_visit_nobody_ruled_on_has_a_ruling_that_says_nothing(headquarters: Application) -> None:
    visit = begun(headquarters)

    ruling = headquarters.rulings.of(visit.id)

    assert (ruling.is_withdrawn, ruling.alias_of) == (False, None)


def test_a_laptop_rules_on_nothing(application: Application) -> None:
    one, other = begun(application), begun(application)

    rules: list[Callable[[], object]] = [
        lambda: application.rulings.withdraw(one.id, "lý do"),
        lambda: application.rulings.give_back(one.id),
        lambda: application.rulings.join(one.id, other.id),
        lambda: application.rulings.part(one.id),
    ]
    for rule in rules:
        with pytest.raises(NotHeadquarters):
            rule()

    assert not application.rulings.of(one.id).is_withdrawn


def test_a_withdrawal_without_a_reason_is_refused(headquarters: Application) -> None:
    visit = begun(headquarters)

    with pytest.raises(InvalidValue):
        headquarters.rulings.withdraw(visit.id, "  ")


def test_both_rulings_on_one_visit_stand_beside_each_other(headquarters: Application) -> None:
    one, other = begun(headquarters), begun(headquarters)

    headquarters.rulings.withdraw(one.id, " chuyển năm sau ")
    headquarters.rulings.join(one.id, other.id)
    both = headquarters.rulings.of(one.id)
    headquarters.rulings.give_back(one.id)

    assert (both.withdrawn_reason, both.alias_of) == ("chuyển năm sau", other.id)
    assert (
        headquarters.rulings.of(one.id).is_withdrawn,
        headquarters.rulings.of(one.id).alias_of,
    ) == (False, other.id)


def test_a_visit_is_no_second_record_of_itself_of_another_unit_or_of_a_second_record(
    headquarters: Application,
) -> None:
    one, other, third = begun(headquarters), begun(headquarters), begun(headquarters)
    far = begun(headquarters, "28114")
    headquarters.rulings.join(other.id, one.id)

    for visit, target in ((one, one), (one, far), (third, other)):
        with pytest.raises(NotASecondRecord):
            headquarters.rulings.join(visit.id, target.id)

    assert headquarters.rulings.of(third.id).alias_of is None


def test_what_is_not_there_is_ruled_on_by_nobody(headquarters: Application) -> None:
    with pytest.raises(NotFound):
        headquarters.rulings.withdraw(InspectionId("không có"), "lý do")
    with pytest.raises(NotFound):
        headquarters.rulings.join(begun(headquarters).id, InspectionId("không có"))


def _sent(sender: Application, place: Path) -> list[Path]:
    place.mkdir()
    sender.exports.write(place)
    return [place]


def test_a_ruling_travels_to_the_team_and_back_and_nothing_is_set_aside(
    application: Application, headquarters: Application, tmp_path: Path
) -> None:
    enrol(headquarters, application, tmp_path, "doan1/may-01")
    visit = begun(headquarters)
    headquarters.rulings.withdraw(visit.id, "chuyển năm sau")

    (there,) = application.imports.take_in(_sent(headquarters, tmp_path / "đi"))
    (back,) = headquarters.imports.take_in(_sent(application, tmp_path / "về"))

    assert application.rulings.of(visit.id).withdrawn_reason == "chuyển năm sau"
    assert (there.error, there.rejected, back.error, back.rejected) == (None, 0, None, 0)


def test_what_a_laptop_rules_behind_our_back_is_set_aside(
    application: Application, headquarters: Application, tmp_path: Path
) -> None:
    enrol(headquarters, application, tmp_path, "doan1/may-01")
    visit = begun(application)
    forged = VisitRuling(
        id=visit_ruling_id(visit.id), inspection_id=visit.id, withdrawn_reason="giả"
    )
    with application._store.writing() as work:  # noqa: SLF001 - what no service writes
        work.save(forged)
        work.commit()

    (taken,) = headquarters.imports.take_in(_sent(application, tmp_path / "về"))

    assert taken.rejected > 0
    assert not headquarters.rulings.of(visit.id).is_withdrawn
    assert headquarters.inspections.get(visit.id).unit_code == "28108"
