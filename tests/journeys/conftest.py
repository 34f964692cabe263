"""Journeys run the whole window program on real stores."""

from __future__ import annotations

from tests.ui.conftest import (
    filled_store,
    no_window_left,
    prompts,
    pytest_collection_modifyitems,
    store,
)

__all__ = ["filled_store", "no_window_left", "prompts", "pytest_collection_modifyitems", "store"]
