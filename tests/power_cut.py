"""Power cuts without hardware: what a program writes is recorded, and a cut replayed from it.

The recording is made by the tracer strace. A cut leaves on the disk what was synced before it,
any of the sectors that were only written, and any beginning of the names that were only given:
that is all a disk with an ordered journal of names promises. Writes through mapped memory are
not seen; of SQLite only the index of its log is mapped, which is made anew when it is opened.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Final

TOLD: Final = b"TOLD "
"""How a recorded program says on its standard output what it has promised to a person."""
_SECTOR: Final = 512
_CALLS: Final = (
    "openat,creat,write,pwrite64,lseek,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,"
    "renameat2,mkdir,writev,pwritev,sendfile,copy_file_range,link,linkat"
)
_BY_HANDLE: Final = frozenset({"write", "pwrite64", "fsync", "fdatasync", "ftruncate", "lseek"})
_UNKNOWN: Final = frozenset({"writev", "pwritev", "sendfile", "copy_file_range"})
_CALL: Final = re.compile(r"^(\d+)\s+(\w+)\((.*)\)\s+= (-?\d+)")
_BROKEN_OFF: Final = re.compile(r"^(\d+)\s+(.*) <unfinished \.\.\.>$")
_RESUMED: Final = re.compile(r"^(\d+)\s+<\.\.\. \w+ resumed>(.*)$")
_HANDLE: Final = re.compile(r"-?\d+<([^>]*)>")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Kind(Enum):
    """What a program did."""

    OPENED = auto()
    WROTE = auto()
    SHORTENED = auto()
    MOVED = auto()
    """The place in a file where it writes next."""
    SYNCED = auto()
    RENAMED = auto()
    REMOVED = auto()
    TOLD = auto()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a program did to a file, or what it told."""

    kind: Kind
    path: str = ""
    at: int | None = None
    data: bytes = b""
    other: str = ""


@dataclass
class _File:
    """A file: what is durable of it, and what was only written."""

    durable: bytearray = field(default_factory=bytearray)
    written: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Sectors, or None for a new length."""
    position: int = 0


@dataclass
class _Naming:
    """A name that was given to a file, or taken from it."""

    path: str
    file: _File | None
    before: str = ""
    is_durable: bool = False


class NotRecordedError(Exception):
    """A program that failed, or did what is not understood: no finding, but a broken test."""


@dataclass(frozen=True)
class Recording:
    """Everything a program did in a folder that held these files before."""

    folder: Path
    acts: Sequence[Act]
    before: dict[str, bytes]

    def cuts(self, into: Path, count: int, seed: int = 1) -> Iterator[list[str]]:
        """Yield what had been told before each of many cuts, its disk laid out in a folder."""
        chance = random.Random(seed)  # noqa: S311 - a seed, so that a finding can be repeated
        told = [number for number, act in enumerate(self.acts, 1) if act.kind is Kind.TOLD]
        for number in range(count):
            # Just after a promise is where a broken one shows.
            cut = chance.choice(told) if number % 2 and told else chance.randint(1, len(self.acts))
            disk = _Disk(self.before)
            for act in self.acts[:cut]:
                disk.play(act)
            place = into / f"{number:04}"
            disk.lay_out(self.folder, place, chance)
            yield disk.told


def record(module: str, folder: Path, *arguments: str) -> Recording:
    """Run a module in another process on a folder and return what it did there.

    Raises:
        NotRecordedError: if it did nothing there, or in a way that is not understood.
    """
    folder = folder.resolve()
    before = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    log = folder.with_name(f"{folder.name}.trace")
    tracing = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={_CALLS}"]
    command = [*tracing, "-o", str(log), sys.executable, "-m", module, str(folder), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotRecordedError(done.stderr)
    with log.open(encoding="ascii", errors="replace") as lines:
        acts = [act for call in _calls(lines) for act in _acts(call, str(folder))]
    log.unlink()
    if not {Kind.WROTE, Kind.TOLD} <= {act.kind for act in acts}:
        raise NotRecordedError(module)
    return Recording(folder, acts, before)


def _calls(lines: Iterator[str]) -> Iterator[tuple[str, str, int]]:
    """Yield each call as its name, its arguments and what it returned."""
    broken: dict[str, str] = {}
    for line in lines:
        call = line.rstrip("\n")
        if found := _BROKEN_OFF.match(call):
            broken[found[1]] = found[2]
            continue
        if (found := _RESUMED.match(call)) and found[1] in broken:
            call = f"{found[1]} {broken.pop(found[1])}{found[2]}"
        if (found := _CALL.match(call)) and int(found[4]) >= 0:
            yield found[2], found[3], int(found[4])


def _acts(call: tuple[str, str, int], folder: str) -> Iterator[Act]:
    name, arguments, result = call
    if name not in _BY_HANDLE | _UNKNOWN:
        yield from _acts_on_names(call, folder)
        return
    path = _path_of_handle(arguments)
    if path.startswith(folder):
        if name in _UNKNOWN:
            raise NotRecordedError(name, path)
        yield _act_on_handle(call, path)
    elif name == "write" and (said := _bytes(arguments)[:result]).startswith(TOLD):
        for line in said.splitlines():
            yield Act(Kind.TOLD, other=line.removeprefix(TOLD).decode())


def _acts_on_names(call: tuple[str, str, int], folder: str) -> Iterator[Act]:
    name, arguments, _result = call
    paths = [bytes.fromhex(one.replace("\\x", "")).decode() for one in _TEXT.findall(arguments)]
    if not paths or not paths[-1].startswith(folder):
        return
    if name in {"link", "linkat"}:
        raise NotRecordedError(name, paths)
    if name in {"openat", "creat"}:
        is_new, is_emptied = "O_CREAT" in arguments, "O_TRUNC" in arguments
        yield Act(Kind.OPENED, paths[0], at=0 if is_emptied else None, other="new" * is_new)
    elif name.startswith("unlink"):
        yield Act(Kind.REMOVED, paths[0])
    elif name.startswith("rename"):
        yield Act(Kind.RENAMED, paths[0], other=paths[1])


def _act_on_handle(call: tuple[str, str, int], path: str) -> Act:
    name, arguments, result = call
    match name:
        case "write":
            return Act(Kind.WROTE, path, data=_bytes(arguments)[:result])
        case "pwrite64":
            at = int(arguments.rpartition(",")[2])
            return Act(Kind.WROTE, path, at=at, data=_bytes(arguments)[:result])
        case "ftruncate":
            return Act(Kind.SHORTENED, path, at=int(arguments.rpartition(",")[2]))
        case "lseek":
            return Act(Kind.MOVED, path, at=result)
        case _:
            return Act(Kind.SYNCED, path)


def _path_of_handle(arguments: str) -> str:
    found = _HANDLE.match(arguments)
    if found is None:
        return ""
    return bytes.fromhex(found[1].replace("\\x", "")).decode() if "\\x" in found[1] else found[1]


def _bytes(arguments: str) -> bytes:
    found = _TEXT.search(arguments)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


class _Disk:
    """A disk on which a program's acts are played again, until the cut."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self.told: list[str] = []
        self._files = {path: _File(bytearray(data)) for path, data in before.items()}
        self._namings = [_Naming(path, file, "", True) for path, file in self._files.items()]

    def play(self, act: Act) -> None:
        """Do what a program did."""
        match act.kind:
            case Kind.TOLD:
                self.told.append(act.other)
            case Kind.OPENED:
                self._open(act)
            case Kind.SYNCED:
                self._sync(act.path)
            case Kind.RENAMED:
                self._rename(act)
            case Kind.REMOVED:
                if self._files.pop(act.path, None) is not None:
                    self._namings.append(_Naming(act.path, None))
            case _:
                self._write(act, self._file(act.path))

    def lay_out(self, folder: Path, place: Path, chance: random.Random) -> None:
        """Write into a folder what a cut at this moment may have left."""
        durable = [number for number, one in enumerate(self._namings, 1) if one.is_durable]
        kept = chance.randint(max(durable, default=0), len(self._namings))
        names: dict[str, _File] = {}
        for one in self._namings[:kept]:
            names.pop(one.before or one.path, None)
            if one.file is not None:
                names[one.path] = one.file
        lost = chance.choice(("none", "all", "some", "the last"))
        for path, file in names.items():
            target = place / Path(path).relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_left(file, lost, chance))

    def _file(self, path: str) -> _File:
        if path not in self._files:
            self._files[path] = _File()
            self._namings.append(_Naming(path, self._files[path]))
        return self._files[path]

    def _open(self, act: Act) -> None:
        if not act.other and act.path not in self._files:
            return  # a folder
        file = self._file(act.path)
        file.position = 0
        if act.at == 0:
            file.written.append((0, None))

    def _write(self, act: Act, file: _File) -> None:
        match act.kind:
            case Kind.MOVED:
                file.position = act.at or 0
            case Kind.SHORTENED:
                file.written.append((act.at or 0, None))
            case _:
                at = file.position if act.at is None else act.at
                if act.at is None:
                    file.position = at + len(act.data)
                start = 0
                while start < len(act.data):
                    size = _SECTOR - (at + start) % _SECTOR
                    file.written.append((at + start, act.data[start : start + size]))
                    start += size

    def _sync(self, path: str) -> None:
        file = self._files.get(path)
        if file is None:  # a folder: every name until now
            for one in self._namings:
                one.is_durable = True
            return
        for piece in file.written:
            _apply(file.durable, piece)
        file.written = []
        for one in self._namings:  # a new file's own name goes with it
            if one.file is file and not one.before:
                one.is_durable = True

    def _rename(self, act: Act) -> None:
        file = self._files.pop(act.path, None)
        if file is not None:
            self._files[act.other] = file
            self._namings.append(_Naming(act.other, file, act.path))


def _left(file: _File, lost: str, chance: random.Random) -> bytes:
    """Return what of a file is there after a cut."""
    left = bytearray(file.durable)
    pieces = {
        "all": [],
        "none": file.written,
        "some": [piece for piece in file.written if chance.random() < 0.5],
        "the last": file.written[: chance.randint(0, len(file.written))],
    }[lost]
    for piece in pieces:
        _apply(left, piece)
    return bytes(left)


def _apply(content: bytearray, piece: tuple[int, bytes | None]) -> None:
    at, data = piece
    content.extend(bytes(max(0, at - len(content))))
    if data is None:
        del content[at:]
    else:
        content[at : at + len(data)] = data
