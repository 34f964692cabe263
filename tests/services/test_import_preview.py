"""The preview of an import: exact, unit by unit, writes nothing; much removed asks first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection
from app.domain.photo import Photo
from app.domain.visit_ruling import VisitRuling, visit_ruling_id
from app.packages.manifest import PackageKind
from app.packages.packing import PackageContent, Sender, build_package
from app.packages.writer import copy_package
from app.services.import_preview import MOST_REMOVED, RemovesMuch, UnitPreview
from tests.enrolled import enrol
from tests.services.conftest import NewApplication
from tests.services.test_visits import FACTS, PLAN

CODE = "MC.1.1"


@pytest.fixture
def second(
    headquarters: Application, new_application: NewApplication, laptop: Application, tmp_path: Path
) -> Application:
    made = enrol(headquarters, new_application("may-02"), tmp_path, "doan1/may-02")
    laptop.imports.take_in([packed(headquarters, tmp_path / "khóa")])
    return made


@pytest.fixture
def visit(laptop: Application) -> Inspection:
    return laptop.inspections.start("28108", PLAN, FACTS, ("MC",))


def packed(sender: Application, place: Path) -> Path:
    place.mkdir()
    sender.exports.write(place)
    return place


def comment(application: Application, visit: Inspection, text: str) -> None:
    blank = application.answers.blank(visit.id, CODE)
    application.answers.save(replace(blank, comment=text))


def found(application: Application, visit: Inspection, count: int) -> None:
    for number in range(count):
        application.findings.add(
            visit.id,
            FindingFacts(
                kind=FindingKind.SHORTCOMING,
                area_code="MC.3",
                criterion_code="MC.3.4",
                text=f"Lỗi {number}.",
            ),
        )


def emptied(application: Application, visit: Inspection) -> None:
    for one in application.inspections.case_file(visit.id).findings:
        application.findings.remove(one)


def look(application: Application, place: Path) -> dict[str, UnitPreview]:
    (one,) = application.imports.look([place])
    assert one.error is None
    return {unit.unit_name: unit for unit in one.units}


def test_each_unit_is_counted_and_nothing_is_written(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    headquarters.imports.take_in([packed(laptop, tmp_path / "một")])
    comment(laptop, visit, "Mới.")
    other = laptop.inspections.start("28126", PLAN, FACTS, ("MC",))
    place = packed(laptop, tmp_path / "hai")
    before = len(headquarters.package_journal.read().entries)

    units = look(headquarters, place)

    assert {(one.unit_name, one.is_new) for one in units.values()} == {
        (visit.unit_name, False),
        (other.unit_name, True),
    }
    assert units[visit.unit_name].new > 0 < units[visit.unit_name].same
    assert units[other.unit_name].same == 0
    assert [row.id for row in headquarters.inspections.rows()] == [visit.id]
    assert len(headquarters.package_journal.read().entries) == before
    assert headquarters.maintenance.check().is_whole


def test_what_is_previewed_is_what_happens(
    laptop: Application,
    second: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
) -> None:
    headquarters.imports.take_in([packed(laptop, tmp_path / "chung")])
    second.imports.take_in([tmp_path / "chung"])
    found(laptop, visit, 1)
    headquarters.imports.take_in([packed(laptop, tmp_path / "lỗi")])
    second.imports.take_in([tmp_path / "lỗi"])
    comment(laptop, visit, "Máy một.")
    comment(second, visit, "Máy hai.")
    emptied(second, visit)
    headquarters.imports.take_in([packed(laptop, tmp_path / "một")])
    place = packed(second, tmp_path / "hai")

    (looked,) = headquarters.imports.look([place])
    (unit,) = (one for one in looked.units if one.inspection_id)
    (taken,) = headquarters.imports.take_in([place])

    assert (unit.different, unit.removed) == (1, 1)
    assert (looked.different, looked.rejected, looked.adopted) == (
        taken.different,
        taken.rejected,
        taken.adopted,
    )
    assert unit.new + sum(one.new for one in looked.units if one is not unit) == looked.new
    assert headquarters.inspections.case_file(visit.id).findings == ()


def test_a_photo_that_nobody_has_is_missing_at_its_unit(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    for name, colour in (("a", "teal"), ("b", "navy")):
        Image.new("RGB", (64, 48), colour).save(tmp_path / f"{name}.png")
    photo, _other = laptop.photos.add(visit.id, [tmp_path / "a.png", tmp_path / "b.png"])
    assert isinstance(photo, Photo)
    next(laptop.folder.glob(f"blobs/**/{photo.sha256}*")).unlink()

    unit = look(headquarters, packed(laptop, tmp_path / "usb"))[visit.unit_name]

    assert unit.photos_missing == 1


def test_a_photo_that_was_removed_is_not_missing(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    for name, colour in (("a", "teal"), ("b", "navy")):
        Image.new("RGB", (64, 48), colour).save(tmp_path / f"{name}.png")
    photo, _other = laptop.photos.add(visit.id, [tmp_path / "a.png", tmp_path / "b.png"])
    assert isinstance(photo, Photo)
    laptop.photos.remove(photo)
    place = packed(laptop, tmp_path / "usb")

    (looked,) = headquarters.imports.look([place])
    (taken,) = headquarters.imports.take_in([place])

    units = {one.unit_name: one for one in looked.units}
    assert units[visit.unit_name].photos_missing == 0
    assert (looked.photos_missing, taken.photos_missing) == (0, 0)


def test_what_a_laptop_may_not_write_is_rejected_at_its_unit(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    forged = VisitRuling(
        id=visit_ruling_id(visit.id), inspection_id=visit.id, withdrawn_reason="giả"
    )
    with laptop._store.writing() as work:  # noqa: SLF001 - what no service writes
        work.save(forged)
        work.commit()

    units = look(headquarters, packed(laptop, tmp_path / "usb"))

    assert units[visit.unit_name].rejected > 0
    assert set(units) == {visit.unit_name}


def test_a_package_that_removes_much_is_taken_in_only_when_a_person_agrees(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    found(laptop, visit, MOST_REMOVED + 1)
    headquarters.imports.take_in([packed(laptop, tmp_path / "một")])
    emptied(laptop, visit)
    place = packed(laptop, tmp_path / "hai")

    (refused,) = headquarters.imports.take_in([place])
    kept = len(headquarters.inspections.case_file(visit.id).findings)
    (taken,) = headquarters.imports.take_in([place], removals=True)

    assert isinstance(refused.error, RemovesMuch)
    assert refused.error.params["count"] == MOST_REMOVED + 1
    assert refused.error.params["units"] == visit.unit_name
    assert (kept, refused.status) == (MOST_REMOVED + 1, "rejected")
    assert taken.error is None
    assert headquarters.inspections.case_file(visit.id).findings == ()


def test_a_few_removals_ask_nobody(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    found(laptop, visit, MOST_REMOVED)
    headquarters.imports.take_in([packed(laptop, tmp_path / "một")])
    emptied(laptop, visit)

    (taken,) = headquarters.imports.take_in([packed(laptop, tmp_path / "hai")])

    assert taken.error is None


def test_what_several_packages_remove_counts_together(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    other = laptop.inspections.start("28114", PLAN, FACTS, ("MC",))
    for one in (visit, other):
        found(laptop, one, MOST_REMOVED // 2 + 1)
    headquarters.imports.take_in([packed(laptop, tmp_path / "một")])
    for one in (visit, other):
        emptied(laptop, one)
    sticks = []
    for one in (visit, other):
        sticks.append(tmp_path / one.unit_name)
        sticks[-1].mkdir()
        laptop.exports.write(sticks[-1], [one.id])

    first, second = headquarters.imports.take_in(sticks)

    assert first.error is None
    assert isinstance(second.error, RemovesMuch)
    assert headquarters.imports.take_in([sticks[1]], removals=True)[0].error is None


def test_a_whole_visit_that_goes_into_the_bin_always_asks(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    headquarters.imports.take_in([packed(laptop, tmp_path / "một")])
    laptop.bin.remove_inspection(visit.id, "")
    place = removal(laptop, visit, tmp_path / "hai")

    unit = look(headquarters, place)[visit.unit_name]
    (refused,) = headquarters.imports.take_in([place])

    assert (unit.removes_visit, unit.removed) == (True, 1)
    assert isinstance(refused.error, RemovesMuch)
    assert [row.id for row in headquarters.inspections.rows()] == [visit.id]


def removal(laptop: Application, visit: Inspection, place: Path) -> Path:
    """Return a stick with a visit that is in the bin, which no export of ours would choose."""
    place.mkdir()
    sender = Sender(keys=laptop.enrolment.keys(), keyring=laptop.enrolment.keyring())
    with laptop._store.reading() as view:  # noqa: SLF001 - see above
        content = PackageContent(
            package_id="0198f3c2-aaaa-7bbb-8ccc-000000000009",
            kind=PackageKind.TEAM,
            origin_id=laptop._store.writer.origin_id,  # noqa: SLF001 - see above
            origin_seq=laptop._store.writer.seq,  # noqa: SLF001 - see above
            made_at=datetime(2026, 11, 20, tzinfo=UTC),
            revisions=view.history.revisions([visit.id]),
        )
        built = build_package(content, sender, outgoing=place.parent / "ra")
    copy_package(built, place)
    return place


def test_a_preview_of_headquarters_own_lists_is_told_in_one_row(
    laptop: Application, headquarters: Application, tmp_path: Path
) -> None:
    units = look(laptop, packed(headquarters, tmp_path / "giao"))

    assert set(units) == {""}
    assert (units[""].is_new, units[""].removes_visit) == (False, False)
