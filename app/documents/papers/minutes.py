"""Biên bản kiểm tra among the other papers: how they are made of an inspection."""

from __future__ import annotations

from typing import Final

from app.documents.minutes.content import minutes_content
from app.documents.minutes.evidence import evidence_of
from app.documents.minutes.fields import MinutesContent
from app.documents.minutes.writing import TEMPLATE, minutes_annexes, minutes_title
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.word.composing import Appendix
from app.domain.paper import Paper


def _content(source: PaperSource) -> MinutesContent:
    evidence = evidence_of(source.case, source.scores)
    return minutes_content(source.case, source.scores, evidence, source.calendar)


def _title(source: PaperSource) -> str:
    return minutes_title(_content(source))


def _annexes(source: PaperSource) -> Appendix:
    return minutes_annexes(source.case, source.scores, source.pictures, source.calendar)


FORM: Final = PaperForm(
    paper=Paper.MINUTES,
    file_name=TEMPLATE.name,
    title=_title,
    fields=MinutesContent,
    content=_content,
    annexes=_annexes,
)
