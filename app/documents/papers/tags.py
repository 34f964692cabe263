"""The tags of each paper's template, read from the types its fields are described by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from app.documents.papers.form import PaperForm
from app.documents.word.tag_schema import NUMBER, TABLE, TEXT, YES_NO, Fields, Shape

_PLAIN: Final = {str: TEXT, int: NUMBER, bool: YES_NO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag as an office reads of it."""

    name: str
    """As it is written, e.g. `so_ban`; that of a part is written behind its line's own name."""
    says: str
    """What it prints, in Vietnamese."""
    shape: Shape
    parts: tuple[Tag, ...] = ()
    """What each line of a list, or a group, consists of."""

    @property
    def kind(self) -> str:
        """What sort of thing it prints: one of the shapes' words, `list` or `group`."""
        if isinstance(self.shape, str):
            return self.shape
        return "list" if isinstance(self.shape, list) else "group"


def tags_of(form: PaperForm) -> tuple[Tag, ...]:
    """Return the tags of a paper, in the order of their description."""
    tables = form.table_tags or {}
    return (
        *_tags_in(form.fields),
        *(Tag(name=name, says=says, shape=TABLE) for name, says in tables.items()),
    )


def fields_of(form: PaperForm) -> Fields:
    """Return the shapes of the tags of a paper: plain values, for the process that checks."""
    return {tag.name: tag.shape for tag in tags_of(form)}


def _tags_in(kind: type) -> tuple[Tag, ...]:
    return tuple(_tag(name, hint) for name, hint in _hints(kind))


def _hints(kind: type) -> Iterator[tuple[str, Any]]:
    yield from get_type_hints(kind, include_extras=True).items()


def _tag(name: str, hint: Any) -> Tag:  # noqa: ANN401 - any type there is
    says = ""
    if get_origin(hint) is Annotated:
        hint, *marks = get_args(hint)
        says = next((mark for mark in marks if isinstance(mark, str)), "")
    inner = _inner(hint)
    parts = () if inner in _PLAIN else _tags_in(inner)
    return Tag(name=name, says=says, shape=_shape(hint), parts=parts)


def _inner(hint: Any) -> Any:  # noqa: ANN401 - any type there is
    """Return the type of one line of a list, or of a group that may be absent."""
    if get_origin(hint) is Annotated:
        return _inner(get_args(hint)[0])
    if get_origin(hint) in {list, Sequence}:
        return _inner(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return _inner(next(one for one in get_args(hint) if one is not NoneType))
    return hint


def _shape(hint: Any) -> Shape:  # noqa: ANN401 - any type there is
    if get_origin(hint) is Annotated:
        return _shape(get_args(hint)[0])
    if get_origin(hint) in {list, Sequence}:
        return [_shape(get_args(hint)[0])]
    inner = _inner(hint)
    if inner in _PLAIN:
        return _PLAIN[inner]
    return {name: _shape(part) for name, part in _hints(inner)}
