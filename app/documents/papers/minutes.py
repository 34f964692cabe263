"""How minutes are made, as a paper among the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.documents.minutes.content import minutes_content
from app.documents.minutes.evidence import evidence_of
from app.documents.minutes.fields import MinutesContent
from app.documents.papers.form import PaperForm, PaperSource
from app.domain.paper import Paper


def _content(source: PaperSource) -> Mapping[str, object]:
    evidence = evidence_of(source.case, source.scores)
    return minutes_content(source.case, source.scores, evidence, source.calendar)


def _title(source: PaperSource) -> str:
    content = _content(source)
    return f"Biên bản kiểm tra {content['noi_dung']} tại {content['don_vi']}"


FORM: Final = PaperForm(
    paper=Paper.MINUTES,
    file_name="bien_ban.docx",
    title=_title,
    fields=MinutesContent,
    content=_content,
)
