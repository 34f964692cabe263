"""Whether the tests of failing disks try every single call, as `make faults` asks them to."""

from __future__ import annotations

import os
from typing import Final

EVERY_CALL: Final = "SOKIEMTRA_EVERY_CALL" in os.environ
"""Otherwise they try some of the calls, since all of them take a quarter of an hour."""
