"""Only the journal and its projections write synced tables; nobody can forget a revision."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Table

from app.store import local_tables
from app.store.tables import PROJECTIONS

APP: Final = Path(__file__).parent.parent.parent / "app"
WRITERS: Final = {"store/journal.py", "store/projection.py"}
LOCAL: Final = {name for name, value in vars(local_tables).items() if isinstance(value, Table)}
VERBS: Final = {"insert", "update", "delete"}


def _written_tables(file: Path) -> set[str]:
    """Return the names given to `insert(…)`, `update(…)`, `delete(…)` or `.insert()` in a file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=verb) if verb in VERBS and node.args:
                found.add(ast.unparse(node.args[0]))
            case ast.Attribute(value=ast.Name(id=name), attr="insert" | "delete"):
                found.add(name)
    return found


@pytest.mark.parametrize("file", sorted(APP.glob("store/*.py")), ids=lambda file: file.name)
def test_a_file_of_the_store_writes_only_what_it_may(file: Path) -> None:
    written = _written_tables(file)

    if file.relative_to(APP).as_posix() not in WRITERS:
        assert written <= LOCAL


@pytest.mark.parametrize("file", sorted(APP.rglob("*.py")), ids=str)
def test_no_sql_text_writes_a_synced_table(file: Path) -> None:
    text = file.read_text("utf-8").lower()

    for table in (*PROJECTIONS, "rev", "rev_head", "rev_parent"):
        assert not re.search(rf"(insert into|update|delete from) {table}\b", text)
