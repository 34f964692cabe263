"""Sổ Kiểm Tra below the screens: what is inspected, kept, printed and exchanged.

Nothing here knows Qt; `ui` and `app.cli` are two faces of the same services.
"""

from typing import Final

VERSION: Final = "0.1.0"
