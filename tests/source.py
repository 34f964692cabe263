"""What the tests about the code as a whole look at: every module, as text and as a tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One Python file of this checkout."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path from the top of the checkout."""
        return self.path.relative_to(ROOT).as_posix()

    def imports(self) -> Iterator[str]:
        """Yield every module it imports, also inside functions."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module

    def code_lines(self) -> int:
        """Count the lines that hold code: no blanks, comments or docstrings."""
        statements = [node for node in ast.walk(self.tree) if isinstance(node, ast.stmt)]
        prose = {node for node in statements if _is_prose(node)}
        code, told = _lines(statements), _lines(list(prose))
        return sum(1 for line in code - told if self._holds_code(line))

    def _holds_code(self, line: int) -> bool:
        stripped = self.text.splitlines()[line - 1].strip()
        return bool(stripped) and not stripped.startswith("#")


def modules(*folders: str) -> list[Module]:
    """Return every module below these folders of the checkout, by name."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    return [Module(path=path, text=text, tree=ast.parse(text)) for path, text in texts.items()]


def _is_prose(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _lines(statements: list[ast.stmt]) -> set[int]:
    return {
        line
        for statement in statements
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    }
