"""Drafts from what a network says of golden documents: the words are given, the values found."""

from dataclasses import replace

import pytest

from tasks.extract.candidates import candidates
from tasks.extract.compose import compose
from tasks.extract.extractor import extract_parsed
from tasks.extract.join import join
from tasks.extract.reader.events import store
from tasks.extract.scene import Scene
from tests.tasks.extract.telling import told, trigger

ARRIVAL = trigger(
    "arrived",
    "visit",
    roles={"visitors": ["Badr"], "place": ["Tehran"], "date": ["Monday"]},
)
RECEPTION = trigger(
    "received",
    "visit",
    roles={"visitors": ["He"], "hosts": ["Reza"], "place": {"Tehran": 0.2}},
)


def test_a_visit_has_its_people_place_and_date(composed):
    (draft,) = composed("visit-welcome", ARRIVAL)
    assert [(p.name, p.country, p.role) for p in draft.parties("visitors")] == [
        ("Badr al-Harthy", "OMN", "Foreign Minister")
    ]
    assert (draft.where.place, draft.where.country) == ("Tehran", "IRN")
    assert draft.when.edtf == "2024-05-13/2024-05-14"
    assert draft.frame.name == "visit.arrive"


def test_a_needed_role_takes_what_is_likeliest_and_is_less_sure(composed):
    (draft,) = composed("visit-welcome", RECEPTION)
    assert [p.name for p in draft.parties("hosts")] == ["Reza Kamrani"]
    assert draft.where.country == "IRN"
    assert draft.signs.roles == pytest.approx(0.2)


def test_nobody_receives_himself(composed):
    both = trigger(
        "received",
        "visit",
        roles={"visitors": {"He": 0.4, "Reza": 0.5}, "hosts": {"Reza": 0.6}, "place": ["Tehran"]},
    )
    (draft,) = composed("visit-welcome", both)
    assert [p.name for p in draft.parties("visitors")] == ["Badr al-Harthy"]
    assert [p.name for p in draft.parties("hosts")] == ["Reza Kamrani"]


def test_a_visit_that_has_begun_is_not_planned_beside(composed):
    args, more = RECEPTION
    planned = (args, more | {"facets": {"status": "planned"}})
    (draft,) = join(composed("visit-welcome", ARRIVAL, planned))
    assert draft.signs.mentions == 2


def test_the_object_of_a_verb_that_tells_of_the_event_tells_no_other(composed):
    roles = {"visitors": ["Keita"], "place": ["Paris"]}
    called_off = {"status": "cancelled"}
    verb = trigger("cancelled", "visit", roles=roles, facets=called_off)
    noun = trigger("visit", "visit", roles=roles, facets={"status": "planned"})
    assert [d.trigger.text for d in composed("visit-cancelled", noun)] == ["visit"]
    assert [d.trigger.text for d in composed("visit-cancelled", verb, noun)] == ["cancelled"]


def test_two_mentions_are_one_event(composed):
    (draft,) = join(composed("visit-welcome", ARRIVAL, RECEPTION))
    assert draft.signs == replace(draft.signs, mentions=2, trigger=pytest.approx(0.9))
    assert [p.name for p in draft.parties("hosts")] == ["Reza Kamrani"]
    assert len(draft.quotes) == 2


def test_other_values_of_a_second_mention_are_alternatives(composed):
    second = trigger(
        "visit",
        "visit",
        roles={"visitors": ["Badr"], "place": ["Tehran"], "date": ["Monday"]},
        facets={"status": "ongoing"},
    )
    (draft,) = join(composed("visit-welcome", ARRIVAL, second))
    assert draft.factuality.status == "ongoing"
    assert ("status", "occurred") in draft.alternatives


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ({"Latvia": 0.9, "Poland": 0.8}, ["LVA", "POL"]),
        ({"Latvia": 0.95, "Poland": 0.51}, ["LVA"]),
        ({"Latvia": 0.3, "Poland": 0.2}, ["LVA"]),
    ],
)
def test_each_country_is_a_visit_unless_far_less_likely(composed, chances, expected):
    visit = trigger("visit", "visit", roles={"visitors": ["Laura"], "place": chances})
    found = composed("visit-several", visit)
    assert [draft.where.country for draft in found] == expected


def test_nobody_comes_from_where_others_go(composed):
    visit = trigger("arrived", "visit", roles={"visitors": ["Badr", "Reza"], "place": ["Tehran"]})
    (draft,) = composed("visit-welcome", visit)
    assert [p.name for p in draft.parties("visitors")] == ["Badr al-Harthy"]


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ({"Peru": 0.9, "Chile": 0.8}, ["CHL"]),
        ({"Peru": 0.9}, ["PER"]),
        ({"Peru": 0.4}, []),
    ],
)
def test_the_own_state_is_visited_only_where_it_alone_is_surely_meant(composed, chances, expected):
    visit = trigger("visited", "visit", roles={"visitors": ["Alma"], "place": chances})
    found = join(composed("visit-abroad", visit))
    assert [draft.where.country for draft in found] == expected


@pytest.mark.parametrize(
    ("word", "visitor", "expected"),
    [("received", "Reza", 0), ("received", "Badr", 1), ("arrived", "Reza", 1)],
)
def test_nobody_is_received_in_the_own_state(composed, word, visitor, expected):
    visit = trigger(word, "visit", roles={"visitors": [visitor], "place": ["Tehran"]})
    assert len(composed("visit-welcome", visit)) == expected


def test_a_meeting_has_its_mode(composed):
    call = trigger(
        "spoke",
        "meeting",
        roles={"participants": ["Daniel", "Avi"]},
        facets={"meeting_mode": "phone"},
    )
    (draft,) = composed("meeting-phone", call)
    assert draft.mode == "phone"
    assert [p.country for p in draft.parties("participants")] == ["USA", "ISR"]


@pytest.mark.parametrize(
    ("chances", "place"),
    [({"Sudan": 0.9, "Kampala": 0.7}, "Kampala"), ({"Sudan": 0.9}, None)],
)
def test_what_talks_are_about_is_not_where_they_are_held(composed, chances, place):
    met = trigger("met", "meeting", roles={"participants": ["Amina", "Grace"], "place": chances})
    (draft,) = composed("meeting-topic", met)
    assert (draft.where.place, draft.where.country) == (place, "UGA" if place else None)


@pytest.mark.parametrize("modes", [("phone", "in_person"), ("in_person", "phone")])
def test_a_call_told_again_as_talking_is_one_call(composed, modes):
    people = {"participants": ["Daniel", "Avi"]}
    told_twice = [
        trigger("spoke", "meeting", roles=people, facets={"meeting_mode": mode}) for mode in modes
    ]
    (draft,) = join(composed("meeting-phone", *told_twice))
    assert draft.mode == "phone"


def test_a_meeting_of_one_side_waits_for_another_mention(composed):
    alone = trigger("met", "meeting", roles={"participants": ["Nikos"]})
    (draft,) = composed("meeting-two", alone)
    assert draft.weak
    assert join([draft]) == []


def test_a_deployment_counts_its_troops(composed):
    sent = trigger(
        "deployed",
        "deployment",
        roles={"force": ["Kenya"], "place": ["Congo"], "troops": ["1,200"]},
        facets={"action": "deploy"},
    )
    (draft,) = composed("deployment-send", sent)
    assert (draft.parties("force")[0].country, draft.action) == ("KEN", "deploy")
    assert (draft.troops.low, draft.troops.high) == (1200, 1200)
    assert draft.where.place == "eastern Congo"


def test_a_transfer_has_items_and_worth(composed):
    deal = trigger(
        "sell",
        "transfer",
        roles={
            "supplier": ["Sweden"],
            "recipient": ["Hungary"],
            "items": ["jets"],
            "value": ["$", "1.2", "billion"],
        },
        facets={"status": "planned", "transfer_mode": "sale"},
    )
    (draft,) = composed("transfer-sale", deal)
    assert [(i.name, i.amount.low) for i in draft.items] == [("Gripen fighter jets", 24)]
    assert (draft.value[0], draft.mode, draft.factuality.status) == (1.2e9, "sale", "planned")


@pytest.mark.parametrize(
    ("status", "found"), [("occurred", []), ("planned", []), ("denied", ["denied"])]
)
def test_a_negated_verb_tells_of_a_denial_or_of_nothing(mentions, lexicon, status, found):
    read = mentions["did-not"]
    sides = {"supplier": ["Seoul"], "recipient": ["Kyiv"]}
    reading = told(read.doc, "delivered", "transfer", facets={"status": status}, roles=sides)
    scene = Scene(read, lexicon)
    drafts = compose([reading], candidates(scene), scene)
    assert [draft.factuality.status for draft in drafts] == found


def test_nothing_is_transferred_to_its_giver(composed):
    deal = trigger("sell", "transfer", roles={"supplier": ["Sweden"], "recipient": ["Sweden"]})
    assert composed("transfer-sale", deal) == []


def test_a_transfer_is_of_arms(composed):
    sides = {"supplier": ["Chad"], "recipient": ["Israel"]}
    assert composed("nothing", trigger("withdrew", "transfer", roles=sides)) == []


def test_what_is_only_supposed_tells_no_event(composed):
    roles = {"force": ["Chile"], "place": ["Tacna"]}
    assert composed("supposed", trigger("sent", "deployment", roles=roles)) == []


@pytest.mark.parametrize(("chance", "suppliers"), [(0.8, ["KEN"]), (0.93, ["CHL", "KEN"])])
def test_a_second_supplier_that_no_word_joins_has_to_be_sure(composed, chance, suppliers):
    roles = {"supplier": {"Kenya": 0.95, "Chile": chance}, "recipient": ["Peru"]}
    drafts = composed("supposed", trigger("evacuated", "transfer", roles=roles))
    assert [draft.parties("supplier")[0].country for draft in drafts] == suppliers


def test_a_word_that_no_frame_knows_has_the_frame_of_learned_triggers(composed):
    visit = trigger("scheduled", "visit", roles={"visitors": ["Oumar"], "place": ["Paris"]})
    (draft,) = composed("visit-cancelled", visit)
    assert draft.frame.name == "visit.learned"


def test_unsure_drafts_make_no_report(reading, lexicon):
    found = reading("nothing")
    doc = found.doc.copy()
    for chance, reports in ((0.97, 1), (0.21, 0)):
        sure = {"visitors": {"Chad": chance}, "place": {"Israel": chance}}
        store(doc, [told(doc, "withdrew", "visit", chance=chance, roles=sure)])
        result, _ = extract_parsed(found.document, doc, lexicon, "test")
        assert len(result.reports) == reports


def test_a_report_is_as_sure_as_the_network(reading, lexicon):
    found = reading("visit-welcome")
    doc = found.doc.copy()
    confidences = []
    for chance in (0.97, 0.21):
        sure = {"visitors": {"Badr": chance}, "place": {"Tehran": chance}}
        store(doc, [told(doc, "arrived", "visit", chance=chance, roles=sure)])
        (report,) = extract_parsed(found.document, doc, lexicon, "test")[0].reports
        confidences.append(report.confidence)
    assert confidences[0] > 0.5 > confidences[1]


def test_a_call_takes_place_nowhere(reading, lexicon):
    found = reading("call-about")
    doc = found.doc.copy()
    roles = {"participants": ["Eila", "Nils"], "place": ["Narva"]}
    store(doc, [told(doc, "spoke", "meeting", facets={"meeting_mode": "in_person"}, roles=roles)])
    (report,) = extract_parsed(found.document, doc, lexicon, "test")[0].reports
    assert (report.event.mode, report.event.place, report.event.country) == ("phone", None, None)


def test_the_word_for_a_visit_may_point_to_its_place(mentions, lexicon):
    scene = Scene(mentions["own-capital"], lexicon)
    read_as = told(scene.reading.doc, "capital", "visit", roles={"visitors": ["Lia"]})
    (draft,) = compose([read_as], candidates(scene), scene)
    assert (draft.where.country, draft.weak) == ("HTI", False)


def test_hosts_and_visitors_are_not_read_for_one_another(mentions, lexicon):
    scene = Scene(mentions["host-at-home"], lexicon)
    roles = {"visitors": ["Marc"], "hosts": ["Aram"], "place": ["Lyon"]}
    read_as = told(scene.reading.doc, "received", "visit", roles=roles)
    (draft,) = compose([read_as], candidates(scene), scene)
    assert [p.name for p in draft.parties("visitors")] == ["Aram Sarkis"]
    assert [p.name for p in draft.parties("hosts")] == ["Marc Dubois"]
