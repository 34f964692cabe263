"""A signed visit on the screen: what its minutes say is shown and cannot be changed.

The store refuses a change in any case; here nothing invites to one.
"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from ui import theme
from ui.visit.answer_inputs import AnswerInput
from ui.widgets.basics import Toggle
from ui.widgets.fields import AutoLine, AutoText

_SEALED = "sealed"


def show_sealed(root: QWidget, *, sealed: bool) -> None:
    """Make whatever edits in a widget read-only, or let it edit again.

    Texts can still be read, chosen and copied; buttons that only show something
    carry the property `reads`, toggles that change something `edits`, fields that take
    something new `adds`.
    """
    if not sealed and not root.property(_SEALED):
        return
    root.setProperty(_SEALED, sealed)
    for widget in (root, *root.findChildren(QWidget)):
        match widget:
            case AutoLine() | AutoText():
                widget.setReadOnly(sealed)
                theme.mark_as(widget, **{_SEALED: "yes" if sealed else ""})
                if widget.property("adds"):
                    widget.setHidden(sealed)
            case Toggle():
                # It chooses what is shown, unless it says otherwise.
                widget.setEnabled(not (sealed and widget.property("edits")))
            case QCheckBox() | QComboBox() | AnswerInput() | QPushButton():
                widget.setEnabled(not sealed or bool(widget.property("reads")))
            case _:
                pass
