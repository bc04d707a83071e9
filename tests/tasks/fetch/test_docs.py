"""What docs/sources.md promises."""

import re
import tomllib
from pathlib import Path

from schemas.fetch_source import KINDS, WebSource
from schemas.settings import Fetching
from tasks.fetch.config import parse_sources

PAGE = (Path(__file__).parents[3] / "docs" / "sources.md").read_text("utf-8")


def test_the_example_is_valid_and_shows_every_kind() -> None:
    found = re.search(r"<!-- sources.toml -->\n```toml\n(.*?)```\n<!-- end -->", PAGE, re.DOTALL)
    assert found is not None
    sources = parse_sources(tomllib.loads(found[1]), "docs/sources.md", {"WIRE_TOKEN": "x"})
    assert {each.kind for each in sources} == set(KINDS)


def test_every_field_and_setting_is_told() -> None:
    for name in {*WebSource.model_fields, *Fetching.model_fields}:
        assert f"`{name}`" in PAGE, name
