import random
from pathlib import Path

import pytest

from training import augment
from training.corpus import read_conllu

SENTENCES = [s for d in read_conllu(Path(__file__).with_name("tiny.conllu")) for s in d.sentences]


def test_the_fixture_is_read():
    first = SENTENCES[0]
    assert (first.words[1], first.heads[1], first.relations[1]) == ("visited", 0, "root")
    assert first.spaces[-1] == "glued"


@pytest.mark.parametrize("name", list(augment.CHANCES))
def test_layers_stay_in_step_and_trees_stay_trees(name, monkeypatch):
    monkeypatch.setattr(augment, "CHANCES", dict.fromkeys(augment.CHANCES, 0.0) | {name: 1.0})
    rng = random.Random(3)
    for sentence in SENTENCES:
        changed = augment.augment(sentence, rng)
        layers = (changed.spaces, changed.upos, changed.xpos, changed.heads, changed.relations)
        assert {len(layer) for layer in layers} == {len(changed)}
        assert changed.heads.count(0) == 1
        for start in range(len(changed)):
            node, steps = start + 1, 0
            while node and steps <= len(changed):
                node, steps = changed.heads[node - 1], steps + 1
            assert node == 0


def test_a_dateline_stands_before_the_sentence():
    changed = augment.add_dateline(SENTENCES[0], random.Random(1))
    assert changed.words[-6:] == SENTENCES[0].words
    assert changed.relations[0] == "parataxis"
    assert changed.heads[changed.heads[0] - 1] == 0


def test_headlines_are_written_in_title_case():
    titled = augment.title_case(SENTENCES[0], random.Random(1))
    assert titled.words[:3] == ("Anna", "Visited", "Quito")
