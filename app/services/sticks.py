"""The sticks that are in this computer now: named, measured, and taken out safely.

What is removable is asked of the system: the options of the mount on Windows, the device tree
on Linux. A stick that does not answer is none. Taking out is asked of the system as well
(`udisksctl`, or the volume's own calls on Windows); where it cannot be asked, a person does it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

_DEVICES: Final = Path("/sys/class/block")
_EJECT_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """A removable drive as its carrier knows it; sizes in bytes."""

    place: Path
    device: str
    name: str
    file_system: str
    size: int
    free: int
    is_writable: bool = True


def sticks_now(devices: Path = _DEVICES) -> tuple[Stick, ...]:
    """Return the sticks that are in, by place.

    Args:
        devices: where Linux shows its block devices.
    """
    return tuple(sorted(_sticks(devices), key=lambda stick: str(stick.place)))


def stick_at(path: Path, sticks: Iterable[Stick] | None = None) -> Stick | None:
    """Return the stick a folder lies on, or None if it lies on none.

    Args:
        path: the folder.
        sticks: those that are in, if they are known.
    """
    place = path.absolute()
    known = sticks_now() if sticks is None else sticks
    found = [one for one in known if place == one.place or one.place in place.parents]
    return max(found, key=lambda one: len(one.place.parts), default=None)


def eject(stick: Stick) -> bool:
    """Ask the system to write everything out and let go of a stick; tell whether it did."""
    if sys.platform == "win32":
        from app.services.stick_windows import eject_volume  # noqa: PLC0415 - only there

        return eject_volume(stick.device)
    program = shutil.which("udisksctl")
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - the device is the system's own name for it
            [program, "unmount", "--block-device", stick.device, "--no-user-interaction"],
            capture_output=True,
            check=False,
            timeout=_EJECT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _sticks(devices: Path) -> Iterator[Stick]:
    for mount in psutil.disk_partitions():
        options = mount.opts.split(",")
        if "removable" not in options and not _is_removable(mount.device, devices):
            continue
        place = Path(mount.mountpoint)
        with suppress(OSError):
            room = shutil.disk_usage(place)
            yield Stick(
                place=place,
                device=mount.device,
                name=_name(place),
                file_system=mount.fstype,
                size=room.total,
                free=room.free,
                is_writable="ro" not in options,
            )


def _name(place: Path) -> str:
    """Return what a stick is called: its label, which desktops also mount it under."""
    if sys.platform == "win32":
        from app.services.stick_windows import label_of  # noqa: PLC0415 - only there

        return label_of(place) or str(place)
    return place.name or str(place)


def _is_removable(device: str, devices: Path) -> bool:
    """Tell whether Linux says that a device, or the disk it is a part of, can be taken out.

    Names of mapped devices, as of an encrypted stick, are links to those the system knows.
    """
    return _is_part_of_removable(devices / Path(device).resolve().name)


def _is_part_of_removable(block: Path) -> bool:
    with suppress(OSError):
        disk = block.resolve(strict=True)
        below = disk / "slaves"
        mapped = list(below.iterdir()) if below.is_dir() else []
        if mapped:
            return all(map(_is_part_of_removable, mapped))
        for place in (disk, disk.parent):
            flag = place / "removable"
            if flag.is_file():
                return flag.read_text().strip() == "1" or "/usb" in str(place)
    return False
