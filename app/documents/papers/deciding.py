"""Who decides on an inspection: the authority in the head, the signature, the grounds."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from app.documents.minutes.fields import Signature
from app.documents.papers.form import PaperSource
from app.documents.terms import BLANK, BLANK_NAME, clause, day_text, lines, one_line
from app.domain.plan import Plan

_PROPOSED: Final = "theo đề nghị "
_DECISION: Final = "QĐ-"
# How one signs who does so for a body or for another (NĐ 30/2020/NĐ-CP Điều 13).
_FOR_ALL: Final = "TM."
_FOR_ANOTHER: Final = ("KT. ", "TL. ", "TUQ. ", "Q. ")
# Who stands at the top of an agency, by the first words of its name.
_HEADS_OF_BODIES: Final = (
    ("ủy ban nhân dân", "CHỦ TỊCH"),
    ("ubnd", "CHỦ TỊCH"),
    ("văn phòng", "CHÁNH VĂN PHÒNG"),
    ("sở ", "GIÁM ĐỐC"),
)


class RecipientContent(TypedDict):
    """Tags of Nơi nhận."""

    noi_nhan: Annotated[list[str], "nơi nhận ghi trong kế hoạch, ngoài đơn vị và thành viên Đoàn"]


def recipient_content(source: PaperSource) -> RecipientContent:
    """Return whom the plan wants its papers sent to, each once."""
    names = (clause(name) for name in source.plan.recipients)
    return RecipientContent(noi_nhan=list(dict.fromkeys(name for name in names if name)))


def signer_title(plan: Plan) -> str:
    """Return the office of who decides, in capitals, as it stands over the signature.

    One who signs for another has two lines: `KT. GIÁM ĐỐC` and `PHÓ GIÁM ĐỐC`.
    """
    given = lines(plan.signer_title)
    if given:
        return "\n".join(given).upper()
    body = one_line(plan.issuing_body).casefold()
    known = (title for start, title in _HEADS_OF_BODIES if body.startswith(start))
    return next(known, "THỦ TRƯỞNG CƠ QUAN")


def decider_signature(plan: Plan) -> Signature:
    """Return the place where who decides signs."""
    return Signature(
        chuc_danh=signer_title(plan),
        ghi_chu="(Ký, ghi rõ họ tên, đóng dấu)",
        ho_ten=one_line(plan.signer_name),
        chuc_vu="",
    )


def authority(plan: Plan) -> str:
    """Return who decides, in capitals, as it stands above the grounds of a decision."""
    named = one_line(plan.decision_body)
    body = one_line(plan.issuing_body)
    if named and named.casefold() != body.casefold():
        return named.upper()
    office = signer_title(plan).partition("\n")[0]
    if office.startswith(_FOR_ALL):
        return body.upper()
    for another in _FOR_ANOTHER:
        office = office.removeprefix(another)
    return f"{office} {body.upper()}"


def symbol(plan: Plan, kind: str) -> str:
    """Return what stands behind the number of an agency's paper, e.g. `TB-SNV`."""
    return f"{kind}-{_agency(plan) or BLANK}"


def letter_symbol(plan: Plan) -> str:
    """Return what stands behind the number of a letter: the agency, and blank who drafts it."""
    return f"{_agency(plan) or BLANK}-{BLANK}"


def _agency(plan: Plan) -> str:
    """Return the abbreviation of the agency, as the number of its decision has it."""
    decision = one_line(plan.decision_number).rpartition("/")[2]
    return decision.removeprefix(_DECISION).upper() if decision.startswith(_DECISION) else ""


def grounds(plan: Plan) -> list[str]:
    """Return what a plan rests on, and the yearly plan where it came before the decision."""
    said = [ground for ground in _legal(plan) if not ground.casefold().startswith(_PROPOSED)]
    if plan.plan_number and plan.plan_on is not None and plan.plan_on <= plan.decision_on:
        said.append(
            f"Căn cứ Kế hoạch số {one_line(plan.plan_number)} {day_text(plan.plan_on)} của "
            f"{one_line(plan.plan_body) or one_line(plan.issuing_body)}"
        )
    return list(dict.fromkeys(said))


def decision_grounds(plan: Plan) -> list[str]:
    """Return what a decision rests on; who proposed it stands last."""
    proposed = [ground for ground in _legal(plan) if ground.casefold().startswith(_PROPOSED)]
    return [*grounds(plan), *proposed]


def _legal(plan: Plan) -> list[str]:
    return [_ground(clause(basis)) for basis in plan.legal_bases if clause(basis)]


def blank_ground() -> str:
    """Return the line of a decision for grounds that nobody has recorded."""
    return f"Căn cứ {BLANK_NAME * 2}"


def _ground(basis: str) -> str:
    return basis if basis.casefold().startswith(("căn cứ ", _PROPOSED)) else f"Căn cứ {basis}"
