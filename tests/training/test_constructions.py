"""Our own constructions become lessons, and states stand in for one another."""

import random

import pytest

pytest.importorskip("torch")

from training.constructions import Blanks, Construction, composed, constructions, told
from training.corpus import Sentence
from training.event_examples import Taught
from training.states import states, swap_states


@pytest.mark.parametrize("construction", constructions(), ids=lambda c: c.sentences[0])
def test_every_construction_is_told(construction: Construction) -> None:
    lesson = told(construction, Blanks(random.Random(1)))
    words = [word for sentence in lesson.sentences for word in sentence.words]
    assert not set("{}[]*~|") & set("".join(words))
    assert bool(lesson.triggers) == bool(lesson.roles) == (construction.type is not None)


def test_marks_are_words() -> None:
    text = "[supplier:Peru] *sent* [items:six~tanks] to [recipient:the Omani army] , it said ."
    lesson = told(Construction("transfer", {}, (text,)), Blanks(random.Random(1)))
    words = lesson.sentences[0].words
    assert " ".join(words) == "Peru sent six tanks to the Omani army , it said ."
    assert [words[t] for t in lesson.triggers] == ["sent"]
    assert [(words[w], role) for _, w, role, _ in lesson.roles] == [
        ("Peru", "supplier"),
        ("tanks", "items"),
        ("the", "recipient"),
        ("Omani", "recipient"),
        ("army", "recipient"),
    ]


def test_same_seed_same_texts() -> None:
    assert list(composed(20, random.Random(5))) == list(composed(20, random.Random(5)))


def test_states_change_together() -> None:
    words = ("Norway", "and", "the", "Norwegian", "army", "in", "Oslo", ".")
    lesson = Taught("own", [Sentence(words, ("space",) * len(words))], {}, [], [])
    changed = swap_states(lesson, random.Random(2)).sentences[0].words
    state = next(s for s in states() if s.name == changed[0])
    assert changed == (state.name, "and", "the", state.adjective, "army", "in", state.capital, ".")
    assert state.name != "Norway"
