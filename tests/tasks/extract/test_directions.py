"""Who is on which side where the verb leaves no doubt."""

from collections.abc import Mapping

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from schemas.event import EventType
from tasks.extract.arguments import verb_arguments
from tasks.extract.candidates import Candidate, candidates
from tasks.extract.choices import Choice, Choices
from tasks.extract.directions import keep_near, set_right
from tasks.extract.drafts import Where
from tasks.extract.lexicon import Lexicon
from tasks.extract.parties import Party
from tasks.extract.proposals import frames_of
from tasks.extract.reading import Reading, Slice
from tasks.extract.scene import Scene

Sides = Mapping[str, list[str | None]]


@pytest.mark.parametrize(
    ("name", "verb", "kind", "chosen", "right"),
    [
        (
            "bought", "bought", "transfer",
            {"supplier": ["CHL"], "recipient": ["NOR"]},
            {"supplier": ["NOR"], "recipient": ["CHL"]},
        ),
        (
            "bought", "bought", "transfer",
            {"supplier": ["NOR"], "recipient": []},
            {"supplier": ["NOR"], "recipient": []},
        ),
        (
            "sold-to", "sold", "transfer",
            {"supplier": ["JPN", "GBR"], "recipient": []},
            {"supplier": ["JPN"], "recipient": ["GBR"]},
        ),
        (
            "sold-to", "sold", "transfer",
            {"supplier": ["JPN"], "recipient": ["GBR", "KEN"]},
            {"supplier": ["JPN"], "recipient": ["GBR"]},
        ),
        (
            "received-by", "received", "visit",
            {"visitors": ["PER", "MLT"], "hosts": []},
            {"visitors": ["MLT"], "hosts": ["PER"]},
        ),
    ],
)  # fmt: skip
def test_the_verb_tells_the_sides(
    name: str, verb: str, kind: EventType, chosen: Sides, right: Sides,
    mentions: dict[str, Reading], lexicon: Lexicon,
) -> None:  # fmt: skip
    read = mentions[name]
    every = [(each, party) for each in candidates(Scene(read, lexicon)) for party in each.parties]
    persons_last = sorted(every, key=lambda pair: pair[1].name is not None)
    told = {party.country: Choice(each, 0.6) for each, party in persons_last}
    choices = Choices({role: [told[code] for code in codes] for role, codes in chosen.items()})
    (trigger,) = (token for token in read.doc if token.text == verb)
    frames = frames_of(trigger, lexicon.frames, kind)
    set_right(choices, trigger, frames, read.terms.names)
    found = {
        role: [choice.candidate.parties[0].country for choice in choices.of(role)]
        for role in chosen
    }
    assert found == right


@pytest.mark.parametrize(
    ("name", "verb", "arguments"),
    [
        ("received-by", "received", {("subject", "Ana"), ("object", "Carmel"), ("in", "Lima")}),
        ("asked-to-come", "come", {("subject", "him"), ("to", "Lima")}),
    ],
)
def test_subjects_and_objects_behind_a_weak_parse(
    name: str, verb: str, arguments: set[tuple[str, str]], mentions: dict[str, Reading]
) -> None:
    (token,) = (token for token in mentions[name].doc if token.text == verb)
    assert {(each.relation, each.token.text) for each in verb_arguments(token)} == arguments


@pytest.mark.parametrize(
    ("near", "far", "kept"),
    [
        (("NOR", 0.6), ("KEN", 0.7), ["NOR"]),
        (("NOR", 0.4), ("KEN", 0.7), ["NOR", "KEN"]),
        (("CHL", 0.7), ("KEN", 0.7), ["CHL", "KEN"]),
        ((None, 0.7), ("KEN", 0.7), [None, "KEN"]),
    ],
)
def test_places_of_the_own_sentence_go_before(
    near: tuple[str | None, float], far: tuple[str | None, float], kept: list[str | None]
) -> None:
    """Of a Chilean's trip: unless the place is less likely, his own state, or in none."""
    words = ["A", "trip", "there", ".", "Far", "away", "."]
    starts = [word in ("A", "Far") for word in words]
    doc = Doc(Vocab(), words, sent_starts=starts, deps=["dep"] * 7, heads=[1, 1, 1, 1, 5, 5, 5])
    places = [
        Choice(Candidate("place", Slice(at, at + 1), at, where=Where(country=code)), chance)
        for at, (code, chance) in ((2, near), (5, far))
    ]
    person = Party("person", Slice(0, 1), "Ana Ruiz", "CHL")
    visitor = Choice(Candidate("actor", Slice(0, 1), 0, parties=(person,)), 0.9)
    choices = Choices({"visitors": [visitor], "place": places})
    keep_near(choices, doc[1], "visit")
    found = [each.candidate.where for each in choices.of("place")]
    assert [where and where.country for where in found] == kept
