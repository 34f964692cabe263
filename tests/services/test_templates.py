"""Templates of offices: installed when sound, fallen back from when not, never half-way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from app.bootstrap import Application, open_application
from app.documents.minutes.writing import TEMPLATE
from app.documents.papers.catalogue import FORMS
from app.documents.word.template_fault import TemplateBroken, TemplateFlaw
from app.domain.paper import Paper, PaperTemplate, template_id
from app.errors import AppError, FileUnwritable
from app.ids import InspectionId
from app.services import template_check
from app.services.template_check import PaperWithoutTemplate, check_template
from app.services.templates import OwnTemplateUnused, TemplateRefused
from tests.documents.bad_templates import NO_TEMPLATES
from tests.documents.word.edited_templates import copy_of, reworded, without_table
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication
from tests.store.test_opening import UNSHARE, may_mount

_WORDS = "IV. ĐÁNH GIÁ, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A sound template with an office's own words."""
    return copy_of(
        tmp_path / "mau cua so.docx", reworded("IV. NHẬN XÉT, KIẾN NGHỊ", "IV. ĐÁNH GIÁ, KIẾN NGHỊ")
    )


@pytest.fixture
def visit(
    application: Application, document: Document, write_document: WriteDocument
) -> InspectionId:
    """A recorded visit."""
    del document["photos"]
    return application.recording.record(write_document(document)).inspection_id


def _texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def _object(application: Application) -> Path:
    return application.templates.in_use(Paper.MINUTES).path


def test_minutes_are_written_from_the_template_that_ships_at_first(
    application: Application, visit: InspectionId, tmp_path: Path
) -> None:
    application.minutes.draft(visit, tmp_path / "bb.docx")

    assert application.templates.in_use(Paper.MINUTES).path == TEMPLATE
    assert "IV. NHẬN XÉT, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA" in _texts(tmp_path / "bb.docx")


def test_minutes_are_written_from_the_template_that_was_installed(
    application: Application, visit: InspectionId, edited: Path, tmp_path: Path
) -> None:
    report = application.templates.install(edited)
    application.minutes.draft(visit, tmp_path / "bb.docx")

    in_use = application.templates.in_use(Paper.MINUTES)
    assert (report.paper, report.faults, report.departures) == (Paper.MINUTES, (), ())
    assert in_use.is_own
    assert in_use.own is not None
    assert in_use.own.file_name == "mau cua so.docx"
    assert _WORDS in _texts(tmp_path / "bb.docx")


def test_the_template_stays_installed_when_the_store_is_opened_again(
    new_application: NewApplication, edited: Path, tmp_path: Path
) -> None:
    application = new_application()
    application.templates.install(edited)
    application.close()

    with open_application(tmp_path / "may-01") as again:
        assert again.templates.in_use(Paper.MINUTES).is_own


def test_one_taken_out_of_use_gives_way_to_the_one_that_ships(
    application: Application, edited: Path
) -> None:
    application.templates.install(edited)

    assert application.templates.remove(Paper.MINUTES)
    assert not application.templates.remove(Paper.MINUTES)

    assert application.templates.in_use(Paper.MINUTES).path == TEMPLATE


def test_a_template_installed_again_takes_the_place_of_the_one_before(
    application: Application, edited: Path, tmp_path: Path
) -> None:
    application.templates.install(edited)
    application.templates.remove(Paper.MINUTES)
    other = copy_of(tmp_path / "khac.docx", reworded("V. Ý KIẾN", "V. PHÁT BIỂU"))
    application.templates.install(other)

    own = application.templates.in_use(Paper.MINUTES).own
    assert own is not None
    assert own.file_name == "khac.docx"


@pytest.mark.parametrize("spoil", ["gone", "damaged"])
def test_papers_come_from_the_one_that_ships_where_the_own_one_is_not_whole(
    application: Application, visit: InspectionId, edited: Path, tmp_path: Path, spoil: str
) -> None:
    application.templates.install(edited)
    kept = _object(application)
    kept.chmod(0o600)
    if spoil == "gone":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes()[:-10])

    application.minutes.draft(visit, tmp_path / "bb.docx")

    in_use = application.templates.in_use(Paper.MINUTES)
    assert in_use.path == TEMPLATE
    assert in_use.unused is not None
    assert "mau cua so.docx" in in_use.unused.text
    assert ("hỏng" in in_use.unused.text) == (spoil == "damaged")
    assert application.maintenance.check().faults == 1
    with pytest.raises(OwnTemplateUnused):
        application.templates.copy_out(Paper.MINUTES, tmp_path / "riêng.docx", own=True)
    assert "IV. NHẬN XÉT, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA" in _texts(tmp_path / "bb.docx")


def test_one_that_no_longer_fits_this_version_is_not_used_and_why_is_said(
    application: Application, edited: Path, tmp_path: Path
) -> None:
    report = application.templates.install(edited)
    outdated = copy_of(tmp_path / "cu.docx", reworded("{{ dia_diem }}", "{{ the_cu }}"))
    with outdated.open("rb") as stream:
        kept = application._vault.put(stream)  # noqa: SLF001 - as an earlier version kept it
    with application._store.writing() as work:  # noqa: SLF001 - the same
        own = work.get(PaperTemplate, template_id(report.paper))
        work.save(_with_file(own, kept))
        work.commit()

    in_use = application.templates.in_use(Paper.MINUTES)

    assert in_use.path == TEMPLATE
    assert in_use.unused is not None
    assert "the_cu" in in_use.unused.text
    application.templates.copy_out(Paper.MINUTES, tmp_path / "riêng.docx", own=True)
    assert (tmp_path / "riêng.docx").read_bytes() == outdated.read_bytes()


def _with_file(own: PaperTemplate, sha256: str) -> PaperTemplate:
    return PaperTemplate(
        id=own.id,
        paper=own.paper,
        file_name=own.file_name,
        docx_sha256=sha256,
        installed_at=own.installed_at,
    )


@pytest.mark.parametrize(
    ("edit", "flaw"),
    [
        (reworded("{{ dia_diem }}", "{{ dia_diemm }}"), TemplateFlaw.UNKNOWN),
        (without_table("{%tr for k in kien_nghi %}"), TemplateFlaw.MISSING_LIST),
        (reworded("{{ ky_tu }}", "{{ ky_tu }"), TemplateFlaw.UNCLOSED),
    ],
)
def test_a_faulty_template_is_refused_and_the_one_before_stays(
    application: Application,
    edited: Path,
    tmp_path: Path,
    edit: Callable[[str], str],
    flaw: TemplateFlaw,
) -> None:
    application.templates.install(edited)
    before = _object(application)

    with pytest.raises(TemplateRefused) as refused:
        application.templates.install(copy_of(tmp_path / "hong.docx", edit))

    assert flaw in {fault.flaw for fault in refused.value.report.hard}
    assert "hong.docx" in refused.value.text
    assert _object(application) == before


def test_what_departs_from_the_legal_form_is_told_and_installed(
    application: Application, tmp_path: Path
) -> None:
    wide = copy_of(tmp_path / "le.docx", reworded('w:left="1701"', 'w:left="600"'))

    report = application.templates.install(wide)

    assert {one.rule for one in report.departures or ()} >= {"P4"}
    assert application.templates.in_use(Paper.MINUTES).is_own


def test_the_form_is_judged_even_where_tags_are_unknown(tmp_path: Path) -> None:
    both = copy_of(
        tmp_path / "hai.docx",
        reworded('w:left="1701"', 'w:left="600"'),
        reworded("{{ dia_diem }}", "{{ dia_diemm }}"),
    )

    report = check_template(both)

    assert TemplateFlaw.UNKNOWN in {fault.flaw for fault in report.faults}
    assert {one.rule for one in report.departures or ()} >= {"P4"}


def test_the_templates_that_ship_keep_the_legal_form(
    application: Application, tmp_path: Path
) -> None:
    for state in application.templates.all():
        application.templates.copy_out(state.paper, tmp_path / state.path.name)

        report = check_template(tmp_path / state.path.name, state.paper)

        assert (report.faults, report.departures) == ((), ())


def test_a_template_is_known_by_its_tags() -> None:
    alike = {Paper.UNIT_COPY: Paper.MINUTES}

    taken = {paper: check_template(form.template).paper for paper, form in FORMS.items()}

    assert taken == {paper: alike.get(paper, paper) for paper in FORMS}


def test_a_template_is_taken_for_the_paper_it_is_said_to_be_of(edited: Path) -> None:
    report = check_template(edited, Paper.REMINDER)

    assert report.paper is Paper.REMINDER
    assert not report.is_usable


def test_a_paper_that_is_not_written_here_has_no_template(
    application: Application, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_check, "FORMS", {Paper.MINUTES: FORMS[Paper.MINUTES]})

    with pytest.raises(PaperWithoutTemplate) as refused:
        application.templates.install(edited, Paper.SUPPLEMENT)

    assert "minutes" in refused.value.text


@pytest.mark.parametrize("what", NO_TEMPLATES)
def test_a_file_that_is_no_template_is_refused_in_a_sentence(
    application: Application, tmp_path: Path, what: str
) -> None:
    made, said = NO_TEMPLATES[what]
    file = made(tmp_path)

    with pytest.raises(AppError) as refused:
        application.templates.install(file)

    assert said in refused.value.text
    assert application.templates.in_use(Paper.MINUTES).path == TEMPLATE


def test_a_template_that_cannot_be_filled_though_nothing_is_misspelt_is_refused(
    application: Application, tmp_path: Path
) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>INC{{ "" }}LUDETEXT "c:\\x.docx"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    path = copy_of(tmp_path / "gia.docx", reworded("<w:body>", f"<w:body>{field}"))

    with pytest.raises(TemplateRefused) as refused:
        application.templates.install(path)

    assert {fault.flaw for fault in refused.value.report.hard} == {TemplateFlaw.FORBIDDEN}


@pytest.mark.parametrize("tag", ["{{ doan_kiem_tra[1] }}", "{{ doan_kiem_tra[99] }}"])
def test_a_template_that_only_fills_for_a_long_visit_is_refused(
    application: Application, tmp_path: Path, tag: str
) -> None:
    line = f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>"
    path = copy_of(tmp_path / "mau.docx", reworded("<w:body>", f"<w:body>{line}"))

    with pytest.raises(TemplateRefused) as refused:
        application.templates.install(path, Paper.MINUTES)

    (fault,) = refused.value.report.hard
    assert fault.flaw is TemplateFlaw.NOT_FILLED
    assert tag in fault.text


def test_an_own_template_that_fails_at_print_is_called_by_its_name(
    application: Application, visit: InspectionId, tmp_path: Path
) -> None:
    # No check can try every case; this one fills only while the unit signs.
    rare = reworded("{{ ly_do_khong_ky }}", "{{ ly_do_khong_ky }}{{ doan_kiem_tra[99] }}")
    application.templates.install(copy_of(tmp_path / "mau cua so.docx", rare))
    facts = application.inspections.get(visit)
    application.inspections.save(replace(facts, refused_to_sign="không nhất trí"))

    for _again in range(2):
        with pytest.raises(TemplateBroken) as broken:
            application.minutes.draft(visit, tmp_path / "bb.docx")

        assert "mau cua so.docx" in broken.value.text
        assert not (tmp_path / "bb.docx").exists()


def test_a_template_written_out_is_the_one_that_ships_or_the_own_one(
    application: Application, edited: Path, tmp_path: Path
) -> None:
    application.templates.install(edited)

    application.templates.copy_out(Paper.MINUTES, tmp_path / "goc.docx")
    application.templates.copy_out(Paper.MINUTES, tmp_path / "rieng.docx", own=True)

    assert (tmp_path / "goc.docx").read_bytes() == TEMPLATE.read_bytes()
    assert (tmp_path / "rieng.docx").read_bytes() == edited.read_bytes()


def test_a_place_that_refuses_the_copy_keeps_what_is_there(
    application: Application, tmp_path: Path
) -> None:
    target = tmp_path / "thu-muc"
    target.mkdir()

    with pytest.raises(FileUnwritable):
        application.templates.copy_out(Paper.MINUTES, target)
    with pytest.raises(FileUnwritable):
        application.templates.copy_out(Paper.MINUTES, tmp_path / "khong-co" / "mau.docx")

    assert list(tmp_path.glob("**/.*.tmp")) == []


_INSTALLING = """
import sys
from pathlib import Path
from app.bootstrap import open_application
from app.domain.paper import Paper
from app.errors import AppError
if __name__ == "__main__":
    with open_application(Path(sys.argv[1])) as application:
        application.templates.in_use(Paper.MINUTES)
        with open(Path(sys.argv[1]).parent / "day", "wb", 0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass
        for work in (
            lambda: application.templates.install(Path(sys.argv[2])),
            lambda: application.templates.copy_out(
                Paper.MINUTES, Path(sys.argv[1]).parent / "x.docx"
            ),
        ):
            try:
                work()
            except AppError as error:
                print(error.code)
        print(application.templates.in_use(Paper.MINUTES).is_own)
"""


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a small disk")
def test_a_full_disk_installs_nothing(
    new_application: NewApplication, edited: Path, tmp_path: Path
) -> None:
    new_application("kho").close()
    (tmp_path / "nho").mkdir()
    (tmp_path / "cai.py").write_text(_INSTALLING)
    script = (
        'mount -t tmpfs -o size=40m none "$1" && cp -r "$2" "$1/kho" && '
        f'"{sys.executable}" "$4" "$1/kho" "$3"; ls -A "$1"'
    )

    ran = subprocess.run(
        [
            *UNSHARE, script, "sh", str(tmp_path / "nho"), str(tmp_path / "kho"), str(edited),
            str(tmp_path / "cai.py"),
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip

    assert ran.stderr == ""
    assert ran.stdout.split() == ["vault_full", "file_unwritable", "False", "day", "kho"]


def test_a_template_held_open_elsewhere_is_read_all_the_same(
    application: Application, edited: Path
) -> None:
    with edited.open("r+b"):
        assert application.templates.install(edited).is_usable


def test_the_file_is_not_needed_any_more_once_it_is_installed(
    application: Application, visit: InspectionId, edited: Path, tmp_path: Path
) -> None:
    application.templates.install(edited)
    edited.unlink()

    application.minutes.draft(visit, tmp_path / "bb.docx")

    assert _WORDS in _texts(tmp_path / "bb.docx")


def test_a_template_of_headquarters_comes_to_a_laptop_with_its_next_package(
    new_application: NewApplication, edited: Path, tmp_path: Path
) -> None:
    headquarters, laptop = new_application("so-noi-vu", "hq"), new_application()
    enrol(headquarters, laptop, tmp_path, "doan1/may-01")
    (tmp_path / "usb").mkdir()
    headquarters.templates.install(edited)
    headquarters.exports.write(tmp_path / "usb")

    (brought,) = laptop.imports.take_in([tmp_path / "usb"])

    in_use = laptop.templates.in_use(Paper.MINUTES)
    assert (brought.error, brought.photos_missing) == (None, 0)
    assert in_use.is_own
    assert in_use.path.read_bytes() == edited.read_bytes()


def test_one_taken_out_of_use_at_headquarters_goes_from_the_laptop_too(
    new_application: NewApplication, edited: Path, tmp_path: Path
) -> None:
    headquarters, laptop = new_application("so-noi-vu", "hq"), new_application()
    enrol(headquarters, laptop, tmp_path, "doan1/may-01")

    headquarters.templates.install(edited)
    _brought(headquarters, laptop, tmp_path / "usb-1")
    had = laptop.templates.in_use(Paper.MINUTES).is_own
    headquarters.templates.remove(Paper.MINUTES)
    _brought(headquarters, laptop, tmp_path / "usb-2")

    assert had
    assert laptop.templates.in_use(Paper.MINUTES).path == TEMPLATE


def _brought(headquarters: Application, laptop: Application, stick: Path) -> None:
    stick.mkdir()
    headquarters.exports.write(stick)
    (brought,) = laptop.imports.take_in([stick])
    assert brought.error is None
