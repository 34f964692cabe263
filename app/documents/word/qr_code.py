"""A QR code as a picture that printers set sharply: black and white, a few dots a module."""

from __future__ import annotations

import io
from typing import Final

import segno

_DOTS: Final = 8
_QUIET: Final = 4
"""Modules of white around it; without them no camera finds it (ISO/IEC 18004, 4)."""


def qr_png(line: str) -> bytes:
    """Return the QR code of a line as a PNG file; the same line gives the same bytes.

    Error level M: a crease or a stamp over a seventh of it does not matter.
    """
    code = segno.make_qr(line, error="m", boost_error=False)
    stream = io.BytesIO()
    code.save(stream, kind="png", scale=_DOTS, border=_QUIET)
    return stream.getvalue()
