"""The places to sign at the end of minutes, with the recipients (`minutes_format` §6)."""

from __future__ import annotations

from templates_docx.building import TEXT_WIDTH, cell, p, row, steer_row, table, tag


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
    last = cell(widths[0], recipients) + cell(widths[1], secretary)
    rows = (
        steer_row(widths, "{%tr for hang in chu_ky %}")
        + pairs
        + steer_row(widths, "{%tr endfor %}")
    )
    return table(widths, rows + row(last), ruled=False) + p("KeNgang")


def _office(name: str) -> str:
    return p("ChucDanh", f"{{{{ {name}.chuc_danh }}}}")


def _signer(name: str) -> str:
    return (
        p("GhiChuKy", f"{{{{ {name}.ghi_chu }}}}")
        + p("NguoiKy", f"{{{{ {name}.ho_ten }}}}")
        + p("ChucVu", f"{{{{ {name}.chuc_vu }}}}")
    )
