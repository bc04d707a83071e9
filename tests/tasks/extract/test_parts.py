"""Grammar, people, actors, places and status on the golden parses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc, Token

from tasks.extract.arguments import verb_arguments
from tasks.extract.cast import gather
from tasks.extract.factuality import judge
from tasks.extract.frames import load_frames
from tasks.extract.knowledge import KnowledgeError
from tasks.extract.lexicon import Lexicon
from tasks.extract.proposals import propose
from tasks.extract.reading import Reading
from tasks.extract.scene import Scene
from tasks.extract.tense import tense_of


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


@pytest.mark.parametrize(
    ("name", "verb", "relation", "argument"),
    [
        ("meeting-two", "met", "subject", "Nikos"),
        ("meeting-two", "met", "object", "Kemal"),
        ("meeting-two", "met", "in", "Geneva"),
        ("visit-welcome", "received", "object", "He"),
        ("visit-welcome", "received", "subject", "Reza"),
        ("deployment-withdraw", "withdrew", "from", "province"),
        ("visit-led", "led", "object", "delegation"),
    ],
)
def test_deep_arguments(
    name: str, verb: str, relation: str, argument: str, parses: dict[str, Doc]
) -> None:
    found = {(a.relation, a.token.text) for a in verb_arguments(word(parses[name], verb))}
    assert (relation, argument) in found


@pytest.mark.parametrize(
    ("name", "verb", "tense"),
    [
        ("meeting-two", "met", "past"),
        ("visit-several", "visit", "future"),
        ("deployment-send", "deployed", "past"),
        ("deployment-alleged", "sent", "doubtful"),
        ("meeting-wish", "meet", "infinitive"),
    ],
)
def test_tense(name: str, verb: str, tense: str, parses: dict[str, Doc]) -> None:
    assert tense_of(word(parses[name], verb)) == tense


@pytest.mark.parametrize(
    ("name", "people"),
    [
        (
            "visit-welcome",
            [("Badr al-Harthy", "OMN"), ("Reza Kamrani", "IRN")],
        ),
        ("meeting-two", [("Nikos Andreou", "GRC"), ("Kemal Yalman", "TUR")]),
        ("meeting-phone", [("Daniel Marsh", "USA"), ("Avi Shalom", "ISR")]),
        ("transfer-sale", []),
    ],
)
def test_people(
    name: str,
    people: list[tuple[str, str]],
    reading: Callable[[str], Reading],
    lexicon: Lexicon,
) -> None:
    found = reading(name)
    cast = gather(found, lexicon.knowledge, lexicon.surnames)
    assert [(found.span(p.name_at).text, p.country) for p in cast.people] == people


@pytest.mark.parametrize(
    ("name", "text", "parties"),
    [
        ("meeting-two", "leaders", [("Nikos Andreou", "GRC"), ("Kemal Yalman", "TUR")]),
        ("visit-welcome", "He", [("Badr al-Harthy", "OMN")]),
        ("visit-led", "delegation", [("Sun Haoran", "CHN")]),
        ("deployment-withdraw", "troops", [(None, "NZL")]),
        ("meeting-split", "leaders", [(None, "SRB")]),
    ],
)
def test_actors(
    name: str,
    text: str,
    parties: list[tuple[str | None, str]],
    reading: Callable[[str], Reading],
    lexicon: Lexicon,
) -> None:
    found = reading(name)
    actors = Scene(found, lexicon).actors
    resolved = [(p.name, p.country) for p in actors.resolve(word(found.doc, text))]
    assert resolved[: len(parties)] == parties


@pytest.mark.parametrize(
    ("name", "text", "place", "country"),
    [
        ("meeting-two", "Geneva", "Geneva", "CHE"),
        ("deployment-send", "Congo", "eastern Congo", "COD"),
        ("deployment-withdraw", "province", "Bamiyan province", "AFG"),
        ("transfer-sale", "Hungary", None, "HUN"),
        ("visit-led", "port", None, None),
    ],
)
def test_places(
    name: str,
    text: str,
    place: str | None,
    country: str | None,
    reading: Callable[[str], Reading],
    lexicon: Lexicon,
) -> None:
    found = reading(name)
    where = Scene(found, lexicon).where([word(found.doc, text)])
    if text == "port":
        assert where.country in (None, "VNM")
    else:
        assert (where.place, where.country) == (place, country)


@pytest.mark.parametrize(
    ("name", "frame", "status"),
    [
        ("visit-cancelled", "visit.noun", ("cancelled", False)),
        ("visit-several", "visit.visit", ("planned", False)),
        ("deployment-alleged", "deployment.send", ("occurred", True)),
        ("transfer-denied", "transfer.supply", ("denied", True)),
        ("transfer-aid", "transfer.sale", ("planned", False)),
    ],
)
def test_status(
    name: str,
    frame: str,
    status: tuple[str, bool],
    reading: Callable[[str], Reading],
    lexicon: Lexicon,
) -> None:
    found = reading(name)
    proposal = next(p for p in propose(found.doc, lexicon.frames) if p.frame.name == frame)
    result = judge(found, proposal, lexicon)
    assert result is not None
    assert (result.status, result.alleged) == status


def test_wishes_conditions_and_questions_are_no_events(
    reading: Callable[[str], Reading], lexicon: Lexicon
) -> None:
    found = reading("meeting-wish")
    judged = [judge(found, p, lexicon) for p in propose(found.doc, lexicon.frames)]
    told = [j for j in judged[1:] if j is not None]
    assert told == []


def test_users_frames_add_replace_and_remove(tmp_path: Path) -> None:
    shipped = {frame.name for frame in load_frames().frames}
    (tmp_path / "frames.toml").write_text(
        '[[frame]]\nname = "visit.fly"\ntype = "visit"\nverbs = ["jet off"]\n'
        'roles = { visitors = ["subject"] }\n'
        '[[frame]]\nname = "visit.arrive"\ntype = "visit"\nroles = {}\nconfidence = 0.4\n'
        '[[frame]]\nname = "visit.visit"\ntype = "visit"\nroles = {}\nenabled = false\n',
        encoding="utf-8",
    )
    extended = load_frames(tmp_path)
    assert {frame.name for frame in extended.frames} == shipped - {"visit.visit"} | {"visit.fly"}
    assert [particle for _, particle in extended.by_verb["jet"]][-1] == "off"
    assert {frame.name for frame in extended.frames if frame.vouched} == {"visit.arrive"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[frame", "TOML"),
        ('[[frame]]\nname = "visit.x"\ntype = "party"\nroles = {}\n', "type"),
    ],
)
def test_a_bad_frame_file_is_named(text: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=f"frames.toml.*{fault}"):
        load_frames(tmp_path)
