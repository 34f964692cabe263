"""Expressions: the small language of conditions, calculations and checks of a checklist.

`${CODE}` is the answer at a criterion, `.` the answer under judgement; the rest is
numbers, texts, comparisons, `và`, `hoặc` and a dozen functions in Vietnamese and
English. A text becomes a tree, the tree a value; nothing is ever run as code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from app.domain.expression_reader import ExpressionInvalid, read_expression
from app.domain.expression_sentence import sentence_of
from app.domain.expression_tree import Aspect, Node, Reference, calls_any, references_of, write
from app.domain.expression_value import (
    Evaluator,
    ExpressionFailed,
    Lookup,
    Value,
    evaluator_of,
    truth_of,
    value_text,
)

__all__ = [
    "Aspect",
    "Expression",
    "ExpressionFailed",
    "ExpressionInvalid",
    "Lookup",
    "Reference",
    "Value",
    "parse_expression",
]


@dataclass(frozen=True)
class Expression:
    """An expression that was read and found good."""

    tree: Node
    evaluate: Evaluator = field(compare=False, repr=False)
    """Gives its value for a lookup of answers; raises `ExpressionFailed` where there is none."""

    @cached_property
    def references(self) -> frozenset[str]:
        """The codes of the criteria it looks at, itself (`.`) not among them."""
        return frozenset(found.code for found in references_of(self.tree) if found.code)

    @cached_property
    def looks_at_itself(self) -> bool:
        """Whether it reads the answer under judgement (`.`)."""
        return any(not found.code for found in references_of(self.tree))

    @cached_property
    def minds_gaps(self) -> bool:
        """Whether it says itself what holds where an answer is missing."""
        return calls_any(self.tree, {"answered", "coalesce"})

    @cached_property
    def text(self) -> str:
        """It in its plain spelling; reading that gives the same expression again."""
        return write(self.tree)

    def holds(self, lookup: Lookup) -> bool:
        """Tell whether it is true for these answers.

        Raises:
            ExpressionFailed: if it is neither true nor false.
        """
        return truth_of(self.evaluate(lookup))

    def with_values(self, lookup: Lookup) -> str:
        """Return it with the values of the answers put in their places."""
        return write(self.tree, lambda reference: value_text(lookup(reference)))

    def sentence(self, names: Mapping[str, str] | None = None) -> str:
        """Return it as people say it; criteria by the names given, else by their code."""
        return sentence_of(self.tree, names or {})


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Expression:
    """Read an expression.

    Raises:
        ExpressionInvalid: naming the character, if it is not in the language or too large.
    """
    tree = read_expression(text)
    return Expression(tree, evaluator_of(tree))
