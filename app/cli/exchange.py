"""Commands on exchange: `export`, `import`, `package show`, `enrol …`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import export
from app.cli.output import Answer, shown
from app.cli.package_journal import KINDS
from app.cli.session import command, session
from app.errors import AppError, InvalidValue
from app.words import translate

if TYPE_CHECKING:
    from app.bootstrap import Application
    from app.services.import_preview import UnitPreview
    from app.services.imported import Imported


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    tree.command("import", help=translate("Take packages in from sticks or folders."))(import_)
    packages = typer.Typer(name="package", help=translate("Packages."), no_args_is_help=True)
    export.add_to(tree, packages)
    packages.command("show", help=translate("Show what a package holds, every byte proved."))(show)
    packages.command(
        "verify", help=translate("Prove every byte of the packages there; write nothing.")
    )(verify)
    tree.add_typer(packages)
    enrolment = typer.Typer(
        name="enrol",
        help=translate("Trust between a laptop and headquarters."),
        no_args_is_help=True,
    )
    enrolment.command("request", help=translate("On the laptop: ask to be enrolled."))(request)
    enrolment.command("approve", help=translate("At headquarters: enrol a laptop."))(approve)
    enrolment.command("know", help=translate("On the laptop: take headquarters' card in."))(know)
    enrolment.command("accept", help=translate("On the laptop: take the answer in."))(accept)
    tree.add_typer(enrolment)


@command
def import_(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH…]")] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=translate("Say what they would bring; write nothing."))
    ] = False,
    removals: Annotated[
        bool,
        typer.Option("--removals", help=translate("Take them in though they remove many records.")),
    ] = False,
    undo: Annotated[
        str, typer.Option(metavar="PACKAGE", help=translate("Take this import back."))
    ] = "",
) -> Answer:
    """Take packages in, look at them only, or take an import back."""
    if undo:
        return _taken_back(undo)
    if not paths:
        raise InvalidValue(field="PATH", value="", reason=translate("name a stick or a folder"))
    with session().open() as app, session().progress(translate("Taking packages in")) as progress:
        if dry_run:
            found = app.imports.look(paths, progress)
        else:
            found = app.imports.take_in(paths, progress, removals=removals)
    bad = next((one.error for one in found if one.error is not None), None)
    return Answer(data={"packages": found}, lines=[_line(one) for one in found], error=bad)


def _taken_back(name: str) -> Answer:
    with session().open() as app:
        gone = app.import_undo.undo(name)
    line = translate(
        "Taken back: package {id} of {signer}, {count} entries. It can be taken in again.",
        id=gone.package_id,
        signer=gone.signer,
        count=gone.revisions,
    )
    return Answer(data=gone, lines=[line])


@command
def verify(path: Path) -> Answer:
    """Prove every byte of the packages at a place."""
    with session().open() as app:
        found = [_proved(app, place) for place in app.imports.find([path])]
    return Answer(
        data={
            "path": path,
            "packages": [{"path": one.path, "package": one.package_id} for one in found],
            "missing": [name for one in found for name in one.missing],
        },
        lines=[line for one in found for line in one.lines],
        error=next((one.error for one in found if one.error is not None), None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proved:
    """What came of proving one package; a bad one stops no other."""

    path: Path
    package_id: str = ""
    missing: Sequence[object] = ()
    error: AppError | None = None

    @property
    def lines(self) -> list[str]:
        if self.error is not None:
            return [f"{self.path}: {self.error.text}"]
        right = translate(
            "Package {path}: signature, hashes and records are right.", path=self.path
        )
        return [right, *(translate("Missing: {name}", name=name) for name in self.missing)]


def _proved(app: Application, place: Path) -> _Proved:
    try:
        found = app.imports.show(place)
    except AppError as error:
        return _Proved(path=place, error=error)
    missing = _names(found["volumes_missing"])
    return _Proved(path=place, package_id=str(found["package"]), missing=missing)


def _names(found: object) -> list[object]:
    return list(found) if isinstance(found, list) else []


@command
def show(path: Path) -> Answer:
    """Show a package."""
    with session().open() as app:
        found = app.imports.show(path)
    return Answer(data=found, lines=_package_lines(found))


def _package_lines(found: Mapping[str, object]) -> list[str]:
    made_at, names = found["made_at"], _names(found["volumes_missing"])
    return [
        translate("Package {path}", path=found["path"]),
        translate("Signed by: {name}", name=found["signer"]),
        translate("Holds: {kind}", kind=translate(KINDS[str(found["kind"])])),
        translate("Made: {when}", when=shown(made_at if isinstance(made_at, datetime) else None)),
        translate(
            "{entries} entries, {photos} photos and minutes; every byte was proved.",
            entries=found["revisions"],
            photos=found["photos"],
        ),
        *(translate("Missing: {name}", name=name) for name in names),
    ]


@command
def request(
    out: Annotated[Path, typer.Option(metavar="FILE")],
    team: Annotated[str, typer.Option()] = "",
    *,
    new_keys: Annotated[
        bool, typer.Option("--new-keys", help=translate("Make new keys, the old ones are lost."))
    ] = False,
) -> Answer:
    """Ask to be enrolled."""
    with session().open() as app:
        words = app.enrolment.request(out, team=team, new_keys=new_keys)
    return Answer(
        data={"file": out, "name": words.name, "code": words.code},
        lines=[
            translate("Take {path} to headquarters and say these words there:", path=out),
            f"    {words.code}",
        ],
    )


@command
def approve(
    file: Annotated[Path, typer.Argument(metavar="REQUEST")],
    code: Annotated[str, typer.Option(metavar='"six words"')],
    name: Annotated[str, typer.Option(metavar="doan1/may-01")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    team: Annotated[str, typer.Option()] = "",
    person: Annotated[str, typer.Option(help=translate("Who works on it."))] = "",
) -> Answer:
    """Enrol a laptop."""
    from app.services.enrolment import GivenName  # noqa: PLC0415 - brings cryptography

    given = GivenName(name=name, team=team, person=person)
    with session().open() as app:
        words = app.enrolment.approve(file, code, given, answer=out)
    return Answer(
        data={"folder": out, "name": words.name, "code": words.code},
        lines=[
            translate(
                "Enrolled. Take {path} back to the laptop and say these words there:", path=out
            ),
            f"    {words.code}",
        ],
    )


@command
def know(
    card: Annotated[Path, typer.Argument(metavar="CARD")],
    code: Annotated[str, typer.Option(metavar='"six words"')],
) -> Answer:
    """Take the card in."""
    with session().open() as app:
        found = app.enrolment.know(card, code)
    line = translate(
        "This laptop knows {title}: what it exports waits there until it is approved.",
        title=found.title,
    )
    return Answer(data={"title": found.title}, lines=[line])


@command
def accept(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    code: Annotated[str, typer.Option(metavar='"six words"')],
) -> Answer:
    """Take the answer in."""
    with session().open() as app:
        keyring = app.enrolment.accept(folder, code)
    line = translate("This laptop is enrolled; keyring version {version}.", version=keyring.version)
    return Answer(
        data={"version": keyring.version, "members": [one.name for one in keyring.members]},
        lines=[line],
    )


def _line(one: Imported) -> str:
    if one.error is not None and one.status == "rejected":
        return f"{one.path}: {one.error.text}"
    brought = translate(
        "{path} ({signer}, {when}): {new} new, {known} known, {different} different, "
        "{rejected} rejected, {adopted} taken over, {photos} photos, {missing} photos missing",
        path=one.path,
        signer=one.signer,
        when=shown(one.made_at),
        new=one.new,
        known=one.known,
        different=one.different,
        rejected=one.rejected,
        adopted=one.adopted,
        photos=one.photos,
        missing=one.photos_missing,
    )
    unproved = (
        translate("Minutes {code} are not proved by the text that came with them.", code=code)
        for code in one.minutes_unproved
    )
    heard = translate("{count} receipts of headquarters", count=one.receipts)
    if one.receipts:
        brought = f"{brought}, {heard}"
    aside = (translate("Set aside: {reason}.", reason=reason) for reason in one.reasons)
    after = [one.error.text] if one.error is not None else []
    return "\n".join((brought, *map(_unit_line, one.units), *aside, *unproved, *after))


def _unit_line(one: UnitPreview) -> str:
    name = one.unit_name or translate("Plans, checklists and lists")
    return "    " + translate(
        "{name}: {new} new, {same} known, {different} different, {rejected} rejected, "
        "{removed} removed, {missing} photos missing",
        name=name,
        new=one.new,
        same=one.same,
        different=one.different,
        rejected=one.rejected,
        removed=one.removed,
        missing=one.photos_missing,
    )
