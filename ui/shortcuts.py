"""The keys of the program: one list, which every shortcut is made from and the sheet (F1) shows.

A shortcut exists only through `bind`, and `bind` takes only what stands here; keys that
a widget reads by itself (arrows, digits, the cells of a table) name the widget that does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.words import mark, translate

_PROPERTY: Final = "shortcut"


class Group(Enum):
    """Where keys work, in the order of the sheet."""

    WINDOW = mark("Everywhere")
    LISTS = mark("Lists")
    VISIT = mark("The visit")
    CARDS = mark("Checklist of the visit")
    TEXT = mark("While typing")
    DOSSIERS = mark("Dossier sample")
    FINDINGS = mark("Findings & recommendations")
    PROPOSALS = mark("Proposed findings")
    PHOTOS = mark("Photos")
    VIEWER = mark("Photo seen large")
    SIGNING = mark("Signed pages")
    EDITOR = mark("Checklist editor")
    PREVIEW = mark("Preview of a paper")


@dataclass(frozen=True, slots=True)
class Keys:
    """One line of the sheet; `read_by` names the class that reads keys which are no shortcut."""

    group: Group
    keys: tuple[str, ...]
    does: str
    read_by: str = ""


class Key(Enum):
    """What can be done with keys."""

    SHEET = Keys(Group.WINDOW, ("F1",), mark("This list of keys"))
    PAGE = Keys(Group.WINDOW, ("Alt+{number}",), mark("Go to the page of this number at the left"))
    LARGER = Keys(Group.WINDOW, ("Ctrl++", "Ctrl+="), mark("Larger (also Ctrl and the wheel)"))
    SMALLER = Keys(Group.WINDOW, ("Ctrl+-",), mark("Smaller"))
    NORMAL_SIZE = Keys(Group.WINDOW, ("Ctrl+0",), mark("Normal size"))
    TYPIST = Keys(Group.WINDOW, ("Ctrl+Shift+N",), mark("Who is typing"))
    LOCK = Keys(Group.WINDOW, ("Ctrl+Shift+L",), mark("Lock the screen, if a PIN is set"))

    SEARCH = Keys(Group.LISTS, ("Ctrl+F",), mark("Search in the list"))
    OPEN_ROW = Keys(Group.LISTS, ("Enter",), mark("Open the row chosen"), "ColumnTable")
    REMOVE_VISIT = Keys(Group.LISTS, ("Del",), mark("Put the visit chosen into the bin"))

    UNDO = Keys(Group.VISIT, ("Ctrl+Z",), mark("Undo the last change of the visit"))
    REDO = Keys(Group.VISIT, ("Ctrl+Y", "Ctrl+Shift+Z"), mark("Make the change again"))
    NEXT_TAB = Keys(Group.VISIT, ("Ctrl+PgDown",), mark("Next tab"))
    PREVIOUS_TAB = Keys(Group.VISIT, ("Ctrl+PgUp",), mark("Previous tab"))

    WALK_CARDS = Keys(
        Group.CARDS, ("Up", "Down"), mark("Previous or next criterion"), "CriterionList"
    )
    CHOOSE = Keys(Group.CARDS, ("1", "2", "3"), mark("Choose an answer"), "CriterionList")
    LEAVE_OUT = Keys(Group.CARDS, ("0",), mark("Not applicable"), "CriterionList")
    INTO_CARD = Keys(
        Group.CARDS,
        ("Enter", "Space"),
        mark("Into the card, to answer; there, on to the next field"),
        "CriterionList",
    )
    OUT_OF_CARD = Keys(
        Group.CARDS, ("Esc",), mark("Out of a field, back to the list of criteria"), "CriterionList"
    )
    NEXT_UNANSWERED = Keys(
        Group.CARDS, ("Ctrl+Return", "Ctrl+Enter"), mark("Next criterion without an answer")
    )
    JUMP = Keys(Group.CARDS, ("Ctrl+J",), mark("Go to a criterion by its code or words"))
    COMMENT = Keys(Group.CARDS, ("F2",), mark("Comment"))
    BASIS = Keys(Group.CARDS, ("F3",), mark("Legal basis of the answer"))
    PHOTO = Keys(Group.CARDS, ("F4",), mark("Photo"))
    FINDING = Keys(Group.CARDS, ("F6",), mark("Finding"))
    PHRASE_COMMENT = Keys(
        Group.CARDS, ("F7",), mark("A sentence of the phrase bank as comment"), "CriterionList"
    )
    SHARE_OUT = Keys(Group.CARDS, ("F8",), mark("Share out to a member (also the right button)"))

    PHRASES = Keys(Group.TEXT, ("F7", "Ctrl+Space"), mark("Insert a sentence of the phrase bank"))

    SUGGEST = Keys(Group.TEXT, ("Alt+Down",), mark("What is usually written here"))
    PICK_DAY = Keys(Group.TEXT, ("Alt+Down",), mark("The calendar of working days, at a deadline"))

    DOSSIER_FINDING = Keys(Group.DOSSIERS, ("F6",), mark("Finding from the dossiers chosen"))
    DOSSIER_PHOTO = Keys(Group.DOSSIERS, ("F4",), mark("Photo of the dossier"))
    EDIT_CELL = Keys(Group.DOSSIERS, ("F2",), mark("Edit the cell"), "DossierGrid")
    NEW_ROW = Keys(Group.DOSSIERS, ("Ins",), mark("New dossier"), "DossierGrid")
    NEXT_CELL = Keys(
        Group.DOSSIERS, ("Enter", "Tab"), mark("Next cell below or beside"), "DossierGrid"
    )
    LEAVE_GRID = Keys(Group.DOSSIERS, ("Ctrl+Tab",), mark("Out of the table"), "DossierGrid")
    EMPTY_CELL = Keys(Group.DOSSIERS, ("Del",), mark("Empty the cell"), "DossierGrid")
    TAKE_ROW_OUT = Keys(Group.DOSSIERS, ("Ctrl+Del",), mark("Take the row out"), "DossierGrid")
    CYCLE = Keys(Group.DOSSIERS, ("Space",), mark("Yes, no, empty"), "DossierGrid")
    OFFER = Keys(Group.DOSSIERS, ("Alt+Down",), mark("What the cell may hold"), "DossierGrid")
    FILL_DOWN = Keys(Group.DOSSIERS, ("Ctrl+D",), mark("Fill down"), "DossierGrid")
    TODAY = Keys(Group.DOSSIERS, ("Ctrl+;",), mark("Today's date"), "DossierGrid")
    CELLS_OUT = Keys(Group.DOSSIERS, ("Ctrl+C",), mark("Copy, for Excel"), "DossierGrid")
    CELLS_IN = Keys(Group.DOSSIERS, ("Ctrl+V",), mark("Paste from Excel"), "DossierGrid")

    MOVE_FINDING = Keys(
        Group.FINDINGS, ("Alt+Up", "Alt+Down"), mark("Move the findings chosen"), "FindingTable"
    )
    MOVE_REQUEST = Keys(
        Group.FINDINGS, ("Up", "Down"), mark("Move a recommendation, at its handle"), "MoveHandle"
    )
    OUTCOME = Keys(
        Group.FINDINGS, ("1", "2", "3"), mark("What became of an earlier one"), "EarlierTable"
    )

    ACCEPT = Keys(Group.PROPOSALS, ("A",), mark("Accept (also Enter)"))
    PUT_ASIDE = Keys(Group.PROPOSALS, ("Delete",), mark("Put aside"))

    PHOTO_CAPTION = Keys(Group.PHOTOS, ("F2",), mark("Caption"))
    ADD_PHOTOS = Keys(Group.PHOTOS, ("F4",), mark("Add photos"))
    PASTE_PHOTOS = Keys(
        Group.PHOTOS, ("Ctrl+V",), mark("Paste photos (also at a criterion or a finding)")
    )
    OPEN_PHOTO = Keys(Group.PHOTOS, ("Enter",), mark("See the photo large"), "PhotoGrid")
    REMOVE_PHOTOS = Keys(Group.PHOTOS, ("Del",), mark("Remove the photos chosen"), "PhotoGrid")
    PHOTO_FINDING = Keys(Group.PHOTOS, ("F6",), mark("Finding from the photo chosen"))

    TAKE_TOOL = Keys(
        Group.VIEWER,
        ("V", "B", "O", "A", "T", "C"),
        mark("Choose, black out, box, arrow, write, crop"),
        "PhotoViewer",
    )
    DRAW = Keys(Group.VIEWER, ("Enter",), mark("Begin a frame, and finish it"), "PhotoCanvas")
    PUSH = Keys(
        Group.VIEWER,
        ("Left", "Right", "Up", "Down"),
        mark("Move the frame or the mark in hand (Shift: stretch); else another photo"),
        "PhotoCanvas",
    )
    ERASE_MARK = Keys(Group.VIEWER, ("Del",), mark("Erase the mark in hand"), "PhotoCanvas")
    DROP_FRAME = Keys(
        Group.VIEWER, ("Esc",), mark("Let go of the frame, the mark, the tool"), "PhotoCanvas"
    )
    NEXT_MARK = Keys(
        Group.VIEWER, ("N", "Shift+N"), mark("Next mark, the one before"), "PhotoViewer"
    )
    FACES = Keys(Group.VIEWER, ("G",), mark("Suggest faces to black out"), "PhotoViewer")
    TURN_PHOTO = Keys(Group.VIEWER, ("R", "Shift+R"), mark("Turn right, left"), "PhotoViewer")
    PHOTO_SIZE = Keys(
        Group.VIEWER,
        ("+", "-", "F", "Z"),
        mark("Larger, smaller, fit to the window, full size"),
        "PhotoViewer",
    )
    OTHER_PHOTO = Keys(
        Group.VIEWER, ("PgUp", "PgDown"), mark("Previous photo, next photo"), "PhotoViewer"
    )
    CAPTION_OF_PHOTO = Keys(Group.VIEWER, ("F2",), mark("Caption"), "PhotoViewer")

    DROP_PAGE = Keys(
        Group.SIGNING, ("Del",), mark("Take the page chosen out of the list"), "ScanList"
    )

    UNDO_EDIT = Keys(Group.EDITOR, ("Ctrl+Z",), mark("Undo"))
    REDO_EDIT = Keys(Group.EDITOR, ("Ctrl+Y", "Ctrl+Shift+Z"), mark("Redo"))
    FIND = Keys(Group.EDITOR, ("Ctrl+F",), mark("Search criteria"))
    FIND_NEXT = Keys(Group.EDITOR, ("F3",), mark("Next one found"))
    FIND_PREVIOUS = Keys(Group.EDITOR, ("Shift+F3",), mark("Previous one found"))
    ADD_BESIDE = Keys(Group.EDITOR, ("Ins",), mark("New criterion below this one"))
    ADD_CHILD = Keys(Group.EDITOR, ("Shift+Ins",), mark("New criterion inside this one"))
    COPY = Keys(Group.EDITOR, ("Ctrl+D",), mark("Copy the criterion"))
    REMOVE = Keys(Group.EDITOR, ("Del",), mark("Delete the criterion"))
    MOVE_UP = Keys(Group.EDITOR, ("Alt+Up",), mark("Move up"))
    MOVE_DOWN = Keys(Group.EDITOR, ("Alt+Down",), mark("Move down"))
    MOVE_OUT = Keys(Group.EDITOR, ("Alt+Left",), mark("Move out one level"))
    MOVE_IN = Keys(Group.EDITOR, ("Alt+Right",), mark("Move in one level"))

    STEP_BACK = Keys(Group.EDITOR, ("Esc",), mark("Import of a table: one step back"))

    PAGES = Keys(
        Group.PREVIEW, ("PgUp", "PgDown", "Home", "End"), mark("Walk the pages"), "PageView"
    )
    PAGE_SIZE = Keys(
        Group.PREVIEW,
        ("Ctrl++", "Ctrl+-", "Ctrl+0"),
        mark("Larger, smaller, page width"),
        "PageView",
    )


def bind(
    owner: QWidget,
    key: Key,
    act: Callable[[], object],
    *,
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
    number: int | None = None,
) -> None:
    """Make the shortcuts of a key; they work in the owner and what is in it."""
    for sequence in key.value.keys:
        made = QShortcut(QKeySequence(sequence.format(number=number)), owner)
        made.setContext(context)
        made.setProperty(_PROPERTY, key.name)
        made.activated.connect(act)


def key_of(shortcut: QShortcut) -> Key | None:
    """Return what a shortcut was made from; None for one that was made past this list."""
    name = shortcut.property(_PROPERTY)
    return Key[name] if name in Key.__members__ else None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the sheet, in the language in use."""

    group: str
    keys: str
    does: str


def sheet(pages: int) -> list[SheetLine]:
    """Return the lines of the sheet.

    Args:
        pages: how many pages the navigation offers.
    """
    ranks = list(Group)
    ordered = sorted((key.value for key in Key), key=lambda line: ranks.index(line.group))
    return [
        SheetLine(
            translate(line.group.value),
            " · ".join(_shown(sequence, pages) for sequence in line.keys),
            translate(line.does),
        )
        for line in ordered
    ]


def _shown(sequence: str, pages: int) -> str:
    if "{number}" in sequence:
        return f"{sequence.format(number=1)} … {sequence.format(number=pages)}"
    named = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}
    *held, last = sequence.replace("++", "+plus").split("+")
    last = {"plus": "+", **named}.get(last, last)
    return "+".join((*held, translate("Space") if last == "Space" else last))
