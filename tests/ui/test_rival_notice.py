"""Minutes that two laptops had signed: the notice asks, and both answers can be given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.minutes import Minutes, MinutesState
from app.ids import InspectionId, MinutesId
from tests.complete import complete_visit
from tests.ui.given import ScriptedPrompts
from ui.desk import Desk
from ui.visit.rival_notice import RivalNotice
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]


@pytest.fixture
def signed(application: Application, visit_id: InspectionId, tmp_path: Path) -> Minutes:
    complete_visit(application, visit_id)
    application.minutes.freeze(visit_id, tmp_path / "bb.docx")
    return application.minutes.sign(visit_id)


@pytest.fixture
def other(application: Application, signed: Minutes) -> Minutes:
    """What another laptop had signed at the same place."""
    made = replace(signed, id=MinutesId("bản hai"), content_sha256="a" * 64)
    with application._store.writing() as work:  # noqa: SLF001 - what a package would bring
        work.save(made)
        work.commit()
    return made


@pytest.fixture
def notice(
    qtbot: QtBot, desk: Desk, application: Application, visit_id: InspectionId
) -> Iterator[RivalNotice]:
    """The notice, following its visit as the tab lets it."""
    case = VisitCase(desk)
    made = RivalNotice(case)
    made.decided.connect(lambda: made.show_versions(application.minutes.versions(visit_id)))
    case.open(visit_id)
    qtbot.waitUntil(lambda: case.case is not None)
    yield made
    made.hide()
    made.deleteLater()
    case.deleteLater()


def _buttons(notice: RivalNotice) -> list[QPushButton]:
    return [one for one in notice.findChildren(QPushButton) if one.isVisibleTo(notice)]


def _words(notice: RivalNotice) -> str:
    return "\n".join(one.text() for one in notice.findChildren(QLabel) if one.isVisibleTo(notice))


def test_the_only_signed_minutes_ask_nothing(notice: RivalNotice, signed: Minutes) -> None:
    notice.show_versions([signed])

    assert notice.isHidden()
    assert _buttons(notice) == []


def test_each_of_two_can_be_declared_void_with_a_reason(
    notice: RivalNotice,
    prompts: ScriptedPrompts,
    application: Application,
    signed: Minutes,
    other: Minutes,
    qtbot: QtBot,
) -> None:
    notice.show_versions(application.minutes.versions(signed.inspection_id))
    asked = _words(notice)
    prompts.answers.append("ký nhầm bản")

    offered = {one.accessibleName(): one for one in _buttons(notice)}
    with qtbot.waitSignal(notice.decided):
        offered[f"Hủy biên bản… ({other.code})"].click()

    states = {one.id: one for one in application.minutes.versions(signed.inspection_id)}
    assert signed.code in asked
    assert other.code in asked
    assert not notice.isHidden()
    assert (states[other.id].state, states[other.id].void_reason) == (
        MinutesState.VOID,
        "ký nhầm bản",
    )
    assert states[signed.id].state is MinutesState.SIGNED


def test_without_a_reason_nothing_is_declared(
    notice: RivalNotice,
    prompts: ScriptedPrompts,
    application: Application,
    signed: Minutes,
    other: Minutes,
    settle: Settle,
) -> None:
    notice.show_versions([signed, other])
    prompts.answers.append("  ")

    _buttons(notice)[0].click()
    settle()

    versions = application.minutes.versions(signed.inspection_id)
    assert {one.state for one in versions} == {MinutesState.SIGNED}


def test_void_minutes_can_hold_again(
    notice: RivalNotice,
    application: Application,
    signed: Minutes,
    other: Minutes,
    qtbot: QtBot,
) -> None:
    application.void_minutes.declare(other.id, "ký nhầm bản")
    notice.show_versions(application.minutes.versions(signed.inspection_id))

    (back,) = _buttons(notice)
    with qtbot.waitSignal(notice.decided):
        back.click()

    versions = application.minutes.versions(signed.inspection_id)
    assert {one.state for one in versions} == {MinutesState.SIGNED}
    qtbot.waitUntil(lambda: len(_buttons(notice)) == 2)
