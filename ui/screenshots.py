"""Writes every page to PNG files: both languages and themes, at 1366 × 768 and at 200 %.

Run as `python -m ui.screenshots FOLDER`; looked at before a change is called done.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton

from app.bootstrap import create_store, open_application
from app.clock import SystemClock
from app.ids import SystemIds
from app.words import LANGUAGES
from ui.checklists.page import ChecklistsPage
from ui.first_start.page import sample_documents
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.settings import MAX_ZOOM, NO_ZOOM
from ui.theme import THEMES
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.minutes_tab import MinutesTab
from ui.visit.page import VisitPage
from ui.visit.photos_tab import PhotosTab
from ui.walk import edited, opened, pages_of, settled


def take_screenshots(folder: Path) -> list[Path]:
    """Photograph every page of a store with the sample inspections; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with tempfile.TemporaryDirectory() as home:
        store = Path(home) / "store"
        fill_store(store)
        for language in LANGUAGES:
            for look in THEMES:
                suffix = f"{language}-{look}"
                with _running(store, look, language) as program:
                    taken += _walk(program, folder, suffix)
                    if look == "light":
                        pages_of(program).change_look(zoom=MAX_ZOOM)
                        taken += _walk(program, folder, f"{suffix}-{MAX_ZOOM}")
                        pages_of(program).change_look(zoom=NO_ZOOM)
                with _running(Path(home) / "new", look, language) as program:
                    taken.append(_photograph(program, folder, f"first-start-{suffix}"))
    return taken


def fill_store(store: Path) -> None:
    """Make a store that holds the sample inspections, with something in the bin."""
    create_store(store, "field", "may-01", clock=SystemClock(), ids=SystemIds())
    with open_application(store) as application:
        for document in sample_documents():
            application.recording.record(document)
        case = application.inspections.case_file(application.inspections.rows()[-1].id)
        application.findings.remove(case.findings[0])
        application.recommendations.remove(case.recommendations[-1])


def _running(store: Path, look: str, language: str) -> AbstractContextManager[Program]:
    return opened(store, clock=SystemClock(), ids=SystemIds(), look=look, language=language)


def _walk(program: Program, folder: Path, suffix: str) -> list[Path]:
    taken = []
    for page in pages_of(program).offered:
        program.navigator.open_page(page)
        taken.append(_photograph(program, folder, f"{page.value}-{suffix}"))
    assert program.application is not None  # noqa: S101 - the store is open
    taken += _walk_dialogs(program, folder, suffix)
    taken += _walk_editor(program, folder, suffix)
    taken += _walk_checklists(program, folder, suffix)
    rows = program.application.inspections.rows()
    for tab in VisitTab if rows else ():
        program.navigator.open_visit(rows[0].id, tab)
        taken.append(_photograph(program, folder, f"visit-{tab.value}-{suffix}"))
        if tab is VisitTab.PHOTOS:
            taken.append(_photograph_viewer(program, folder, suffix))
        if tab is VisitTab.MINUTES:
            taken += _walk_papers(program, folder, suffix)
        for name, press in _inside(program, tab):
            press.click()
            taken.append(_photograph(program, folder, f"visit-{name}-{suffix}"))
            press.click()
    return taken


def _walk_dialogs(program: Program, folder: Path, suffix: str) -> list[Path]:
    """Photograph what the bars at the left and at the bottom open."""
    shell = pages_of(program)
    taken = []
    for name, opener in (
        ("keys", shell.bar.shortcuts_asked.emit),
        ("lock", shell.bar.lock_settings_asked.emit),
        ("typist", shell.ask_typist),
    ):
        opener()
        settled(program)
        assert shell.dialog is not None  # noqa: S101 - just opened
        taken.append(folder / f"dialog-{name}-{suffix}.png")
        shell.dialog.grab().save(str(taken[-1]))
        shell.dialog.reject()
    page = shell.pages[PageName.INSPECTIONS]
    assert isinstance(page, InspectionsPage)  # noqa: S101 - registered under that name
    for name, press in (("start", page.start_button), ("bin", page.bin_button)):
        press.click()
        settled(program)
        (dialog,) = page.findChildren(QDialog)
        taken.append(folder / f"dialog-{name}-{suffix}.png")
        dialog.grab().save(str(taken[-1]))
        dialog.reject()
        settled(program)
    return taken


def _walk_papers(program: Program, folder: Path, suffix: str) -> list[Path]:
    """Photograph what stands above the tab of the minutes: the draft, the check of a paper."""
    page = pages_of(program).pages[PageName.VISIT]
    assert isinstance(page, VisitPage)  # noqa: S101 - registered under that name
    tab = page.built[VisitTab.MINUTES]
    assert isinstance(tab, MinutesTab)  # noqa: S101 - built under that name
    taken = []
    # Freezing shows the minutes to be read; only then can they be signed.
    tab.freeze()
    settled(program)
    assert tab.dialog is not None  # noqa: S101 - just opened
    tab.dialog.reject()
    settled(program)
    for name, press in (
        ("draft", tab.acts.preview_button),
        ("verify", tab.acts.verify_button),
        ("sign", tab.acts.sign_button),
    ):
        press.click()
        settled(program)
        assert tab.dialog is not None  # noqa: S101 - just opened
        taken.append(folder / f"minutes-{name}-{suffix}.png")
        tab.dialog.grab().save(str(taken[-1]))
        tab.dialog.reject()
        settled(program)
    return taken


def _photograph_viewer(program: Program, folder: Path, suffix: str) -> Path:
    """Photograph the first photo of the visit seen large, a mark on it in hand where it has one."""
    page = pages_of(program).pages[PageName.VISIT]
    assert isinstance(page, VisitPage)  # noqa: S101 - registered under that name
    tab = page.built[VisitTab.PHOTOS]
    assert isinstance(tab, PhotosTab)  # noqa: S101 - built under that name
    tab.open_large()
    viewer = page.viewer
    assert viewer is not None  # noqa: S101 - just opened
    viewer.resize(program.window.size())
    settled(program)
    viewer.canvas.take_next(1)
    settled(program)
    taken = folder / f"visit-viewer-{suffix}.png"
    viewer.grab().save(str(taken))
    viewer.reject()
    settled(program)
    return taken


def _inside(program: Program, tab: VisitTab) -> list[tuple[str, QPushButton]]:
    """Return the buttons of a tab that show another side of it, with the name of that side."""
    page = pages_of(program).pages[PageName.VISIT]
    assert isinstance(page, VisitPage)  # noqa: S101 - registered under that name
    match page.built[tab]:
        case FindingsTab() as findings:
            return [("proposals", findings.proposals_button)]
        case DossiersTab() as dossiers:
            tools = dossiers.tools
            return [("draw", tools.draw_button), ("figures", tools.figures_button)]
    return []


def _walk_editor(program: Program, folder: Path, suffix: str) -> list[Path]:
    """Photograph the editor on the draft of a version that ships: its criterion, set, faults."""
    editor = edited(program)
    taken = [_photograph(program, folder, f"editor-criterion-{suffix}")]
    editor.tree.add_beside()
    for tab, name in ((1, "set"), (2, "faults")):
        editor.tabs.setCurrentIndex(tab)
        taken.append(_photograph(program, folder, f"editor-{name}-{suffix}"))
    editor.head.discard_button.click()
    settled(program)
    return taken


def _walk_checklists(program: Program, folder: Path, suffix: str) -> list[Path]:
    """Photograph what takes the place of the list of checklists, but the editor."""
    page = pages_of(program).pages[PageName.CHECKLISTS]
    assert isinstance(page, ChecklistsPage)  # noqa: S101 - registered under that name
    taken = []
    for name, opener, shown in (
        ("import", page.import_button, page.import_wizard),
        ("difference", page.compare_button, page.difference),
    ):
        opener.click()
        taken.append(_photograph(program, folder, f"checklists-{name}-{suffix}"))
        shown.closed.emit()
        settled(program)
    return taken


def _photograph(program: Program, folder: Path, name: str) -> Path:
    settled(program)
    path = folder / f"{name}.png"
    program.window.grab().save(str(path))
    return path


if __name__ == "__main__":
    for file in take_screenshots(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")):
        sys.stdout.write(f"{file}\n")
