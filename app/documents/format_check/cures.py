"""What to do in Word about a fault, in the words of somebody who types the document."""

from __future__ import annotations

from typing import Final

from app.words import mark

_MARGIN: Final = mark("Layout, Margins, Custom Margins: type the measure asked for.")
_LINE: Final = mark(
    "Insert, Shapes, Line: draw an unbroken line of the length asked for under the words, "
    "and delete dashes typed for it."
)
_WORDING: Final = mark("Type it as shown under “expected”.")

CURES: Final = {
    "P1": mark("Layout, Size: choose A4. Layout, Orientation: choose Portrait."),
    "P2": _MARGIN,
    "P3": _MARGIN,
    "P4": _MARGIN,
    "P5": _MARGIN,
    "P6": mark("Select the words, choose the font Times New Roman and the colour Automatic."),
    "P7": mark(
        "Insert, Page Number, Top of Page: choose the one in the middle, size 13 or 14; "
        "tick Different First Page."
    ),
    "P8": mark(
        "Put the cursor before the appendix; Layout, Breaks, Next Page. Then Insert, Page Number, "
        "Format Page Numbers: Start at 1."
    ),
    "P9": mark("Put the cursor into the header row; Table Layout: Repeat Header Rows."),
    "E1": mark("Make the block on the right wider, and type the line exactly as expected."),
    "E2": mark("Type the line exactly as expected, hyphens with a space on both sides."),
    "E3": _LINE,
    "E6": _LINE,
    "E7": _WORDING,
    "E8": _WORDING,
    "E9": mark("Type the kind of document in capitals on a line of its own, centred."),
    "E10": _LINE,
    "E11": mark("End each legal basis with “;” and the last one with “.”."),
    "E18": mark("Write the name alone, and leave room for the signature above it."),
    "E20": mark("Begin each line with “- ”, end it with “;”, and the last, “- Lưu: …”, with “.”."),
    "E21": mark("Number the appendices Phụ lục I, Phụ lục II."),
    "E24": mark("Select the table; size 11 to 13, Line spacing Single."),
    "W1": _WORDING,
    "W2": _WORDING,
    "W3": mark("Put “./.” after the last word of the closing paragraph, and nowhere else."),
    "W4": _WORDING,
    "W5": _WORDING,
    "W6": _WORDING,
    "W8": _WORDING,
    "W9": mark("Take the words out of the title: these are no minutes of a violation."),
    "W10": mark("Write what belongs there, or “Không có.”."),
    "S7": mark("Write down the opinion of the inspected unit, even when it has none."),
    "G1": mark("The unit signs and stamps on the spot; the delegation signs only."),
    "G2": mark("Add a place for a witness to sign beside the other signatures."),
    "G8": mark("Correct the number of copies, so that those held make up the total."),
    "T7": mark("Move the parts into the order expected."),
    "T11": mark("Give each recommendation a day by which it is carried out."),
    "T12": mark(
        "Keep the date and take out the number, as in TT 56/2025/TT-BCT, or the other way round, "
        "as in Mẫu 1.9 of NĐ 30/2020/NĐ-CP."
    ),
    "T13": mark("Set the keyboard program to Unicode (not composed) and type the words again."),
}
"""What to do about a fault whose rule says nothing more exact."""

# What the decree does not ask for itself: custom, good practice, other rules.
ADVISED: Final = frozenset({"P9", "E17", "E24", "W4", "W5", "W6", "W10", "T13", "G1", "T7", "T12"})
