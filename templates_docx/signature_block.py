"""The places to sign at the end of minutes, with the recipients (`minutes_format` §6)."""

from __future__ import annotations

from templates_docx.building import TEXT_WIDTH, cell, p, row, steer_row, table, tag


def signature_block(recipients: str) -> str:
    """Return the places to sign: one table, that stays on the page of the closing paragraph.

    More than three rows may not fit on a page; then each row is a table of its own, so that
    they part between two rows, and nobody's office from the name.

    Args:
        recipients: the paragraphs of Nơi nhận, that stand beside the last signature.
    """
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    # Offices stand in a row of their own: names are level even where one takes three lines.
    pair = "".join(
        row(cell(widths[0], part("hang.trai")) + cell(widths[1], part("hang.phai")))
        for part in (_office, _signer)
    )
    # The recipients stand level with the last to sign (E19), who may have signed above.
    secretary = (
        tag("{%p if thu_ky %}")
        + _office("thu_ky")
        + _signer("thu_ky")
        + tag("{%p endif %}")
        + p("DieuKien")
    )
    last = row(cell(widths[0], recipients) + cell(widths[1], secretary))
    looped = (
        steer_row(widths, "{%tr for hang in chu_ky %}") + pair + steer_row(widths, "{%tr endfor %}")
    )
    return (
        tag("{%p if chu_ky | length <= 3 %}")
        + table(widths, looped + last, ruled=False)
        + tag("{%p else %}")
        + tag("{%p for hang in chu_ky %}")
        + table(widths, pair, ruled=False)
        + p("KeNgang")
        + tag("{%p endfor %}")
        + table(widths, last, ruled=False)
        + tag("{%p endif %}")
        + p("KeNgang")
    )


def _office(name: str) -> str:
    """Return the office of who signs (E16), closer to what stands above where many sign."""
    return _by_number("ChucDanh", f"{{{{ {name}.chuc_danh }}}}", '<w:spacing w:before="120"/>')


def _signer(name: str) -> str:
    """Return how to sign, the room for it, less where many sign, the name and the position."""
    return (
        p("GhiChuKy", f"{{{{ {name}.ghi_chu }}}}")
        + _by_number("NguoiKy", f"{{{{ {name}.ho_ten }}}}", '<w:spacing w:before="1020"/>')
        + p("ChucVu", f"{{{{ {name}.chuc_vu }}}}")
    )


def _by_number(style: str, text: str, close: str) -> str:
    """Return a paragraph, closer to the one above where more than two rows sign."""
    return (
        tag("{%p if chu_ky | length <= 2 %}")
        + p(style, text)
        + tag("{%p else %}")
        + p(style, text, close)
        + tag("{%p endif %}")
    )
