"""Every figure equals that of the scorer beside the repository, on real and on spoilt records."""

import json
import random
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.event import EVENT, Event
from tasks.evaluate.comparison import compare
from tasks.evaluate.figures import figures_of

SHARED = Path(__file__).parents[4] / "shared"
SETS = ("articles", "stories", "wikinews", "voa", "re3d", "current-events")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the annotated texts are not there"),
]

Raw = dict[str, Any]
Documents = dict[str, list[Raw]]


@pytest.fixture(scope="module")
def scorer() -> Any:
    loader = SourceFileLoader("scorer", str(SHARED / "score"))
    spec = spec_from_loader("scorer", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def gold(name: str) -> Documents:
    lines = (SHARED / "gold" / "dev" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return {record["id"]: record["events"] for record in map(json.loads, lines)}


def ours(annotated: Documents, found: Documents) -> dict[str, tuple[float, ...]]:
    pairs = [(events(annotated[key]), events(found.get(key, []))) for key in annotated]
    figures = figures_of(compare(*pair) for pair in pairs)
    return {
        name: (tally.precision, tally.recall, tally.f1, tally.right, tally.gold, tally.found)
        for name, tally in figures.items()
    }


def theirs(scorer: Any, annotated: Documents, found: Documents) -> dict[str, tuple[float, ...]]:
    summary = scorer.summary(scorer.score(annotated, found))
    return {
        name: tuple(row[key] for key in ("p", "r", "f1", "right", "gold", "found"))
        for name, row in summary.items()
    }


def events(records: list[Raw]) -> list[Event]:
    return [EVENT.validate_json(json.dumps(record)) for record in records]


def spoilt(documents: Documents, seed: int) -> Documents:
    """Records dropped, doubled, moved to another document, and with other values."""
    chance = random.Random(seed)
    pool = [record for records in documents.values() for record in records]
    found: Documents = {}
    for key, records in documents.items():
        kept: list[Raw] = []
        for record in records:
            kept += [changed(record, pool, chance) for _ in range(chance.choice((0, 1, 1, 1, 2)))]
        kept += [changed(chance.choice(pool), pool, chance)] if chance.random() < 0.3 else []
        chance.shuffle(kept)
        found[key] = [record for record in kept if valid(record)]
    return found


def valid(record: Raw) -> bool:
    try:
        EVENT.validate_json(json.dumps(record))
    except ValidationError:
        return False
    return True


def changed(record: Raw, pool: list[Raw], chance: random.Random) -> Raw:
    copy: Raw = json.loads(json.dumps(record))
    for _ in range(chance.randrange(4)):
        slot = chance.choice([name for name in copy if name not in ("type", "evidence")])
        other = chance.choice([each for each in pool if each["type"] == copy["type"]])
        copy[slot] = misspelt(copy[slot], chance) if chance.random() < 0.5 else other[slot]
    return copy


def misspelt(value: Any, chance: random.Random) -> Any:
    """A list shorter or longer, a name with a letter, a word or an accent changed."""
    if isinstance(value, list):
        copies = [misspelt(each, chance) for each in value if chance.random() < 0.8]
        return copies + copies[: chance.randrange(2)]
    if isinstance(value, dict):
        slot = chance.choice(list(value))
        return value | {slot: chance.choice((None, misspelt(value[slot], chance)))}
    if isinstance(value, str) and len(value) > 1:
        return SPELLINGS[chance.randrange(len(SPELLINGS))](value, chance)
    return value


SPELLINGS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda text, chance: text.replace(chance.choice(text), chance.choice("aeiouk"), 1),
    lambda text, _: text.split()[-1],
    lambda text, _: "The " + text,
    lambda text, _: "".join(word[0] for word in text.split()).upper(),
    lambda text, _: text.upper().replace("E", "É").replace(" ", "-", 1),
    lambda text, _: text + "/" + text,
    lambda text, _: text.rpartition("-")[0] or text,
)


@pytest.mark.parametrize("name", SETS)
def test_spoilt_records(name: str, scorer: Any) -> None:
    annotated = gold(name)
    for seed in range(4):
        found = spoilt(annotated, seed)
        assert ours(annotated, found) == theirs(scorer, annotated, found)


def test_nothing_found_and_all_found(scorer: Any) -> None:
    annotated = gold("stories")
    for found in ({}, annotated):
        assert ours(annotated, found) == theirs(scorer, annotated, found)
