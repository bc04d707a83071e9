"""Writes docs/settings.md from the settings and what stands below each of them.

`python -m tests.schemas.settings_page`
"""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ByteSize, SecretStr

from schemas import settings
from schemas.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
HEAD = """# Settings

Each comes from its default, then `sitrep.toml`, the environment, and the options of a command, of
which the last wins. `sitrep.toml` is looked for in the current folder; `sitrep --config FILE …` or
`SITREP_CONFIG=FILE` names another. What is nested is a table in the file and has two underscores in
the environment:

```toml
workers = 4

[retention]
raw_bytes = "20GB"
```

```
export SITREP_WORKERS=4 SITREP_RETENTION__RAW_BYTES=20GB
```
"""


def page() -> str:
    """Return the page."""
    plain = {n: f for n, f in Settings.model_fields.items() if not isinstance(f.default, BaseModel)}
    parts = [HEAD, _table(Settings, list(plain), "SITREP_")]
    for name, field in Settings.model_fields.items():
        if isinstance(nested := field.default, BaseModel):
            fields = list(type(nested).model_fields)
            told = " ".join((type(nested).__doc__ or "").split())
            table = _table(type(nested), fields, f"SITREP_{name.upper()}__")
            parts.append(f"## [{name}]\n\n{told}\n\n{table}")
    return "\n".join(parts)


def _table(model: type[BaseModel], fields: list[str], prefix: str) -> str:
    told = dict(_docstrings(model))
    lines = ["| setting | environment | default | |", "|---|---|---|---|"]
    for name in fields:
        default = _shown(name, model.model_fields[name].default)
        lines.append(f"| `{name}` | `{prefix}{name.upper()}` | {default} | {told.get(name, '')} |")
    return "\n".join(lines) + "\n"


def _docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """What stands below each field."""
    (body,) = (
        node.body
        for node in ast.parse(inspect.getsource(settings)).body
        if isinstance(node, ast.ClassDef) and node.name == model.__name__
    )
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match below:
                case ast.Expr(ast.Constant(str(text))):
                    yield field.target.id, " ".join(text.split())


def _shown(name: str, default: Any) -> str:
    if name == "workers":
        return "one a core"
    if default is None or default == "" or default == () or isinstance(default, SecretStr):
        return ""
    if isinstance(default, tuple):
        return ", ".join(f"`{each}`" for each in default)
    if isinstance(default, ByteSize):
        return default.human_readable()
    if name.endswith("_bytes") and isinstance(default, int):
        return f"{default} ({ByteSize(default).human_readable()})"
    return f"`{default}`" if isinstance(default, str | Path) else f"{default:,}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
