"""One line that follows an entry of another field does not end the exchange of a visit."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Application
from tests.inspection_documents import Document, WriteDocument
from tests.services.test_unfit_values import heads, written


@pytest.mark.parametrize("at_headquarters", [True, False])
def test_a_visit_with_an_astray_line_goes_on_between_laptop_and_headquarters(
    at_headquarters: bool,
    laptop: Application,
    headquarters: Application,
    document: Document,
    write_document: WriteDocument,
    tmp_path: Path,
) -> None:
    laptop.recording.record(write_document(document))
    (row,) = laptop.inspections.rows()
    first, second = tmp_path / "một", tmp_path / "hai"
    for place in (first, second):
        place.mkdir()
    laptop.exports.write(first, [row.id])
    headquarters.imports.take_in([first])
    planted = headquarters if at_headquarters else laptop
    parents = heads(planted, row.id, "period_from")
    line = written(
        planted, "inspection", row.id, "general_remark", "Lạc.", agg_id=row.id, parents=parents
    )
    with planted._store.writing() as work:  # noqa: SLF001 - what no service writes
        work.merge([line], "ai đó")
        work.commit()
    sender, receiver = (headquarters, laptop) if at_headquarters else (laptop, headquarters)

    sender.exports.write(second, [row.id])
    (taken,) = receiver.imports.take_in([second])

    assert (taken.error, taken.rejected) == (None, 1)
    assert len(taken.reasons) == 1
    assert (
        receiver.inspections.get(row.id).period_from == planted.inspections.get(row.id).period_from
    )
    assert receiver.inspections.get(row.id).general_remark != "Lạc."
