"""Who may import whom; no module sees Prefect outside flows, none writes SQL outside warehouse."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "schemas": {"schemas"},
    "warehouse": {"warehouse", "schemas"},
    "tasks": {"tasks", "schemas", "warehouse"},
    "flows": {"flows", "tasks", "schemas", "warehouse"},
}
OURS = set(MAY_IMPORT) | {"training", "benchmarks", "tests"}
MODULES = [
    path.relative_to(ROOT) for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))
]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(path.parts[0] if node.level else (node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_point_in_one_direction(path: Path) -> None:
    room = path.parts[0]
    assert imported(path) & OURS <= MAY_IMPORT[room]
    assert room == "flows" or "prefect" not in imported(path)
    assert "torch" not in imported(path)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_modules_stay_readable(path: Path) -> None:
    source = (ROOT / path).read_text("utf-8")
    assert source.count("\n") <= 400
    assert path.stem not in {"utils", "helpers", "misc", "common"}
