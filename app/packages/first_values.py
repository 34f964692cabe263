"""Facts that are written once: which revisions of them no sound program makes.

What a photo shows and what signed minutes say is evidence. A second value of such a fact is set
aside, whoever signed the package, and named in the receipt; the first one stands.
"""

from __future__ import annotations

import json
from typing import Final

from app.domain.entities import WRITTEN_ONCE
from app.domain.photo import Photo, photo_id
from app.domain.revision import Revision
from app.ids import InspectionId

_HASH: Final = "sha256"


def is_second_value(revision: Revision) -> bool:
    """Tell whether a revision gives a fact that is written once another value than its first.

    It says so itself by what it follows, or, of a photo, by an identity that another picture has.
    """
    if revision.parents:
        return (revision.entity_type, revision.field) in WRITTEN_ONCE
    return (
        revision.field == _HASH
        and revision.entity_type == Photo.KIND
        and not _is_named_by(revision)
    )


def _is_named_by(photo: Revision) -> bool:
    """Whether a photo's identity follows from its hash; of one that was erased nobody can tell."""
    if photo.value is None:
        return True
    sha256 = json.loads(photo.value)
    return isinstance(sha256, str) and (
        photo_id(InspectionId(photo.agg_id), sha256) == photo.entity_id
    )
