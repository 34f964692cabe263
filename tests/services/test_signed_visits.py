"""A signed visit: whatever is tried, what its minutes say stays as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bootstrap import Application
from app.domain.attendance import AbsenceFacts, RollCallFacts
from app.domain.frozen_text import frozen_text
from app.domain.inspection import InspectionState, ParticipantFacts, Role, Side
from app.domain.minutes import MinutesKind, MinutesState
from app.domain.photo import PhotoTarget
from app.domain.recommendation import RecommendationFacts, RecommendationState
from app.domain.signed_scope import VisitSigned
from app.ids import InspectionId
from tests.complete import complete_visit
from tests.inspection_documents import Document, WriteDocument

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Signed:
    """A signed visit, and the document it was recorded from."""

    application: Application
    id: InspectionId
    document: Path

    @property
    def text(self) -> str:
        """What its minutes say."""
        case = self.application.inspections.case_file(self.id)
        return frozen_text(case, MinutesKind.FULL, "")


@pytest.fixture
def signed(
    application: Application, document: Document, write_document: WriteDocument, tmp_path: Path
) -> Signed:
    """A visit with something of everything, its minutes signed."""
    path = write_document(document)
    visit = application.recording.record(path).inspection_id
    application.attendance.add_roll_call(visit, RollCallFacts(at=AT, staff=3, present=3))
    application.attendance.add_absence(visit, AbsenceFacts(name="Phạm Văn Út", at=AT))
    complete_visit(application, visit)
    said = {**document, "key": "thu-02", "plan": {**document["plan"], "subject": "việc khác"}}
    path.with_name("khác.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    application.minutes.freeze(visit, tmp_path / "bb.docx")
    application.minutes.sign(visit)
    return Signed(application, visit, path)


def _tries(one: Signed) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every way in which a person changes a visit."""
    app, visit = one.application, one.id
    case = app.inspections.case_file(visit)
    person, finding, wish = case.participants[0], case.findings[0], case.recommendations[0]
    photo, dossier = case.photos[0], case.dossiers[0]
    given_answer = next(iter(case.answers.values()))
    count, absence = case.roll_calls[0], case.absences[0]
    new_person = ParticipantFacts(side=Side.TEAM, role=Role.MEMBER, name="Người mới")
    plan = replace(case.plan, subject="việc khác")
    other = one.document.with_name("khác.json")
    yield "visit", lambda: app.inspections.save(replace(case.inspection, place="nơi khác"))
    yield "person", lambda: app.inspections.add_participant(visit, new_person)
    yield "person changed", lambda: app.inspections.save_participant(replace(person, name="A"))
    yield "person gone", lambda: app.inspections.remove_participant(person)
    yield "answer", lambda: app.answers.save(replace(given_answer, comment="khác"))
    yield "answer gone", lambda: app.answers.clear(given_answer)
    yield "finding", lambda: app.findings.add(visit, replace(finding, text="mới"))
    yield "finding changed", lambda: app.findings.save(replace(finding, text="khác"))
    yield "finding gone", lambda: app.findings.remove(finding)
    yield "wish", lambda: app.recommendations.add(visit, RecommendationFacts(text="mới"))
    yield "wish changed", lambda: app.recommendations.save(replace(wish, text="khác"))
    yield "wish gone", lambda: app.recommendations.remove(wish)
    yield (
        "photo again",
        lambda: app.photos.add(visit, [one.document.parent / "ảnh 1.jpg"], caption="x"),
    )
    yield "photo changed", lambda: app.photos.save(replace(photo, caption="khác"))
    yield "photo linked", lambda: app.photos.link(photo, PhotoTarget.CRITERION, "CCHC.1.1.1")
    yield "photo unlinked", lambda: app.photos.unlink(photo, PhotoTarget.CRITERION, "CCHC.3.3.1")
    yield "photo gone", lambda: app.photos.remove(photo)
    yield "dossier", lambda: app.dossiers.add(visit, replace(dossier, dossier_code="9"), "thêm")
    yield "dossier gone", lambda: app.dossiers.remove([dossier])
    yield "count", lambda: app.attendance.add_roll_call(visit, RollCallFacts(at=AT))
    yield "count changed", lambda: app.attendance.save(replace(count, present=2))
    yield "count gone", lambda: app.attendance.remove(count)
    yield "absence", lambda: app.attendance.add_absence(visit, AbsenceFacts(name="B"))
    yield "absence changed", lambda: app.attendance.save(replace(absence, name="C"))
    yield "absence gone", lambda: app.attendance.remove(absence)
    yield "document", lambda: app.recording.record(one.document)
    yield "proposals", lambda: app.proposals.accept_all(visit)
    yield "plan", lambda: app.recording.record(other)
    yield "another visit", lambda: app.inspections.start("28108", plan, case.inspection, ("MC",))


@given(st.lists(st.integers(min_value=0, max_value=28), min_size=1, max_size=8))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_way_of_saving_changes_what_signed_minutes_say(
    signed: Signed, order: Sequence[int]
) -> None:
    before = signed.text
    tries = list(_tries(signed))

    for number in order:
        with suppress(VisitSigned):
            tries[number][1]()

    assert signed.text == before


def test_each_way_is_refused_and_leaves_nothing_behind(signed: Signed) -> None:
    application = signed.application
    before = application.inspections.history(signed.id)

    for name, attempt in _tries(signed):
        if name in {"proposals", "another visit"}:
            continue  # nothing is proposed here; another visit leaves the plan as it stands
        with pytest.raises(VisitSigned):
            attempt()

    assert application.inspections.history(signed.id) == before
    assert len(application.inspections.rows()) == 1


def test_recording_again_is_refused_before_a_photo_is_taken_in(
    signed: Signed, document: Document, write_document: WriteDocument
) -> None:
    blobs = signed.application.folder / "blobs"
    before = sorted(blobs.rglob("*"))
    path = write_document({**document, "key": "thu-01"})
    (path.parent / "ảnh 1.jpg").write_bytes((path.parent / "ảnh 1.jpg").read_bytes() + b"x")

    with pytest.raises(VisitSigned):
        signed.application.recording.record(path)

    assert sorted(blobs.rglob("*")) == before


def test_the_follow_up_goes_on(signed: Signed) -> None:
    application = signed.application
    (wish,) = application.inspections.case_file(signed.id).recommendations
    before = signed.text

    application.recommendations.save(replace(wish, state=RecommendationState.REPORTED))

    assert application.recommendations.all()[0].state is RecommendationState.REPORTED
    assert signed.text == before


def test_a_visit_reopened_with_a_reason_can_be_changed_again(signed: Signed) -> None:
    application = signed.application

    opened = application.inspections.take_step(signed.id, InspectionState.OPEN, "Bổ sung hồ sơ")
    application.inspections.save(replace(opened, place="Hội trường xã"))

    case = application.inspections.case_file(signed.id)
    assert case.inspection.place == "Hội trường xã"
    assert case.minutes[0].state is MinutesState.SIGNED


def test_reopening_and_changing_in_one_save_is_refused(signed: Signed) -> None:
    application = signed.application
    visit = application.inspections.get(signed.id)

    with pytest.raises(VisitSigned):
        application.inspections.save(replace(visit, state=InspectionState.OPEN, place="nơi khác"))

    assert application.inspections.get(signed.id) == visit
