"""What the network's numbers say of events."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from tasks.extract.reader.events import (
    DISTANCES,
    FACETS,
    ROLES,
    SENTENCES,
    TYPES,
    distance_class,
    events_of,
    read_events,
    sentence_class,
    store,
)

WORDS, INNER = 4, 3
VALUES = sum(map(len, FACETS.values()))


def outputs(**changed):
    """Outputs of a head that sees nothing, but for what is changed."""
    empty = {
        "triggers": np.full((1, WORDS, len(TYPES)), -9.0),
        "facets": np.zeros((1, WORDS, VALUES)),
        "trigger": np.zeros((1, WORDS, INNER)),
        "argument": np.zeros((1, WORDS, INNER)),
        "distances": np.zeros((DISTANCES, INNER)),
        "sentences": np.zeros((SENTENCES, INNER)),
        "roles": np.zeros((INNER, len(ROLES))),
        "bias": np.full(len(ROLES), -9.0),
    }
    return {f"events.{n}": a.astype(np.float32) for n, a in (empty | changed).items()}


def read(told, starts=(True, False, False, False)):
    places = np.array([0, 1, 3, 4])
    return read_events(told, np.array(starts), places)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (8, 4), (9, 5), (33, 7), (500, 7)],
)
def test_distances_double(offset, expected):
    assert distance_class(np.array([offset]))[0] == expected
    if offset:
        assert distance_class(np.array([-offset]))[0] == expected + (DISTANCES - 1) // 2


def test_far_sentences_are_one_class():
    assert sentence_class(np.array([-9, -2, -1, 0, 1, 2, 9])).tolist() == [0, 0, 1, 2, 3, 4, 4]


def test_no_likely_word_no_trigger():
    assert read(outputs()) == []


def test_a_trigger_stands_at_its_token_with_type_and_facets():
    triggers = np.full((1, WORDS, len(TYPES)), -9.0)
    triggers[0, 2, TYPES.index("visit")] = 3.0
    facets = np.zeros((1, WORDS, VALUES))
    facets[0, 2, FACETS["status"].index("planned")] = 4.0
    (found,) = read(outputs(triggers=triggers, facets=facets))
    assert found.token == 3
    assert found.types["visit"] == pytest.approx(0.9526, abs=1e-4)
    assert max(found.facets["status"], key=found.facets["status"].get) == "planned"
    assert all(sum(v.values()) == pytest.approx(1, abs=1e-5) for v in found.facets.values())


def test_roles_are_read_from_trigger_word_and_distance():
    triggers = np.full((1, WORDS, len(TYPES)), -9.0)
    triggers[0, 1, 0] = 3.0
    argument = np.zeros((1, WORDS, INNER))
    argument[0, 3, 0] = 10.0
    distances = np.zeros((DISTANCES, INNER))
    distances[distance_class(np.array([-1]))[0], 1] = 10.0
    roles = np.zeros((INNER, len(ROLES)))
    roles[0, ROLES.index("place")] = roles[1, ROLES.index("visitors")] = 2.0
    told = outputs(triggers=triggers, argument=argument, distances=distances, roles=roles)
    (found,) = read(told)
    place, visitors = found.in_role("place"), found.in_role("visitors")
    assert [i for i, chance in place.items() if chance > 0.5] == [4]
    assert [i for i, chance in visitors.items() if chance > 0.5] == [0]


def test_they_travel_with_the_document():
    triggers = np.full((1, WORDS, len(TYPES)), -9.0)
    triggers[0, 0, 1] = 1.0
    nlp = spacy.blank("en")
    doc = nlp("Envoys met in Riga.")
    assert events_of(doc) is None
    store(doc, read(outputs(triggers=triggers)))
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (one,), (other,) = events_of(doc), events_of(again)
    assert one.types == other.types
    assert one.in_role("place") == other.in_role("place")
