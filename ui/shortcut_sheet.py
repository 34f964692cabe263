"""The sheet of keys under F1: in groups, searched without accents, printed for the wall."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QTreeWidget, QTreeWidgetItem, QWidget

from app.domain.text import fold
from app.words import translate
from ui import theme
from ui.prompts import Prompts
from ui.shortcuts import SheetLine
from ui.widgets.basics import button, column, label, row
from ui.widgets.filter_bar import FilterBar


class ShortcutSheet(QDialog):
    """Shows every key of the program."""

    def __init__(
        self, lines: Sequence[SheetLine], prompts: Prompts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Keyboard shortcuts"))
        self._lines = tuple(lines)
        self._prompts = prompts
        self.filter = FilterBar(translate("Search keys"))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(translate("Keyboard shortcuts"))
        # Or the rows get their height before they get their look.
        self.tree.ensurePolished()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([translate("Keys"), translate("What they do")])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.print_button = button(translate("Print…"), self.print_sheet)
        self._build()
        self._fill()
        self.filter.searched.connect(self._search)
        self.filter.words.setFocus()

    @property
    def shown(self) -> list[SheetLine]:
        """The lines in view, in their order."""
        return [one for number, one in enumerate(self._lines) if not self._items[number].isHidden()]

    def text(self) -> str:
        """Return the whole sheet as plain text, a heading for each group."""
        parts: list[str] = []
        group = ""
        for line in self._lines:
            if line.group != group:
                group = line.group
                parts += ["", group]
            parts.append(f"{line.keys}\t{line.does}")
        return "\n".join(parts).strip()

    def print_sheet(self) -> None:
        """Print the whole sheet."""
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - when somebody prints

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        document = QTextDocument()
        document.setDefaultFont(theme.print_font())
        document.setHtml(self._html())
        if self._prompts.choose_printer(printer, max(document.pageCount(), 1)):
            document.print_(printer)

    def _html(self) -> str:
        rows: list[str] = []
        group = ""
        for line in self._lines:
            if line.group != group:
                group = line.group
                rows.append(f'<tr><td colspan="2"><br><b>{escape(group)}</b></td></tr>')
            keys, does = escape(line.keys), escape(line.does)
            rows.append(f'<tr><td width="35%">{keys}</td><td>{does}</td></tr>')
        title = escape(translate("Keyboard shortcuts"))
        return f'<h2>{title}</h2><table width="100%" cellpadding="2">{"".join(rows)}</table>'

    def _build(self) -> None:
        self.resize(theme.scaled(680), theme.scaled(600))
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Keyboard shortcuts"), "heading"))
        layout.addWidget(self.filter)
        layout.addWidget(self.tree, 1)
        foot = row()
        foot.addWidget(self.print_button)
        foot.addStretch(1)
        foot.addWidget(button(translate("Close"), self.reject, variant="primary"))
        layout.addLayout(foot)

    def _fill(self) -> None:
        self._items: list[QTreeWidgetItem] = []
        self._groups: dict[str, QTreeWidgetItem] = {}
        for line in self._lines:
            if line.group not in self._groups:
                self._groups[line.group] = self._add_group(line.group)
            item = QTreeWidgetItem([line.keys, line.does])
            self._groups[line.group].addChild(item)
            self._items.append(item)
        self.tree.resizeColumnToContents(0)
        self.filter.show_count(len(self._items), len(self._items))

    def _add_group(self, name: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([name])
        group.setFont(0, theme.font(bold=True))
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        group.setExpanded(True)
        return group

    def _search(self, text: str) -> None:
        wanted = fold(text).split()
        for line, item in zip(self._lines, self._items, strict=True):
            found = fold(f"{line.group} {line.keys} {line.does}")
            item.setHidden(not all(word in found for word in wanted))
        found_in = {line.group for line in self.shown}
        for name, group in self._groups.items():
            group.setHidden(name not in found_in)
        self.filter.show_count(len(self.shown), len(self._lines))
