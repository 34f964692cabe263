"""What is wrong with a template, and the words that say where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.errors import AppError
from app.words import mark


class TemplateFlaw(Enum):
    """What can be wrong with a template."""

    FORBIDDEN = "forbidden"
    """It carries what could run, load or send by itself."""
    UNKNOWN = "unknown"
    """A tag that no paper of this kind has."""
    MISSPELT = "misspelt"
    """A tag that cannot be read."""
    NOT_ALLOWED = "not_allowed"
    """A tag that calculates, calls or takes in."""
    UNCLOSED = "unclosed"
    """A tag, a condition or a loop without its end, or an end without its beginning."""
    ACROSS = "across"
    """A tag, condition or loop that begins in one paragraph, cell or row and ends in another."""
    SPLIT = "split"
    """A tag with something in its middle that Word put there and filling would lose."""
    MISUSED = "misused"
    """A list printed as one word, or a word repeated as a list."""
    SWALLOWED = "swallowed"
    """Words beside a tag that takes their whole paragraph or row away."""
    MISSING_LIST = "missing_list"
    """A list or a long table that the original prints and the copy does not: recorded facts
    would be lost."""
    MISSING_TAG = "missing_tag"
    """A single tag of the original that the copy does not have."""
    NOT_FILLED = "not_filled"
    """The template could not be filled with a sample."""

    @property
    def is_hard(self) -> bool:
        """Whether the template must not be used like this."""
        return self is not TemplateFlaw.MISSING_TAG


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFault:
    """One fault: what, where, and the words around it."""

    flaw: TemplateFlaw
    text: str
    """What is wrong and what to do, in the language in use."""
    place: str = ""
    """Such as `Paragraph 12`; empty where it is nowhere or everywhere."""
    nearby: str = ""
    """The template's own words around it."""

    @property
    def line(self) -> str:
        """The fault in one line."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.text}" + (f" (“{self.nearby}”)" if self.nearby else "")


class TemplateBroken(AppError):
    """A template holds a tag that cannot be filled."""

    code = "template_broken"
    message = mark(
        "The template “{template}” cannot be filled: {reason}. It stands near “{nearby}”. "
        "Nothing was written. Correct the template in Word or choose another one."
    )


class TemplateTooHeavy(AppError):
    """A template took more time or memory than any honest one, or broke its process down."""

    code = "template_too_heavy"
    message = mark(
        "The template “{template}” was given up: {reason}. Nothing was written. "
        "Take out of it what repeats without end, or use the template that ships."
    )
