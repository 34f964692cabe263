"""The papers this program writes, each with the form it is made by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.documents.papers import (
    blank_checklist,
    conclusion,
    decision,
    file_list,
    handover_slip,
    minutes,
    notice,
    plan,
    reminder,
    result_report,
    supplement,
    unit_copy,
)
from app.documents.papers.form import PaperForm
from app.domain.paper import Paper

_FORMS: Final[tuple[PaperForm, ...]] = (
    plan.FORM,
    decision.FORM,
    notice.FORM,
    blank_checklist.FORM,
    minutes.FORM,
    supplement.FORM,
    handover_slip.FORM,
    unit_copy.FORM,
    result_report.FORM,
    conclusion.FORM,
    reminder.FORM,
    file_list.FORM,
)

FORMS: Final[Mapping[Paper, PaperForm]] = MappingProxyType({form.paper: form for form in _FORMS})
