"""Corrections: told fact by fact on both sides, sent with a reason to the team alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application, open_application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection
from app.errors import InvalidValue
from app.services.correction_package import NobodyToCorrect, NothingCorrected
from app.services.corrections import Correction
from app.services.office import NotHeadquarters
from tests.enrolled import enrol
from tests.services.conftest import NewApplication
from tests.services.test_visits import FACTS, PLAN

CODE = "MC.1.1"
FAULT = FindingFacts(
    kind=FindingKind.SHORTCOMING, area_code="MC.3", criterion_code="MC.3.4", text="Sai."
)


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so", "hq")


@pytest.fixture
def laptop(application: Application, hq: Application, tmp_path: Path) -> Application:
    return enrol(hq, application, tmp_path, "doan1/may-01")


@pytest.fixture
def visit(laptop: Application, hq: Application, tmp_path: Path) -> Inspection:
    """A visit with an answer and a finding, which headquarters has received."""
    made = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    answer = laptop.answers.blank(made.id, CODE)
    laptop.answers.save(replace(answer, comment="Thiếu 2 hồ sơ."))
    laptop.findings.add(made.id, FAULT)
    place = tmp_path / "về"
    place.mkdir()
    laptop.exports.write(place)
    hq.imports.take_in([place])
    return made


def corrected(hq: Application, visit: Inspection, comment: str = "Thiếu 3 hồ sơ.") -> None:
    hq.answers.save(replace(hq.answers.blank(visit.id, CODE), comment=comment))


def stick(home: Path, name: str = "đính chính") -> Path:
    place = home / name
    place.mkdir()
    return place


def said(found: tuple[Correction, ...]) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.now) for one in found]


def test_what_headquarters_corrects_is_told_on_both_sides_with_its_reason(
    hq: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    corrected(hq, visit, "Thiếu 4 hồ sơ.")
    corrected(hq, visit)
    (finding,) = hq.inspections.case_file(visit.id).findings
    hq.findings.remove(finding)
    hq.findings.add(visit.id, replace(FAULT, text="Đúng."))
    place = stick(tmp_path)

    done = hq.corrections.send(visit.id, " Đối chiếu sổ. ", place)
    (taken,) = laptop.imports.take_in([place])

    expected = [
        ("Nhận xét", "Thiếu 2 hồ sơ.", "Thiếu 3 hồ sơ."),
        ("Giữ hay bỏ", "có bản ghi", "bỏ"),
        ("Giữ hay bỏ", "không có bản ghi", "có bản ghi"),
    ]
    assert done.readers == ("doan1/may-01",)
    assert said(done.corrections) == said(hq.corrections.of(visit.id)) == expected
    assert taken.error is None
    assert said(laptop.corrections.of(visit.id)) == expected
    assert laptop.rulings.of(visit.id).correction == "Đối chiếu sổ."
    assert laptop.inspections.case_file(visit.id).answers[CODE].comment == "Thiếu 3 hồ sơ."


def test_a_fact_that_the_team_left_empty_is_corrected_too(
    hq: Application, visit: Inspection
) -> None:
    hq.answers.save(replace(hq.answers.blank(visit.id, CODE), legal_basis="NQ 76/NQ-CP"))
    hq.answers.save(replace(hq.answers.blank(visit.id, "MC.3.4"), comment="Mới."))

    found = hq.corrections.of(visit.id)

    assert [(one.key, one.before, one.now) for one in found] == [
        (CODE, "–", "NQ 76/NQ-CP"),
        ("MC.3.4", "không có bản ghi", "có bản ghi"),
    ]


def test_what_the_team_writes_upon_a_correction_is_its_own_again(
    hq: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    corrected(hq, visit)
    place = stick(tmp_path)
    hq.corrections.send(visit.id, "Đối chiếu sổ.", place)
    laptop.imports.take_in([place])

    laptop.answers.save(replace(laptop.answers.blank(visit.id, CODE), comment="Thiếu 5."))

    assert laptop.corrections.of(visit.id) == ()


def test_nothing_corrected_is_nothing_to_send(
    hq: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    place = stick(tmp_path)
    with pytest.raises(NothingCorrected):
        hq.corrections.send(visit.id, "Lý do.", place)
    corrected(hq, visit)
    with pytest.raises(InvalidValue):
        hq.corrections.send(visit.id, "  ", place)
    with pytest.raises(NotHeadquarters):
        laptop.corrections.send(visit.id, "Lý do.", place)

    assert list(place.iterdir()) == []


def test_a_correction_is_no_ones_but_the_teams_and_leaves_no_gap(
    hq: Application,
    laptop: Application,
    new_application: NewApplication,
    visit: Inspection,
    tmp_path: Path,
) -> None:
    other = enrol(hq, new_application("may-03"), tmp_path, "doan2/may-03")
    corrected(hq, visit)
    place, later = stick(tmp_path), stick(tmp_path, "giao")

    hq.corrections.send(visit.id, "Đối chiếu sổ.", place)
    hq.exports.write(later)
    (refused,) = other.imports.take_in([place])
    other.imports.take_in([later])

    assert laptop.info.role == "field"
    assert refused.error is not None
    assert refused.error.code == "package_for_somebody_else"
    assert other.package_journal.read().missing == ()


def test_a_headquarters_that_lost_a_correction_knows_it_again_from_its_own_stick(
    hq: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    folder, place = hq.folder, stick(tmp_path)
    shutil.copytree(folder, tmp_path / "bản sao")
    corrected(hq, visit)
    hq.corrections.send(visit.id, "Đối chiếu sổ.", place)
    hq.close()

    with open_application(tmp_path / "bản sao") as again:
        (taken,) = again.imports.take_in([place])

        assert taken.error is None
        assert [one.now for one in again.corrections.of(visit.id)] == ["Thiếu 3 hồ sơ."]
    assert laptop.info.role == "field"


@pytest.mark.parametrize("later", [None, "doan1/may-02"])
def test_of_a_withdrawn_laptops_visit_the_correction_is_for_its_team_alone(
    later: str | None,
    hq: Application,
    laptop: Application,
    new_application: NewApplication,
    visit: Inspection,
    tmp_path: Path,
) -> None:
    enrol(hq, new_application("may-03"), tmp_path, "doan2/may-03")
    corrected(hq, visit)
    hq.headquarters.revoke("doan1/may-01")
    place = stick(tmp_path)

    if later is None:
        with pytest.raises(NobodyToCorrect) as caught:
            hq.corrections.send(visit.id, "Đối chiếu sổ.", place)
        assert caught.value.text
        assert list(place.iterdir()) == []
    else:
        enrol(hq, new_application("may-02"), tmp_path, later)
        assert hq.corrections.send(visit.id, "Đối chiếu sổ.", place).readers == (later,)
    assert laptop.info.role == "field"


def test_what_headquarters_assigned_is_no_correction(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    made = hq.inspections.start("28108", PLAN, FACTS, ("MC",))
    place = stick(tmp_path)
    hq.exports.write(place, [made.id])

    laptop.imports.take_in([place])

    assert laptop.corrections.of(made.id) == hq.corrections.of(made.id) == ()
