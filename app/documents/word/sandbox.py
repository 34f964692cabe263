"""Fills a Word template in Jinja's sandbox; runs in a process of its own, see `template`.

Templates are files that offices edit and hand on. They may do
nothing but print fields, repeat and choose: no arithmetic, no calls.
"""

from __future__ import annotations

import html
import io
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl.template import DocxTemplate
from jinja2 import (
    ChainableUndefined,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from lxml.etree import _Element as Element
from markupsafe import Markup, escape
from typing_extensions import override

from app.documents.guard import guard_docx
from app.documents.word.template_fault import TemplateBroken, TemplateTooHeavy
from app.words import translate

_FILTERS: Final = ("capitalize", "default", "first", "join", "last", "length", "lower", "upper")
_TESTS: Final = ("defined", "none", "string")
ALLOWED_DEPTH: Final = 3
_OLDER_PROPERTIES: Final = (
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
)
_SHOWN: Final = 160
_SHORT: Final = 40


def filled(template: Path, fields: Mapping[str, object], most: int, *, forgiving: bool) -> bytes:
    """Return the Word file that a template gives when its blanks are filled.

    Args:
        template: the template.
        fields: what its tags print.
        most: how many bytes the file may have.
        forgiving: whether unknown tags print nothing.

    Raises:
        DocumentUnreadable: if it is no Word document, or damaged.
        DocumentForbidden: if it carries something that could run or load by itself.
        TemplateBroken: if a tag is misspelt, unknown or unclosed.
        TemplateTooHeavy: if it fills to more than `most` bytes.
    """
    guard_docx(template)
    draft = _Draft(template)
    form = Form(ChainableUndefined if forgiving else StrictUndefined)
    try:
        draft.render(dict(fields), form)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        nearby = form.words_near(error)
        raise TemplateBroken(
            template=template.name, reason=reason_of(error), nearby=nearby
        ) from error
    except etree.XMLSyntaxError as error:
        # A tag that opens in one paragraph or cell and closes in another leaves
        # the document in pieces.
        reason = translate("a tag opens and closes in different paragraphs or cells")
        raise TemplateBroken(template=template.name, reason=reason, nearby=error.msg) from error
    except (RecursionError, SyntaxError) as error:
        # Python, to which Jinja turns a template, nests a hundred blocks at most.
        reason = translate("a tag is nested too deeply")
        raise TemplateBroken(template=template.name, reason=reason, nearby="") from error
    target = io.BytesIO()
    # `get_docx` would read the template again.
    cast("Document", draft.docx).save(target)
    if target.tell() > most:
        reason = translate("it grows beyond {most} MB", most=most >> 20)
        raise TemplateTooHeavy(template=template.name, reason=reason)
    return target.getvalue()


class _Draft(DocxTemplate):
    """A template that is refused where docxtpl would drop what does not fit together."""

    @override
    def init_docx(self, reload: bool = True) -> None:
        super().init_docx(reload)
        for link in cast("Document", self.docx).part.package.rels.values():
            # LibreOffice calls the link to the properties by an older name, by which python-docx
            # does not find them; it would add others, and the file would hold two of one name.
            if link.reltype == _OLDER_PROPERTIES:
                link._reltype = RELATIONSHIP_TYPE.CORE_PROPERTIES  # noqa: SLF001 - no API

    @override
    def fix_tables(self, xml: str) -> Element:
        etree.fromstring(xml)
        tree: Element = super().fix_tables(xml)  # type: ignore[no-untyped-call] # docxtpl has no types
        return tree


class Form(ImmutableSandboxedEnvironment):
    """A sandbox in which a template can print, repeat and choose; it knows its source."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def __init__(self, undefined: type[Undefined] = StrictUndefined) -> None:
        super().__init__(autoescape=True, undefined=undefined, finalize=_literally)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self._lines: list[str] = []

    @override
    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self._lines = source.splitlines()
        tree = super()._parse(source, name, filename)
        _check_depth(tree, ALLOWED_DEPTH)
        return tree

    @override
    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        raise SecurityError(operator)

    @override
    def is_safe_callable(self, obj: Callable[..., object]) -> bool:
        return False

    def words_near(self, error: Exception) -> str:
        """Return the template's own words in the paragraph of an error and around it."""
        number = getattr(error, "lineno", None) or next(
            (
                frame.lineno
                for frame in reversed(traceback.extract_tb(error.__traceback__))
                if frame.filename == "<template>"
            ),
            None,
        )
        if number is None:
            return ""
        line = _words(self._lines[number - 1 : number])
        if len(line) < _SHORT:
            line = _words(self._lines[max(number - 2, 0) : number + 1])
        culprit = re.search(r"'(\w+)'$|'(\w+)' is", str(error))
        start = line.find(culprit.group(1) or culprit.group(2)) if culprit else 0
        start = max(start - _SHOWN // 2, 0)
        return line[start : start + _SHOWN]


def _literally(value: object) -> Markup:
    """Return a field as XML in which docxtpl finds no tags of its own such as `{_{`."""
    plain = str(escape(value)).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(plain)  # noqa: S704 - escaped in the line above


def _words(lines: Iterable[str]) -> str:
    """Return what Word would show of these lines of the template."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", " ".join(lines))).split())


def _check_depth(node: nodes.Node, left: int) -> None:
    """Refuse loops within loops that would run for ever."""
    if isinstance(node, nodes.For):
        if left == 0 or node.recursive:
            raise TemplateSyntaxError("loops", node.lineno)
        left -= 1
    for child in node.iter_child_nodes():
        _check_depth(child, left)


def reason_of(error: Exception) -> str:
    """Say what is wrong with a tag, in the words of those who edit templates."""
    words = str(error)
    if isinstance(error, UndefinedError):
        name = re.search(r"attribute '([^']+)'", words) or re.search(r"'([^']+)'", words)
        if name:
            return translate("the tag “{tag}” names nothing that is known", tag=name.group(1))
    if isinstance(error, TemplateSyntaxError):
        return translate("a tag is misspelt or not closed ({words})", words=words)
    return translate("a tag asks for something that is not allowed ({words})", words=words)
