"""Revisions: an identity that follows from everything but the value."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import NotCanonical
from app.domain.revision import NONCE_BYTES, Revision, commitment

NONCE = bytes(range(NONCE_BYTES))
VALUE = '"Đã khắc phục"'


def _revision() -> Revision:
    return Revision(
        agg_id="inspection",
        entity_id="answer",
        entity_type="answer",
        field="comment",
        origin_id="laptop",
        seq=3,
        lam=5,
        parents=("b", "a"),
        observed=None,
        commit_hash=commitment(NONCE, VALUE),
        value=VALUE,
        nonce=NONCE.hex(),
        actor_id="thu-ky",
        utc_ms=1_795_000_000_000,
        tz_min=420,
    ).sealed()


OTHERS: dict[str, object] = {
    "agg_id": "other",
    "entity_id": "other",
    "entity_type": "other",
    "field": "other",
    "origin_id": "other",
    "seq": 4,
    "lam": 6,
    "parents": ("a",),
    "observed": (),
    "commit_hash": "00",
    "actor_id": "other",
    "utc_ms": 0,
    "tz_min": 0,
    "schema_ver": 2,
}


def test_a_sealed_revision_fits_its_content() -> None:
    revision = _revision()

    revision.check()

    assert len(revision.rev_id) == 32  # 24 bytes in base64url, no padding


@pytest.mark.parametrize("name", OTHERS)
def test_every_fact_is_part_of_the_identity(name: str) -> None:
    forged = replace(_revision(), **{name: OTHERS[name]})  # type: ignore[arg-type] # one field

    with pytest.raises(NotCanonical, match="not_canonical"):
        forged.check()


def test_only_value_nonce_and_the_identity_itself_are_left_out() -> None:
    assert {field.name for field in fields(Revision)} - set(OTHERS) == {"value", "nonce", "rev_id"}


def test_the_order_in_which_parents_are_told_does_not_matter() -> None:
    told = replace(_revision(), parents=("a", "b"), observed=("d", "c"))
    again = replace(_revision(), parents=("b", "a"), observed=("c", "d"))

    assert told.identity() == again.identity()


@pytest.mark.parametrize("forged", [{"value": '"Chưa"'}, {"nonce": "00" * NONCE_BYTES}])
def test_another_value_does_not_fit_the_commitment(forged: dict[str, str]) -> None:
    revision = replace(_revision(), **forged)  # type: ignore[arg-type] # one field

    with pytest.raises(NotCanonical) as refused:
        revision.check()

    assert "commitment" in str(refused.value.params["reason"])


@pytest.mark.parametrize(
    "erased", [{"value": None}, {"nonce": None}, {"value": None, "nonce": None}]
)
def test_an_erased_value_leaves_the_identity_provable(erased: dict[str, None]) -> None:
    revision = replace(_revision(), **erased)  # type: ignore[arg-type] # the fields of the case

    revision.check()


@given(nonce=st.binary(min_size=16, max_size=16), value=st.text(max_size=20))
def test_a_commitment_hides_the_value_behind_its_nonce(nonce: bytes, value: str) -> None:
    assert commitment(nonce, value) == commitment(nonce, value)
    assert commitment(nonce, value) != commitment(bytes(16 * [255]) + nonce, value)
