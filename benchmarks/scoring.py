"""Scoring 1,000 inspections of 120 criteria each, without and with logic, against a second.

Every visit has answers of its own; a third of the criteria of the second checklist have a
condition or a calculation, and it has bonus and penalty.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Final

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, Checklist, Criterion, CriterionRole
from app.domain.scoring import score_checklist
from tests.scored import LEFT_OUT, group, leaf, whole

INSPECTIONS: Final = 1000
CRITERIA: Final = 120
ROUNDS: Final = 5
LIMIT_S: Final = 1.0

_SHARE: Final = "Từ 80% trở lên: 1; Từ 40% đến dưới 80%: điểm = tỷ lệ/80% × 1; Dưới 40%: 0 | N/A"
_KINDS: Final = (
    (AnswerType.YES_NO, "Có: 1; Không: 0 | N/A"),
    (AnswerType.YES_PARTIAL_NO, "Đầy đủ: 1; Một phần: 0,5; Không: 0 | N/A"),
    (AnswerType.PERCENT, _SHARE),
    (AnswerType.DATE, "Đúng hạn: 1; Chậm đến 30 ngày: 0,5; Chậm quá 30 ngày: 0 | Hạn: 31/01/2026"),
    (AnswerType.COUNT, "0: 1; 1-2: 0,5; Từ 3 trở lên: 0 | N/A"),
    (AnswerType.MULTIPLE, "Trụ sở: 0,5; Điện tử: 0,5 | N/A"),
)


def checklist(*, logic: bool) -> Checklist:
    """Return a checklist of 120 criteria in six groups, plain or with logic."""
    rows: list[Criterion] = []
    for area in range(1, 7):
        role = {5: CriterionRole.BONUS, 6: CriterionRole.PENALTY}.get(area if logic else 0)
        rows.append(group(f"B.{area}", "20", "B", role=role or CriterionRole.SCORED))
        rows += [_leaf(area, number, logic=logic) for number in range(1, CRITERIA // 6 + 1)]
    return whole(group("B", "80" if logic else "120"), *rows)


def _leaf(area: int, number: int, *, logic: bool) -> Criterion:
    kind, rule = _KINDS[number % len(_KINDS)]
    before = f"B.{area}.{number - 1}"
    facts = {}
    if logic and number % 6 == 0:
        facts["condition"] = f"${{{before}:điểm}} > 0 và đã trả lời(${{{before}}})"
    if logic and number % 6 == 4:
        facts["calculation"] = "làm tròn(min(${B.1.1:điểm} + ${B.1.2} / 50; 3); 0)"
        kind, rule = _KINDS[4]
    return leaf(f"B.{area}.{number}", "1", kind, rule, **facts)


def answers(rows: Checklist, chance: Random) -> Mapping[str, AnswerFacts]:
    """Return the answers of one visit; a few do not apply, a few are settled by the team."""
    found = {}
    for row in rows.leaves():
        if chance.random() < 0.03 and row.answer_type is not AnswerType.DATE:
            found[row.code] = LEFT_OUT
        else:
            found[row.code] = _answer(row.answer_type, chance)
    return found


def _answer(kind: AnswerType, chance: Random) -> AnswerFacts:
    reason = "Đã đối chiếu" if chance.random() < 0.05 else ""
    team = Decimal("0.5") if reason else None
    facts = {"team_score": team, "team_reason": reason, "comment": f"{chance.random()}"}
    if kind is AnswerType.PERCENT:
        whole_ = chance.randint(20, 400)
        part = Decimal(chance.randint(0, whole_))
        return AnswerFacts(numerator=part, denominator=Decimal(whole_), **facts)  # type: ignore[arg-type] # mixed facts
    values = {
        AnswerType.YES_NO: ("yes", "no"),
        AnswerType.YES_PARTIAL_NO: ("yes", "partial", "no"),
        AnswerType.DATE: ("2026-01-15", "2026-02-11", "2026-04-01", "none"),
        AnswerType.MULTIPLE: ("Trụ sở; Điện tử", "Điện tử", "none"),
    }.get(kind, ("0", "1", "2", "7"))
    return AnswerFacts(value=chance.choice(values), **facts)  # type: ignore[arg-type] # mixed facts


def seconds(rows: Checklist) -> tuple[float, float]:
    """Return the median time of scoring all visits, by the clock and by the processor."""
    chance = Random(2026)  # noqa: S311 - answers to be scored, nothing secret
    visits = [answers(rows, chance) for _ in range(INSPECTIONS)]
    found = []
    for _ in range(ROUNDS):
        begun, worked = time.perf_counter(), time.process_time()
        for visit in visits:
            score_checklist(rows, visit)
        found.append((time.perf_counter() - begun, time.process_time() - worked))
    by_clock, by_processor = zip(*found, strict=True)
    return statistics.median(by_clock), statistics.median(by_processor)


def main() -> None:
    """Measure both checklists and print."""
    for name, logic in (("plain", False), ("with conditions, calculations, bonus", True)):
        took, worked = seconds(checklist(logic=logic))
        print(f"scoring {INSPECTIONS} inspections × {CRITERIA} criteria, {name}: {took:.2f} s")
        print(f"(processor {worked:.2f} s, limit {LIMIT_S:.0f} s)  ", end="")
        print("ok" if took <= LIMIT_S else "MISSED")


if __name__ == "__main__":
    main()
