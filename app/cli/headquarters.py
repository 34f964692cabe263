"""Commands of headquarters on trust: `hq …`, `quarantine …`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.exchange import approve as enrol
from app.cli.output import Answer, shown
from app.cli.session import PASSPHRASE_VARIABLE, command, session
from app.errors import FileUnreadable
from app.files import os_reason
from app.words import mark, translate

if TYPE_CHECKING:
    from app.services.headquarters import HeadquartersState
    from app.services.quarantine import Waiting

_PROTECTIONS: Final = {
    "desktop": mark("kept by the system"),
    "passphrase": mark("under a passphrase"),
    "file": mark("in a file that anybody who copies it can use"),
}


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    office = typer.Typer(
        name="hq",
        help=translate("Headquarters: its keys, and whom it vouches for."),
        no_args_is_help=True,
    )
    for name, act, words in (
        ("init", init, translate("Put the keys under a passphrase and write the recovery sheet.")),
        ("rehearse", rehearse, translate("Prove that the recovery sheet gives these keys.")),
        ("status", status, translate("Say how well the keys are kept, and who is enrolled.")),
        ("card", card, translate("Write the card by which laptops know headquarters.")),
        ("enrol", enrol, translate("Enrol a laptop whose six words were said.")),
        ("revoke", revoke, translate("Withdraw the key of a laptop.")),
        ("restore", restore, translate("Take the keys of a recovery sheet into a new store.")),
    ):
        office.command(name, help=words)(act)
    tree.add_typer(office)
    held = typer.Typer(
        name="quarantine",
        help=translate("Packages of laptops that headquarters does not vouch for."),
        no_args_is_help=True,
    )
    held.command("list", help=translate("List what waits."))(waiting)
    held.command("approve", help=translate("Take one in whose laptop said these words."))(let_in)
    held.command("discard", help=translate("Let go of one that waits."))(discard)
    tree.add_typer(held)


@command
def init(
    sheet: Annotated[Path, typer.Option(metavar="FILE.docx")],
) -> Answer:
    """Set headquarters up."""
    with session().open() as app:
        app.headquarters.protect(_passphrase())
        count = app.headquarters.write_sheet(sheet)
        state = app.headquarters.state()
    return Answer(
        data=state,
        lines=[
            translate("The keys are under the passphrase."),
            translate("Print {path} ({count} lines) and lock it away.", path=sheet, count=count),
            translate("Then type it back with “hq rehearse”: until then it does not count."),
        ],
    )


@command
def rehearse(
    typed: Annotated[Path, typer.Argument(metavar="FILE", help=translate("The lines, typed."))],
) -> Answer:
    """Prove the sheet."""
    with session().open() as app:
        state = app.headquarters.rehearse(_lines_of(typed))
    return Answer(data=state, lines=[translate("The sheet gives these very keys.")])


@command
def status() -> Answer:
    """Say how headquarters stands."""
    with session().open() as app:
        state, members = app.headquarters.state(), app.headquarters.members()
    lines = _state_lines(state)
    for one in members:
        told = translate("active") if one.is_active else translate("withdrawn")
        lines.append(f"    {one.name}  {one.person}  ({told})  {one.code}".rstrip())
    return Answer(data={"state": state, "members": members}, lines=lines)


@command
def card(out: Annotated[Path, typer.Option(metavar="FILE")]) -> Answer:
    """Write the card."""
    with session().open() as app:
        words = app.headquarters.write_card(out)
    return Answer(
        data={"file": out, "code": words.code},
        lines=[
            translate("Take {path} to the laptop and say these words there:", path=out),
            f"    {words.code}",
        ],
    )


@command
def revoke(name: Annotated[str, typer.Argument(metavar="NAME")]) -> Answer:
    """Withdraw a key."""
    with session().open() as app:
        keyring = app.headquarters.revoke(name)
    return Answer(
        data={"version": keyring.version, "name": name},
        lines=[
            translate(
                "The key of {name} is withdrawn; keyring version {version}. The next packages "
                "tell the other laptops.",
                name=name,
                version=keyring.version,
            )
        ],
    )


@command
def restore(
    typed: Annotated[Path, typer.Argument(metavar="FILE", help=translate("The lines, typed."))],
    keyring: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=translate("The latest keyring that is still there.")),
    ] = None,
) -> Answer:
    """Restore the keys."""
    with session().open() as app:
        state = app.headquarters.restore(_lines_of(typed), _passphrase(), keyring)
    return Answer(data=state, lines=_state_lines(state))


@command
def waiting() -> Answer:
    """List what waits."""
    with session().open() as app:
        found = app.quarantine.waiting()
    lines = [_waiting_line(one) for one in found]
    return Answer(data={"packages": found}, lines=lines or [translate("Nothing waits.")])


@command
def let_in(
    package: Annotated[str, typer.Argument(metavar="PACKAGE")],
    code: Annotated[str, typer.Option(metavar='"six words"')],
    *,
    removals: Annotated[
        bool,
        typer.Option("--removals", help=translate("Take it in though it removes many records.")),
    ] = False,
) -> Answer:
    """Take one in."""
    with session().open() as app, session().progress(translate("Taking packages in")) as progress:
        found = app.quarantine.approve(package, code, progress, removals=removals)
    line = translate("{new} new, {known} known.", new=found.new, known=found.known)
    return Answer(data=found, lines=[line], error=found.error)


@command
def discard(package: Annotated[str, typer.Argument(metavar="PACKAGE")]) -> Answer:
    """Let go of one."""
    with session().open() as app:
        app.quarantine.discard(package)
    return Answer(data={"package": package}, lines=[translate("It waits no more.")])


def _waiting_line(one: Waiting) -> str:
    line = translate(
        "{name}: of {sender}, made {moment}",
        name=one.name,
        sender=f"{one.signer} ({one.person})" if one.person else one.signer,
        moment=shown(one.made_at),
    )
    revoked = translate("its key was withdrawn")
    return f"{line}  ({revoked})" if one.is_revoked else line


def _passphrase() -> str:
    """Return the passphrase of the environment, or ask for it without showing it."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    asked: str = typer.prompt(
        translate("Passphrase"), hide_input=True, confirmation_prompt=True, err=True
    )
    return asked


def _lines_of(typed: Path) -> list[str]:
    try:
        return typed.read_text("utf-8-sig").splitlines()
    except UnicodeError as error:
        reason = translate("it is not text")
        raise FileUnreadable(path=typed, reason=reason) from error
    except OSError as error:
        raise FileUnreadable(path=typed, reason=os_reason(error)) from error


def _state_lines(state: HeadquartersState) -> list[str]:
    return [
        translate(
            "Keys: {protection}. Keyring version {version}, {count} computers.",
            protection=translate(_PROTECTIONS[state.protection.value]),
            version=state.version,
            count=state.members,
        ),
        translate("The recovery sheet was typed back.")
        if state.is_rehearsed
        else translate("The recovery sheet was never typed back: it does not count yet."),
    ]
