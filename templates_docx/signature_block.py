"""The places to sign at the end of minutes, with the recipients (`minutes_format` §6)."""

from __future__ import annotations

from templates_docx.building import TEXT_WIDTH, cell, p, row, steer_row, table, tag
from templates_docx.parts import office_of, signer_of


def signature_block(recipients: str) -> str:
    """Return the table of the signatures; the recipients stand beside the last of them.

    Args:
        recipients: the paragraphs of Nơi nhận.
    """
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)

    # Offices stand in a row of their own: names are level even where one takes three lines.
    pairs = "".join(
        row(cell(widths[0], part("hang.trai")) + cell(widths[1], part("hang.phai")))
        for part in (office_of, signer_of)
    )
    # The recipients stand level with the last to sign (E19), who may have signed above.
    secretary = (
        tag("{%p if thu_ky %}")
        + office_of("thu_ky")
        + signer_of("thu_ky")
        + tag("{%p endif %}")
        + p("DieuKien")
    )
    last = cell(widths[0], recipients) + cell(widths[1], secretary)
    rows = (
        steer_row(widths, "{%tr for hang in chu_ky %}")
        + pairs
        + steer_row(widths, "{%tr endfor %}")
    )
    return table(widths, rows + row(last), ruled=False) + p("KeNgang")
