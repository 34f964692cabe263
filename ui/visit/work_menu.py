"""“Phân công cho…”: the menu that gives an area or a criterion to a member of the team."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.bootstrap import Application
from app.domain.inspection import Side
from app.ids import ParticipantId
from app.words import translate
from ui.visit.visit_case import VisitCase


def work_menu(case: VisitCase, code: str, parent: QWidget) -> QMenu | None:
    """Return the menu for a heading or criterion, or None where there is nothing to give."""
    if case.case is None or case.is_sealed or not case.marks.knows(code):
        return None
    menu = QMenu(translate("Share out {code} to", code=code), parent)
    menu.setAccessibleName(menu.title())
    # A section of Qt's would leave its words out in this style.
    menu.addAction(menu.title()).setEnabled(False)
    menu.addSeparator()
    holder = case.marks.holder(code)
    for person in case.case.people(Side.TEAM):
        made = QAction(person.name.replace("&", "&&"), menu)
        made.setCheckable(True)
        made.setChecked(holder is not None and holder.id == person.id)
        made.triggered.connect(lambda _checked, to=person.id: _give(case, code, to))
        menu.addAction(made)
    if not any(one.isCheckable() for one in menu.actions()):
        nobody = menu.addAction(translate("Add the members of the team on the tab General first"))
        nobody.setEnabled(False)
    elif holder is not None:
        menu.addSeparator()
        back = menu.addAction(translate("Share out to nobody"))
        back.triggered.connect(lambda _checked: _give(case, code, None))
    return menu


def show_work_menu(case: VisitCase, code: str, parent: QWidget, at: QPoint) -> QMenu | None:
    """Open the menu at a place of the screen; the keys work in it at once."""
    menu = work_menu(case, code, parent)
    if menu is not None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        actions = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator()]
        if actions:
            menu.setActiveAction(actions[0])
    return menu


def typist_of(application: Application) -> str:
    """Return the name of who is typing, or nothing where nobody picked a name yet."""
    typist = application.typist
    return typist.current if typist.is_picked else ""


def _give(case: VisitCase, code: str, member: ParticipantId | None) -> None:
    shares = case.desk.application.work_shares
    case.save(partial(shares.give, case.inspection_id, code, member))
