"""What is recorded and cut off: saving, taking photos in, writing to a stick; whole, or broken.

Run as `python -m tests.power_cut_work FOLDER WORK [MUTANT]` by `tests.power_cut`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from app.changes import ChangeSet, nobody
from app.clock import SystemClock
from app.ids import SeededIds
from app.packages import medium, writer
from app.packages.built import BuiltPackage
from app.packages.manifest import MANIFEST_NAME
from app.photos import vault
from app.photos.renditions import Renditions
from app.photos.vault import Incoming, Vault
from app.services.photos import PhotoService
from app.store import engine
from app.store.unit_of_work import Store, UnitOfWork
from tests import given
from tests.packages.given import SMALL, Desk, World, blob, content

SAVES: Final = 40
PHOTOS: Final = 6
PACKAGES: Final = 4


def tell(text: object) -> None:
    """Promise something to a person."""
    sys.stdout.write(f"TOLD {text}\n")
    sys.stdout.flush()


def save(folder: Path) -> None:
    """Save findings one by one; a screen that hears of one says “✓ saved”."""
    number = 0

    def heard(_news: ChangeSet) -> None:
        tell(number)

    with Store(folder, SystemClock(), SeededIds("mất điện"), heard) as store:
        _before_commit.append(lambda: heard(ChangeSet(frozenset(), frozenset())))
        for number in range(SAVES):
            with store.writing() as work:
                work.save(given.finding(number))
                work.commit()


def take_photos(folder: Path) -> None:
    """Take photos in one by one."""
    pictures = sorted(folder.with_name("thẻ nhớ").iterdir())
    with Store(folder, SystemClock(), SeededIds("ảnh"), nobody) as store:
        with store.writing() as work:
            work.save(given.inspection())
            work.commit()
        kept = Vault(folder)
        photos = PhotoService(store, kept, Renditions(folder.with_name("cỡ nhỏ"), kept))
        for picture in pictures:
            (photo,) = photos.add(given.INSPECTION, [picture])
            tell(getattr(photo, "sha256", photo))


def write_stick(folder: Path) -> None:
    """Copy packages to a stick one by one."""
    desk = Desk(world=World(), root=folder.with_name("bàn"))
    (desk.root / "keyring").write_bytes(desk.world.keyring.sign(desk.world.root.signing))
    desk.world.hq.save(desk.root / "hq")
    (desk.root / "root").write_text(desk.world.root.verify_key.text)
    for number in range(PACKAGES):
        photo = blob(desk.vault, bytes([number]) * 30_000)
        built = desk.built(
            content(package_id=f"0198f3c2-aaaa-7bbb-8ccc-{number:012}", blobs=[photo])
        )
        writer.copy_package(built, folder, limits=SMALL)
        tell(built.manifest.package)


WORK: Final[Mapping[str, Callable[[Path], None]]] = {
    "save": save,
    "photos": take_photos,
    "stick": write_stick,
}

# --- the same, broken in one way -----------------------------------------------------------------

_before_commit: list[Callable[[], None]] = []


def _sync_less_often() -> None:
    engine._journal = lambda _connection: ("synchronous", "NORMAL", 1)  # type: ignore[assignment] # noqa: SLF001 - broken on purpose


def _told_before_commit() -> None:
    commit = UnitOfWork.commit

    def too_early(self: UnitOfWork) -> None:
        for act in _before_commit:
            act()
        commit(self)

    UnitOfWork.commit = too_early  # type: ignore[method-assign] # broken on purpose


def _no_sync(module: Any) -> None:  # noqa: ANN401 - any module that syncs
    module.os = SimpleNamespace(**{**vars(module.os), "fsync": lambda _handle: None})


def _no_sync_of_folders(module: Any) -> None:  # noqa: ANN401 - any module that syncs
    module.sync_folder = lambda _folder: None


def _row_before_photo() -> None:
    keep, commit = Vault.keep, UnitOfWork.commit
    late: list[tuple[Vault, Incoming]] = []

    def later(self: Vault, incoming: Incoming) -> str:
        aside = incoming.path.with_suffix(".late")
        incoming.path.replace(aside)
        late.append((self, replace(incoming, path=aside)))
        return incoming.sha256

    def then(self: UnitOfWork) -> None:
        commit(self)
        while late:
            keep(*late.pop())

    Vault.keep = later  # type: ignore[method-assign] # broken on purpose
    UnitOfWork.commit = then  # type: ignore[method-assign] # broken on purpose


def _manifest_first() -> None:
    built: Any = BuiltPackage
    files = built.files.fget
    broken: Any = writer
    broken._UNFINISHED = MANIFEST_NAME  # noqa: SLF001 - broken on purpose
    built.files = property(lambda package: files(package)[::-1])


MUTANTS: Final[Mapping[str, Callable[[], None]]] = {
    "synchronous=NORMAL": _sync_less_often,
    "told before COMMIT": _told_before_commit,
    "no sync of a photo": lambda: _no_sync(vault),
    "no sync of its folder": lambda: _no_sync_of_folders(vault),
    "row before photo": _row_before_photo,
    "no sync of a part": lambda: _no_sync(medium),
    "no sync of the stick": lambda: _no_sync_of_folders(writer),
    "manifest first": _manifest_first,
}


if __name__ == "__main__":
    for mutant in sys.argv[3:]:
        MUTANTS[mutant]()
    WORK[sys.argv[2]](Path(sys.argv[1]))
