"""The rules of the house that no linter knows.

Formatting, lint, types and import contracts are checked by their own tools
(`make check`); what stands here holds for the checkout as a whole.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from string import Formatter

import app
import ui
from app.errors import AppError
from tests.source import ROOT, Module, modules

PRODUCT = modules("app", "ui")
EVERYTHING = [*PRODUCT, *modules("tests", "benchmarks")]
MOST_CODE_LINES = 350
MOST_TEST_LINES = 450
ENTRANCES = {"app.__main__", "ui.__main__"}
SQL = {"sqlalchemy", "alembic", "sqlite3", "psycopg"}
# Loading one of these takes up to half a second on an old laptop.
HEAVY = {"alembic", "cryptography", "docx", "docxtpl", "matplotlib", "openpyxl", "PIL", "pyrage"}
# openpyxl reads foreign workbooks through the one, and only when it is installed; the wheel of
# the other names only the compiled half of the module that is imported.
USED_WITHOUT_IMPORT = {"defusedxml", "dlib-bin"}


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project.get("optional-dependencies", {})
    extras = [line for name, lines in optional.items() if name != "dev" for line in lines]
    return {
        re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0].lower().replace("_", "-")
        for line in [*project["dependencies"], *extras]
    }


def _imported() -> dict[str, set[str]]:
    """Return each distribution that the product imports, with the modules that do."""
    owners = packages_distributions()
    found: dict[str, set[str]] = {}
    for module in PRODUCT:
        for name in {imported.partition(".")[0] for imported in module.imports()}:
            for owner in owners.get(name, []):
                key = owner.lower().replace("_", "-")
                found.setdefault(key, set()).add(module.name)
    found.pop("so-kiem-tra", None)
    return found


def _errors() -> list[type[AppError]]:
    """Load every module of the product, and return every error a user may meet."""
    for package in (app, ui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name not in ENTRANCES and ".migrations." not in module.name:
                importlib.import_module(module.name)
    return sorted(_kinds(AppError), key=lambda kind: kind.__qualname__)


def _kinds(root: type[AppError]) -> Iterator[type[AppError]]:
    for kind in root.__subclasses__():
        if kind.__module__.startswith(("app.", "ui.")):
            yield kind
        yield from _kinds(kind)


def test_every_expected_error_has_words_and_a_code_of_its_own() -> None:
    kinds = _errors()

    codes = [kind.code for kind in kinds if "code" in vars(kind)]

    assert [kind.__name__ for kind in kinds if kind.code == AppError.code] == []
    assert [kind.__name__ for kind in kinds if not kind.message.strip()] == []
    assert sorted(codes) == sorted(set(codes))


def test_the_gaps_of_every_error_are_plain_names() -> None:
    gaps = {
        name
        for kind in _errors()
        for _, name, _, _ in Formatter().parse(kind.message)
        if name is not None
    }

    assert [name for name in gaps if not name.isidentifier()] == []


def test_no_file_outgrows_what_one_can_hold_in_mind() -> None:
    grown = {module.name: module.code_lines() for module in EVERYTHING if _outgrown(module)}

    assert grown == {}


def _outgrown(module: Module) -> bool:
    # A migration is a list, written once and never read as a whole.
    if module.name.startswith("app/store/migrations/versions/"):
        return False
    most = MOST_TEST_LINES if module.name.startswith("tests/") else MOST_CODE_LINES
    return module.code_lines() > most


def test_every_module_says_what_stands_in_it() -> None:
    silent = [module.name for module in EVERYTHING if not ast.get_docstring(module.tree)]

    assert silent == []


def test_nothing_is_put_off() -> None:
    put_off = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")

    assert [module.name for module in EVERYTHING if put_off.search(module.text)] == []


def test_every_exception_from_a_rule_gives_its_reason() -> None:
    # An import inside a function needs none: it is always the weight of what it loads.
    lint = re.compile(r"# no" r"qa(?!: PLC0415\b)(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)* [-#] \S)")
    types = re.compile(r"# type: ig" r"nore(?!\[[\w, -]+\] # \S)")
    found = [
        f"{module.name}: {line.strip()}"
        for module in EVERYTHING
        for line in module.text.splitlines()
        if lint.search(line) or types.search(line)
    ]

    assert found == []


def test_only_the_store_speaks_sql() -> None:
    speakers = {
        module.name for module in PRODUCT if SQL & {name.split(".")[0] for name in module.imports()}
    }

    assert [name for name in sorted(speakers) if not name.startswith("app/store/")] == []


def test_the_text_of_the_source_is_composed() -> None:
    decomposed = [
        module.name for module in EVERYTHING if not unicodedata.is_normalized("NFC", module.text)
    ]

    assert decomposed == []


def test_no_test_of_the_window_waits_blindly() -> None:
    blind = re.compile(r"qtbot\.wait\(|QTest\.qWait\(|time\.sleep\(")

    assert [module.name for module in modules("tests/ui") if blind.search(module.text)] == []


def test_rules_and_words_load_nothing_heavy() -> None:
    lower = [module.name for module in PRODUCT if module.name.startswith("app/domain/")]
    names = [name.removesuffix(".py").replace("/", ".") for name in lower]
    program = f"import sys, {', '.join(names)}; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()

    assert (HEAVY | SQL | {"PySide6"}) & set(loaded) == set()


def test_every_package_the_product_imports_is_declared() -> None:
    undeclared = {name: users for name, users in _imported().items() if name not in _declared()}

    assert undeclared == {}


def test_every_declared_package_is_used() -> None:
    assert _declared() - set(_imported()) - USED_WITHOUT_IMPORT == set()


def test_the_readme_explains_every_declared_package() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()

    assert [name for name in sorted(_declared()) if f"`{name}`" not in readme] == []


def test_the_readme_and_the_help_name_only_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`make ([a-z-]+)", readme)) <= targets


def test_every_link_of_the_readme_leads_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    places = [link for link in re.findall(r"\]\(([^)#]+)", readme) if "://" not in link]

    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_lock_pins_every_line_by_version_and_hash() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.compile(
        r"[a-z0-9-]+==[0-9a-z.]+(?: ; [a-zA-Z_'. 0-9<>=!]+)?"
        r"(?: \\\n {4}--hash=sha256:[0-9a-f]{64})+"
    )

    assert pinned.sub("", text).strip() == ""
    assert all(re.search(rf"^{re.escape(name)}==", text, re.MULTILINE) for name in _declared())
