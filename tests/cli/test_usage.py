"""Wrong usage and odd surroundings: exit code 2, one JSON document, nothing done elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import _only_store
from app.cli import inspection
from app.cli.main import run
from app.cli.progress import shown_progress
from tests.cli.conftest import Sokiemtra

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    "words",
    [
        ["inspection", "nonsense"],
        ["nonsense"],
        ["init"],
        ["init", "--role", "boss", "--name", "a"],
        ["minutes"],
        ["minutes", "1", "2", "3"],
        ["inspection", "show"],
        ["export"],
        ["photo", "add", "x"],
        ["inspection", "list", "--lang", "xx"],
        ["inspection", "list", "--lang="],
    ],
)
def test_wrong_usage_is_one_json_document_and_exit_code_two(
    sokiemtra: Sokiemtra, words: list[str]
) -> None:
    ran = sokiemtra("--json", *words)

    assert ran.code == 2
    assert ran.data["error"]["code"] == "usage"
    assert ran.data["error"]["message"]


def test_wrong_usage_for_people_goes_to_standard_error(sokiemtra: Sokiemtra) -> None:
    ran = sokiemtra("inspection", "nonsense")

    assert (ran.code, ran.out) == (2, "")
    assert "nonsense" in ran.err


def test_a_store_option_without_its_value_never_means_the_own_store(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for words in (["inspection", "list", "--store"], ["inspection", "list", "--store="]):
        code = run(words)

        assert code == 2
        assert "--store" in capsys.readouterr().err


@pytest.mark.usefixtures("kho")
def test_the_store_may_be_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOKIEMTRA_STORE", str(tmp_path / "kho"))

    assert run(["inspection", "list", "--json"]) == 0


@pytest.mark.usefixtures("kho")
def test_a_terminal_of_ascii_still_gets_vietnamese(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "app", "checklist", "list", "--store", str(tmp_path / "kho")],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "HOME": str(tmp_path)},
    )

    assert "Bộ tiêu chí" in ran.stdout.decode()


def test_a_demonstration_where_a_file_is(sokiemtra: Sokiemtra, tmp_path: Path) -> None:
    file = tmp_path / "tệp"
    file.touch()

    ran = sokiemtra("demo", file / "thử", "--json")

    assert ran.code == 1
    assert ran.data["error"]["code"] == "file_unwritable"


def test_stopping_by_keyboard_is_said_and_exits_with_one(
    kho: Sokiemtra, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inspection, "session", interrupt)

    ran = kho("inspection", "list", "--json")

    assert ran.code == 1
    assert ran.data["error"]["code"] == "interrupted"


def test_brackets_in_a_name_are_no_markup() -> None:
    with shown_progress("[/b] Đang ghi") as bar:
        bar.step(1, 2, "[/ảnh].jpg")


@pytest.mark.parametrize(
    ("words", "is_window"),
    [
        (["--store", "kho"], True),
        (["--store=kho"], True),
        (["--lang=en", "--store", "kho"], True),
        (["--store"], False),
        (["--help"], False),
        (["--store", "kho", "--json"], False),
        (["--store", "kho", "check"], False),
    ],
)
def test_only_a_store_and_a_language_open_the_window(words: list[str], is_window: bool) -> None:
    assert _only_store(words) is is_window
