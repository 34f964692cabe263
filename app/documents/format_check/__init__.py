"""The check of form for any administrative Word document, by NĐ 30/2020/NĐ-CP.

P1-P9 are the page, E1-E24 the elements, W1-W10 the wording, S7 the opinion of
the inspected unit, T13 letters in one code. By hand because nothing of the field
checks this decree. Where an office may rightly write in two ways, the check stays
silent: HOÀ beside HÒA, UBND Phường 15, a font named for letters that do not
occur, a tab for an indent, a list of short items beside titles, margins turned
along with a page on its side, a page number on a letter of one page. W7, the
place named in the head, depends on who writes and is not judged; nor is E3's
line when Word floats it in from another paragraph, beyond its being there.
"""

from __future__ import annotations

from app.documents.format_check.check import check_format
from app.documents.format_check.violation import Violation, Weight

__all__ = ["Violation", "Weight", "check_format"]
