"""Journeys run the whole window program on real stores."""

from __future__ import annotations

from tests.ui.conftest import (
    _lasting_heap,
    filled_store,
    no_window_left,
    prompts,
    pytest_collection_modifyitems,
    screen_garbage,
    store,
)

__all__ = [
    "_lasting_heap",
    "filled_store",
    "no_window_left",
    "prompts",
    "pytest_collection_modifyitems",
    "screen_garbage",
    "store",
]
