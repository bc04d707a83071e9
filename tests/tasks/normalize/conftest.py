from collections.abc import Callable

import pytest
from hypothesis import settings

from schemas.source import Source

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def source() -> Callable[..., Source]:
    def make(content: str, **said: str | None) -> Source:
        given = {
            "uri": "file:///news/article",
            "file_uri": "file:///news/article",
            "blob_sha256": "0" * 64,
            "format": "text",
            "content": content,
        }
        return Source.model_validate(given | said)

    return make
