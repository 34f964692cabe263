"""Fills a Word template with fields, and says in plain words what is wrong with one.

Templates are files that offices edit and hand on, so they run in Jinja's sandbox
with nothing but the fields and a few filters, and every blank they name must exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Final, cast

from docx.document import Document
from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from app.documents.guard import guard_docx
from app.errors import AppError
from app.words import mark, translate

_FILTERS: Final = ("capitalize", "default", "first", "join", "last", "length", "lower", "upper")
_SHOWN: Final = 160


class TemplateBroken(AppError):
    """A template holds a tag that cannot be filled."""

    code = "template_broken"
    message = mark(
        "The template “{template}” cannot be filled: {reason}. It stands near “{nearby}”. "
        "Nothing was written. Correct the template in Word or choose another one."
    )


def fill(template: Path, fields: Mapping[str, object]) -> Document:
    """Return the document that a template gives when its blanks are filled.

    Raises:
        DocumentUnreadable: if it is no Word document, or damaged.
        DocumentForbidden: if it carries something that could run or load by itself.
        TemplateBroken: if a tag is misspelt, unknown or unclosed.
    """
    draft = _opened(template)
    try:
        draft.render(dict(fields), _environment())
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise _broken(template, error) from error
    except etree.XMLSyntaxError as error:
        # A tag that opens in one paragraph or cell and closes in another leaves
        # the document in pieces.
        reason = translate("a tag opens and closes in different paragraphs or cells")
        raise TemplateBroken(template=template.name, reason=reason, nearby=error.msg) from error
    # `get_docx` would read the template again.
    return cast("Document", draft.docx)


def _opened(template: Path) -> DocxTemplate:
    guard_docx(template)
    draft = DocxTemplate(template)
    draft.init_docx()
    return draft


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.tests = {name: environment.tests[name] for name in ("defined", "none", "string")}
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _broken(template: Path, error: Exception) -> TemplateBroken:
    nearby = _nearby(getattr(error, "docx_context", ()))
    return TemplateBroken(template=template.name, reason=_reason(error), nearby=nearby)


def _reason(error: Exception) -> str:
    words = str(error)
    quoted = re.search(r"'([^']+)'", words)
    if isinstance(error, UndefinedError) and quoted:
        name = re.search(r"attribute '([^']+)'", words) or quoted
        return translate("the tag “{tag}” names nothing that is known", tag=name.group(1))
    if isinstance(error, TemplateSyntaxError):
        return translate("a tag is misspelt or not closed ({words})", words=words)
    return translate("a tag asks for something that is not allowed ({words})", words=words)


def _nearby(context: Iterable[str]) -> str:
    """Return the template's own words around the tag; the fifth line is the one itself."""
    shown = [line.strip() for line in islice(context, 7) if line.strip()]
    return " ".join(shown)[:_SHOWN]
