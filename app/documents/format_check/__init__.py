"""The check of form for any administrative Word document, by NĐ 30/2020/NĐ-CP.

Which rules there are, what is advised only and what is left undecided is written down
in `docs/format-rules.md`. By hand because nothing of the field checks this decree.
Where an office may rightly write in two ways, the check stays silent: HOÀ beside HÒA,
UBND Phường 15, a font named for letters that do not occur, a tab for an indent, a list
of short items beside titles, margins turned along with a page on its side, a page
number on a letter of one page; nor is E3's line judged when Word floats it in from
another paragraph, beyond its being there.
"""

from __future__ import annotations

from app.documents.format_check.check import check_format
from app.documents.format_check.violation import Violation, Weight

__all__ = ["Violation", "Weight", "check_format"]
