"""Danh mục hồ sơ kiểm tra (TT 56/2025/TT-BCT Điều 11): what the file holds, with its proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, TypedDict

from app.documents.minutes.fields import Signature
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.papers.team import delegation, leader_signature
from app.documents.terms import (
    clause,
    listed,
    local_day,
    one_line,
    roman,
    short_day,
    two_digits,
    unit_text,
)
from app.domain.dossier import Pick
from app.domain.inspection import Role
from app.domain.minutes import SHOWN_DIGITS, Minutes, MinutesKind, MinutesState
from app.domain.paper import Paper
from app.domain.photo import PhotoUse

_NUMBER: Final = "Số ............, ngày ............"
_DAY: Final = "ngày ............"
_SHEETS: Final = "......"
_STATES: Final = {
    MinutesState.DRAFT: "bản in cũ",
    MinutesState.READ_BACK: "đã đọc lại, chưa ký",
    MinutesState.SIGNED: "đã ký",
    MinutesState.VOID: "đã ký, sau đó bị hủy",
}
_KINDS: Final = {
    MinutesKind.FULL: "Biên bản kiểm tra",
    MinutesKind.SUPPLEMENT: "Biên bản bổ sung",
}


class FileEntry(TypedDict):
    """One document of the file."""

    stt: Annotated[int, "số thứ tự trong hồ sơ"]
    ten: Annotated[str, "tên loại, trích yếu tài liệu"]
    so_ngay: Annotated[str, "số, ký hiệu và ngày; để trống khi chưa biết"]
    so_to: Annotated[str, "số tờ, điền tay"]
    ghi_chu: Annotated[str, "hiện trạng, mã kiểm chứng"]


class FileGroup(TypedDict):
    """The documents of one kind."""

    so: Annotated[str, "số La Mã"]
    ten: Annotated[str, "tên nhóm tài liệu"]
    tai_lieu: Annotated[list[FileEntry], "các tài liệu; không bao giờ trống"]


class FileListContent(HeadContent):
    """The tags of the list of the file."""

    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    nhom: Annotated[list[FileGroup], "tài liệu theo nhóm của Điều 11 Thông tư 56/2025/TT-BCT"]
    so_muc: Annotated[str, "số mục trong danh mục"]
    nguoi_lap: Annotated[Signature, "chữ ký của người lập danh mục"]
    truong_doan: Annotated[Signature, "chữ ký của Trưởng đoàn"]


_Entry = tuple[str, str, str]
"""Name, number with day, and what is noted of a document."""


def _content(source: PaperSource) -> FileListContent:
    groups = _numbered(source)
    count = sum(len(group["tai_lieu"]) for group in groups)
    return FileListContent(
        **head_content(source),
        don_vi=unit_text(source.case),
        nhom=groups,
        so_muc=two_digits(count),
        nguoi_lap=_maker(source),
        truong_doan=leader_signature(source),
    )


def _numbered(source: PaperSource) -> list[FileGroup]:
    groups: list[FileGroup] = []
    number = 0
    for name, entries in _groups(source):
        rows: list[FileEntry] = []
        for title, of_day, note in entries:
            number += 1
            row = FileEntry(stt=number, ten=title, so_ngay=of_day, so_to=_SHEETS, ghi_chu=note)
            rows.append(row)
        groups.append(FileGroup(so=roman(len(groups) + 1), ten=name, tai_lieu=rows))
    return groups


def _groups(source: PaperSource) -> Iterator[tuple[str, list[_Entry]]]:
    """Yield what a file consists of, in the order of the circular; nothing is left empty."""
    yield "Quyết định kiểm tra", [_decision(source)]
    yield "Kế hoạch tiến hành kiểm tra", [_plan(source)]
    yield "Biên bản kiểm tra", list(_minutes(source)) or [_not_yet("Biên bản kiểm tra")]
    yield (
        "Báo cáo, giải trình, tài liệu của đơn vị được kiểm tra",
        list(_of_the_unit(source)) or [_not_yet("Báo cáo, giải trình của đơn vị")],
    )
    yield "Giấy giao nhận hồ sơ, tài liệu", [_by_hand("Giấy giao nhận tài liệu")]
    yield "Báo cáo kết quả kiểm tra", [_by_hand("Báo cáo kết quả kiểm tra của Đoàn kiểm tra")]
    yield (
        "Văn bản nhận xét, kết luận, yêu cầu khắc phục",
        [_by_hand("Thông báo kết luận kiểm tra"), _by_hand("Văn bản đôn đốc khắc phục")],
    )
    others = [*_checklists(source), *_sample(source), *_photos(source), *_packages(source)]
    yield "Tài liệu khác có liên quan", others or [_not_yet("Tài liệu khác")]


def _not_yet(name: str) -> _Entry:
    return name, _NUMBER, "Chưa có tại ngày lập danh mục"


def _by_hand(name: str) -> _Entry:
    """What is kept outside the program: its number and day are written in when it is there."""
    return name, _NUMBER, ""


def _decision(source: PaperSource) -> _Entry:
    plan = source.plan
    number = one_line(plan.decision_number)
    subject = head_content(source)["noi_dung"]
    dated = f"{number}, {short_day(plan.decision_on)}" if number else _NUMBER
    return f"Quyết định thành lập Đoàn kiểm tra {subject}", dated, ""


def _plan(source: PaperSource) -> _Entry:
    plan = source.plan
    number = one_line(plan.plan_number)
    dated = f"{number}, {short_day(plan.plan_on) or _DAY}" if number else _NUMBER
    return f"Kế hoạch kiểm tra {head_content(source)['noi_dung']}", dated, ""


def _minutes(source: PaperSource) -> Iterator[_Entry]:
    for one in source.case.minutes:
        name = f"{_KINDS[one.kind]}, phiên bản {one.version}"
        yield name, _day_of(source, one), _minutes_note(one)


def _day_of(source: PaperSource, minutes: Minutes) -> str:
    """Return the day written in minutes: the visit's; supplementary ones are dated by hand."""
    if minutes.kind is MinutesKind.SUPPLEMENT:
        return short_day(local_day(minutes.signed_at or minutes.written_at))
    visit = source.case.inspection
    return short_day(local_day(visit.ended_at or visit.started_at))


def _minutes_note(one: Minutes) -> str:
    scan = "có bản quét các trang đã ký" if one.scan_sha256 else ""
    return listed((_STATES[one.state].capitalize(), f"mã {one.code}", scan), "; ")


def _of_the_unit(source: PaperSource) -> Iterator[_Entry]:
    for line in source.case.inspection.attachments:
        if clause(line):
            yield clause(line), "Theo tên tài liệu", ""


def _checklists(source: PaperSource) -> Iterator[_Entry]:
    for score in source.scores:
        checklist = score.checklist
        total = sum(1 for _leaf in checklist.leaves())
        given = sum(1 for leaf in checklist.leaves() if leaf.code in source.case.answers)
        name = f"Phiếu kiểm tra, bảng chấm điểm theo {one_line(checklist.title)}"
        note = f"Đã ghi {given}/{total} tiêu chí; mã {checklist.content_sha256[:SHOWN_DIGITS]}"
        yield name, f"{one_line(checklist.code)}, bản {checklist.number}", note


def _sample(source: PaperSource) -> Iterator[_Entry]:
    case = source.case
    for register in case.registers:
        name = f"Sổ, danh sách hồ sơ làm căn cứ chọn mẫu: {one_line(register.file_name)}"
        note = f"{two_digits(register.entries)} hồ sơ; SHA-256 {register.sha256[:SHOWN_DIGITS]}"
        yield name, "Tệp điện tử", note
    if case.draws:
        drawn = sum(len(draw.drawn) for draw in case.draws)
        yield (
            f"Kết quả bốc mẫu ngẫu nhiên ({two_digits(len(case.draws))} lần)",
            "",
            f"{two_digits(drawn)} hồ sơ",
        )
    if case.dossiers:
        by_hand = sum(one.pick is Pick.BY_HAND for one in case.dossiers)
        beside = f"; {two_digits(by_hand)} hồ sơ chọn thủ công" if case.draws and by_hand else ""
        yield (
            "Bảng kiểm tra hồ sơ thủ tục hành chính mẫu",
            "",
            f"{two_digits(len(case.dossiers))} hồ sơ{beside}",
        )


def _photos(source: PaperSource) -> Iterator[_Entry]:
    photos = source.case.photos
    if photos:
        printed = sum(photo.use is PhotoUse.IN_MINUTES for photo in photos)
        internal = len(photos) - printed
        note = listed(
            (
                f"{two_digits(len(photos))} ảnh",
                f"{two_digits(printed)} ảnh đưa vào biên bản" if printed else "",
                f"{two_digits(internal)} ảnh nội bộ" if internal else "",
            ),
            "; ",
        )
        yield "Ảnh minh chứng", "Tệp điện tử", note


def _packages(source: PaperSource) -> Iterator[_Entry]:
    for one in source.packages:
        note = f"SHA-256 bản kê {one.manifest_sha256[:SHOWN_DIGITS]}"
        yield f"Gói dữ liệu điện tử {one.folder}", short_day(local_day(one.sent_at)), note


def _maker(source: PaperSource) -> Signature:
    """Return the place of who made the list: the secretary keeps the file."""
    people = (person for person in delegation(source) if person.role is Role.SECRETARY)
    secretary = next(people, None)
    return Signature(
        chuc_danh="NGƯỜI LẬP DANH MỤC",
        ghi_chu="(Ký, ghi rõ họ tên)",
        ho_ten=one_line(secretary.name) if secretary else "",
        chuc_vu=clause(secretary.position) if secretary else "",
    )


FORM: Final = PaperForm(
    paper=Paper.FILE_LIST,
    file_name="danh_muc_ho_so.docx",
    title=lambda source: (
        f"Danh mục hồ sơ kiểm tra {head_content(source)['noi_dung']} tại {unit_text(source.case)}"
    ),
    fields=FileListContent,
    content=_content,
    reads_checklists=False,
    names_all_visits=False,
)
