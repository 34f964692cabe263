"""The exchange journal: every package with its counts, and the ones that never came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.services.package_journal import MissingPackages
from app.store.package_notes import PackageNote
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument


@pytest.fixture
def sticks(
    laptop: Application,
    clock: FrozenClock,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> list[Path]:
    """Four packages of one laptop, each on a stick of its own."""
    places = []
    for number in range(1, 5):
        document["answers"][0]["comment"] = f"Bản {number}"
        laptop.recording.record(write_document(document))
        places.append(tmp_path / f"usb-{number}")
        places[-1].mkdir()
        laptop.exports.write(places[-1])
        clock.advance(timedelta(minutes=5))
    return places


def test_a_laptop_lists_what_it_sent_with_numbers_and_counts(
    laptop: Application, sticks: list[Path]
) -> None:
    found = laptop.package_journal.read()

    assert [(one.number, one.is_out, one.kind) for one in found.entries] == [
        (number, True, "team") for number in (4, 3, 2, 1)
    ]
    assert all(one.new > 0 and len(one.manifest_sha256) == 64 for one in found.entries)
    assert {one.name for one in found.entries} == {
        place.name for stick in sticks for place in stick.iterdir()
    }
    assert found.missing == ()


def test_headquarters_names_the_packages_that_never_came(
    headquarters: Application, sticks: list[Path]
) -> None:
    headquarters.imports.take_in([sticks[3], sticks[1]])
    before = headquarters.package_journal.read()

    headquarters.imports.take_in([sticks[2]])
    after = headquarters.package_journal.read()

    assert [(one.signer, one.runs, one.text) for one in before.missing] == [
        ("doan1/may-01", ((1, 1), (3, 3)), "01, 03")
    ]
    assert [one.runs for one in after.missing] == [((1, 1),)]


def test_missing_numbers_that_follow_each_other_are_a_run() -> None:
    runs = ((1, 3), (7, 7), (12, 13))

    assert MissingPackages(signer="x", runs=runs).text == "01–03, 07, 12–13"


def test_of_very_many_gaps_only_some_are_told() -> None:
    runs = tuple((number, number) for number in range(1, 2_001, 2))

    assert len(MissingPackages(signer="x", runs=runs).text) < 100


def noted(application: Application, *numbers: int, **facts: object) -> None:
    """Note packages of another store as taken in."""
    with application._store.writing() as work:  # noqa: SLF001 - packages are tested elsewhere
        for number in numbers:
            note = PackageNote(
                package_id=f"goi-{number}",
                direction="in",
                manifest_sha256="0" * 64,
                signer="doan1/may-02",
                result="applied",
                utc_ms=1_800_000_000_000 + min(number, 1_000),
                origin="may-02",
                number=number,
            )
            work.packages.note_package(replace(note, **facts))  # type: ignore[arg-type] # facts of a note
        work.commit()


def test_a_number_without_end_that_an_earlier_version_took_is_one_gap(
    headquarters: Application,
) -> None:
    noted(headquarters, 2, 2**53 - 1)

    (missing,) = headquarters.package_journal.read().missing

    assert missing.runs == ((1, 1), (3, 2**53 - 2))


def test_a_laptop_enrolled_late_misses_no_package_that_was_never_for_it(
    application: Application,
) -> None:
    noted(application, 3, 6)

    (missing,) = application.package_journal.read().missing

    assert missing.text == "04–05"


@pytest.mark.parametrize(
    ("direction", "photos", "missing", "told"),
    [
        ("in", 3, 1, "3/4"),
        ("in", 0, 2, "0/2"),
        ("in", 0, 0, ""),
        ("out", 4, 1, "3/4"),
        ("out", 1, 2, "0/1"),
    ],
)
def test_the_photos_that_came_are_counted_of_those_it_carried(
    headquarters: Application, direction: str, photos: int, missing: int, told: str
) -> None:
    noted(headquarters, 1, direction=direction, photos=photos, photos_missing=missing)

    (entry,) = headquarters.package_journal.read().entries

    assert entry.photos_text == told


def test_what_a_package_brought_stays_noted_when_it_comes_again(
    headquarters: Application, sticks: list[Path]
) -> None:
    headquarters.imports.take_in([sticks[0]])
    (first,) = headquarters.package_journal.read().entries

    headquarters.imports.take_in([sticks[0]])
    (again,) = headquarters.package_journal.read().entries

    assert first.new > 0
    assert (first.known, first.different, first.is_out) == (0, 0, False)
    assert (again.new, again.known) == (first.new, first.known)


def test_a_laptop_whose_folder_was_copied_is_named(
    laptop: Application, headquarters: Application, sticks: list[Path]
) -> None:
    """Row 27 of the merge table: both lines of work are kept, and somebody is told."""
    (visit,) = (row.id for row in laptop.inspections.rows())
    headquarters.imports.take_in(sticks)
    before = headquarters.package_journal.read()
    with headquarters._store.writing() as work:  # noqa: SLF001 - the other copy's package
        mine = next(work.history.revisions([visit]))
        other = replace(mine, actor_id="bản sao", rev_id="").sealed()
        work.merge([other], "bản sao")
        work.commit()

    after = headquarters.package_journal.read()

    assert before.copied == ()
    assert after.copied == ("doan1/may-01",)
    assert "hai bản" in "\n".join(after.warnings)


def test_what_only_a_newer_program_shows_is_counted(
    headquarters: Application, sticks: list[Path]
) -> None:
    """Row 29 of the merge table."""
    headquarters.imports.take_in(sticks)
    (visit,) = (row.id for row in headquarters.inspections.rows())
    with headquarters._store.writing() as work:  # noqa: SLF001 - a package of a newer program
        mine = next(work.history.revisions([visit]))
        newer = [
            replace(mine, entity_type="drone_flight", entity_id="bay-1", parents=()).sealed(),
            replace(mine, field="weather", parents=()).sealed(),
        ]
        work.merge(newer, "mới hơn")
        work.commit()

    found = headquarters.package_journal.read()

    assert found.of_newer_programs == 2
    assert any("2 mục" in line for line in found.warnings)
