"""Who is on which side where the verb leaves no doubt."""

from collections.abc import Mapping

import pytest

from schemas.event import EventType
from tasks.extract.arguments import verb_arguments
from tasks.extract.candidates import candidates
from tasks.extract.choices import Choice, Choices
from tasks.extract.directions import set_right
from tasks.extract.lexicon import Lexicon
from tasks.extract.proposals import frames_of
from tasks.extract.reading import Reading
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
