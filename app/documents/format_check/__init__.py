"""The check of form for any administrative Word document, by NĐ 30/2020/NĐ-CP.

The rules and their numbers are those of `docs`; each module here holds one
group of them, over a reading of the file in which every run has its real look.
"""

from __future__ import annotations

from app.documents.format_check.check import check_format
from app.documents.format_check.violation import Violation

__all__ = ["Violation", "check_format"]
