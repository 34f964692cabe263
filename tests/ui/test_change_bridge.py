"""News of commits: told in the thread of the screens, once for many."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from app.changes import ChangeSet
from ui.change_bridge import ChangeBridge


def test_news_from_a_thread_arrive_in_the_thread_of_the_screens(
    qtbot: QtBot, changes: ChangeBridge
) -> None:
    heard: list[int] = []
    changes.changed.connect(lambda _news: heard.append(threading.get_ident()))
    news = ChangeSet(frozenset({"answer"}), frozenset({"1"}))

    with qtbot.waitSignal(changes.changed):
        threading.Thread(target=changes.publish, args=(news,)).start()

    assert heard == [threading.get_ident()]


def test_many_commits_in_a_row_are_told_once(qtbot: QtBot, changes: ChangeBridge) -> None:
    heard: list[ChangeSet] = []
    changes.changed.connect(heard.append)

    with qtbot.waitSignal(changes.changed):
        for number in range(100):
            changes.publish(ChangeSet(frozenset({"answer"}), frozenset({str(number)})))

    assert len(heard) == 1
    assert len(heard[0].aggregates) == 100
