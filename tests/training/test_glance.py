"""The glance learns from states what the network says of words."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from schemas.settings import Settings
from tasks.extract.reader.network import Glance
from training import glance

WIDTH = 6


def text(told: list[float], noise: int) -> glance.Text:
    """A text of whose words the first number of the state gives the chance away."""
    states = np.random.default_rng(noise).normal(size=(len(told), WIDTH)).astype(np.float32)
    states[:, 0] = np.log(np.array(told) / (1 - np.array(told)))
    return glance.Text("read", len(told), 0, 1.0, states, np.array(told, dtype=np.float32))


@pytest.fixture(scope="module")
def found() -> Glance:
    return glance.fit([text([0.01, 0.02, 0.9, 0.05, 0.6, 0.02], noise) for noise in range(2000)])


@pytest.mark.parametrize("told", [0.01, 0.02, 0.05, 0.3, 0.9])
def test_chances_are_learned_and_shifted_to_the_setting(found: Glance, told: float) -> None:
    state = np.zeros((1, 1, WIDTH), dtype=np.float32)
    state[0, 0, 0] = np.log(told / (1 - told))
    chance = found.chance(state, [0])
    least = Settings().gate
    assert (chance >= 0.9 * least) == (told >= glance.SAFE)
    shift = np.log(least / (1 - least)) - np.log(glance.SAFE / (1 - glance.SAFE))
    odds = np.log(told / (1 - told)) + shift
    assert chance == pytest.approx(1 / (1 + np.exp(-odds)), rel=0.15)


def test_the_likeliest_word_counts(found: Glance) -> None:
    states = np.zeros((1, 3, WIDTH), dtype=np.float32)
    states[0, :, 0] = [-4, 2, -4]
    alone = [found.chance(states, [place]) for place in range(3)]
    assert found.chance(states, range(3)) == max(alone) == alone[1]


def test_an_annotated_article_of_the_corpus_is_taken_once(tmp_path: Path) -> None:
    gold = tmp_path / "gold" / "train"
    gold.mkdir(parents=True)
    articles = [{"id": f"a{n}", "title": None, "text": f"Text {n}."} for n in range(20)]
    (gold / "some.jsonl").write_text(json.dumps({**articles[5], "events": []}) + "\n")
    (gold / "clusters.jsonl").write_text('{"document": "a5"}\n')
    corpus = tmp_path / "corpus.jsonl.gz"
    with gzip.open(corpus, "wt") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in articles)
    read = [(r["id"], origin) for r, origin in glance.records(tmp_path / "gold", corpus)]
    assert read[0] == ("a5", "train")
    assert [each for each in read if each[1] == "corpus"] == [
        ("a0", "corpus"), ("a10", "corpus"), ("a15", "corpus"),
    ]  # fmt: skip
    assert sum(origin == "own" for _, origin in read) > 1000
