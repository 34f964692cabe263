"""Programs that behave as office programs do on a bad day: real ones, of a few lines each."""

from __future__ import annotations

import sys
from pathlib import Path

from app.printing.programs import OfficeKind, OfficeProgram

_HEAD = f"""#!{sys.executable}
import pathlib, subprocess, sys, time
work = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
here = pathlib.Path(__file__)
with here.with_suffix(".calls").open("a") as calls:
    calls.write(" ".join(sys.argv[1:]) + chr(10))
"""
WRITES = """
(work / "document.pdf").write_bytes(b"%PDF-1.7 of " + here.name.encode())
"""
WRITES_NOTHING = ""
WRITES_RUBBISH = """
(work / "document.pdf").write_bytes(b"sorry")
"""
DIES = """
print("out of luck")
sys.exit(77)
"""
HANGS = """
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
here.with_suffix(".child").write_text(str(child.pid))
time.sleep(600)
"""


def program(folder: Path, behaviour: str, name: str = "soffice") -> OfficeProgram:
    """Write such a program and return it as LibreOffice."""
    path = folder / name
    path.write_text(_HEAD + behaviour, encoding="utf-8")
    path.chmod(0o755)
    return OfficeProgram(kind=OfficeKind.LIBREOFFICE, path=path)


def calls(found: OfficeProgram) -> list[str]:
    """Return what such a program was told, call by call."""
    told = found.path.with_suffix(".calls")
    return told.read_text("utf-8").splitlines() if told.exists() else []
