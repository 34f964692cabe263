"""Findings in a real store: joined, parted, arranged, each in one step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.case_file import CaseFile
from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.finding_arrange import FindingsUnlike, NothingToPart
from app.domain.inspection import Inspection
from app.domain.photo import Photo, PhotoTarget
from app.domain.recommendation import RecommendationFacts
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit just opened, with the checklist of one-stop centres."""
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


def _found(
    application: Application,
    visit: Inspection,
    text: str,
    kind: FindingKind = FindingKind.SHORTCOMING,
) -> Finding:
    return application.findings.add(visit.id, FindingFacts(kind=kind, area_code="MC.1", text=text))


def _ask(application: Application, finding: Finding, text: str) -> None:
    application.recommendations.add(
        finding.inspection_id, RecommendationFacts(text=text), finding.id
    )


def _case(application: Application, visit: Inspection) -> CaseFile:
    return application.inspections.case_file(visit.id)


def _photo(application: Application, visit: Inspection, path: Path) -> Photo:
    Image.new("RGB", (64, 48), "teal").save(path)
    (photo,) = application.photos.add(visit.id, [path])
    assert isinstance(photo, Photo)
    return photo


def test_a_finding_from_dossiers_and_photos_is_linked_to_them(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    photo = _photo(application, visit, tmp_path / "a.png")
    facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="MC.1", text="Quá hạn.")

    found = application.findings.add(
        visit.id, facts, dossier_ids=["d1", "d1"], photo_ids=[photo.id]
    )

    case = _case(application, visit)
    assert case.findings[0].dossier_ids == ("d1",)
    assert case.photos_of(PhotoTarget.FINDING, found.id) == (photo,)


def test_joined_findings_bring_their_recommendations_and_photos(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    first, between, second = (
        _found(application, visit, text) for text in ("Một.", "Giữa.", "Hai.")
    )
    for finding, text in ((second, "Làm hai."), (between, "Làm giữa."), (first, "Làm một.")):
        _ask(application, finding, text)
    photo = _photo(application, visit, tmp_path / "a.png")
    application.photos.link(photo, PhotoTarget.FINDING, second.id)

    whole = application.findings.join(visit.id, [first.id, second.id])

    case = _case(application, visit)
    assert [one.text for one in case.findings] == ["Một.\nHai.", "Giữa."]
    assert [one.text for one in case.recommendations] == ["Làm một.", "Làm hai.", "Làm giữa."]
    assert [one.finding_id for one in case.recommendations[:2]] == [whole.id, whole.id]
    assert case.photos_of(PhotoTarget.FINDING, whole.id) == (photo,)
    assert len(case.photo_links) == 1


def test_findings_of_two_kinds_stay_apart(application: Application, visit: Inspection) -> None:
    first = _found(application, visit, "Một.")
    second = _found(application, visit, "Hai.", FindingKind.STRENGTH)

    with pytest.raises(FindingsUnlike):
        application.findings.join(visit.id, [first.id, second.id])

    assert len(_case(application, visit).findings) == 2


def test_a_joined_proposal_is_not_offered_again(
    application: Application, visit: Inspection
) -> None:
    for code in ("MC.1.1", "MC.1.2"):
        blank = application.answers.blank(visit.id, code)
        application.answers.save(replace(blank, value="no"))
    keys = [one.key for one in application.proposals.board(visit.id).open]
    accepted = application.proposals.accept(visit.id, keys)

    application.findings.join(visit.id, [one.id for one in accepted])

    board = application.proposals.board(visit.id)
    assert len(keys) > 1
    assert board.open == ()
    assert board.lapsed == ()
    assert application.proposals.accept(visit.id, keys) == []


def test_the_parts_of_a_finding_stand_behind_each_other_with_its_photos(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    first = _found(application, visit, "Một.\nHai.")
    _found(application, visit, "Ba.")
    _ask(application, first, "Làm.")
    photo = _photo(application, visit, tmp_path / "a.png")
    application.photos.link(photo, PhotoTarget.FINDING, first.id)

    parts = application.findings.part(first, ["Một.", "Hai."])

    case = _case(application, visit)
    assert [one.text for one in case.findings] == ["Một.", "Hai.", "Ba."]
    assert [one.order for one in case.findings] == [1, 2, 3]
    assert case.recommendations[0].finding_id == first.id
    assert all(case.photos_of(PhotoTarget.FINDING, one.id) == (photo,) for one in parts)


def test_one_part_is_no_part(application: Application, visit: Inspection) -> None:
    found = _found(application, visit, "Một.")

    with pytest.raises(NothingToPart):
        application.findings.part(found, ["Một."])

    assert _case(application, visit).findings == (found,)


def test_recommendations_follow_their_findings_when_these_are_arranged(
    application: Application, visit: Inspection
) -> None:
    one, two, three = (_found(application, visit, text) for text in ("Một.", "Hai.", "Ba."))
    for finding in (one, two, three):
        _ask(application, finding, f"Làm: {finding.text}")

    application.findings.arrange(visit.id, [three.id, one.id])

    case = _case(application, visit)
    assert [row.text for row in case.findings] == ["Ba.", "Một.", "Hai."]
    assert [row.text for row in case.recommendations] == ["Làm: Ba.", "Làm: Một.", "Làm: Hai."]


def test_recommendations_of_one_finding_change_places(
    application: Application, visit: Inspection
) -> None:
    found = _found(application, visit, "Một.")
    for text in ("a", "b", "c"):
        _ask(application, found, text)
    a, b, c = _case(application, visit).recommendations

    application.recommendations.arrange(visit.id, [c.id, a.id, b.id])

    assert [row.text for row in _case(application, visit).recommendations] == ["c", "a", "b"]


def test_a_finding_in_the_bin_leaves_no_link(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    found = _found(application, visit, "Một.")
    photo = _photo(application, visit, tmp_path / "a.png")
    application.photos.link(photo, PhotoTarget.FINDING, found.id)

    application.findings.remove(found)

    assert _case(application, visit).photo_links == ()


@pytest.mark.parametrize("act", ["join", "part", "arrange"])
def test_each_is_one_step_that_undo_takes_back_and_redo_makes_again(
    application: Application, visit: Inspection, tmp_path: Path, act: str
) -> None:
    first = _found(application, visit, "Một.\nHai.")
    second = _found(application, visit, "Ba.")
    _ask(application, second, "Làm ba.")
    photo = _photo(application, visit, tmp_path / "a.png")
    application.photos.link(photo, PhotoTarget.FINDING, second.id)
    before = _case(application, visit)
    undo = application.undo
    undo.done_at(visit.id)

    match act:
        case "join":
            application.findings.join(visit.id, [first.id, second.id])
        case "part":
            application.findings.part(first, ["Một.", "Hai."])
        case _:
            application.findings.arrange(visit.id, [second.id, first.id])
    done = _case(application, visit)
    undo.undo(visit.id)
    back = _case(application, visit)
    undo.redo(visit.id)

    assert done != before
    assert back == before
    assert not undo.undone_at(visit.id)
    assert _case(application, visit) == done
