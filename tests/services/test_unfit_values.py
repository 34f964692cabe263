"""Values that a field cannot have: set aside at import, and harmless where they are already."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Application
from app.domain.canonical import spell
from app.domain.inspection import Inspection
from app.domain.minutes import Minutes, MinutesState
from app.domain.photo_likeness import look_alikes
from app.domain.revision import NONCE_BYTES, SCHEMA, Revision, commitment
from app.errors import InvalidValue
from app.ids import MinutesId
from app.services.imported import Imported
from tests.complete import complete_visit
from tests.inspection_documents import Document, WriteDocument
from ui.inspections.columns import COLUMNS
from ui.texts import moment_text

_NUMBERS = count(1)
_FAR = 32_503_679_999_999
"""The last millisecond of the year 2999."""


@pytest.fixture
def visit(laptop: Application, document: Document, write_document: WriteDocument) -> Inspection:
    laptop.recording.record(write_document(document))
    (row,) = laptop.inspections.rows()
    return laptop.inspections.get(row.id)


def heads(application: Application, entity_id: str, field: str | None = None) -> tuple[str, ...]:
    with application._store.reading() as view:  # noqa: SLF001 - no service tells it
        found = view.history.of_entity(entity_id, field)
    return tuple(sorted(one.rev_id for one in found if one.is_head))


def written(
    application: Application,
    kind: str,
    entity_id: str,
    field: str,
    value: object,
    **facts: Any,  # noqa: ANN401 - any facts of a revision
) -> Revision:
    """What a changed program writes after all that is known of a field."""
    number = next(_NUMBERS)
    nonce = number.to_bytes(NONCE_BYTES, "big")
    text = spell(value)
    given: dict[str, Any] = {
        "origin_id": "8f31c0de9a27b144",
        "seq": number,
        "lam": 900 + number,
        "parents": heads(application, entity_id, field),
        "observed": None,
        "utc_ms": 1_800_000_000_000,
        "schema_ver": SCHEMA,
        **facts,
    }
    return Revision(
        entity_id=entity_id,
        entity_type=kind,
        field=field,
        commit_hash=commitment(nonce, text),
        value=text,
        nonce=nonce.hex(),
        actor_id="Người khác",
        tz_min=420,
        **given,
    ).sealed()


def plant(application: Application, *revisions: Revision) -> None:
    """Put revisions into a store past its services, as a changed program does."""
    with application._store.writing() as work:  # noqa: SLF001 - no service writes them
        work.merge(revisions, "planted")
        work.commit()


def carried(sender: Application, receiver: Application, place: Path) -> Imported:
    place.mkdir()
    sender.exports.write(place)
    (imported,) = receiver.imports.take_in([place])
    assert imported.error is None
    return imported


def show_everywhere(application: Application, visit: Inspection, folder: Path) -> None:
    for row in application.inspections.rows():
        for column in COLUMNS:
            column.text(row)
            column.sort_key(row)
    application.minutes.gaps(visit.id)
    application.proposals.board(visit.id)
    application.remediation.earlier(visit.id)
    application.reports.summary(folder / "tong-hop.xlsx")


UNFIT = [
    ("period_from", "hôm qua"),
    ("period_from", None),
    ("started_at", "9999-12-31T23:59:59Z"),
    ("started_at", "0001-01-01T00:00:00+14:00"),
    ("decision_announced_at", "2026-01-01T00:00:00"),
    ("photos_per_page", 0),
    ("_exists", None),
    ("_exists", 0),
    ("_exists", "x"),
]


@pytest.mark.parametrize(("field", "value"), UNFIT)
def test_a_value_that_its_field_cannot_have_is_set_aside_and_named(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
    field: str,
    value: object,
) -> None:
    carried(laptop, headquarters, tmp_path / "usb-1")
    seen = heads(laptop, visit.id) if field == "_exists" else None
    plant(laptop, written(laptop, "inspection", visit.id, field, value, agg_id=visit.id,
                          observed=seen))  # fmt: skip

    imported = carried(laptop, headquarters, tmp_path / "usb-2")

    assert imported.rejected == 1
    assert "“" in imported.reasons[0]
    assert headquarters.inspections.get(visit.id) == visit
    show_everywhere(headquarters, visit, tmp_path)
    assert headquarters.maintenance.check().is_whole


@pytest.mark.parametrize(("field", "value"), UNFIT)
def test_a_value_of_a_later_version_that_cannot_be_read_hides_no_visit(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
    field: str,
    value: object,
) -> None:
    seen = heads(laptop, visit.id) if field == "_exists" else None
    plant(laptop, written(laptop, "inspection", visit.id, field, value, agg_id=visit.id,
                          observed=seen, schema_ver=SCHEMA + 1))  # fmt: skip

    imported = carried(laptop, headquarters, tmp_path / "usb")

    assert imported.rejected == 0
    for application in (laptop, headquarters):
        assert application.inspections.get(visit.id) == visit
        show_everywhere(application, visit, tmp_path)
        assert application.maintenance.check().is_whole


def test_signed_minutes_do_not_vanish_by_a_version_that_is_no_number(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    complete_visit(laptop, visit.id)
    laptop.minutes.freeze(visit.id, tmp_path / "a.docx")
    signed = laptop.minutes.sign(visit.id)
    carried(laptop, headquarters, tmp_path / "usb-1")
    plant(laptop, written(laptop, "minutes", signed.id, "version", "một", agg_id=visit.id))

    imported = carried(laptop, headquarters, tmp_path / "usb-2")

    assert imported.rejected == 1
    assert headquarters.minutes.versions(visit.id) == [signed]


def test_two_values_of_which_one_cannot_be_read_still_open_the_list_of_differences(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    carried(laptop, headquarters, tmp_path / "usb")
    plant(headquarters, written(headquarters, "inspection", visit.id, "period_from", "hôm qua",
                                agg_id=visit.id, parents=()))  # fmt: skip

    found = headquarters.differences.open(visit.id)

    assert [one.field for one in found] == ["period_from"]


def test_a_scan_that_is_no_hash_stops_no_export(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    minutes = Minutes(
        id=MinutesId("0198f3c2-aaaa-7bbb-8ccc-00000000000a"),
        inspection_id=visit.id,
        version=1,
        docx_sha256="0" * 64,
        content_sha256="1" * 64,
        written_at=datetime(2026, 11, 20, tzinfo=UTC),
        state=MinutesState.READ_BACK,
    )
    with laptop._store.writing() as work:  # noqa: SLF001 - minutes whose files are elsewhere
        work.save(minutes)
        work.commit()
    plant(laptop, written(laptop, "minutes", minutes.id, "scan_sha256", "../../../../etc/passwd",
                          agg_id=visit.id))  # fmt: skip

    imported = carried(laptop, headquarters, tmp_path / "usb")

    assert imported.rejected == 1
    assert headquarters.minutes.versions(visit.id) == [minutes]


def test_a_likeness_that_is_no_number_is_none(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    (photo,) = laptop.inspections.case_file(visit.id).photos
    plant(laptop, written(laptop, "photo", photo.id, "difference_hash", "zz", agg_id=visit.id))

    imported = carried(laptop, headquarters, tmp_path / "usb")

    assert imported.rejected == 1
    for application in (laptop, headquarters):
        assert look_alikes(application.inspections.case_file(visit.id).photos) == {}


@pytest.mark.parametrize("utc_ms", [0, _FAR])
def test_a_record_of_any_time_that_packages_carry_can_be_shown(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
    utc_ms: int,
) -> None:
    plant(laptop, written(laptop, "inspection", visit.id, "place", "nơi khác", agg_id=visit.id,
                          parents=(), utc_ms=utc_ms))  # fmt: skip

    carried(laptop, headquarters, tmp_path / "usb")

    (difference,) = headquarters.differences.open(visit.id)
    assert all(moment_text(one.written_at) for one in difference.candidates)


def test_what_no_package_would_bring_is_not_written_either(
    laptop: Application, visit: Inspection
) -> None:
    odd = replace(visit, report_due_on=date(206, 11, 20))

    with pytest.raises(InvalidValue) as refused:
        laptop.inspections.save(odd)

    assert refused.value.params["field"] == "report_due_on"
