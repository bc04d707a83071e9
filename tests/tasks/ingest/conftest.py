"""Reading bytes as a file, without a folder to discover."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.ingest import InputFile, read

Outputs = tuple[list[Source], list[Reject]]
Reader = Callable[..., Outputs]


@pytest.fixture
def reading(tmp_path: Path) -> Reader:
    """Return a function that reads bytes under a file name: (sources, rejects)."""

    def outputs(name: str, data: bytes | str, **settings: object) -> Outputs:
        content = data.encode() if isinstance(data, str) else data
        path = tmp_path / name
        path.write_bytes(content)
        file = InputFile(path, f"file:///news/{name}", len(content), 0)
        all_settings = Settings(data=tmp_path / "data", **settings)  # type: ignore[arg-type]
        found = list(read(file, hashlib.sha256(content).hexdigest(), all_settings))
        sources = [output for output in found if isinstance(output, Source)]
        return sources, [output for output in found if isinstance(output, Reject)]

    return outputs
