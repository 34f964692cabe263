"""A proposal read before it is accepted: wording, law, evidence, recommendation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.finding_arrange import reworded
from app.domain.proposal import Proposal
from app.words import translate, translate_count
from ui import theme
from ui.icons import Icon
from ui.texts import day_text, severity_text
from ui.visit.proposal_entry import (
    ProposalEntry,
    Standing,
    marked_change,
    standing_text,
    standing_tone,
)
from ui.widgets.basics import button, chip, column, label
from ui.widgets.flow import Flow
from ui.widgets.form import section
from ui.widgets.scroll_column import ScrollColumn


class ProposalDetail(QWidget):
    """Shows one proposal and asks for what to do with it; it changes nothing itself."""

    accept_asked = Signal()
    dismiss_asked = Signal()
    update_asked = Signal()
    keep_asked = Signal()
    finding_opened = Signal(str)
    own_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.entry: ProposalEntry | None = None
        self.standing = chip()
        self.severity = chip()
        self.place = label("", "code")
        self.text = label("", "strong", wrap=True)
        self.before = _rich()
        self.after = _rich()
        self.basis = label("", wrap=True)
        self.evidence = label("", wrap=True)
        self.asked = label("", wrap=True)
        self.asked_facts = label("", "muted", wrap=True)
        self.notes = label("", wrap=True)
        self.notes.setProperty("tone", "partial")
        self.accept = button(
            translate("Accept (Enter)"),
            self.accept_asked.emit,
            variant="primary",
            drawing=Icon.TICK,
        )
        self.dismiss = button(translate("Put aside (Delete)"), self.dismiss_asked.emit)
        self.bring_back = button(
            translate("Offer again (Enter)"), self.accept_asked.emit, variant="primary"
        )
        self.take_new = button(
            translate("Update (Enter)"), self.update_asked.emit, variant="primary"
        )
        self.keep_old = button(translate("Keep what stands"), self.keep_asked.emit)
        self.open_finding = button(translate("Open the finding"), self._on_open_finding)
        self.open_finding.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
        self.own = button(translate("Write my own"), self._on_own, variant="quiet")
        self._titles: list[tuple[QLabel, QLabel]] = []
        self._build()
        self.show_entry(None)

    def show_entry(self, entry: ProposalEntry | None) -> None:
        """Show a line of the list, or nothing."""
        self.entry = entry
        self._frame.setVisible(entry is not None)
        if entry is None:
            return
        self.standing.setText(standing_text(entry))
        theme.mark_as(self.standing, chip=standing_tone(entry))
        self.place.setText(entry.place)
        self._show_change(entry)
        self._show_facts(entry.proposal)
        self.notes.setText("\n".join(_notes(entry)))
        self.notes.setVisible(bool(self.notes.text()))
        for one, standing in (
            (self.accept, Standing.OPEN),
            (self.dismiss, Standing.OPEN),
            (self.bring_back, Standing.DISMISSED),
            (self.take_new, Standing.CHANGED),
            (self.keep_old, Standing.CHANGED),
        ):
            one.setVisible(entry.standing is standing)
        self.open_finding.setVisible(entry.finding is not None)
        code = entry.proposal.facts.criterion_code if entry.proposal is not None else ""
        self.own.setVisible(entry.standing is Standing.OPEN and bool(code))
        for title, content in self._titles:
            title.setVisible(bool(content.text()))
            content.setVisible(bool(content.text()))

    def _show_change(self, entry: ProposalEntry) -> None:
        changed = entry.standing is Standing.CHANGED and entry.finding is not None
        self.text.setVisible(not changed)
        self.text.setText("" if changed else entry.text)
        before, after = "", ""
        if changed and entry.finding is not None:
            # In a finding joined from several only the passage of this proposal would change.
            would_say = reworded(entry.finding, entry.text)
            before, after = marked_change(entry.finding.text, would_say)
        self.before.setText(before)
        self.after.setText(after)

    def _show_facts(self, proposal: Proposal | None) -> None:
        facts = proposal.facts if proposal is not None else None
        self.basis.setText(facts.legal_basis if facts else "")
        self.evidence.setText("\n".join(_evidence(proposal)) if proposal else "")
        severity = facts.severity if facts else None
        self.severity.setText(severity_text(severity) if severity else "")
        self.severity.setVisible(severity is not None)
        asked = proposal.asked if proposal is not None else None
        self.asked.setText(asked.text if asked else "")
        parts = [asked.owner, day_text(asked.due_on), asked.receiving_office] if asked else []
        self.asked_facts.setText("  ·  ".join(part for part in parts if part))

    def _build(self) -> None:
        self._frame, inner = section(translate("Proposed"))
        inner.addLayout(Flow(widgets=(self.standing, self.severity, self.place)))
        inner.addWidget(self.text)
        for title, content in (
            (translate("The finding says"), self.before),
            (translate("It would say now"), self.after),
            (translate("Legal basis"), self.basis),
            (translate("Evidence"), self.evidence),
            (translate("Recommendation"), self.asked),
        ):
            name = label(title, "label")
            block = column(spacing=theme.TINY)
            block.addWidget(name)
            block.addWidget(content)
            self._titles.append((name, content))
            inner.addLayout(block)
        inner.addWidget(self.asked_facts)
        inner.addWidget(self.notes)
        acts = (self.accept, self.bring_back, self.take_new, self.keep_old, self.dismiss)
        inner.addLayout(Flow(widgets=(*acts, self.open_finding, self.own)))
        scroll = ScrollColumn(margins=0)
        scroll.column.setContentsMargins(theme.scaled(theme.SMALL), 0, theme.scaled(4), 0)
        scroll.column.addWidget(self._frame)
        scroll.column.addStretch(1)
        column(self).addWidget(scroll)

    def _on_open_finding(self) -> None:
        if self.entry is not None and self.entry.finding is not None:
            self.finding_opened.emit(self.entry.finding.id)

    def _on_own(self) -> None:
        if self.entry is not None and self.entry.proposal is not None:
            self.own_asked.emit(self.entry.proposal.facts.criterion_code)


def _rich() -> QLabel:
    made = label("", wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    return made


def _evidence(proposal: Proposal) -> list[str]:
    lines = [proposal.facts.evidence] if proposal.facts.evidence else []
    if proposal.photo_ids:
        lines.append(
            translate_count(
                "{count} photo will be linked",
                "{count} photos will be linked",
                len(proposal.photo_ids),
            )
        )
    return lines


def _notes(entry: ProposalEntry) -> list[str]:
    notes = []
    proposal = entry.proposal
    if entry.is_typed:
        notes.append(translate("There is a finding about this already, typed by hand."))
    if entry.standing is Standing.LAPSED:
        notes.append(
            translate(
                "The answers do not propose this any more. The finding stays until you decide."
            )
        )
    edited = entry.finding is not None and entry.finding.text != entry.finding.proposed_text
    if entry.standing is Standing.CHANGED and edited:
        notes.append(translate("Somebody has edited the finding since it was accepted."))
    if proposal is not None and proposal.has_gaps:
        notes.append(translate("“…” stands for what the program does not know: fill it in after."))
    if proposal is not None and proposal.unverified:
        left_out = "; ".join(proposal.unverified)
        notes.append(
            translate("Left out because its author did not verify it: {laws}.", laws=left_out)
        )
    return notes
