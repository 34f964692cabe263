"""What the tests of the domain share."""

from __future__ import annotations

import pytest

from app import words


@pytest.fixture
def english() -> None:
    """Speak English, so that a test of reasons does not depend on a translation."""
    words.use_language("en")
