"""Bản dành cho đơn vị: the minutes as the unit may have them, with a list of what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document

from app.documents.minutes.annexes import annex_heading, end_section, own_section
from app.documents.minutes.content import day_made, minutes_content
from app.documents.minutes.evidence import Evidence, evidence_of
from app.documents.minutes.fields import MinutesContent
from app.documents.minutes.writing import minutes_annexes
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import head_content
from app.documents.terms import short_day, unit_text
from app.documents.word.composing import Appendix
from app.documents.word.docx_file import PictureShelf
from app.documents.word.page_width import USUAL_WIDTH
from app.documents.word.placing import place_before
from app.documents.word.stamp import put_at_head
from app.documents.word.wordml import (
    Look,
    cell,
    elements,
    flat_paragraph,
    paragraph,
    row,
    table,
)
from app.domain.case_file import CaseFile
from app.domain.paper import Paper
from app.domain.scoring import ChecklistScore
from app.domain.unit_copy import LeftOut, LeftOutKind, for_unit, score_for_unit

MARK: Final = "BẢN DÀNH CHO ĐƠN VỊ"
_TITLE: Final = "Danh mục nội dung không đưa vào bản dành cho đơn vị"
_KINDS: Final = {
    LeftOutKind.PHOTOS: "Ảnh nội bộ của Đoàn kiểm tra, ảnh không in trong biên bản",
    LeftOutKind.COMMENTS: "Nhận xét của Đoàn kiểm tra tại từng tiêu chí",
    LeftOutKind.REASONS: "Lý do Đoàn kiểm tra, cơ quan thẩm định chấm khác với quy tắc",
    LeftOutKind.SOURCES: "Ghi chú về nguồn số liệu",
    LeftOutKind.STRANGERS: "Câu trả lời cho tiêu chí không còn trong bộ tiêu chí",
    LeftOutKind.PROPOSALS: "Gợi ý phát hiện do phần mềm lập",
    LeftOutKind.APPLICANTS: "Tên người nộp hồ sơ thủ tục hành chính",
    LeftOutKind.PICKS: "Lý do chọn, thay hồ sơ mẫu",
    LeftOutKind.ABSENT: "Người vắng mặt, khi không in danh sách kèm biên bản",
    LeftOutKind.TASKS: "Phân công nhiệm vụ trong Đoàn kiểm tra",
    LeftOutKind.REOPENING: "Lý do mở lại cuộc kiểm tra",
}
_OMITTED: Final = (
    "Nội dung dưới đây là tài liệu nội bộ của Đoàn kiểm tra hoặc dữ liệu cá nhân nên không đưa "
    "vào; các nội dung khác giữ nguyên như biên bản."
)
_WHOLE: Final = "Không có nội dung nào bị lược bỏ."
_COLUMNS: Final = (0.09, 0.71, 0.2)
_HASHES: Final = (0.09, 0.91)

_BODY: Final = Look(size=28, align="both", before=120, indent=567)
_ABOVE_TABLE: Final = Look(size=28, align="both", before=120, after=120, indent=567, keep_next=True)
_HEAD: Final = Look(size=24, bold=True, align="center")
_TEXT: Final = Look(size=24)
_NUMBER: Final = Look(size=24, align="center")


def _parts(source: PaperSource) -> tuple[CaseFile, tuple[ChecklistScore, ...], LeftOut]:
    """Return the visit and its scores as the unit may have them, and what was left out."""
    case, left_out = for_unit(source.case)
    return case, tuple(map(score_for_unit, source.scores)), left_out


def _content(source: PaperSource) -> MinutesContent:
    case, scores, _left_out = _parts(source)
    return minutes_content(case, scores, evidence_of(case, scores, further=1), source.calendar)


def _annexes(source: PaperSource) -> Appendix:
    case, scores, left_out = _parts(source)
    evidence = evidence_of(case, scores, further=1)
    append_own = minutes_annexes(case, scores, source.pictures, source.calendar, further=1)

    def append(document: Document, shelf: PictureShelf) -> None:
        # The last annex of the minutes may lie on its side; the list stands as their text does.
        upright = document.element.body.get_or_add_sectPr()
        own = own_section(document, upright, landscape=False)
        append_own(document, shelf)
        body = document.element.body
        main = body.get_or_add_sectPr()
        end_section(main)
        place_before(main, elements(_written(source, case, evidence, left_out)))
        body.replace(main, own)
        put_at_head(document, MARK)

    return append


def _written(source: PaperSource, case: CaseFile, evidence: Evidence, left_out: LeftOut) -> str:
    belongs_to = f"Biên bản {day_made(case)} của Đoàn kiểm tra"
    return (
        annex_heading(evidence.name_behind(), _TITLE, belongs_to)
        + paragraph(f"{_origin(source)}. {_OMITTED if left_out.items else _WHOLE}", _BODY)
        + (_lists(left_out) if left_out.items else "")
        + flat_paragraph()
    )


def _origin(source: PaperSource) -> str:
    """Return when the copy was made, and from which minutes."""
    signed = source.case.signed_minutes
    of = f"biên bản đã ký, mã {signed.code}" if signed else "biên bản chưa ký"
    return f"Bản này được lập ngày {short_day(source.today)} theo {of}"


def _lists(left_out: LeftOut) -> str:
    rows = [
        (str(number), _KINDS[item.kind], str(item.count))
        for number, item in enumerate(left_out.items, start=1)
    ]
    written = paragraph("1. Loại nội dung và số lượng:", _ABOVE_TABLE) + _table(
        _COLUMNS, ("STT", "Nội dung", "Số lượng"), rows
    )
    if not left_out.photo_hashes:
        return written
    hashes = [(str(number), one) for number, one in enumerate(left_out.photo_hashes, start=1)]
    return (
        written
        + paragraph("2. Mã kiểm chứng của từng ảnh không đưa vào:", _ABOVE_TABLE)
        + _table(_HASHES, ("STT", "SHA-256 của tệp ảnh gốc"), hashes)
    )


def _table(shares: Sequence[float], titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [round(USUAL_WIDTH * share) for share in shares]
    head = row(
        (
            cell(width, paragraph(title, _HEAD), shaded=True)
            for width, title in zip(widths, titles, strict=True)
        ),
        repeated=True,
    )
    return table(widths, (head, *(_row(widths, texts) for texts in rows)))


def _row(widths: Sequence[int], texts: Sequence[str]) -> str:
    """Return a row; numbers stand in the middle of their columns, words at the left."""
    return row(
        cell(width, paragraph(text, _NUMBER if text.isdecimal() else _TEXT))
        for width, text in zip(widths, texts, strict=True)
    )


FORM: Final = PaperForm(
    paper=Paper.UNIT_COPY,
    file_name="ban_don_vi.docx",
    title=lambda source: (
        f"Biên bản kiểm tra {head_content(source)['noi_dung']} tại {unit_text(source.case)}, "
        "bản dành cho đơn vị"
    ),
    fields=MinutesContent,
    content=_content,
    annexes=_annexes,
    names_all_visits=False,
    prints_photos=True,
)
