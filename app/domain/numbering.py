"""Numbering in issued tables: I, A, 1, 1.1, a), (1), Tiêu chí 1, dashes; and the tree it makes.

Each decision mixes schemes in its own order, so the level of a scheme is where it first
appears. `I`, `C` or `i` may be a roman number or a letter: what goes before decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from app.domain.text import fold

MOST_LEVELS: Final = 4
"""How deep criteria may stand under the root."""

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ROMAN_VALUES: Final = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip
_MOST_ROMAN: Final = 200
_WORDS: Final = (
    "tiêu chí thành phần", "tiêu chí", "lĩnh vực", "nội dung", "chương", "nhóm", "phần", "mục",
    "chỉ số thành phần", "chỉ số", "chỉ tiêu",
)  # fmt: skip
_PIECE: Final = r"(?:[0-9]{1,3}(?![0-9])|(?:[IVXLC]{1,8}|[ivxlc]{1,8}|[A-ZĐ]|[a-zđ])(?![^\W\d_]))"
_FOLDED_WORDS: Final = tuple(sorted((fold(word) for word in _WORDS), key=len, reverse=True))
_LONGEST_WORD: Final = len(_FOLDED_WORDS[0])
_WORD: Final = "|".join(_FOLDED_WORDS)
_LABEL: Final = re.compile(
    rf"(?:(?P<word>{_WORD})\s+)?(?P<open>\()?(?P<prefix>[A-Z]{{2,10}}(?=[.\d]))?\.?"
    rf"(?P<body>{_PIECE}(?:[.,]{_PIECE})*)(?P<close>[.)/:]{{0,2}})"
)
_DASH: Final = re.compile(r"(?P<dash>[-–—+*•·▪►✓o])(?:\s+|(?=[^\W\d]))")
_SEPARATED: Final = re.compile(r"\s+|(?<=[.):/])(?=\S)")


class Style(Enum):
    """The kinds of number that one piece of a label may be."""

    ROMAN = "I"
    ROMAN_SMALL = "i"
    CAPITAL = "A"
    LETTER = "a"
    NUMBER = "1"
    DASH = "-"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a label, as one of the kinds it can be read as."""

    style: Style
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A number before a criterion: `1.2`, `a)`, `Tiêu chí 3`."""

    shown: str
    """Without brackets and closing points: `1.2`, `a`."""
    frame: str = ""
    """What sets it apart from the same number without: `(`, `)`, the word before it."""
    readings: tuple[tuple[Piece, ...], ...] = ()
    """Each way to read its pieces, the likeliest first."""
    is_dash: bool = False

    @property
    def is_first(self) -> bool:
        """Whether it can begin a count."""
        return any(reading[-1].value == 1 for reading in self.readings)


def label_of(text: str) -> Label | None:
    """Read a cell that holds a number and nothing else."""
    plain = " ".join(text.split())
    dash = _DASH.match(f"{plain} ")
    if dash is not None and len(plain) == 1 and plain != "o":
        return _dashed(plain)
    found = _LABEL.fullmatch(_folded_word(plain))
    return _label(found) if found else None


def split_label(text: str) -> tuple[Label | None, str]:
    """Part a text into the number it begins with and the rest."""
    plain = text.strip()
    dash = _DASH.match(plain)
    if dash is not None and dash["dash"] != "o":
        return _dashed(dash["dash"]), plain[dash.end() :].strip()
    folded = _folded_word(plain)
    found = _LABEL.match(folded)
    rest = plain[found.end() :] if found else ""
    if found is None or not rest or not _parts(found, rest):
        return None, plain
    return _label(found), rest.lstrip(" \t\n.:-–—)").strip()


def _parts(found: re.Match[str], rest: str) -> bool:
    """Tell whether what follows shows that a number stood before it, and no word or quantity."""
    if not _SEPARATED.match(f"{found[0][-1]}{rest}", 1):
        return False
    dotted = "." in found["body"]
    if found["word"] or found["open"] or found["close"]:
        return True
    # "1.2 Ban hành" is a number; "5 ngày" and "A lô" are text, "I - Chỉ đạo" is a number again.
    return dotted or rest.lstrip()[:1] in {"-", "–", "—", "/"}


def _folded_word(text: str) -> str:
    """Return a text whose leading word is folded letter by letter, so that places stay."""
    head = text[:_LONGEST_WORD]
    folded = fold(head) if head[1:2].isalpha() else ""
    word = next((word for word in _FOLDED_WORDS if folded.startswith(word)), "")
    return word + text[len(word) :] if len(folded) == len(head) else text


def _dashed(dash: str) -> Label:
    same = "-" if dash in "-–—" else dash
    return Label(shown=same, frame=same, is_dash=True)


def _label(found: re.Match[str]) -> Label | None:
    pieces = re.split(r"[.,]", found["body"])
    readings = _readings(pieces)
    if not readings:
        return None
    bracket = ""
    if ")" in found["close"]:
        is_letter = len(pieces) == 1 and pieces[0].isalpha()
        bracket = "(" if found["open"] else "" if is_letter else ")"
    return Label(
        shown=".".join(pieces),
        frame=(found["word"] or "") + bracket,
        readings=readings,
    )


def _readings(pieces: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """Return every way to read the pieces; only single letters are in doubt."""
    ways: list[tuple[Piece, ...]] = [()]
    for text in pieces:
        kinds = _kinds(text)
        ways = [(*way, kind) for way in ways for kind in kinds]
    return tuple(ways)


def _kinds(text: str) -> list[Piece]:
    if text.isdecimal():
        return [Piece(Style.NUMBER, int(text))]
    found = []
    roman = _roman(text.upper())
    if roman:
        found.append(Piece(Style.ROMAN if text.isupper() else Style.ROMAN_SMALL, roman))
    if len(text) == 1:
        letter = Style.CAPITAL if text.isupper() else Style.LETTER
        found.append(Piece(letter, ALPHABET.index(text.lower()) + 1))
    if roman and len(text) == 1 and text.upper() not in {"I"}:
        # V, X, L, C alone are letters more often, unless a count of romans leads there.
        found.reverse()
    return found


def _roman(text: str) -> int:
    total, rest = 0, text
    for value, sign in _ROMAN_VALUES:
        while rest.startswith(sign):
            total, rest = total + value, rest[len(sign) :]
    return total if not rest and 0 < total <= _MOST_ROMAN and roman_text(total) == text else 0


def roman_text(number: int) -> str:
    """Return a number in roman letters."""
    text = ""
    for value, sign in _ROMAN_VALUES:
        while number >= value:
            text, number = text + sign, number - value
    return text


_Key = tuple[str, tuple[Style, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a label stands in the tree."""

    level: int
    """Counted from 1 under the root."""
    relative: str
    """Its number without that of its parent: `3` for 1.2.3 under 1.2."""
    follows: bool
    """Whether it goes on counting, or begins to."""
    shown: str = ""
    """The number as it was meant, where Excel cut off its closing zero: 1.10 became 1.1."""


@dataclass(slots=True)
class _Open:
    """A level that is open: the last number seen on it."""

    key: _Key
    pieces: tuple[Piece, ...]
    shown: str
    count: int = 0


@dataclass(slots=True)
class Outline:
    """Reads labels one after the other and says where each stands."""

    _levels: list[_Open] = field(default_factory=list)
    _seen: dict[_Key, int] = field(default_factory=dict)
    """The level, from 0, on which each kind of number stood last."""

    @property
    def depth(self) -> int:
        """How many levels are open."""
        return len(self._levels)

    def heading(self, shown: str = "") -> Standing:
        """Open a first level without a number, such as a title across the table."""
        count = self._levels[0].count + 1 if self._levels else 1
        self._levels = [_Open(key=("", ()), pieces=(), shown=shown or str(count), count=count)]
        return Standing(level=1, relative=str(count), follows=True)

    def begins_anew(self, label: Label) -> bool:
        """Tell whether a label begins again the count that stands under a title, or at the top."""
        place, pieces = self._place(label)
        if place is None or label.is_dash or pieces[-1].value != 1:
            return False
        return place == 0 or (place == 1 and not self._levels[0].pieces)

    def place(self, label: Label) -> Standing:
        """Take in the next label."""
        whole = self._with_zero(label)
        if whole is not None:
            return replace(self.place(whole), shown=whole.shown)
        at, pieces = self._place(label)
        if at is None:
            at = self._below(pieces)
            follows = label.is_dash or pieces[-1].value == 1
            count = 1
        else:
            before = self._levels[at]
            follows = label.is_dash or _follows(before.pieces, pieces)
            count = before.count + 1
        parent = self._levels[at - 1] if at else None
        key = _key(label, pieces)
        self._seen[key] = at
        del self._levels[at:]
        self._levels.append(_Open(key=key, pieces=pieces, shown=label.shown, count=count))
        relative = str(count) if label.is_dash else _relative(label.shown, parent)
        return Standing(level=at + 1, relative=relative, follows=follows)

    def _with_zero(self, label: Label) -> Label | None:
        """Return a label with the zero that Excel cuts off a number, if the count asks for it."""
        at, pieces = self._place(label)
        if at is None or label.is_dash or len(pieces) != 2 or label.frame:  # noqa: PLR2004 - 1.10 is a number to Excel, 1.1.10 a text
            return None
        before, last = self._levels[at].pieces, pieces[-1]
        if last.style is not Style.NUMBER or _follows(before, pieces):
            return None
        meant = (*pieces[:-1], Piece(Style.NUMBER, last.value * 10))
        if before[:-1] != pieces[:-1] or not _follows(before, meant):
            return None
        return replace(label, shown=f"{label.shown}0", readings=(meant,))

    def _place(self, label: Label) -> tuple[int | None, tuple[Piece, ...]]:
        """Return the open level a label goes on, and the way to read it; the level may be new."""
        if label.is_dash:
            dash = (Piece(Style.DASH, 1),)
            return self._open(_key(label, dash)), dash
        ways = [(pieces, self._open(_key(label, pieces))) for pieces in label.readings]
        begins = [(place, pieces) for pieces, place in ways if pieces[-1].value == 1]
        for place, pieces in begins:
            # H may be followed by I; where romans stood under A to G, it is their I.
            if place is None and self._seen.get(_key(label, pieces)) == self.depth:
                return None, pieces
        for pieces, place in ways:
            if place is not None and _goes_on(self._levels[place].pieces, pieces):
                return place, pieces
        if begins:
            return begins[0]
        on_a_level = [(place, pieces) for pieces, place in ways if place is not None]
        return on_a_level[0] if on_a_level else (None, label.readings[0])

    def _open(self, key: _Key) -> int | None:
        places = [place for place, level in enumerate(self._levels) if level.key == key]
        return places[-1] if places else None

    def _below(self, pieces: tuple[Piece, ...]) -> int:
        """Return the level of a new kind of number: under the number it repeats, else the last."""
        for place in range(len(self._levels) - 1, -1, -1):
            if len(pieces) > 1 and self._levels[place].pieces == pieces[:-1]:
                return place + 1
        return len(self._levels)


def _key(label: Label, pieces: tuple[Piece, ...]) -> _Key:
    return label.frame, tuple(piece.style for piece in pieces)


def _goes_on(before: tuple[Piece, ...], pieces: tuple[Piece, ...]) -> bool:
    return _follows(before, pieces) and pieces[-1].value != 1


def _follows(before: tuple[Piece, ...], pieces: tuple[Piece, ...]) -> bool:
    """Tell whether one number comes right after another on the same level."""
    if not before or before[:-1] != pieces[:-1]:
        return pieces[-1].value == 1
    last, value = before[-1].value, pieces[-1].value
    if pieces[-1].style in {Style.LETTER, Style.CAPITAL}:
        # The alphabet of decisions leaves out ă, â, f, j and others.
        return last < value and set(ALPHABET[last : value - 1]) <= set("ăâêôơưfjwz")
    return value == last + 1


def _relative(shown: str, parent: _Open | None) -> str:
    if parent is not None and shown.startswith(f"{parent.shown}."):
        return shown[len(parent.shown) + 1 :]
    return shown


def read_outline(labels: Sequence[Label]) -> Iterator[Standing]:
    """Yield where each of a sequence of labels stands."""
    outline = Outline()
    for label in labels:
        yield outline.place(label)
