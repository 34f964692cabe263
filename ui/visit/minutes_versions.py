"""The frozen texts of a visit: what each is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.minutes import Minutes, MinutesKind, MinutesState
from app.words import translate
from ui import theme
from ui.texts import moment_text
from ui.widgets.basics import button, chip, clear, column, label, row, rule


class MinutesVersions(QWidget):
    """The newest first; each asks for what is wanted of it."""

    preview_asked = Signal(object)
    word_asked = Signal(object)
    scan_asked = Signal(object)
    attach_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(self, spacing=theme.SMALL)

    def show_versions(self, versions: Sequence[Minutes]) -> None:
        """Show other versions."""
        clear(self._lines)
        if not versions:
            self._lines.addWidget(
                label(translate("No minutes were written for signature yet."), "muted", wrap=True)
            )
        for number, one in enumerate(reversed(versions)):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._line(one))

    def _line(self, one: Minutes) -> QWidget:
        line = QWidget()
        layout = column(line, spacing=theme.TINY)
        head = row()
        code = label(one.code if one.is_frozen else f"v{one.version}", "strong")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.addWidget(code)
        head.addWidget(chip(*_state(one)))
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(label(_facts(one), "small", wrap=True))
        tools = row(spacing=theme.TINY)
        for made in self._tools(one):
            tools.addWidget(made)
        tools.addStretch(1)
        layout.addLayout(tools)
        return line

    def _tools(self, one: Minutes) -> list[QPushButton]:
        offered = [
            (translate("View"), self.preview_asked),
            (translate("Word file…"), self.word_asked),
        ]
        if one.scan_sha256:
            offered.append((translate("Open the scan"), self.scan_asked))
        elif one.state is MinutesState.SIGNED:
            offered.append((translate("Attach the scan…"), self.attach_asked))
        made: list[QPushButton] = []
        for text, asked in offered:
            one_button = button(text, partial(asked.emit, one), variant="quiet")
            one_button.setAccessibleName(f"{text} ({one.code})")
            one_button.setProperty("reads", "yes")
            made.append(one_button)
        return made


def _state(one: Minutes) -> tuple[str, str]:
    return {
        MinutesState.DRAFT: (translate("old printing"), "neutral"),
        MinutesState.READ_BACK: (translate("read back"), "accent"),
        MinutesState.SIGNED: (translate("signed"), "good"),
        MinutesState.VOID: (translate("void"), "neutral"),
    }[one.state]


def _facts(one: Minutes) -> str:
    facts = [translate("written {moment}", moment=moment_text(one.written_at))]
    if one.kind is MinutesKind.SUPPLEMENT:
        facts.insert(0, translate("supplementary minutes"))
    if one.signed_at is not None:
        facts.append(translate("signed {moment}", moment=moment_text(one.signed_at)))
    if one.signers:
        facts.append(", ".join(one.signers))
    if one.void_reason:
        facts.append(translate("void: {reason}", reason=one.void_reason))
    return "  ·  ".join(facts)
