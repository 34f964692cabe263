"""Revisions as lines of JSON: one line each, canonical, proved before it is believed.

The value stands in the line as JSON, not as a text of JSON; since both are
canonical, its one spelling is what the commitment was made over. A revision
whose value was erased by order has neither `value` nor `nonce`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Annotated, Any, Final

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from app.domain.canonical import NotCanonical
from app.domain.revision import MAX_LAMPORT, NONCE_BYTES, Revision
from app.domain.text import clean
from app.packages.errors import PackageRefused
from app.packages.limits import LIMITS, Limits
from app.packages.manifest import Sha256, Size, Token
from app.packages.places import Places
from app.packages.strict_json import read_value
from app.words import translate

_MAX_PARENTS: Final = 4_096
_DAY_MIN: Final = 24 * 60
_MAX_MS: Final = 32_503_679_999_999
"""The last millisecond of the year 2999; at the end of time a day cannot be told everywhere."""

_RevId = Annotated[str, Meta(pattern=r"\A[0-9A-Za-z_-]{32}\Z")]
_RevIds = Annotated[list[_RevId], Meta(max_length=_MAX_PARENTS)]
_Name = Annotated[str, Meta(pattern=r"\A[a-z_][a-z0-9_]{0,63}\Z")]
_Nonce = Annotated[str, Meta(pattern=rf"\A[0-9a-f]{{{2 * NONCE_BYTES}}}\Z")]


class _Line(Struct, kw_only=True):
    """A revision as it is spelt; the keys of a newer version are ignored."""

    id: _RevId
    agg: Token
    entity: Token
    type: _Name
    field: _Name
    origin: Token
    seq: Size
    lam: Annotated[int, Meta(ge=0, le=MAX_LAMPORT)]
    parents: _RevIds
    commit: Sha256
    actor: Annotated[str, Meta(max_length=200)]
    utc: Annotated[int, Meta(ge=0, le=_MAX_MS)]
    tz: Annotated[int, Meta(ge=-_DAY_MIN, le=_DAY_MIN)]
    sv: Annotated[int, Meta(ge=1, le=10_000)]
    observed: _RevIds | UnsetType = UNSET
    value: Raw | UnsetType = UNSET
    nonce: _Nonce | UnsetType = UNSET


LINE: Final = msgspec.json.Decoder(_Line)
"""Reads a line that is proved, or is going to be."""
# How a text, null, true and false begin: those have one spelling where nothing is escaped.
_SCALARS: Final = (b'"', b"n", b"t", b"f")
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


def write_revision(revision: Revision, limits: Limits = LIMITS) -> bytes:
    """Return a revision as one line, proved to be one that every reader takes.

    Raises:
        PackageRefused: if a reader would refuse it, so that it must be left out.
    """
    line: dict[str, Any] = {
        "id": revision.rev_id,
        "agg": revision.agg_id,
        "entity": revision.entity_id,
        "type": revision.entity_type,
        "field": revision.field,
        "origin": revision.origin_id,
        "seq": revision.seq,
        "lam": revision.lam,
        "parents": sorted(revision.parents),
        "commit": revision.commit_hash,
        "actor": revision.actor_id,
        "utc": revision.utc_ms,
        "tz": revision.tz_min,
        "sv": revision.schema_ver,
    }
    if revision.observed is not None:
        line["observed"] = sorted(revision.observed)
    if revision.value is not None and revision.nonce is not None:
        # As it is stored, which is how it was spelt when it was committed to.
        line["value"] = Raw(revision.value.encode())
        line["nonce"] = revision.nonce
    data = _ENCODER.encode(line)
    read_revision(data, limits)
    return data + b"\n"


def read_revision(line: bytes, limits: Limits = LIMITS) -> Revision:
    """Return the revision of one line, without its line feed.

    Raises:
        PackageRefused: if the line is not canonical, breaks a limit, or its identity
            or commitment does not fit its content.
    """
    if len(line) >= limits.line:
        raise PackageRefused(reason=translate("a record is too long"))
    try:
        read = LINE.decode(line)
    except (msgspec.MsgspecError, UnicodeError) as error:
        read_value(line, limits)
        reason = translate("a record is not as it should be ({detail})", detail=str(error))
        raise PackageRefused(reason=reason) from error
    if not is_plainly_spelt(line, read, limits):
        read_value(line, limits)
    revision = _revision(read)
    _check_sorted(revision.parents)
    _check_sorted(revision.observed or ())
    if (revision.value is None) != (revision.nonce is None):
        raise PackageRefused(reason=translate("a record has a value without its salt"))
    _prove(revision)
    return revision


def proved_revisions(stream: IO[bytes]) -> Iterator[Revision]:
    """Yield the revisions of a private file that `read_revisions` went through before."""
    return (_revision(LINE.decode(line)) for line in stream)


def is_plainly_spelt(line: bytes, read: object, limits: Limits = LIMITS) -> bool:
    """Tell whether a line is canonical beyond doubt, as most are.

    Looking closer (`read_value`) costs more than all the rest of taking a record in. What is
    spelt again here is the line itself: then it has no other key, none twice, and no number or
    text in another spelling. Only the value is passed on as it stands, and is looked at.

    Args:
        line: a revision, without its line feed.
        read: what was read from it.
        limits: how long a text may be.
    """
    if len(line) > limits.text:
        return False
    try:
        text = line.decode()
    except UnicodeError:
        return False
    if "\\" in text or clean(text) is not text or _ENCODER.encode(read) != line:
        return False
    value = getattr(read, "value", UNSET)
    return value is UNSET or bytes(value)[:1] in _SCALARS


def _revision(read: _Line) -> Revision:
    return Revision(
        rev_id=read.id,
        agg_id=read.agg,
        entity_id=read.entity,
        entity_type=read.type,
        field=read.field,
        origin_id=read.origin,
        seq=read.seq,
        lam=read.lam,
        parents=tuple(read.parents),
        observed=None if read.observed is UNSET else tuple(read.observed),
        commit_hash=read.commit,
        value=None if read.value is UNSET else bytes(read.value).decode(),
        nonce=None if read.nonce is UNSET else read.nonce,
        actor_id=read.actor,
        utc_ms=read.utc,
        tz_min=read.tz,
        schema_ver=read.sv,
    )


def read_lines(stream: IO[bytes], limits: Limits = LIMITS) -> Iterator[bytes]:
    """Yield the lines of a file without their line feeds.

    Raises:
        PackageRefused: if there are too many, one is too long, or the last is not ended.
    """
    number = 0
    while line := stream.readline(limits.line + 1):
        number += 1
        if number > limits.lines or len(line) > limits.line or not line.endswith(b"\n"):
            raise PackageRefused(
                reason=translate("line {line} is cut, too long or one too many", line=number)
            )
        yield line[:-1]


def read_revisions(
    stream: IO[bytes], limits: Limits = LIMITS, places: Places | None = None
) -> Iterator[Revision]:
    """Yield the revisions of a file, each proved.

    Args:
        stream: the file.
        limits: how much is accepted.
        places: hears of each one, to find those that follow another field.

    Raises:
        PackageRefused: naming the line that is not in order.
    """
    places = places if places is not None else Places()
    for number, line in enumerate(read_lines(stream, limits), start=1):
        try:
            revision = read_revision(line, limits)
            places.check(revision)
        except PackageRefused as error:
            detail = error.params["reason"]
            raise PackageRefused(
                reason=translate("line {line}: {detail}", line=number, detail=detail)
            ) from error
        yield revision


def _check_sorted(names: Iterable[str]) -> None:
    listed = list(names)
    if listed != sorted(set(listed)):
        raise PackageRefused(reason=translate("a record names its parents out of order"))


def _prove(revision: Revision) -> None:
    try:
        revision.check()
    except NotCanonical as error:
        reason = translate("a record does not fit its own identity")
        raise PackageRefused(reason=reason) from error
