"""Mends in a copy what a Word document breaks of NĐ 30/2020/NĐ-CP and no person need decide.

The rules themselves say what mends a fault (`format_check.mends`). The XML is
changed in place inside the package, never through a library that saves the
document anew: such a library drops what it does not know.
"""

from __future__ import annotations

from app.documents.format_fix.correcting import (
    Correction,
    DocumentSigned,
    SourceAsTarget,
    correct_format,
)

__all__ = ["Correction", "DocumentSigned", "SourceAsTarget", "correct_format"]
