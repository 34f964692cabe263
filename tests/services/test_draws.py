"""Registers kept, samples drawn and replaced, in a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.documents.workbook import WorkbookInvalid
from app.domain.dossier import Dossier, Pick, dossier_id
from app.domain.draw import DrawOrder
from app.domain.inspection import Inspection
from app.domain.register import Register
from app.domain.register_columns import RegisterMap
from app.errors import InvalidValue, NotFound
from app.ids import InspectionId
from app.services.draws import DrawExhausted, NoRegister, NotDrawn
from app.services.register_rows import RegisterElsewhere
from app.services.registers import read_map
from tests.documents.register_books import HEADINGS, dossier_row, register_book, workbook
from tests.services.conftest import NewApplication
from tests.ui.given import given_visit

ORDER = DrawOrder(size=5, seed="2026-11-25-01")


@pytest.fixture
def visit(application: Application) -> Inspection:
    return given_visit(application)


def kept(application: Application, visit_id: InspectionId, path: Path) -> Register:
    registers = application.registers
    return registers.keep(visit_id, registers.look(registers.open(path)))


def dossiers(application: Application, visit_id: InspectionId) -> tuple[Dossier, ...]:
    return application.inspections.case_file(visit_id).dossiers


def test_a_register_is_kept_with_its_hash_and_population(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    register = kept(application, visit.id, register_book(tmp_path / "so.xlsx", 30))

    assert (register.file_name, register.entries, len(register.sha256)) == ("so.xlsx", 30, 64)
    assert [(one.field, one.entries) for one in register.fields] == [
        ("Chứng thực", 10),
        ("Hộ tịch", 10),
        ("Đất đai", 10),
    ]


def test_the_same_file_twice_is_the_same_register(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    path = register_book(tmp_path / "so.xlsx", 30)
    first = kept(application, visit.id, path)

    again = kept(application, visit.id, path.rename(tmp_path / "so-2.xlsx"))

    assert again == first
    assert application.registers.of(visit.id) == [first]


def test_a_register_with_faults_leaves_nothing_behind(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    path = register_book(tmp_path / "so.xlsx", 30, **{"Ngày tiếp nhận": "31/02/2026"})

    with pytest.raises(WorkbookInvalid):
        kept(application, visit.id, path)

    assert application.registers.of(visit.id) == []


def test_a_register_of_no_visit_is_refused(application: Application, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        kept(application, InspectionId("không có"), register_book(tmp_path / "so.xlsx", 3))


def test_what_was_said_of_the_columns_is_remembered_for_the_same_headings(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    registers = application.registers
    rows: list[list[object]] = [
        ["Ký hiệu", "Lúc nào", "Lĩnh vực"],
        ["A1", datetime.fromisoformat("2026-08-03T08:00"), "Hộ tịch"],
    ]
    source = registers.open(workbook(tmp_path / "so.xlsx", rows))
    wanted = RegisterMap(
        columns={"dossier_code": "Ký hiệu", "received_at": "Lúc nào"}, heading_row=1
    )
    registers.keep(visit.id, registers.look(source, wanted))
    rows[1][0] = "A2"

    read = registers.look(registers.open(workbook(tmp_path / "so2.xlsx", rows)))

    assert read.rows.dossier_code == ("A2",)


def test_a_draw_adds_dossiers_with_what_the_register_knows(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 30))

    done = application.draws.draw(visit.id, ORDER)

    sample = dossiers(application, visit.id)
    assert done.added == len(sample) == 5
    assert [one.dossier_code for one in sample] == [one.dossier_code for one in done.draw.drawn]
    assert {one.pick for one in sample} == {Pick.RANDOM}
    assert sample[0].procedure_name == "Đăng ký khai sinh"
    assert sample[0].received_at == datetime.fromisoformat("2026-08-03T08:30")
    assert sample[0].applicant == ""


def test_drawing_again_gives_the_same_and_changes_nothing(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 30))
    first = application.draws.draw(visit.id, ORDER)
    before = application.inspections.history(visit.id)

    again = application.draws.draw(visit.id, ORDER)

    assert (again.draw, again.added) == (first.draw, 0)
    assert application.inspections.history(visit.id) == before


def test_overdue_and_complained_come_with_their_reason(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    late = dossier_row(1, **{"Ngày có kết quả": datetime.fromisoformat("2026-08-20T09:00")})
    blamed = dossier_row(2, **{"Phản ánh": "x"})
    rows = [HEADINGS, late, blamed, *(dossier_row(number) for number in range(3, 20))]
    kept(application, visit.id, workbook(tmp_path / "so.xlsx", rows))

    application.draws.draw(visit.id, ORDER)

    always = [one for one in dossiers(application, visit.id) if one.pick is Pick.ALWAYS]
    assert [one.pick_reason for one in always] == ["quá hạn", "có phản ánh, kiến nghị"]


def test_what_a_draw_would_take_is_foreseen_and_not_kept(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 30))

    shares = application.draws.foresee(visit.id, replace(ORDER, size=4, by_field=True))

    assert [(one.field, one.entries, one.always, one.random) for one in shares] == [
        ("Chứng thực", 10, 0, 4),
        ("Hộ tịch", 10, 0, 4),
        ("Đất đai", 10, 0, 4),
    ]
    assert application.draws.of(visit.id) == []


def test_a_dossier_that_was_checked_stays_as_it_was(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 10))
    first = application.draws.draw(visit.id, DrawOrder(size=10, seed="một"))

    second = application.draws.draw(visit.id, DrawOrder(size=10, seed="hai"))

    assert (first.added, second.added) == (10, 0)
    assert len(dossiers(application, visit.id)) == 10


def test_a_replacement_steps_into_the_place_with_its_reason(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 30))
    longer = application.draws.foresee(visit.id, replace(ORDER, size=6))
    assert sum(one.random for one in longer) == 6
    draw = application.draws.draw(visit.id, ORDER).draw
    out = draw.drawn[2].dossier_code

    found = application.draws.replace(visit.id, out, "hồ sơ đã chuyển lưu trữ")

    codes = [one.dossier_code for one in dossiers(application, visit.id)]
    assert codes[2] == found.dossier_code
    assert out not in codes
    assert len(codes) == 5
    new = next(one for one in dossiers(application, visit.id) if one.pick is Pick.REPLACEMENT)
    assert new.pick_reason == f"thay hồ sơ {out}: hồ sơ đã chuyển lưu trữ"


def test_a_replacement_can_be_replaced_but_nothing_twice(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 7))
    out = application.draws.draw(visit.id, ORDER).draw.drawn[0].dossier_code
    first = application.draws.replace(visit.id, out, "mất")

    second = application.draws.replace(visit.id, first.dossier_code, "mất")

    assert second.dossier_code not in {out, first.dossier_code}
    with pytest.raises(NotDrawn):
        application.draws.replace(visit.id, out, "mất")
    with pytest.raises(DrawExhausted):
        application.draws.replace(visit.id, second.dossier_code, "mất")


def test_a_replacement_needs_a_reason_and_a_drawn_dossier(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 30))
    out = application.draws.draw(visit.id, ORDER).draw.drawn[0].dossier_code

    with pytest.raises(InvalidValue):
        application.draws.replace(visit.id, out, "  ")
    with pytest.raises(NotDrawn):
        application.draws.replace(visit.id, "không có", "mất")


def test_a_visit_without_register_cannot_be_drawn_for(
    application: Application, visit: Inspection
) -> None:
    with pytest.raises(NoRegister):
        application.draws.draw(visit.id, ORDER)


@pytest.mark.parametrize("size", [0, -1, 2_001])
def test_a_size_out_of_reason_is_refused(
    application: Application, visit: Inspection, size: int
) -> None:
    with pytest.raises(InvalidValue):
        application.draws.draw(visit.id, DrawOrder(size=size, seed="a"))


def test_a_sample_nobody_could_check_is_refused_whole(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 2_100, **{"Phản ánh": "x"}))

    with pytest.raises(InvalidValue):
        application.draws.draw(visit.id, ORDER)

    assert dossiers(application, visit.id) == ()


def test_rows_of_a_register_stay_on_their_laptop(
    new_application: NewApplication, tmp_path: Path
) -> None:
    one, other = new_application("may-01"), new_application("may-02")
    visit = given_visit(one)
    register = kept(one, visit.id, register_book(tmp_path / "so.xlsx", 10))
    mine = given_visit(other)
    with other._store.writing() as work:  # noqa: SLF001 - as a package would bring it
        work.save(replace(register, inspection_id=mine.id))
        work.commit()

    with pytest.raises(RegisterElsewhere):
        other.draws.draw(mine.id, ORDER)


@pytest.mark.parametrize("text", ["{", "[]", '{"columns": {"a": 1}}'])
def test_a_map_that_says_nothing_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(text, "utf-8")

    with pytest.raises(InvalidValue):
        read_map(path)


def test_a_proposed_seed_is_the_day_and_chance(application: Application) -> None:
    day = datetime.fromisoformat("2026-11-25").date()

    one, other = application.draws.propose_seed(day), application.draws.propose_seed(day)

    assert one.startswith("20261125-")
    assert one != other


def test_replaced_dossiers_go_to_the_bin(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    kept(application, visit.id, register_book(tmp_path / "so.xlsx", 10))
    out = application.draws.draw(visit.id, ORDER).draw.drawn[0].dossier_code

    application.draws.replace(visit.id, out, "mất")

    identity = dossier_id(visit.id, out)
    assert identity not in {one.id for one in dossiers(application, visit.id)}
