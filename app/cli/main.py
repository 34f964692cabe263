"""The command line as a whole: the tree of commands and the gate for errors."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from app.cli import output, session
from app.errors import AppError
from app.words import LANGUAGES, translate, use_language


def run(arguments: Sequence[str]) -> int:
    """Run a command; return 0 when done, 1 for an expected error, 2 for wrong usage."""
    rest = session.begin(arguments)
    use_language(session.session().language)
    if session.session().lacking:
        return _wrong(translate("{option} needs a value.", option=session.session().lacking))
    if session.session().language not in LANGUAGES:
        return _wrong(translate("--lang takes vi or en."))
    try:
        # To people Typer says itself what was wrong, with the way to the help.
        ended = _tree()(rest, standalone_mode=not session.session().as_json)
    except TyperException as wrong:
        return _wrong(wrong.format_message())
    except AppError as error:
        output.print_error(error, as_json=session.session().as_json)
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return ended if isinstance(ended, int) else 0


def _wrong(message: str) -> int:
    if session.session().as_json:
        output.print_json({"error": {"code": "usage", "message": message}})
    else:
        sys.stderr.write(message + "\n")
    return 2


def _tree() -> typer.Typer:
    # Help texts are read when a command is declared, so after the language is known.
    from app.cli import (  # noqa: PLC0415
        calendar,
        checklist,
        comparison,
        differences,
        document,
        dossier,
        exchange,
        headquarters,
        inspection,
        minutes,
        package_journal,
        package_kinds,
        photo,
        proposals,
        recycle_bin,
        report,
        returns,
        ruling,
        score,
        store,
        template,
        unit,
        versions,
    )

    tree = typer.Typer(
        name="sokiemtra",
        help=translate("Inspection of administrative reform in communes, offline."),
        epilog=translate(
            "Every command also takes --store DIR (or SOKIEMTRA_STORE), --lang vi|en and --json."
        ),
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    store.add_to(tree)
    exchange.add_to(tree)
    headquarters.add_to(tree)
    differences.add_to(tree)
    package_journal.add_to(tree)
    package_kinds.add_to(tree)
    photo.add_to(tree)
    unit.add_to(tree)
    checklists = checklist.add_to(tree)
    visits = inspection.add_to(tree)
    scores = score.add_to(tree)
    versions.add_to(checklists, visits)
    comparison.add_to(checklists, scores)
    dossier.add_to(tree)
    calendar.add_to(tree)
    proposals.add_to(visits)
    ruling.add_to(visits, minutes.add_to(tree))
    returns.add_to(visits)
    document.add_to(tree)
    recycle_bin.add_to(tree, visits)
    report.add_to(tree)
    template.add_to(tree)
    return tree
