"""Who takes part in the other events of a document."""

import pytest

from tasks.extract.candidates import candidates
from tasks.extract.company import Company
from tasks.extract.scene import Scene
from tests.tasks.extract.telling import place_of, told, trigger

MEET = trigger("meet", "meeting", roles={"participants": ["Eila", "Nils"]})


@pytest.fixture
def scene(reading, lexicon):
    """A meeting of two that is called off."""
    return Scene(reading("called-off"), lexicon)


@pytest.fixture
def at(scene):
    """The candidate of a kind at a word."""
    found = {(c.head, c.kind): c for c in candidates(scene)}
    return lambda word, kind="actor": found[place_of(scene.reading.doc, word), kind]


def company(scene, *triggers):
    """The company that some triggers of its text tell of."""
    readings = [told(scene.reading.doc, *args, **more) for args, more in triggers]
    return Company(readings, candidates(scene))


def test_who_is_at_another_event_is_likelier_and_others_are_less_likely(scene, at):
    met = company(scene, trigger("meet", "meeting", roles={"participants": ["Eila"]}))
    talks = place_of(scene.reading.doc, "talks")
    assert met.weigh(0.3, at("Eila"), talks) > 0.6
    assert met.weigh(0.3, at("Nils"), talks) < 0.2


def test_a_state_keeps_company_with_its_people(scene, at):
    talks = place_of(scene.reading.doc, "talks")
    assert company(scene, MEET).weigh(0.3, at("Stockholm"), talks) > 0.6


@pytest.mark.parametrize(
    "other",
    [
        trigger("meet", "meeting", chance=0.4, roles={"participants": ["Eila"]}),
        trigger("meet", "meeting", roles={"participants": {"Eila": 0.5}}),
        trigger("meet", "transfer", roles={"supplier": ["Eila"]}),
    ],
    ids=["unlikely event", "unlikely participant", "other type"],
)
def test_what_is_unsure_tells_nothing(scene, at, other):
    talks = place_of(scene.reading.doc, "talks")
    assert company(scene, other).weigh(0.3, at("Eila"), talks) == 0.3


def test_an_event_says_nothing_of_itself(scene, at):
    meet = place_of(scene.reading.doc, "meet")
    assert company(scene, MEET).weigh(0.3, at("Eila"), meet) == 0.3


def test_visitors_and_hosts_keep_company_too(scene, at):
    visit = trigger("meet", "visit", roles={"visitors": ["Eila"], "hosts": ["Nils"]})
    talks = place_of(scene.reading.doc, "talks")
    assert company(scene, visit).weigh(0.3, at("Nils"), talks) > 0.6


def test_a_faint_participant_of_talks_is_one_by_the_meeting_before(composed):
    talks = trigger("talks", "meeting", roles={"participants": {"Rantanen#2": 0.9, "Borg#2": 0.15}})
    *_, draft = composed("called-off", MEET, talks)
    assert [p.name for p in draft.parties("participants")] == ["Eila Rantanen", "Nils Borg"]
