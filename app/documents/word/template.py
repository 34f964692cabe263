"""Fills a Word template with fields, in a process that may take neither all time nor all memory.

Templates come from people who edit them in Word and hand them on; what one does when
it is filled nobody knows beforehand. The process gets the path of the template and
plain fields, and gives back the bytes of a Word file, which pass the gate once more
before this program opens them: a tag may put together what no part of the template held.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

import docx
from docx.document import Document

from app.documents.guard import guard_docx
from app.documents.word.tag_schema import Fields
from app.documents.word.template_fault import TemplateFault, TemplateTooHeavy
from app.worker import WorkerFailed, Workers

MEMORY: Final = 512 << 20
TIMEOUT_S: Final = 30.0
MOST_BYTES: Final = 64 << 20
"""The largest Word file that a template may fill to."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_kept: ContextVar[Workers | None] = ContextVar("kept", default=None)


def fill(template: Path, fields: Mapping[str, object], *, forgiving: bool = False) -> Document:
    """Return the document that a template gives when its blanks are filled.

    Args:
        template: the Word template.
        fields: what its tags print: plain text, numbers, lists and dictionaries.
        forgiving: whether unknown tags print nothing, for a look at the rest.

    Raises:
        DocumentUnreadable: if it is no Word document, or damaged.
        DocumentForbidden: if it carries something that could run or load by itself.
        TemplateBroken: if a tag is misspelt, unknown or unclosed.
        TemplateTooHeavy: if filling it takes too long, too much memory, or never ends.
    """
    _check_plain(fields)
    content = _in_limits(template, _filled, template, dict(fields), MOST_BYTES, forgiving=forgiving)
    guard_docx(template, content)
    return docx.Document(io.BytesIO(content))


def faults_of(template: Path, original: Path, fields: Fields) -> list[TemplateFault]:
    """Return all that is wrong with a template at once, without filling it.

    Args:
        template: the Word file somebody edited.
        original: the template that ships; what it prints the other one should print too.
        fields: the tags of its paper.

    Raises:
        DocumentUnreadable: if it is no Word document, or damaged or too large.
        DocumentForbidden: if it is not even to be looked into.
        TemplateTooHeavy: if reading it takes too long or too much memory.
    """
    return _in_limits(template, _faults, template, original, fields)


def names_in_tags(template: Path) -> frozenset[str]:
    """Return every word in the tags of a template, which tell of what paper it is.

    Raises:
        DocumentUnreadable, DocumentForbidden, TemplateTooHeavy: as above.
    """
    return _in_limits(template, _names, template)


@contextmanager
def one_process(*, memory: int = MEMORY, timeout_s: float = TIMEOUT_S) -> Iterator[None]:
    """Fill every template of this thread in one process until the end of the `with`.

    It starts with the first of them; without this each starts its own.

    Args:
        memory: bytes it may use.
        timeout_s: how long one template may take.
    """
    with Workers(memory=memory, timeout_s=timeout_s) as workers:
        token = _kept.set(workers)
        try:
            yield
        finally:
            _kept.reset(token)


def _in_limits(
    template: Path, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
) -> _T:
    """Run what reads or fills a template in the process for templates.

    Raises:
        TemplateTooHeavy: if it takes too long, too much memory, or breaks down.
        AppError: whichever the function raised.
    """
    kept = _kept.get()
    try:
        if kept is not None:
            return kept.run(function, *args, **kwargs)
        with Workers(memory=MEMORY, timeout_s=TIMEOUT_S) as workers:
            return workers.run(function, *args, **kwargs)
    except WorkerFailed as error:
        reason = error.params["reason"]
        raise TemplateTooHeavy(template=template.name, reason=reason) from error


# The libraries for templates are loaded where these run, and only there.


def _filled(template: Path, fields: Mapping[str, object], most: int, *, forgiving: bool) -> bytes:
    from app.documents.word.sandbox import filled  # noqa: PLC0415

    return filled(template, fields, most, forgiving=forgiving)


def _faults(template: Path, original: Path, fields: Fields) -> list[TemplateFault]:
    from app.documents.word.template_check import template_faults  # noqa: PLC0415

    return template_faults(template, original, fields)


def _names(template: Path) -> frozenset[str]:
    from app.documents.word.template_check import names_in  # noqa: PLC0415

    return names_in(template)


def _check_plain(value: object) -> None:
    """Let only values pass with which a template can do nothing but print them."""
    if type(value) is dict:
        for name, part in value.items():
            _check_plain(name)
            _check_plain(part)
    elif type(value) is list:
        for part in value:
            _check_plain(part)
    elif value is not None and type(value) not in {str, int, bool}:
        message = f"a field of a template is a {type(value).__name__}"
        raise TypeError(message)
