"""How minutes are made of an inspection: their template, their fields and their annexes."""

from __future__ import annotations

from typing import Final

from docx.document import Document

from app.documents.minutes.annexes import AnnexSource, append_annexes
from app.documents.minutes.content import minutes_content
from app.documents.minutes.evidence import evidence_of
from app.documents.minutes.fields import MinutesContent
from app.documents.minutes.initials import put_initials
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.word.composing import Appendix
from app.documents.word.docx_file import PictureShelf
from app.domain.paper import Paper


def _content(source: PaperSource) -> MinutesContent:
    evidence = evidence_of(source.case, source.scores)
    return minutes_content(source.case, source.scores, evidence, source.calendar)


def _title(source: PaperSource) -> str:
    said = _content(source)
    return f"Biên bản kiểm tra {said['noi_dung']} tại {said['don_vi']}"


def _annexes(source: PaperSource) -> Appendix:
    evidence = evidence_of(source.case, source.scores)
    belongs_to = f"Biên bản {_content(source)['ngay_lap']} của Đoàn kiểm tra"

    def append(document: Document, shelf: PictureShelf) -> None:
        shown = dict.fromkeys(photo.sha256 for photo in evidence.photos)
        shelved = {
            sha256: shelf.add(source.pictures[sha256])
            for sha256 in shown
            if sha256 in source.pictures
        }
        annexed = AnnexSource(
            case=source.case,
            scores=source.scores,
            evidence=evidence,
            calendar=source.calendar,
            pictures=shelved,
            belongs_to=belongs_to,
        )
        append_annexes(document, annexed)
        if source.case.inspection.initials:
            put_initials(document)

    return append


FORM: Final = PaperForm(
    paper=Paper.MINUTES,
    file_name="bien_ban.docx",
    title=_title,
    fields=MinutesContent,
    content=_content,
    annexes=_annexes,
)
