"""Word files become PDF, and no office program that misbehaves costs more than its call."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from docx import Document
from typing_extensions import override

from app.errors import Cancelled
from app.printing.office import (
    Office,
    OfficeBroke,
    OfficeMissing,
    OfficeTooSlow,
    without_network,
)
from app.printing.pages import PdfPages
from app.printing.pdf_shelf import PdfShelf
from app.printing.programs import VARIABLE, OfficeKind, OfficeProgram, find_programs
from app.progress import Unheard
from tests.printing import office_programs as fake

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are scripts")

LIBRE = tuple(one for one in find_programs() if one.kind is OfficeKind.LIBREOFFICE)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A Word file of three pages."""
    made = Document()
    for number in range(3):
        paragraph = made.add_paragraph(f"Trang thứ {number + 1}: Độc lập - Tự do - Hạnh phúc")
        paragraph.paragraph_format.page_break_before = number > 0
    path = tmp_path / "Biên bản số 1.docx"
    made.save(str(path))
    return path


def office(*programs: OfficeProgram, timeout_s: float = 30) -> Office:
    return Office(lambda: programs, timeout_s=timeout_s)


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


class StopsAfter(Unheard):
    """A user who stops the work as soon as a file is there."""

    def __init__(self, sign: Path) -> None:
        self._sign = sign

    @override
    def step(self, done: int, total: int, label: str = "") -> None:
        if self._sign.exists():
            raise Cancelled


@pytest.mark.skipif(not LIBRE, reason="LibreOffice is not installed")
def test_libreoffice_lays_out_the_pages_and_leaves_nothing_beside_them(
    document: Path, tmp_path: Path
) -> None:
    target = tmp_path / "pages" / "made.pdf"
    target.parent.mkdir()

    used = office(*LIBRE, timeout_s=100).to_pdf(document, target)

    pages = PdfPages(target)
    try:
        assert used.name == "LibreOffice"
        assert len(pages.sizes) == 3
    finally:
        pages.close()
    assert [one.name for one in target.parent.iterdir()] == ["made.pdf"]


@pytest.mark.skipif(not LIBRE, reason="LibreOffice is not installed")
def test_two_calls_at_once_both_give_pages(document: Path, tmp_path: Path) -> None:
    libre = office(*LIBRE, timeout_s=110)
    targets = [tmp_path / "one.pdf", tmp_path / "two.pdf"]

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda target: libre.to_pdf(document, target), targets))

    assert all(target.read_bytes().startswith(b"%PDF-") for target in targets)


def test_every_call_has_a_profile_of_its_own(document: Path, tmp_path: Path) -> None:
    program = fake.program(tmp_path, fake.WRITES)
    libre = office(program)

    for name in ("one.pdf", "two.pdf"):
        libre.to_pdf(document, tmp_path / name)

    profiles = {
        word for call in fake.calls(program) for word in call.split() if "UserInstallation" in word
    }
    assert len(profiles) == 2


def test_a_computer_without_an_office_program_says_so(document: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeMissing):
        office().to_pdf(document, tmp_path / "made.pdf")

    assert not (tmp_path / "made.pdf").exists()


@pytest.mark.parametrize("behaviour", [fake.WRITES_NOTHING, fake.WRITES_RUBBISH, fake.DIES])
def test_a_program_that_gives_no_pdf_is_named(
    behaviour: str, document: Path, tmp_path: Path
) -> None:
    program = fake.program(tmp_path, behaviour)

    with pytest.raises(OfficeBroke) as caught:
        office(program).to_pdf(document, tmp_path / "made.pdf")

    assert caught.value.params["program"] == "LibreOffice"
    assert not (tmp_path / "made.pdf").exists()
    assert not list(tmp_path.glob("work-*"))


def test_what_a_program_said_before_it_died_is_kept_for_the_log(
    document: Path, tmp_path: Path
) -> None:
    program = fake.program(tmp_path, fake.DIES)

    with pytest.raises(OfficeBroke) as caught:
        office(program).to_pdf(document, tmp_path / "made.pdf")

    assert caught.value.__notes__ == ["status 77: out of luck\n"]


def test_a_program_that_cannot_be_started_is_named(document: Path, tmp_path: Path) -> None:
    program = fake.program(tmp_path, fake.WRITES)
    program.path.unlink()

    with pytest.raises(OfficeBroke):
        office(program).to_pdf(document, tmp_path / "made.pdf")


def test_where_one_program_breaks_the_next_is_asked(document: Path, tmp_path: Path) -> None:
    broken = fake.program(tmp_path, fake.DIES, "first")
    sound = fake.program(tmp_path, fake.WRITES, "second")

    used = office(broken, sound).to_pdf(document, tmp_path / "made.pdf")

    assert used == sound
    assert (tmp_path / "made.pdf").read_bytes() == b"%PDF-1.7 of second"


def test_a_program_that_hangs_is_ended_with_all_it_started(document: Path, tmp_path: Path) -> None:
    program = fake.program(tmp_path, fake.HANGS)
    began = time.monotonic()

    with pytest.raises(OfficeTooSlow):
        office(program, timeout_s=3).to_pdf(document, tmp_path / "made.pdf")

    assert time.monotonic() - began < 20
    assert not is_alive(int(program.path.with_suffix(".child").read_text("utf-8")))
    assert not list(tmp_path.glob("work-*"))


def test_a_program_that_is_stopped_is_ended_with_all_it_started(
    document: Path, tmp_path: Path
) -> None:
    program = fake.program(tmp_path, fake.HANGS)
    child = program.path.with_suffix(".child")

    with pytest.raises(Cancelled):
        office(program).to_pdf(document, tmp_path / "made.pdf", StopsAfter(child))

    assert not is_alive(int(child.read_text("utf-8")))


def test_a_program_runs_in_the_users_environment_without_ours(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME_OF_OURS", "x")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    tells = 'import os; here.with_suffix(".env").write_text(" ".join(os.environ))' + fake.WRITES
    program = fake.program(tmp_path, tells)

    office(program).to_pdf(document, tmp_path / "made.pdf")

    names = program.path.with_suffix(".env").read_text("utf-8").split()
    assert "PATH" in names
    assert not [name for name in names if name.startswith(("PYTHON", "QT_"))]


@pytest.mark.skipif(not without_network(), reason="this system cannot cut a program off")
def test_a_program_reaches_no_network(document: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        calls = f"""
import socket
try:
    socket.create_connection(("127.0.0.1", {port}), 2)
    here.with_suffix(".net").write_text("reached")
except OSError as error:
    here.with_suffix(".net").write_text("cut off")
"""
        program = fake.program(tmp_path, calls + fake.WRITES)

        office(program).to_pdf(document, tmp_path / "made.pdf")

    assert program.path.with_suffix(".net").read_text("utf-8") == "cut off"


def test_the_variable_names_a_libreoffice_that_nobody_would_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = fake.program(tmp_path, fake.WRITES)
    monkeypatch.setenv(VARIABLE, str(program.path))

    found = find_programs()

    assert found[-1].path == program.path


def test_libreoffice_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake.program(tmp_path, fake.WRITES)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert program in find_programs()


def test_a_file_that_did_not_change_is_laid_out_once(document: Path, tmp_path: Path) -> None:
    program = fake.program(tmp_path, fake.WRITES)
    shelf = PdfShelf(tmp_path / "shelf", office(program))

    first = shelf.pdf_of(document)
    again = shelf.pdf_of(document)
    document.write_bytes(document.read_bytes() + b"x")
    other = shelf.pdf_of(document)

    assert first == again
    assert other.path != first.path
    assert len(fake.calls(program)) == 2


def test_another_version_of_the_program_lays_out_anew(document: Path, tmp_path: Path) -> None:
    program = fake.program(tmp_path, fake.WRITES)
    shelf = PdfShelf(tmp_path / "shelf", office(program))
    shelf.pdf_of(document)

    os.utime(program.path, (1, 1))
    shelf.pdf_of(document)

    assert len(fake.calls(program)) == 2


def test_only_the_last_few_files_stay(document: Path, tmp_path: Path) -> None:
    shelf = PdfShelf(tmp_path / "shelf", office(fake.program(tmp_path, fake.WRITES)))
    made = []

    for number in range(15):
        document.write_bytes(bytes([number]))
        made.append(shelf.pdf_of(document).path)
        os.utime(made[-1], (number, number))

    left = set((tmp_path / "shelf").iterdir())
    assert left == set(made[3:])


def test_what_a_broken_run_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / "shelf" / "work-abc" / "profile"
    left.mkdir(parents=True)

    PdfShelf(tmp_path / "shelf", office())

    assert not left.parent.exists()


def test_programs_are_looked_for_once(document: Path, tmp_path: Path) -> None:
    looks: list[int] = []
    looked = threading.Lock()

    def find() -> tuple[OfficeProgram, ...]:
        with looked:
            looks.append(1)
        return (fake.program(tmp_path, fake.WRITES),)

    libre = Office(find, timeout_s=30)
    for name in ("one.pdf", "two.pdf"):
        libre.to_pdf(document, tmp_path / name)

    assert looks == [1]
