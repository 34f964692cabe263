"""The look: readable in both themes, complete, and large enough."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.paths import RESOURCES
from ui import theme
from ui.theme import DARK, LIGHT, Theme, contrast

AA_TEXT = 4.5
AA_FRAME = 3.0


def pairs(look: Theme) -> list[tuple[str, str, str]]:
    """Every foreground of a theme with the background it is read on."""
    tones = (look.good, look.partial, look.bad, look.neutral, look.differs, look.late)
    grounds = (look.window, look.surface, look.raised, look.navigation)
    return [
        *(("text", look.text, ground) for ground in (*grounds, look.accent_wash)),
        *(("muted", look.muted, ground) for ground in grounds),
        *(("accent", look.accent, ground) for ground in (look.window, look.surface)),
        ("accent on its wash", look.accent, look.accent_wash),
        ("on accent", look.on_accent, look.accent),
        ("on accent hovered", look.on_accent, look.accent_hover),
        *(("tone on its wash", tone.ink, tone.wash) for tone in tones),
        *(("tone on a card", tone.ink, look.surface) for tone in tones),
    ]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_every_text_has_the_contrast_of_level_aa(look: Theme) -> None:
    weak = [
        (name, round(contrast(ink, ground), 2))
        for name, ink, ground in pairs(look)
        if contrast(ink, ground) < AA_TEXT
    ]

    assert weak == []


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_frames_of_fields_can_be_seen(look: Theme) -> None:
    assert contrast(look.frame, look.surface) >= AA_FRAME
    assert contrast(look.frame, look.window) >= AA_FRAME
    assert contrast(look.accent, look.surface) >= AA_FRAME


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("zoom", [90, 100, 200])
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_the_style_sheet_is_filled_completely(look: Theme, zoom: int) -> None:
    sheet = theme.style_sheet(look, zoom)

    assert "$" not in sheet
    assert f"{20 * zoom / 100:.1f}pt" in sheet


def test_colours_stand_in_the_theme_alone() -> None:
    template = (RESOURCES / "theme" / "window.qss").read_text(encoding="utf-8")

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", template) == []


def test_zoom_enlarges_text_and_spaces(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 200)

    assert theme.scaled(theme.SMALL) == 16
    assert theme.font().pointSizeF() == pytest.approx(22)
    theme.apply(qapp, "light", 100)
    assert qapp.font().pointSizeF() == pytest.approx(11)


def test_a_mark_given_later_is_seen(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)
    button = QPushButton("x")
    button.ensurePolished()

    theme.mark_as(button, variant="primary")

    assert button.property("variant") == "primary"
    button.deleteLater()
