"""Official words: how dates, times, numbers and what is kept are written in documents.

Documents are always Vietnamese, whatever language the screens speak, so nothing
here comes from the catalogues. Rules W1-W8 of `minutes_format` (NĐ 30/2020/NĐ-CP,
Phụ lục I and II).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.clock import local
from app.domain.annex import Annex
from app.domain.attendance import AbsenceState
from app.domain.case_file import CaseFile
from app.domain.dossier import Channel, Digitised, DossierStatus
from app.domain.dossier_result import DossierOutcome, Rate
from app.domain.finding import CauseKind, FindingKind, Severity
from app.domain.inspection import InspectionForm, InspectionKind, Role, UnitAgreement
from app.domain.recommendation import RecommendationState
from app.domain.remediation_check import RemediationOutcome
from app.domain.scoring import GroupScore
from app.domain.text import clean
from app.domain.unit import Unit, UnitType

BLANK_TIME: Final = "...... giờ ...... phút"
BLANK_NAME: Final = "." * 30
QUICK_VIEW_NOTE: Final = "Bản xem nhanh: lời văn như tệp Word, chỗ ngắt trang có thể khác."
BLANK: Final = "." * 12
"""A word or two that is written in by hand."""

INSPECTION_KINDS: Final = {
    InspectionKind.ADMIN_REFORM: "cải cách hành chính",
    InspectionKind.ONE_STOP: "một cửa",
    InspectionKind.PROCEDURE_CONTROL: "kiểm soát thủ tục hành chính",
    InspectionKind.PUBLIC_DUTY: "công vụ",
}
INSPECTION_FORMS: Final = {
    InspectionForm.ON_SITE: "trực tiếp",
    InspectionForm.BY_REPORT: "qua báo cáo",
    InspectionForm.UNANNOUNCED: "đột xuất",
    InspectionForm.RECHECK: "phúc tra",
    InspectionForm.SELF_CHECK: "tự kiểm tra",
}

ANNEXES: Final = {
    Annex.SCORES: "Bảng chấm điểm theo bộ tiêu chí",
    Annex.DOSSIERS: "Bảng kiểm tra hồ sơ thủ tục hành chính mẫu",
    Annex.PHOTOS: "Ảnh minh chứng",
    Annex.ABSENCES: "Danh sách người vắng mặt",
}
ROLES: Final = {
    Role.TEAM_LEADER: "Trưởng đoàn",
    Role.DEPUTY_LEADER: "Phó Trưởng đoàn",
    Role.SECRETARY: "Thư ký",
    Role.MEMBER: "Thành viên",
    Role.UNIT_REPRESENTATIVE: "người đại diện",
    Role.ATTENDEE: "",
    Role.WITNESS: "người chứng kiến",
}
WAYS_OF_INSPECTION: Final = {
    InspectionForm.ON_SITE: "kiểm tra trực tiếp tại đơn vị",
    InspectionForm.BY_REPORT: "kiểm tra qua báo cáo",
    InspectionForm.UNANNOUNCED: "kiểm tra đột xuất",
    InspectionForm.RECHECK: "phúc tra việc thực hiện kết luận",
    InspectionForm.SELF_CHECK: "đơn vị tự kiểm tra",
}
ABSENCES: Final = {
    AbsenceState.EXCUSED: "Vắng có lý do",
    AbsenceState.UNEXCUSED: "Vắng không có lý do",
    AbsenceState.LATE: "Đi muộn",
    AbsenceState.LEFT_EARLY: "Về sớm",
}
FINDING_KINDS: Final = {
    FindingKind.STRENGTH: "Ưu điểm",
    FindingKind.SHORTCOMING: "Tồn tại, hạn chế",
    FindingKind.DIFFICULTY: "Khó khăn, vướng mắc",
    FindingKind.VIOLATION: "Dấu hiệu vi phạm",
}
SEVERITIES: Final = {
    Severity.LIGHT: "Nhẹ",
    Severity.MEDIUM: "Trung bình",
    Severity.SERIOUS: "Nghiêm trọng",
}
CAUSES: Final = {CauseKind.OBJECTIVE: "Khách quan", CauseKind.SUBJECTIVE: "Chủ quan"}
AGREEMENTS: Final = {
    UnitAgreement.AGREES: "Đơn vị thống nhất với nội dung biên bản",
    UnitAgreement.PARTLY: "Đơn vị thống nhất một phần với nội dung biên bản",
    UnitAgreement.DISAGREES: "Đơn vị không thống nhất với nội dung biên bản",
}
REMEDIATION: Final = {
    RecommendationState.NOT_STARTED: "Chưa thực hiện",
    RecommendationState.IN_PROGRESS: "Đang thực hiện",
    RecommendationState.REPORTED: "Đã báo cáo",
    RecommendationState.CONFIRMED: "Đã xác nhận",
}
REMEDIATION_OUTCOMES: Final = {
    RemediationOutcome.DONE: "Đã thực hiện",
    RemediationOutcome.PARTLY: "Thực hiện một phần",
    RemediationOutcome.NOT_DONE: "Chưa thực hiện",
}
CHANNELS: Final = {
    Channel.IN_PERSON: "Trực tiếp",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Bưu chính công ích",
}
DOSSIER_STATUSES: Final = {
    DossierStatus.IN_PROGRESS: "Đang giải quyết",
    DossierStatus.WAITING_SUPPLEMENT: "Chờ bổ sung",
    DossierStatus.RESOLVED: "Đã giải quyết",
    DossierStatus.RETURNED: "Đã trả kết quả",
    DossierStatus.REFUSED: "Từ chối",
    DossierStatus.STOPPED: "Dừng giải quyết",
    DossierStatus.WITHDRAWN: "Rút hồ sơ",
}
OUTCOMES: Final = {
    DossierOutcome.EARLY: "Trước hạn",
    DossierOutcome.ON_TIME: "Đúng hạn",
    DossierOutcome.OVERDUE: "Quá hạn",
    DossierOutcome.WITHIN_TERM: "Trong hạn",
    DossierOutcome.RUNNING_LATE: "Đang quá hạn",
}
CLOSED_WITHOUT_RESULT: Final = {
    DossierStatus.REFUSED: "Từ chối",
    DossierStatus.STOPPED: "Dừng",
    DossierStatus.WITHDRAWN: "Rút",
}
DIGITISED: Final = {
    Digitised.FULL: "Đủ",
    Digitised.PARTIAL: "Một phần",
    Digitised.NONE: "Không",
}

_REFUSED_BY_XML: Final = {0xFFFE: None, 0xFFFF: None}
# Private letters with which the program marks where a table goes.
_OUR_OWN: Final = {0xF8F0: None, 0xF8F1: None}
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CENT: Final = Decimal("0.01")
SCALE: Final = Decimal(100)
_FEBRUARY: Final = 2
_NAMED_AFTER_A_PERSON: Final = "Hồ Chí Minh"
# Capitals of the head that fit on one line of its left block.
_HEAD_LETTERS: Final = 25
_KINDS_OF_BODY: Final = ("ỦY BAN NHÂN DÂN", "VĂN PHÒNG ỦY BAN NHÂN DÂN", "BAN CHỈ ĐẠO")
_COMMITTEES: Final = frozenset(UnitType) - {UnitType.DEPARTMENT}


def printed(text: str) -> str:
    """Return text as it may stand in a document: NFC, and nothing XML refuses."""
    return clean(text).translate(_REFUSED_BY_XML | _OUR_OWN)


def lines(text: str) -> list[str]:
    """Return the paragraphs of a text that has any."""
    told = printed(text).replace("\t", " ").split("\n")
    return [line.strip() for line in told if line.strip()]


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(lines(text))


def clause(text: str) -> str:
    """Return a text as one line without the stop at its end, to build a sentence on."""
    return one_line(text).removesuffix("./.").rstrip(" .;,")


def sentence(text: str) -> str:
    """Return a text as one line that ends in a full stop; `./.` is kept for the very end (W3)."""
    line = one_line(text).removesuffix("./.").rstrip(" ;,")
    return line if not line or line.endswith((".", "!", "?", "…", ":")) else f"{line}."


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return a text as it stands inside a sentence; what begins with an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def matter(subject: str) -> str:
    """Return what is inspected, to stand after the words “kiểm tra” of a document.

    Plans are often titled “Kiểm tra công tác …”; the word is not printed twice.
    """
    words = clause(subject)
    match words.split(maxsplit=2):
        case [first, second, rest] if f"{first} {second}".casefold() == "kiểm tra":
            return lowered(rest)
        case _:
            return words


def two_digits(number: int) -> str:
    """Write a number below ten with a leading zero (W2, W5)."""
    return f"{number:02d}"


def copies_text(count: int) -> str:
    """Write how many copies there are; a place to fill in where that is not settled (W5)."""
    return two_digits(count) if count > 0 else "......"


def day_text(day: date | None) -> str:
    """Write a day out: zeros before days below 10 and before months 1 and 2 only (W1)."""
    if day is None:
        return "ngày ...... tháng ...... năm ......"
    month = two_digits(day.month) if day.month <= _FEBRUARY else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def short_day(day: date | None) -> str:
    """Write a day for a table cell: `05/03/2026`."""
    return f"{day:%d/%m/%Y}" if day else ""


def local_day(moment: datetime | None) -> date | None:
    """Return the day of a moment in Vietnam; a moment without zone is local already."""
    if moment is None:
        return None
    return local(moment).date()


def time_text(moment: datetime | None) -> str:
    """Write a time of day: `08 giờ 30 phút` (W4)."""
    if moment is None:
        return BLANK_TIME
    shown = local(moment)
    return f"{shown.hour:02d} giờ {shown.minute:02d} phút"


def number_text(number: Decimal | None) -> str:
    """Write a number as `4.812,5`: two decimals at most, no zeros behind (W6)."""
    if number is None:
        return ""
    whole, _, decimals = f"{number.quantize(_CENT, ROUND_HALF_UP):,f}".partition(".")
    whole, decimals = whole.replace(",", "."), decimals.rstrip("0")
    return f"{whole},{decimals}" if decimals else whole


def rate_text(rate: Rate) -> str:
    """Write a rate with its two numbers: `96/115 (83,48%)`."""
    done, of = (number_text(Decimal(count)) for count in (rate.numerator, rate.denominator))
    return f"{done}/{of} ({number_text(rate.percent)}%)"


def total_text(total: GroupScore) -> str:
    """Write the points of a checklist: `57,5/97 điểm (quy đổi 59,28/100)`.

    Points of a hundred are on the scale of 100 already; they are said once.
    """
    points = f"{number_text(total.points)}/{number_text(total.applicable_max)} điểm"
    if total.applicable_max == SCALE:
        return points
    return f"{points} (quy đổi {number_text(total.converted)}/100)"


def roman(number: int) -> str:
    """Write a small number in Roman numerals."""
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written


def point_letter(number: int) -> str:
    """Return what stands before the bracket of a point, from 0: a, b, c, d, đ, e, g."""
    letters = "abcdđeghiklmnopqrstuvxy"
    again, at = divmod(number, len(letters))
    return letters[at] * (again + 1)


def yes_or_no(*, said: bool | None) -> str:
    """Write a column that is answered by yes or no, or stays empty where it does not apply."""
    if said is None:
        return ""
    return "Có" if said else "Không"


def listed(words: Iterable[str], between: str = ", ") -> str:
    """Join the words that are there."""
    return between.join(word for word in words if word)


def body_name(name: str, unit_type: UnitType) -> str:
    """Return how minutes call a unit: its people's committee, but a department by its name."""
    name = one_line(name) or BLANK_NAME
    if unit_type not in _COMMITTEES or name.casefold().startswith(("ubnd", "ủy ban nhân dân")):
        return name
    # `UBND xã`, never `UBND Xã` (W8): the word for the level is a common noun.
    return f"UBND {name[:1].lower()}{name[1:]}"


def in_capitals(body: str) -> str:
    """Return a body as the head names it, a long one broken after what kind of body it is."""
    name = body.upper()
    kind = next((kind for kind in _KINDS_OF_BODY if name.startswith(f"{kind} ")), "")
    return f"{kind}\n{name[len(kind) + 1 :]}" if kind and len(name) > _HEAD_LETTERS else name


def unit_text(case: CaseFile) -> str:
    """Return the inspected unit as documents name it: `UBND xã Cần Đước`."""
    return body_name(case.inspection.unit_name, case.unit.unit_type)


def place_text(province: Unit) -> str:
    """Return the place before a date (W7): the bare name, but in full where it is a person's."""
    name = one_line(province.name)
    for level in ("tỉnh ", "thành phố ", "xã ", "phường ", "đặc khu "):
        if name.casefold().startswith(level):
            bare = name[len(level) :]
            return capitalised(name) if bare == _NAMED_AFTER_A_PERSON else bare
    return name
