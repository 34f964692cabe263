"""What `test_faults_of_sticks` records and cuts off: packages written to a stick as zip files."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from app.packages import writer
from tests import power_cut_work


def main(folder: Path) -> None:
    """Copy packages to a stick one by one, each as one file."""
    whole = writer.copy_package
    writer.copy_package = partial(whole, as_zip=True)
    power_cut_work.write_stick(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
