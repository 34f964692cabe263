"""From the key to the painted card: a visit with 400 criteria and 300 photos.

Counted is the time the thread of the window is busy with a key, its painting included:
another program at work on the machine lengthens the wait but hardly that. Run as
`python -m benchmarks.checklist_tab`; the median of each kind of key must stay within 16 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

from app.bootstrap import Application, create_store, open_application
from app.clock import SystemClock
from app.domain.answer import Answer, answer_id
from app.domain.checklist import AnswerType, Checklist, Criterion
from app.domain.checklist_draft import ChecklistDraft
from app.domain.inspection import Inspection, InspectionFacts
from app.domain.photo import Photo, PhotoLink, PhotoTarget, photo_id, photo_link_id
from app.ids import InspectionId, SystemIds
from tests.logical import PLAN
from tests.scored import group, leaf

AREAS: Final = 8
PER_AREA: Final = 50
PHOTOS: Final = 300
KEYS: Final = 40
LIMIT_MS: Final = 16.0

_KINDS: Final[tuple[tuple[AnswerType, str, dict[str, Any]], ...]] = (
    (AnswerType.YES_NO, "Có: 1; Không: 0 | N/A", {"value": "no"}),
    (AnswerType.YES_PARTIAL_NO, "Đầy đủ: 1; Một phần: 0,5; Không: 0 | N/A", {"value": "partial"}),
    (
        AnswerType.PERCENT,
        "Từ 80% trở lên: 1; Dưới 80%: 0 | N/A",
        {"numerator": Decimal(18), "denominator": Decimal(20)},
    ),
    (AnswerType.COUNT, "0: 1; 1-2: 0,5; Từ 3 trở lên: 0 | N/A", {"value": "2"}),
)


def main() -> int:
    """Measure, print, and return 1 if a median is too large."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Path(folder) / "store"
        create_store(store, "field", "may-01")
        with open_application(store) as application:
            visit = fill(application)
        figures = measure(store, visit)
    print(f"{AREAS * PER_AREA} criteria, {PHOTOS} photos; milliseconds of the window's thread")
    for name, taken in figures.items():
        middle, most = statistics.median(taken), max(taken)
        print(f"{name:32} median {middle:6.1f}   longest {most:6.1f}")
    return 0 if all(statistics.median(taken) <= LIMIT_MS for taken in figures.values()) else 1


def rows() -> list[Criterion]:
    """Return criteria of four kinds in eight areas; every tenth hangs on the one before."""
    found = [group("B", str(AREAS * PER_AREA))]
    for area in range(1, AREAS + 1):
        found.append(group(f"B.{area}", str(PER_AREA), "B"))
        for number in range(1, PER_AREA + 1):
            kind, rule, _answer = _KINDS[number % len(_KINDS)]
            before = f"đã trả lời(${{B.{area}.{number - 1}}})"
            found.append(
                leaf(
                    f"B.{area}.{number}",
                    "1",
                    kind,
                    rule,
                    condition=before if number % 10 == 0 else "",
                    required="không đạt: nhận xét, ảnh; chưa đạt: nhận xét",
                )
            )
    return found


def fill(application: Application) -> InspectionId:
    """Record a visit of which two thirds are answered, with photos all over."""
    chance = Random(1)  # noqa: S311 - the same visit every time
    draft = ChecklistDraft(code="B", title="Bộ tiêu chí", number=1, criteria=tuple(rows()))
    checklist = application.checklists.publish(draft)
    begin, end = PLAN.decision_on.replace(month=1), PLAN.decision_on
    facts = InspectionFacts(period_from=begin, period_to=end)
    visit = application.inspections.start("28108", PLAN, facts, ("B",))
    codes = [row.code for row in checklist.leaves()]
    with application._store.writing() as work:  # noqa: SLF001 - one commit instead of 600
        for number, row in enumerate(checklist.leaves()):
            if chance.random() < 2 / 3:
                work.save(_answered(visit, checklist, row, number))
        for number in range(PHOTOS):
            photo = _photo(visit, number)
            work.save(photo)
            work.save(_link(photo, chance.choice(codes)))
        work.commit()
    return visit.id


def measure(store: Path, visit: InspectionId) -> dict[str, Sequence[float]]:
    """Press keys in the tab Phiếu of the visit; return how long each held the window."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt  # noqa: PLC0415 - after the platform
    from PySide6.QtGui import QKeyEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    from ui.navigation import PageName, VisitTab  # noqa: PLC0415
    from ui.visit.checklist_tab import ChecklistTab  # noqa: PLC0415
    from ui.visit.page import VisitPage  # noqa: PLC0415
    from ui.walk import opened, pages_of, settled  # noqa: PLC0415

    def held(widget: QWidget, key: Qt.Key, text: str) -> float:
        begun = time.thread_time()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(widget, event)
        # Painting is posted behind the layout that the key brought about.
        for _turn in range(2):
            QCoreApplication.sendPostedEvents()
        return (time.thread_time() - begun) * 1000

    with opened(store, clock=SystemClock(), ids=SystemIds()) as program:
        program.navigator.open_visit(visit, VisitTab.CHECKLIST)
        settled(program)
        page = pages_of(program).pages[PageName.VISIT]
        assert isinstance(page, VisitPage)
        tab = page.built[VisitTab.CHECKLIST]
        assert isinstance(tab, ChecklistTab)

        def lap(widget: QWidget, key: Qt.Key, typed: str, *, calm: bool = False) -> list[float]:
            taken = []
            for number in range(KEYS):
                taken.append(held(widget, key, typed[number % len(typed)] if typed else ""))
                if calm:
                    settled(program)
            return taken

        def at(code: str, then: Callable[[], None]) -> None:
            tab.open_key(code)
            then()
            settled(program)

        figures: dict[str, Sequence[float]] = {}
        figures["to the next criterion"] = lap(tab.list, Qt.Key.Key_Down, "")
        at("B.3.1", tab.list.setFocus)
        figures["an answer, one after another"] = lap(tab.list, Qt.Key.Key_1, "12")
        settled(program)
        figures["an answer, with time to think"] = lap(tab.list, Qt.Key.Key_1, "12", calm=True)
        comment = tab.list.editor.comment
        at("B.3.2", comment.setFocus)
        figures["a letter of a comment"] = lap(comment, Qt.Key.Key_unknown, "Kế hoạch chưa có ")
        settled(program)
    return figures


def _answered(visit: Inspection, checklist: Checklist, row: Criterion, number: int) -> Answer:
    given = next(answer for kind, _rule, answer in _KINDS if kind is row.answer_type)
    said = "Kế hoạch chưa có lĩnh vực tài chính công." if number % 2 else ""
    return Answer(
        id=answer_id(visit.id, row.identity),
        inspection_id=visit.id,
        checklist_id=checklist.id,
        criterion_code=row.code,
        comment=said,
        **given,
    )


def _photo(visit: Inspection, number: int) -> Photo:
    digest = f"{number:064x}"
    return Photo(
        id=photo_id(visit.id, digest),
        inspection_id=visit.id,
        sha256=digest,
        file_name=f"IMG_{number:04}.jpg",
        width=4000,
        height=3000,
        size=3_000_000,
        order=number + 1,
    )


def _link(photo: Photo, code: str) -> PhotoLink:
    return PhotoLink(
        id=photo_link_id(photo.id, PhotoTarget.CRITERION, code),
        inspection_id=photo.inspection_id,
        photo_id=photo.id,
        target=PhotoTarget.CRITERION,
        target_key=code,
    )


if __name__ == "__main__":
    sys.exit(main())
