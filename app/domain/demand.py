"""What a checklist demands of answers: what must come with them, and what they must fulfil."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from app.domain.expression import Expression, ExpressionInvalid, parse_expression
from app.domain.rule import same_words
from app.domain.text import clean
from app.errors import AppError
from app.words import mark, translate


class DemandInvalid(AppError):
    """What answers must bring or fulfil is not written as it must be."""

    code = "demand_invalid"
    message = mark("A demand on answers cannot be used: {reason}. Nothing was changed. Correct it.")


class Need(Enum):
    """What an answer may have to bring; the value is the Vietnamese word."""

    COMMENT = "nhận xét"
    PHOTO = "ảnh"
    LEGAL_BASIS = "căn cứ"
    ANSWER = "bắt buộc trả lời"
    """The answer itself, where a criterion may not stay open."""


class Moment(Enum):
    """When an answer must bring it, where no tier of the rule is named."""

    ALWAYS = "mọi trả lời"
    NOT_FULL = "chưa đạt"
    NOTHING = "không đạt"
    LEFT_OUT = "không áp dụng"
    UNANSWERED = "chưa trả lời"


class Gravity(Enum):
    """What an unfulfilled check does; the value is the Vietnamese word."""

    BLOCKS = "chặn"
    """The visit is not finished while it stands."""
    WARNS = "nhắc"
    """It is accepted once the comment says why."""
    INFORMS = "lưu ý"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """On which answer what must be given."""

    moment: Moment | None
    tier: str
    """The condition of a tier, where `moment` is None."""
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One expression that an answer must fulfil."""

    gravity: Gravity
    expression: Expression
    message: str


_NEEDS: Final = {
    **{need.value: need for need in Need if need is not Need.ANSWER},
    "ghi chú": Need.COMMENT,
    "comment": Need.COMMENT,
    "hình ảnh": Need.PHOTO,
    "photo": Need.PHOTO,
    "căn cứ pháp lý": Need.LEGAL_BASIS,
    "legal basis": Need.LEGAL_BASIS,
}
_MOMENTS: Final = {
    **{moment.value: moment for moment in Moment if moment is not Moment.UNANSWERED},
    "any answer": Moment.ALWAYS,
    "not full": Moment.NOT_FULL,
    "not met": Moment.NOTHING,
    "not applicable": Moment.LEFT_OUT,
    "n/a": Moment.LEFT_OUT,
}
_COMPULSORY: Final = frozenset({Need.ANSWER.value, "must be answered"})
_GRAVITIES: Final = {
    **{gravity.value: gravity for gravity in Gravity},
    "block": Gravity.BLOCKS,
    "warn": Gravity.WARNS,
    "note": Gravity.INFORMS,
}
_CHECK: Final = re.compile(
    r"(?P<gravity>[^:]*):"
    r"(?P<expression>(?:\$\{[^{}]*\}|'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’|[^:'\"“‘])*)"
    r":(?P<message>.*)"
)


@lru_cache(maxsize=4096)
def parse_required(text: str) -> tuple[Requirement, ...]:
    """Read what answers must bring: `bắt buộc trả lời; Không: nhận xét, ảnh`.

    Raises:
        DemandInvalid: with the reason, if it is not written like that.
    """
    steps = [" ".join(step.split()) for step in clean(text).split(";")]
    return tuple(_requirement(step) for step in steps if step)


def _requirement(step: str) -> Requirement:
    if same_words(step) in _COMPULSORY:
        return Requirement(moment=Moment.UNANSWERED, tier="", needs=(Need.ANSWER,))
    condition, colon, listed = (part.strip() for part in step.rpartition(":"))
    if not colon or not condition:
        raise DemandInvalid(
            reason=translate(
                "“{step}” is not “answer: nhận xét, ảnh, căn cứ”, as in “Không: nhận xét”",
                step=step,
            )
        )
    needs = []
    for word in listed.split(","):
        need = _NEEDS.get(same_words(word))
        if need is None:
            raise DemandInvalid(
                reason=translate("“{word}” is not one of nhận xét, ảnh, căn cứ", word=word.strip())
            )
        needs.append(need)
    moment = _MOMENTS.get(same_words(condition))
    return Requirement(moment=moment, tier="" if moment else condition, needs=tuple(needs))


@lru_cache(maxsize=4096)
def parse_checks(text: str) -> tuple[Check, ...]:
    """Read what an answer must fulfil, one check a line: `Chặn: . <= 100: Tỷ lệ quá 100%`.

    Raises:
        DemandInvalid: with the reason, if a line is not written like that.
    """
    lines = [line.strip() for line in clean(text).split("\n")]
    return tuple(_check(line) for line in lines if line)


def _check(line: str) -> Check:
    found = _CHECK.fullmatch(line)
    gravity = _GRAVITIES.get(same_words(found["gravity"])) if found else None
    if found is None or gravity is None or not found["message"].strip():
        raise DemandInvalid(
            reason=translate(
                "“{line}” is not “Chặn, Nhắc or Lưu ý: expression: message”, "
                "as in “Chặn: . <= 100: Tỷ lệ quá 100%”",
                line=line,
            )
        )
    try:
        expression = parse_expression(found["expression"].strip())
    except ExpressionInvalid as error:
        raise DemandInvalid(
            reason=translate(
                "“{expression}”, {fault}",
                expression=found["expression"].strip(),
                fault=error.clause,
            )
        ) from error
    return Check(gravity=gravity, expression=expression, message=found["message"].strip())
