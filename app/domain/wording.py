"""Sentences about a criterion that earned too little, where the phrase bank has none.

What is proposed is kept and printed, so it is Vietnamese whatever language the window
speaks. A criterion's text is an order ("Ban hành quy chế …"), a thing to have ("Có …"),
a thing to refrain from ("Không …") or a statement ("Số liệu … khớp với …"); each is
turned into its shortcoming and into what is asked for by a rule of its own, and what
fits no rule is quoted rather than bent.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_FULL: Final = {
    "KSTTHC": "kiểm soát thủ tục hành chính",
    "TTPVHCC": "Trung tâm Phục vụ hành chính công",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "TTHC": "thủ tục hành chính",
    "CCHC": "cải cách hành chính",
    "PAKN": "phản ánh, kiến nghị",
    "CSDL": "cơ sở dữ liệu",
    "DVC": "dịch vụ công",
    "BVDLCN": "Bảo vệ dữ liệu cá nhân",
    "BVBMNN": "Bảo vệ bí mật nhà nước",
}
_SHORT: Final = "|".join(_FULL)
_LAWS: Final = {
    "NĐ": "Nghị định số",
    "NQ": "Nghị quyết số",
    "QĐ": "Quyết định số",
    "TT": "Thông tư số",
    "CT": "Chỉ thị số",
    "KH": "Kế hoạch số",
}
_LAW: Final = re.compile(rf"\b({'|'.join(_LAWS)}) (?=\d)")
_NORM: Final = re.compile(r"(ít nhất|tối thiểu|không quá)\b")
_ASIDE: Final = re.compile(r"\s*\(([^()]*)\)$")

_ORDERS: Final = (
    "Ban hành", "Bảo đảm", "Báo cáo", "Bố trí", "Bồi dưỡng", "Cập nhật", "Cấp", "Chấp hành",
    "Chỉ đạo", "Chia", "Công bố", "Công khai", "Cử", "Đánh giá", "Đào tạo", "Đăng tải", "Đẩy mạnh",
    "Giải ngân", "Giải quyết", "Giao", "Gửi", "Hoàn thành", "Hướng dẫn", "Kết nối", "Khai thác",
    "Khảo sát", "Khắc phục", "Kiểm tra", "Kiện toàn", "Lập", "Lưu trữ", "Mở", "Niêm yết",
    "Phân cấp", "Phân công", "Phân loại", "Phổ biến", "Phối hợp", "Quán triệt", "Quản lý",
    "Rà soát", "Số hóa", "Sử dụng", "Tập huấn", "Tham mưu", "Theo dõi", "Thu", "Thực hiện",
    "Tiếp công dân", "Tiếp nhận", "Tổ chức", "Treo", "Triển khai", "Trình", "Truyền thông",
    "Tuyên truyền", "Tự đánh giá", "Tự kiểm tra", "Ứng dụng", "Xác định", "Xây dựng", "Xử lý",
)  # fmt: skip
"""What the text of a criterion begins with when it says what the unit has to do."""

_ORDER: Final = re.compile(rf"({'|'.join(_ORDERS)})(?=[\s,]|$)")

_NAMES: Final = (
    "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Trung tâm", "Hội đồng", "Ủy ban", "Đoàn", "Luật",
    "Cổng", "Quốc", "Nghị", "Thủ tướng", "Chính phủ",
)  # fmt: skip
"""What keeps its capital inside a sentence (NĐ 30/2020, Phụ lục II)."""

_LACKING: Final = {
    "có đủ": ("chưa có đủ", "chưa có đủ"),
    "được": ("chưa được", "chưa được"),
    "đáp ứng": ("chưa đáp ứng", "chưa đáp ứng đầy đủ"),
    "khớp với": ("chưa khớp với", "chưa khớp hoàn toàn với"),
    "bao phủ": ("chưa bao phủ", "chưa bao phủ"),
    "phù hợp": ("chưa phù hợp", "chưa hoàn toàn phù hợp"),
    "phân công": ("chưa phân công", "chưa phân công đầy đủ"),
    "sắp xếp": ("chưa sắp xếp", "chưa sắp xếp"),
    "hoạt động": ("chưa hoạt động", "chưa hoạt động đầy đủ"),
    "đúng": ("chưa đúng", "chưa hoàn toàn đúng"),
    "họp": ("chưa họp", "chưa họp đầy đủ"),
    "có": ("chưa có", "chưa có đầy đủ"),
}
"""In a statement: the words that carry it, and how they read when it fails or half fails."""
_SEVERAL: Final = ("gồm", "kịp thời", "thuận tiện")
"""What a statement of several requirements has; nobody knows which of them failed."""
_CARRIER: Final = re.compile(rf"(?<=\s)({'|'.join((*_LACKING, *_SEVERAL))})(?=[\s,]|$)")
_QUALITY: Final = re.compile(
    r"\b(đúng|đủ|kịp thời|rõ|thường xuyên|đáp ứng|hoạt động|trong \d+ ngày|, có)\b"
)


def in_full(text: str) -> str:
    """Return a text with its abbreviations in full, those of laws too."""
    text = re.sub(rf"\s*\(({_SHORT})\)", "", " ".join(text.split()))
    text = re.sub(rf"\b({_SHORT})\b", lambda short: _FULL[short[1]], text)
    return _LAW.sub(lambda short: f"{_LAWS[short[1]]} ", text)


def spelt_out(text: str) -> str:
    """Return a text as minutes print it: abbreviations in full, no closing stop or aside."""
    text = in_full(text).rstrip(" .;,:")
    aside = _ASIDE.search(text)
    if aside is not None and not _NORM.match(aside[1]):
        text = text[: aside.start()]
    return text


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """Return the text as it continues a sentence; names and abbreviations keep their capital."""
    first, _, rest = text.partition(" ")
    # "Phòng Kinh tế" is a name, "Quý II" is not.
    of_two = rest[:1].isupper() and rest[1:2].islower()
    named = text.startswith(_NAMES) or of_two or first[1:2].isupper()
    return text if named and not is_order(text) else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return a text as one sentence: a capital, single spaces, one full stop."""
    return capital(" ".join(text.split()).rstrip(" .;,:")) + "."


def counted(number: Decimal | int) -> str:
    """Return a number as minutes print it: 03, 4.543, 72,5."""
    exact = Decimal(number)
    if exact == exact.to_integral_value():
        return f"{int(exact):02,d}".replace(",", ".")
    shown = format(exact.normalize(), ",f")
    return shown.translate(str.maketrans(",.", ".,"))


def rate(part: Decimal, whole: Decimal) -> str:
    """Return part of whole in percent, two decimals, never rounded up to a whole percent."""
    exact = part * 100 / whole
    shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if shown == shown.to_integral_value() != exact:
        shown = exact.quantize(Decimal("0.0001"))
    return decimal(shown)


def decimal(number: Decimal) -> str:
    """Return a number with a decimal comma and no idle zeros, never padded."""
    return format(number.normalize(), "f").replace(".", ",")


def is_order(text: str) -> bool:
    """Tell whether the text says what the unit has to do."""
    return _ORDER.match(text) is not None


def failed(text: str) -> str:
    """Return what is wrong where a requirement is not met at all, without a full stop."""
    text = spelt_out(text)
    if text.startswith("Có "):
        return f"Chưa có {_both_lacking(inside(text[3:]))}"
    if text.startswith("Không "):
        return f"Còn tình trạng {text[6:]}"
    if text.startswith("Được "):
        return f"Chưa {inside(text)}"
    if is_order(text):
        if " không vượt " in text:
            return text.replace(" không vượt ", " vượt ")
        return f"Chưa {_both_lacking(inside(text))}"
    return _statement(text, half=False) or f"Chưa bảo đảm yêu cầu “{text}”"


def half_failed(text: str) -> str:
    """Return what is wrong where a requirement is met in part, without a full stop."""
    text = spelt_out(text)
    if text.startswith("Có "):
        had = inside(text[3:])
        if re.search(r"\bhoặc\b|, (có|cập nhật)\b", had):
            return f"Mới đáp ứng một phần yêu cầu có {had}"
        lacks = "chưa có" if had.startswith("đủ ") else "chưa có đầy đủ"
        return f"{capital(lacks)} {had}"
    if text.startswith("Không "):
        return f"Còn trường hợp {text[6:]}"
    if is_order(text):
        thing = f"Việc {inside(text)}".replace("; ", ", ")
        return f"{thing} {'mới đạt một phần yêu cầu' if _QUALITY.search(text) else 'chưa đầy đủ'}"
    return _statement(text, half=True) or f"Mới đáp ứng một phần yêu cầu “{text}”"


def chosen_badly(text: str, choice: str, *, half: bool) -> str:
    """Return what is wrong where the choice that holds is not the best one."""
    text, choice = spelt_out(text), inside(spelt_out(choice))
    choice = choice.removesuffix(" so với mốc trên")
    if is_order(text):
        # The criterion asks how well something was done; the choice says how it was.
        return f"Việc {inside(text)} chưa đạt yêu cầu: {choice}"
    said = _statement(text, half=half)
    return f"{said}: {choice}" if said else f"Nội dung “{text}” chưa đạt yêu cầu: {choice}"


def too_low(text: str, reached: str, least: str) -> str:
    """Return what is wrong with a rate; both numbers stand in `reached`."""
    said = f"{_measured(text)} chỉ đạt {reached}"
    return f"{said}, thấp hơn mức yêu cầu {least}" if least else said


def too_high(text: str, reached: str) -> str:
    """Return what is wrong with a rate that should be low."""
    return f"{_measured(text)} ở mức {reached}, cao hơn mức yêu cầu"


def too_many(text: str, count: Decimal, of: int = 0) -> str:
    """Return what is wrong where there should be none, or fewer.

    Args:
        text: the criterion's text.
        count: how many there are.
        of: of how many dossiers of the sample, where dossiers are counted.
    """
    thing = _thing(text)
    if of and thing.startswith("hồ sơ"):
        return f"Có {counted(count)}/{counted(of)} {thing}"
    return f"Có {counted(count)} {thing}" if thing else f"{_measured(text)}: {counted(count)}"


def too_few(text: str, count: Decimal, least: str) -> str:
    """Return what is wrong where there should be more."""
    thing = _thing(text)
    if not thing:
        return f"{_measured(text)} mới là {counted(count)}, thấp hơn mức yêu cầu {least}"
    if not count:
        return f"Chưa có {thing}"
    return f"Mới có {counted(count)} {thing}, thấp hơn mức yêu cầu {least}"


def not_full(text: str, points: Decimal, most: Decimal) -> str:
    """Return what is wrong where only the points say it."""
    return (
        f"Nội dung “{spelt_out(text)}” chưa đạt yêu cầu, "
        f"được chấm {decimal(points)}/{decimal(most)} điểm"
    )


def penalised(text: str, points: Decimal) -> str:
    """Return what is wrong where a criterion takes points: it names the wrong itself."""
    return f"{capital(spelt_out(text))} (bị trừ {decimal(points)} điểm)"


def asked_for(text: str) -> str:
    """Return what is asked for so that a requirement is met, without a full stop."""
    text = spelt_out(text)
    if text.startswith("Không "):
        return f"Chấm dứt việc {text[6:]}"
    if text.startswith("Được "):
        return f"Phấn đấu {inside(text)}"
    if is_order(text):
        return text
    carrier = _CARRIER.search(text)
    if carrier is not None and carrier[1] in {"họp", "phân công"}:
        return f"Đề nghị {inside(text)}"
    return f"Bảo đảm {inside(text)}"


def asked_rate(text: str, least: str) -> str:
    """Return what is asked for so that a rate is reached."""
    thing = _measured(text)
    aim = f" đạt {least}" if least else ""
    if thing.startswith(("Tỷ lệ ", "Mức độ ")):
        return f"Có giải pháp nâng {inside(thing).replace('hồ sơ mẫu', 'hồ sơ')}{aim}"
    return f"Có giải pháp bảo đảm {inside(thing)}{aim}"


def asked_less(text: str) -> str:
    """Return what is asked for where a rate should fall."""
    return f"Có giải pháp giảm {inside(_measured(text))}"


def asked_none(text: str) -> str:
    """Return what is asked for where there should be none."""
    thing = _thing(text) or inside(_measured(text))
    for word in ("trường hợp ", "vụ việc "):
        thing = thing.removeprefix(word)
    return f"Khắc phục, không để tái diễn tình trạng {thing.replace('hồ sơ mẫu', 'hồ sơ')}"


def asked_more(text: str, least: str) -> str:
    """Return what is asked for where there should be more."""
    return f"Bảo đảm {inside(_measured(text))} đạt {least}"


def _measured(text: str) -> str:
    """The part of a text that names what is counted."""
    return spelt_out(text.partition(";")[0])


def _thing(text: str) -> str:
    """What is counted: "hồ sơ …" of "Số hồ sơ …"; empty where the text counts otherwise."""
    measured = _measured(text)
    for word in ("Số lượng ", "Tổng số ", "Số "):
        if measured.startswith(word):
            return inside(measured.removeprefix(word))
    return ""


def _both_lacking(text: str) -> str:
    """The second of two requirements is lacking too: "…, chưa có người dự phòng"."""
    text = re.sub(r", có (?!thẩm quyền)", ", chưa có ", text)
    return re.sub(r"; (?=\w)", "; chưa ", text)


def _statement(text: str, *, half: bool) -> str:
    carrier = _CARRIER.search(text)
    if carrier is None or carrier[1] in _SEVERAL:
        return ""
    before, after = text[: carrier.start()], text[carrier.end() :]
    if half and ", có " in after:
        return ""
    # "chưa hoạt động đầy đủ" closes a sentence; "chưa hoạt động thường xuyên" goes on.
    lacks = _LACKING[carrier[1]][half and not (carrier[1] == "hoạt động" and after)]
    return capital(before + lacks + (after if half else _both_lacking(after)))
