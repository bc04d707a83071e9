"""Visits and talks that are none, that are called off, and those told more than once."""

from collections.abc import Callable, Mapping

import pytest

from tasks.extract.candidates import candidates
from tasks.extract.compose import compose
from tasks.extract.drafts import Draft
from tasks.extract.extractor import extract_parsed
from tasks.extract.join import join
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import Reading, read
from tasks.extract.scene import Scene
from tests.tasks.extract.conftest import GOLDEN, document, read_conllu
from tests.tasks.extract.telling import told, trigger

Tell = Callable[..., list[Draft]]

PRESIDENTS = ["Halvard", "Luis"]


@pytest.fixture(scope="session")
def stays(_tokenized, lexicon: Lexicon) -> Mapping[str, Reading]:
    """Readings of sentences about visits and talks, by id."""
    docs = read_conllu(GOLDEN / "stays.conllu", _tokenized[0])
    records = {
        name: {"id": name, "title": None, "text": doc.text, "published": "2024-05-15"}
        for name, doc in docs.items()
    }
    return {
        name: read(document(records[name]), doc, lexicon.vocabulary.find(doc))
        for name, doc in docs.items()
    }


@pytest.fixture
def tell(stays: Mapping[str, Reading], lexicon: Lexicon) -> Tell:
    """Drafts of a text from what a network might say of it."""

    def of(name: str, *triggers) -> list[Draft]:
        scene = Scene(stays[name], lexicon)
        readings = [told(stays[name].doc, *args, **more) for args, more in triggers]
        return list(compose(readings, candidates(scene), scene))

    return of


@pytest.fixture
def framed(stays: Mapping[str, Reading], lexicon: Lexicon):
    """The events of a text that frames find."""

    def of(name: str):
        found, _ = extract_parsed(stays[name].document, stays[name].doc, lexicon, "test")
        return [report.event for report in found.reports]

    return of


def test_efforts_to_hold_talks_are_no_talks(tell: Tell) -> None:
    for status, found in (("planned", 0), ("ongoing", 0), ("occurred", 1)):
        talks = trigger(
            "talks",
            "meeting",
            roles={"participants": ["Chile", "Peru"]},
            facets={"status": status},
        )
        assert len(tell("restart", talks)) == found


def test_talks_may_only_tell_whose_envoys_somebody_is(tell: Tell) -> None:
    talks = trigger("talks", "meeting", roles={"participants": ["negotiators", "Chile"]})
    assert tell("envoys", talks) == []


@pytest.mark.parametrize(
    ("name", "word", "people"),
    [
        ("interview", "spoke", ["Ramos", "Reuters"]),
        ("private", "discussed", ["Carver", "Lindgren"]),
    ],
)
def test_outlets_and_private_people_hold_no_meetings_of_states(
    name: str, word: str, people: list[str], tell: Tell
) -> None:
    drafts = tell(name, trigger(word, "meeting", roles={"participants": people}))
    assert join(drafts) == []


@pytest.mark.parametrize(
    ("name", "word", "said", "status"),
    [
        ("petition", "visit", "cancelled", "planned"),
        ("barred", "visit", "cancelled", "cancelled"),
        ("ill", "trip", "cancelled", "cancelled"),
        ("ill", "trip", "planned", "cancelled"),
    ],
)
def test_a_visit_is_called_off_where_a_word_says_so(
    name: str, word: str, said: str, status: str, tell: Tell
) -> None:
    place = "Santiago" if name == "barred" else "Chile"
    roles = {"visitors": ["Brek"], "place": [place]}
    facets = {"status": said}
    (draft,) = tell(name, trigger(word, "visit", roles=roles, facets=facets))
    if status == "planned":
        assert draft.factuality.status != "cancelled"
    else:
        assert draft.factuality.status == status


def test_only_an_adjective_sets_an_event_apart(tell: Tell) -> None:
    met = trigger("met", "meeting", roles={"participants": ["Kovar", "Ramos"]})
    (draft,) = tell("earlier-on", met)
    assert not draft.apart


def test_a_videoconference_told_again_in_its_sentence_is_one_video_call(tell: Tell) -> None:
    roles = {"participants": PRESIDENTS}
    held = trigger("videoconference", "meeting", roles=roles, facets={"meeting_mode": "phone"})
    again = trigger("discuss", "meeting", roles=roles, facets={"meeting_mode": "in_person"})
    (draft,) = join(tell("screen", held, again))
    assert draft.mode == "video"


def test_their_meeting_takes_up_the_talks_that_were_expected(tell: Tell) -> None:
    coming = trigger(
        "discuss", "meeting", roles={"participants": PRESIDENTS}, facets={"status": "planned"}
    )
    held = trigger("meeting", "meeting", roles={"participants": PRESIDENTS})
    (draft,) = join(tell("taken-up", coming, held))
    assert draft.factuality.status == "occurred"


@pytest.mark.parametrize(
    ("far", "country"),
    [(0.6, "CHL"), (0.9, "PER")],
)
def test_a_place_of_the_own_sentence_is_better_than_one_as_likely(
    far: float, country: str, tell: Tell
) -> None:
    roles = {"participants": ["he", "Ramos"], "place": {"Peru": far, "Santiago": 0.55}}
    (draft,) = tell("two-places", trigger("met", "meeting", roles=roles))
    assert draft.where.country == country


def test_nobody_meets_at_an_ambassadors_posting(tell: Tell) -> None:
    roles = {"participants": ["ambassador", "Ramos"], "place": ["Peru"]}
    (draft,) = tell("posting", trigger("met", "meeting", roles=roles))
    assert not draft.where.known


def test_his_visit_to_a_state_not_his_own_is_that_of_the_subject(framed, tell: Tell) -> None:
    (visit,) = framed("his-visit")
    assert [visitor.name for visitor in visit.visitors] == ["Halvard Brek"]
    roles = {"visitors": ["Ole"], "place": ["Denmark"]}
    (draft,) = tell("his-visit", trigger("visit", "visit", roles=roles))
    assert [visitor.name for visitor in draft.parties("visitors")] == ["Halvard Brek"]


def test_no_state_of_a_row_is_lost(framed) -> None:
    assert [visit.country for visit in framed("row")] == ["SLV", "HND", "GTM"]


def test_an_office_that_one_state_has_tells_its_state(framed) -> None:
    (visit,) = framed("the-popes")
    assert [(v.name, v.country) for v in visit.visitors] == [(None, "VAT")]


def test_the_state_of_a_destination_is_not_the_visitors(framed) -> None:
    (visit,) = framed("city-and-state")
    assert [(v.name, v.country) for v in visit.visitors] == [("Adam Kovar", None)]
    assert (visit.place, visit.country) == ("Niamey", "NER")


def test_what_has_not_been_since_a_year_dates_no_visit(framed) -> None:
    (visit,) = framed("first-since")
    assert visit.date is None


def test_a_day_in_the_name_of_something_else_dates_no_visit(framed) -> None:
    (visit,) = framed("named-day")
    assert (visit.status, visit.date) == ("occurred", None)


def test_what_is_told_before_the_meeting_leaves_it_planned(tell: Tell) -> None:
    coming = trigger(
        "meet", "meeting", roles={"participants": PRESIDENTS}, facets={"status": "planned"}
    )
    later = trigger("meeting", "meeting", roles={"participants": PRESIDENTS})
    (draft,) = join(tell("before-it", coming, later))
    assert draft.factuality.status == "planned"


def test_who_tells_of_a_meeting_for_others_is_not_in_it(tell: Tell) -> None:
    roles = {"participants": ["Juan", *PRESIDENTS]}
    (draft,) = tell("spokesman", trigger("met", "meeting", roles=roles))
    names = [party.name for party in draft.parties("participants")]
    assert names == ["Halvard Brek", "Luis Ramos"]
