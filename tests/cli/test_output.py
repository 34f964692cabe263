"""What a command answers, as the one JSON document that programs read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from app.cli.output import Answer, print_answer, print_error
from app.errors import AppError


class _Troubled(AppError):
    code = "troubled"
    message = "“{code}” says {message}"


def _printed(capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - any JSON value
    return json.loads(capsys.readouterr().out)


def test_no_parameter_takes_the_place_of_the_code_or_message_of_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_error(_Troubled(code="MC.1", message="no", row=7), as_json=True)

    assert _printed(capsys) == {
        "error": {"code": "troubled", "message": "“MC.1” says no", "row": 7}
    }


def test_a_file_name_that_is_no_unicode_is_still_one_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = Path(os.fsdecode(b"bi\xean.docx"))

    print_answer(Answer(data={"files": [name], str(name): "x"}), as_json=True)

    assert _printed(capsys) == {"files": ["bi\ufffdn.docx"], "bi\ufffdn.docx": "x"}


def test_nothing_a_command_found_takes_the_place_of_its_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = _Troubled(code="MC.1", message="no")

    print_answer(Answer(data={"error": "found", "rows": 2}, error=error), as_json=True)

    said = _printed(capsys)
    assert (said["error"]["code"], said["rows"]) == ("troubled", 2)
