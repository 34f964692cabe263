"""What the tags of a template ask for, held against what a paper has: nothing is filled."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

from app.documents.word.sandbox import ALLOWED_DEPTH, Form
from app.documents.word.tag_schema import NUMBER, TABLE, TEXT, YES_NO, Fields, Shape
from app.documents.word.template_fault import TemplateFlaw
from app.documents.word.template_reading import FoundTag
from app.words import mark, translate

_LOOP: Final[Shape] = {
    "index": NUMBER,
    "index0": NUMBER,
    "revindex": NUMBER,
    "revindex0": NUMBER,
    "length": NUMBER,
    "first": YES_NO,
    "last": YES_NO,
}
_ENDINGS: Final = {"for": "{% endfor %}", "if": "{% endif %}"}

Told = Callable[[TemplateFlaw, str], None]
"""Hears of a fault of the tag that is being read."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What an expression stands for: its shape, None where that is unknown, and its full name."""

    shape: Shape | None
    path: str = ""


_UNKNOWN: Final = Meant(None)


@dataclass(slots=True)
class Uses:
    """The tags a template has: what it prints, and what it only asks."""

    shown: dict[str, FoundTag] = field(default_factory=dict)
    asked: dict[str, FoundTag] = field(default_factory=dict)


class TagReader:
    """Reads tags one after the other, knowing the names that are known where each stands."""

    _tag: FoundTag
    _told: Told

    def __init__(self, fields: Fields) -> None:
        self._form = Form()
        self._names: ChainMap[str, Meant] = ChainMap(
            {name: Meant(shape, name) for name, shape in fields.items()}
        )
        self._depth = 0
        self.uses = Uses()

    def read_print(self, body: str, tag: FoundTag, told: Told) -> None:
        """Read a tag that prints."""
        self._tag, self._told = tag, told
        tree = self._parsed(f"{{{{ {body} }}}}")
        for output in tree.find_all(nodes.Output) if tree else ():
            for part in output.nodes:
                if not isinstance(part, nodes.TemplateData):
                    self._check_printable(part, self._meant(part, self.uses.shown))

    def begin(self, word: str, body: str, tag: FoundTag, told: Told) -> None:
        """Read a tag that begins a loop or a condition."""
        self._tag, self._told = tag, told
        tree = self._parsed(f"{{% {body} %}}{_ENDINGS[word]}")
        self._names = self._names.new_child()
        loop = next(tree.find_all(nodes.For), None) if tree else None
        if word == "for":
            self._depth += 1
            if self._depth > ALLOWED_DEPTH:
                told(
                    TemplateFlaw.NOT_ALLOWED,
                    translate("more than {most} loops lie in each other", most=ALLOWED_DEPTH),
                )
        if loop is not None:
            self._bind(loop)
        elif tree:
            self._visit_all(tree)

    def ask(self, body: str, tag: FoundTag, told: Told) -> None:
        """Read a further branch of a condition."""
        self._tag, self._told = tag, told
        if tree := self._parsed(f"{{% if {body} %}}{{% endif %}}"):
            self._visit_all(tree)

    def end(self, word: str) -> None:
        """Leave a loop or a condition with the names it brought."""
        self._names = self._names.parents
        self._depth -= word == "for"

    def _parsed(self, source: str) -> nodes.Template | None:
        try:
            return self._form.parse(source)
        except TemplateSyntaxError as error:
            self._told(
                TemplateFlaw.MISSPELT,
                translate("a tag is misspelt or not closed ({words})", words=error.message or ""),
            )
        except RecursionError:
            self._told(TemplateFlaw.MISSPELT, translate("a tag is nested too deeply"))
        return None

    def _bind(self, loop: nodes.For) -> None:
        source = self._meant(loop.iter, self.uses.shown)
        line = _UNKNOWN
        if isinstance(source.shape, list):
            line = Meant(source.shape[0], source.path)
        elif source.shape is not None:
            self._told(
                TemplateFlaw.MISUSED,
                translate("“{tag}” is no list and cannot be repeated", tag=_written(loop.iter)),
            )
        for name in loop.target.find_all(nodes.Name):
            self._names[name.name] = _UNKNOWN
        if isinstance(loop.target, nodes.Name):
            self._names[loop.target.name] = line
        self._names["loop"] = Meant(_LOOP, "loop")
        if loop.test is not None:
            self._meant(loop.test, self.uses.asked)

    def _visit_all(self, tree: nodes.Template) -> None:
        for node in tree.iter_child_nodes():
            for part in node.iter_child_nodes():
                self._meant(part, self.uses.asked)

    def _check_printable(self, part: nodes.Node, meant: Meant) -> None:
        if isinstance(meant.shape, list):
            said = mark("“{tag}” is a list: repeat its lines with a loop {{%p for … in {tag} %}}")
        elif isinstance(meant.shape, dict):
            said = mark(
                "“{tag}” has several parts: name the one to print, such as {{{{ {tag}.… }}}}"
            )
        else:
            return
        self._told(TemplateFlaw.MISUSED, translate(said, tag=_written(part)))

    def _meant(self, node: nodes.Node, uses: dict[str, FoundTag]) -> Meant:
        """Return what an expression stands for, noting what it names and telling its faults."""
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self._reached(node, uses)
            case nodes.CondExpr():
                return self._either(node, uses)
            case nodes.Filter():
                return self._filtered(node, uses)
        if refused := self._refused(node):
            self._refuse(refused)
        for part_of_it in node.iter_child_nodes(exclude=("node",) if refused else ()):
            self._meant(part_of_it, uses)
        return Meant(TEXT)

    def _reached(
        self, node: nodes.Name | nodes.Getattr | nodes.Getitem, uses: dict[str, FoundTag]
    ) -> Meant:
        """Return what a name stands for, a part of something, or a line of a list."""
        match node:
            case nodes.Name():
                return self._named(node.name, uses)
            case nodes.Getattr():
                return self._part(node, node.attr, uses)
            case nodes.Getitem(arg=nodes.Const(value=str() as part)):
                return self._part(node, part, uses)
        self._meant(node.arg, self.uses.asked)
        return _line_of(self._meant(node.node, uses))

    def _refused(self, node: nodes.Node) -> str:
        """Return how a node is written that a template may not have; empty when it may."""
        match node:
            case nodes.Call():
                return _written(node.node)
            case nodes.And() | nodes.Or() | nodes.Not():
                return ""
            case nodes.BinExpr() | nodes.UnaryExpr():
                return str(node.operator)
            case nodes.Test() if node.name not in self._form.tests:
                return node.name
        return ""

    def _either(self, node: nodes.CondExpr, uses: dict[str, FoundTag]) -> Meant:
        self._meant(node.test, self.uses.asked)
        if node.expr2 is not None:
            self._meant(node.expr2, uses)
        return self._meant(node.expr1, uses)

    def _named(self, name: str, uses: dict[str, FoundTag]) -> Meant:
        meant = self._names.get(name)
        if meant is None:
            self._unknown(name, list(self._names))
            return _UNKNOWN
        if meant.path:
            uses.setdefault(meant.path, self._tag)
        return meant

    def _part(
        self, node: nodes.Getattr | nodes.Getitem, part: str, uses: dict[str, FoundTag]
    ) -> Meant:
        base = self._meant(node.node, uses)
        if base.shape is None:
            return _UNKNOWN
        if not isinstance(base.shape, dict) or part not in base.shape:
            known = list(base.shape) if isinstance(base.shape, dict) else []
            self._unknown(f"{_written(node.node)}.{part}", known)
            return _UNKNOWN
        meant = Meant(base.shape[part], f"{base.path}.{part}")
        uses.setdefault(meant.path, self._tag)
        return meant

    def _filtered(self, node: nodes.Filter, uses: dict[str, FoundTag]) -> Meant:
        if node.name not in self._form.filters:
            self._refuse(node.name)
        base = self._meant(node.node, uses) if node.node is not None else _UNKNOWN
        for argument in node.args:
            self._meant(argument, uses)
        if node.name in {"first", "last"}:
            return _line_of(base)
        return base if node.name == "default" else Meant(TEXT)

    def _refuse(self, words: str) -> None:
        self._told(
            TemplateFlaw.NOT_ALLOWED,
            translate("a tag asks for something that is not allowed ({words})", words=words),
        )

    def _unknown(self, name: str, known: list[str]) -> None:
        text = translate("the tag “{tag}” names nothing that is known", tag=name)
        last = name.rpartition(".")[2]
        if close := get_close_matches(last, known, n=1):
            text += translate("; perhaps “{tag}” is meant", tag=close[0])
        self._told(TemplateFlaw.UNKNOWN, text)


def _line_of(base: Meant) -> Meant:
    return Meant(base.shape[0], base.path) if isinstance(base.shape, list) else _UNKNOWN


def lists_in(fields: Fields) -> Iterator[str]:
    """Yield the full names of the lists and long tables: what must never be left out."""
    for name, shape in fields.items():
        yield from _lists(name, shape)


def _lists(path: str, shape: Shape) -> Iterator[str]:
    if shape == TABLE or isinstance(shape, list):
        yield path
    inner = shape[0] if isinstance(shape, list) else shape
    if isinstance(inner, dict):
        for name, part in inner.items():
            yield from _lists(f"{path}.{name}", part)


def _written(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=base, attr=part):
            return f"{_written(base)}.{part}"
        case nodes.Getitem(node=base):
            return f"{_written(base)}[…]"
    return "…"
