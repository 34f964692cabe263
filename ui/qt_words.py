"""The words of Qt's own dialogs, in the language of the program.

PySide6 brings no Vietnamese catalogue of Qt, and where a desktop has no file dialog of its
own (Linux without a portal) Qt draws one with English words. What those dialogs say goes
through our catalogue instead.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from typing_extensions import override

from app.words import language, mark, translate

_WORDS: Final = MappingProxyType(
    {
        "&Open": mark("Open file"),
        "Open": mark("Open file"),
        "&Save": mark("Save file"),
        "Save As": mark("Save file as"),
        "&Choose": mark("Choose this folder"),
        "Cancel": mark("Cancel"),
        "&Cancel": mark("Cancel"),
        "OK": mark("Agree"),
        "&Yes": mark("Agree"),
        "&No": mark("Refuse"),
        "&Look in:": mark("Look in:"),
        "File &name:": mark("File name:"),
        "Directory:": mark("Folder:"),
        "Files of &type:": mark("Files of type:"),
        "Back": mark("Back"),
        "Forward": mark("Forward"),
        "Parent Directory": mark("One folder up"),
        "Create New Folder": mark("New folder"),
        "&New Folder": mark("New folder"),
        "New Folder": mark("New folder"),
        "List View": mark("As a list"),
        "Detail View": mark("With details"),
        "Computer": mark("Computer"),
        "Drive": mark("Drive"),
        "File": mark("File"),
        "Folder": mark("Folder"),
        "Directories": mark("Folders"),
        "Name": mark("File name"),
        "Size": mark("Size"),
        "Kind": mark("File type"),
        "Type": mark("File type"),
        "Date Modified": mark("Changed on"),
        "All Files (*)": mark("All files (*)"),
        "Show &hidden files": mark("Show hidden files"),
        "&Rename": mark("Rename"),
        "&Delete": mark("Delete"),
        "Find Directory": mark("Find a folder"),
        "Recent Places": mark("Recent places"),
        "Go back": mark("Back"),
        "Go forward": mark("Forward"),
        "Go to the parent directory": mark("One folder up"),
        "Create a New Folder": mark("New folder"),
        "%1 already exists.\nDo you want to replace it?": mark(
            "%1 already exists.\nDo you want to replace it?"
        ),
        "%1\nFile not found.\nPlease verify the correct file name was given.": mark(
            "%1\nFile not found.\nPlease verify the correct file name was given."
        ),
        "%1\nDirectory not found.\nPlease verify the correct directory name was given.": mark(
            "%1\nDirectory not found.\nPlease verify the correct directory name was given."
        ),
        "Cu&t": mark("Cut"),
        "&Copy": mark("Copy"),
        "&Paste": mark("Paste"),
        "&Undo": mark("Undo"),
        "&Redo": mark("Redo"),
        "Select All": mark("Select all"),
        "Delete": mark("Delete"),
    }
)


class QtWords(QTranslator):
    """Answers for Qt's own dialogs and menus; everything else stays as it was said."""

    @override
    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del context, disambiguation, n
        known = _WORDS.get(sourceText)
        if known is None or language() == "en":
            # Nothing at all would be taken for a translation, an empty one.
            return sourceText
        return translate(known)

    @override
    def isEmpty(self) -> bool:
        return False


def install(parent: QObject) -> QtWords:
    """Let Qt speak through our catalogue for as long as the parent lives."""
    words = QtWords(parent)
    QCoreApplication.installTranslator(words)
    return words
