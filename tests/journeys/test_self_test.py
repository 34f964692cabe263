"""The built program tries itself: every page, the minutes, a package there and taken in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ui.self_test import run_self_test


# What Qt would use of this machine for films, which nobody shows here.
@pytest.mark.qt_log_ignore("Couldn't (load|resolve) .*(library|symbols)")
def test_the_program_passes_its_own_test(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qapp is not None

    code = run_self_test()

    said = capsys.readouterr().out
    assert code == 0, said
    assert said.splitlines()[-1] == "self-test passed"
    assert said.count("ok  ") == 6
