"""Draws: who is always in, who comes by chance, and who replaces whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import DossierStatus, Pick
from app.domain.draw import Draw, Drawn, DrawOrder, choose, draw_id, next_drawn
from app.domain.register import register_id
from app.domain.register_rows import pack_rows, unpack_rows
from tests.domain.registers import FIRST_DAY, register
from tests.given import INSPECTION

SEEDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
PERIOD_TO = date(2026, 10, 31)


def made(order: DrawOrder, drawn: tuple[Drawn, ...]) -> Draw:
    register_of = register_id(INSPECTION, "ab" * 32)
    return Draw(
        id=draw_id(INSPECTION, register_of, order),
        inspection_id=INSPECTION,
        register_id=register_of,
        seed=order.seed,
        size=order.size,
        by_field=order.by_field,
        drawn=drawn,
    )


@given(seed=SEEDS, size=st.integers(1, 20), by_field=st.booleans())
def test_the_same_seed_draws_the_same(seed: str, size: int, by_field: bool) -> None:
    rows = register(40, ("Hộ tịch", "Đất đai"))
    order = DrawOrder(size=size, seed=seed, by_field=by_field)

    assert choose(rows, order, {}) == choose(rows, order, {})


def test_another_seed_draws_others() -> None:
    rows = register(200)

    one = choose(rows, DrawOrder(size=10, seed="một"), {})
    other = choose(rows, DrawOrder(size=10, seed="hai"), {})

    assert {drawn.dossier_code for drawn in one} != {drawn.dossier_code for drawn in other}


def test_of_each_field_as_many_are_drawn() -> None:
    rows = register(90, ("Hộ tịch", "Đất đai", "Chứng thực"))

    drawn = choose(rows, DrawOrder(size=4, seed="hạt", by_field=True), {})

    fields = [one.field for one in drawn]
    assert {name: fields.count(name) for name in set(fields)} == {
        "Hộ tịch": 4,
        "Đất đai": 4,
        "Chứng thực": 4,
    }


def test_overdue_refused_and_complained_are_always_in_and_come_on_top() -> None:
    plain = register(30)
    rows = replace(
        plain,
        resolved_at=(FIRST_DAY + timedelta(days=60), *plain.resolved_at[1:]),
        status=(*plain.status[:5], DossierStatus.REFUSED, *plain.status[6:]),
        complained=(*plain.complained[:9], True, *plain.complained[10:]),
    )

    always = rows.always(WorkingCalendar(), PERIOD_TO)
    drawn = choose(rows, DrawOrder(size=6, seed="hạt"), always)

    assert always == {
        0: "quá hạn",
        5: "từ chối tiếp nhận, giải quyết",
        9: "có phản ánh, kiến nghị",
    }
    assert [one.pick for one in drawn] == [Pick.ALWAYS] * 3 + [Pick.RANDOM] * 6
    assert len({one.dossier_code for one in drawn}) == 9


def test_who_is_always_in_does_not_move_the_drawn_order() -> None:
    rows = register(50)
    order = DrawOrder(size=10, seed="hạt")
    plain = [one.dossier_code for one in choose(rows, order, {})]
    passed_over = rows.dossier_code.index(plain[3])

    drawn = choose(rows, order, {passed_over: "quá hạn"})

    chance = [one.dossier_code for one in drawn if one.pick is Pick.RANDOM]
    assert chance[:9] == [*plain[:3], *plain[4:]]


def test_a_dossier_without_slip_is_judged_by_its_term() -> None:
    plain = register(2)
    rows = replace(
        plain,
        due_at=(None, None),
        resolved_at=(FIRST_DAY + timedelta(days=30), FIRST_DAY + timedelta(days=2)),
    )

    assert list(rows.always(WorkingCalendar(), PERIOD_TO)) == [0]


def test_an_unfinished_dossier_is_judged_on_the_last_day_of_the_period() -> None:
    plain = register(1)
    rows = replace(
        plain, resolved_at=(None,), returned_at=(None,), status=(DossierStatus.IN_PROGRESS,)
    )

    assert rows.always(WorkingCalendar(), PERIOD_TO) == {0: "quá hạn"}
    assert rows.always(WorkingCalendar(), FIRST_DAY.date()) == {}


@settings(deadline=None)
@given(seed=SEEDS, by_field=st.booleans(), steps=st.integers(1, 12))
def test_a_replacement_never_repeats_and_keeps_to_its_field(
    seed: str, by_field: bool, steps: int
) -> None:
    rows = register(24, ("Hộ tịch", "Đất đai"))
    order = DrawOrder(size=3, seed=seed, by_field=by_field)
    draw = made(order, choose(rows, order, {}))

    for _step in range(steps):
        out = draw.drawn[-1]
        found = next_drawn(rows, draw, out, "hồ sơ đã chuyển lưu trữ")
        if found is None:
            break
        assert found.pick is Pick.REPLACEMENT
        assert found.replaces == out.dossier_code
        assert not by_field or found.field == out.field
        draw = replace(draw, drawn=(*draw.drawn, found))

    codes = [one.dossier_code for one in draw.drawn]
    assert len(set(codes)) == len(codes)


def test_when_all_are_drawn_nothing_replaces() -> None:
    rows = register(3)
    order = DrawOrder(size=3, seed="hạt")
    draw = made(order, choose(rows, order, {}))

    assert next_drawn(rows, draw, draw.drawn[0], "mất") is None


def test_the_replacement_is_the_next_of_the_drawn_order() -> None:
    rows = register(30)
    longer = choose(rows, DrawOrder(size=6, seed="hạt"), {})
    order = DrawOrder(size=5, seed="hạt")
    draw = made(order, choose(rows, order, {}))

    found = next_drawn(rows, draw, draw.drawn[0], "mất")

    assert found is not None
    assert found.dossier_code == longer[5].dossier_code


def test_rows_are_kept_without_loss() -> None:
    rows = register(50, ("Hộ tịch", "Đất đai"))

    assert unpack_rows(pack_rows(rows)) == rows
