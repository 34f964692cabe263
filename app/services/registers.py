"""Registers: looked at first, then kept, with what was said of their columns remembered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from app.documents.register_file import RegisterSource, read_clipboard, read_file
from app.documents.register_reader import RegisterRead, read_register
from app.domain.inspection import Inspection
from app.domain.register import Register, register_id
from app.domain.register_columns import RegisterMap
from app.domain.register_rows import pack_rows
from app.errors import FileUnreadable, InvalidValue
from app.files import os_reason
from app.ids import InspectionId
from app.progress import NO_PROGRESS, Progress
from app.store.unit_of_work import Store, View
from app.words import translate

__all__ = ["RegisterRead", "RegisterService", "RegisterSource", "read_map"]

_REMEMBERED: Final = "register_columns:"
_SHOWN: Final = 40
_CLIPBOARD: Final = "Dán từ bảng tạm"
"""The name of a register without a file; kept and printed, so always Vietnamese."""


class RegisterService:
    """The use cases around the register a sample is drawn from."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, path: Path, progress: Progress = NO_PROGRESS) -> RegisterSource:
        """Read a file that somebody handed over; nothing is kept of it.

        Raises:
            FileUnreadable, DocumentUnreadable, DocumentForbidden: as `read_file` says.
        """
        progress.step(0, 0, path.name)
        return read_file(path)

    def paste(self, text: str) -> RegisterSource:
        """Read a table from the clipboard; nothing is kept of it.

        Raises:
            DocumentUnreadable: if it is no table.
        """
        return read_clipboard(text, _CLIPBOARD)

    def look(
        self,
        source: RegisterSource,
        wanted: RegisterMap | None = None,
        progress: Progress = NO_PROGRESS,
    ) -> RegisterRead:
        """Return what would be kept of a register, and every mistake and doubt in it.

        Raises:
            InvalidValue: if a wanted sheet or column is not there.
            WorkbookInvalid: if it has no table with the headings of a register.
        """
        with self._store.reading() as view:

            def recall(signature: str) -> Mapping[str, str | None]:
                return _remembered(view, signature)

            return read_register(source, wanted, recall, progress)

    def keep(self, inspection_id: InspectionId, read: RegisterRead) -> Register:
        """Keep a register for a visit; the same file twice is the same register.

        Raises:
            NotFound: if there is no such visit.
            WorkbookInvalid: naming every mistake, if it has any; nothing was kept.
        """
        read.refuse_faults()
        content = pack_rows(read.rows)
        identity = register_id(inspection_id, read.sha256)
        with self._store.writing() as work:
            work.get(Inspection, inspection_id)
            known = work.all(Register, inspection_id=inspection_id)
            before = next((one for one in known if one.id == identity), None)
            register = Register(
                id=identity,
                inspection_id=inspection_id,
                file_name=before.file_name if before else read.name,
                sha256=read.sha256,
                entries=len(read.rows),
                fields=read.rows.population(),
                order=before.order if before else len(known) + 1,
            )
            work.save(register)
            work.notes.keep_register_rows(identity, content)
            columns = msgspec.json.encode(read.named_columns).decode()
            work.notes.remember(_REMEMBERED + read.signature, columns)
            work.commit()
        return register

    def of(self, inspection_id: InspectionId) -> list[Register]:
        """Return the registers of a visit, in the order they were read in."""
        with self._store.reading() as view:
            return view.all(Register, inspection_id=inspection_id)


def read_map(path: Path) -> RegisterMap:
    """Read the columns a person gave in a JSON file.

    Raises:
        FileUnreadable: if it is not there.
        InvalidValue: if it does not say which column is which.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=os_reason(error)) from error
    try:
        return msgspec.json.decode(content, type=RegisterMap)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        example = '{"columns": {"dossier_code": "B", "received_at": "Ngày nhận"}}'
        reason = translate("such a file says {example}", example=example)
        raise InvalidValue(field=path.name, value=_beginning(content), reason=reason) from error


def _beginning(content: bytes) -> str:
    """Return how a text file begins, to know it by."""
    text = " ".join(content[:_SHOWN].decode(errors="replace").split())
    return f"{text}…" if len(content) > _SHOWN else text


def _remembered(view: View, signature: str) -> dict[str, str | None]:
    kept = view.notes.recall(_REMEMBERED + signature)
    return msgspec.json.decode(kept, type=dict[str, str | None]) if kept else {}
