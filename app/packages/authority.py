"""Who may write what: the rule by which a package's revisions are accepted one by one.

What the team finds on the spot, any of its laptops may write; what headquarters
prescribes (units, plans, checklists, phrases, days, templates, rulings on visits), only
headquarters. Of a kind in which headquarters writes to the team, laptops write the answer
alone. A revision that breaks the rule is set aside, the others are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from app.domain.calendar import SpecialDay
from app.domain.checklist import Checklist
from app.domain.criterion_return import CriterionReturn
from app.domain.entities import ENTITIES
from app.domain.entity import Merge, facts_of
from app.domain.paper import PaperTemplate
from app.domain.phrase import Phrase
from app.domain.plan import Plan
from app.domain.unit import Unit
from app.domain.visit_ruling import VisitRuling
from app.packages.manifest import PackageKind
from app.packages.trust import Role

_PRESCRIBED: Final = frozenset(
    kind.KIND for kind in (Unit, Plan, Checklist, Phrase, SpecialDay, PaperTemplate, VisitRuling)
)
_ANSWERED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {CriterionReturn.KIND: frozenset({"reply", "replied_to"})}
)
"""Of the kinds in which a fact is headquarters' own, the facts that a laptop may write.

All others are closed to it, those of later versions too, and so is whether the entity is there.
"""
_FROM_A_DEVICE: Final = frozenset({PackageKind.TEAM, PackageKind.HANDOVER})


@lru_cache(maxsize=2_000)
def may_write(role: Role, entity_type: str, field: str = "") -> bool:
    """Tell whether a signer in this role may write this field, or anything of this kind of entity.

    Kinds this version does not know are accepted: they are carried unseen until
    a version that knows them reads them. One that reserves them to headquarters has to set
    aside what laptops brought of them before (`docs/package-format.md` §13).
    """
    if role is Role.HQ:
        return True
    if entity_type in _PRESCRIBED:
        return False
    kind = ENTITIES.get(entity_type)
    if kind is None or not any(fact.merge is Merge.HQ for fact in facts_of(kind)):
        return True
    answered = _ANSWERED.get(entity_type, frozenset())
    return field in answered if field else bool(answered)


def may_send(role: Role, kind: PackageKind) -> bool:
    """Tell whether a signer in this role may send packages of this kind."""
    return role is Role.HQ or kind in _FROM_A_DEVICE
