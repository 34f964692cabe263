"""What the figures of a dossier sample find wrong, and in which dossiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import DossierFacts
from app.domain.dossier_result import Rate, SampleStatistics, sample_statistics

_OF: Final = {
    "overdue": "on_time_rate",
    "without_receipt": "receipt_rate",
    "without_control_slip": "control_slip_rate",
}
"""The rate whose dossiers a count is one of; any other is one of the whole sample."""

WORDS: Final = {
    "overdue": "giải quyết quá hạn",
    "apology_rate": "quá hạn không có văn bản xin lỗi và đề nghị gia hạn đúng quy định",
    "without_receipt": "không có Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "receipt_rate": "không có hoặc ghi chưa đủ Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "without_control_slip": "không có Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "control_slip_rate": "không có hoặc ghi chưa đủ Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "forms_rate": "thiếu biểu mẫu theo quy định",
    "forwarded_rate": "chuyển xử lý chậm so với quy định",
    "supplement_rate": "yêu cầu bổ sung không có phiếu hoặc quá 01 lần",
    "refusal_rate": "bị từ chối không có phiếu từ chối nêu rõ lý do",
    "fee_rate": "thu phí, lệ phí chưa đúng mức hoặc chưa có biên lai, chứng từ đúng quy định",
    "with_extra_docs": "yêu cầu nộp thêm giấy tờ ngoài thành phần hồ sơ đã công bố",
    "with_extra_or_available_docs": (
        "yêu cầu giấy tờ ngoài quy định hoặc giấy tờ đã có trong cơ sở dữ liệu"
    ),
    "with_missing_docs": "thiếu thành phần theo quy định nhưng vẫn được tiếp nhận",
    "supplemented_again": "yêu cầu bổ sung quá 01 lần",
}
"""What is wrong with the dossiers a figure counts, as minutes say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample's figures, as a whole and dossier by dossier."""

    statistics: SampleStatistics
    of_dossier: Mapping[str, SampleStatistics]
    """What the figures are for each dossier alone, by its code, in the order of the sample."""

    def wrong(self, figure: str) -> Rate:
        """Return how many dossiers a figure finds wrong, of how many it looks at."""
        return _wrong(self.statistics, figure)

    def codes(self, figure: str) -> tuple[str, ...]:
        """Return the codes of the dossiers a figure finds wrong."""
        return tuple(
            code for code, alone in self.of_dossier.items() if _wrong(alone, figure).numerator
        )


def sample_of(
    dossiers: Sequence[DossierFacts], calendar: WorkingCalendar, period_to: date
) -> Sample:
    """Return the figures of a sample and of each of its dossiers."""
    return Sample(
        statistics=sample_statistics(dossiers, calendar, period_to),
        of_dossier={
            one.dossier_code: sample_statistics((one,), calendar, period_to) for one in dossiers
        },
    )


def _wrong(statistics: SampleStatistics, figure: str) -> Rate:
    found = getattr(statistics, figure)
    if isinstance(found, Rate):
        return Rate(numerator=found.denominator - found.numerator, denominator=found.denominator)
    if figure == "overdue":
        # One still running past its term is late as well.
        found += statistics.running_late
    rate = getattr(statistics, _OF[figure]) if figure in _OF else None
    return Rate(
        numerator=found,
        denominator=rate.denominator if isinstance(rate, Rate) else statistics.total,
    )
