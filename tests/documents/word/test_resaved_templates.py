"""Templates that another program saved: the same words, other names inside the file."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from app.documents.minutes.writing import TEMPLATE, write_minutes
from app.documents.papers import minutes
from app.documents.papers.tags import fields_of
from app.documents.word.template import faults_of
from tests.documents import rich_case
from tests.documents.word.edited_templates import copy_of, reworded
from tests.documents.word_reading import W, Written

_CASE = rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=2)
_LINKS = "_rels/.rels"
_NOW = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OLDER = _NOW.replace("package/2006/relationships", "officedocument/2006/relationships")
_OFFICE = shutil.which("soffice")


def _written(template: Path) -> Written:
    target = io.BytesIO()
    write_minutes(_CASE, (), {}, target, calendar=rich_case.calendar(), template=template)
    return Written(target.getvalue())


def _indents(written: Written) -> list[tuple[str | None, str | None]]:
    """Return where each short line begins and ends."""
    return [
        (indent.get(f"{W}left"), indent.get(f"{W}right"))
        for paragraph in written.body.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}pBdr") is not None
        for indent in paragraph.iterfind(f"{W}pPr/{W}ind")
    ]


def test_properties_linked_by_their_older_name_stand_in_the_file_once(tmp_path: Path) -> None:
    resaved = copy_of(tmp_path / "luu-lai.docx", reworded(_NOW, _OLDER), part=_LINKS)

    written = _written(resaved)

    with zipfile.ZipFile(io.BytesIO(written.content)) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert written.texts == _written(TEMPLATE).texts


def test_short_lines_and_titles_fit_though_their_styles_have_new_identities(
    tmp_path: Path,
) -> None:
    resaved = TEMPLATE
    for number, (old, new) in enumerate(
        (("KeNgang", "BBKngang"), ("TrichYeu", "BBTrchyu"), ("CoQuanBanHanh", "BBCquanbanhnh"))
    ):
        for part in ("word/document.xml", "word/styles.xml"):
            resaved = copy_of(
                tmp_path / f"{number}-{part[5:8]}.docx",
                reworded(f'"{old}"', f'"{new}"', -1),
                source=resaved,
                part=part,
            )

    written, usual = _written(resaved), _written(TEMPLATE)

    assert _indents(written) == _indents(usual)
    assert len(set(_indents(usual))) > 1
    assert written.texts == usual.texts


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not here to save a template")
def test_a_template_saved_by_libreoffice_is_without_fault_and_says_the_same(
    tmp_path: Path,
) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    folder = tmp_path / "luu"
    subprocess.run(
        [str(_OFFICE), "--headless", profile, "--convert-to", "docx", "--outdir", str(folder),
         str(TEMPLATE)],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    resaved = folder / TEMPLATE.name

    assert faults_of(resaved, TEMPLATE, fields_of(minutes.FORM)) == []
    assert _written(resaved).texts == _written(TEMPLATE).texts
