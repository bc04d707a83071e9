"""What frames and a network say of one trigger, as one draft."""

from dataclasses import replace

import pytest

from tasks.extract.confidence import Signs
from tasks.extract.extractor import drafts_of
from tasks.extract.fusion import UNSURE, fuse
from tasks.extract.reader.events import store
from tests.tasks.extract.telling import told


@pytest.mark.parametrize(
    ("name", "kind"), [("visit-welcome", "visit"), ("transfer-sale", "transfer")]
)
def test_where_a_frame_finds_all_it_needs_its_actors_stand(reading, lexicon, name, kind):
    found = reading(name)
    doc = found.doc.copy()
    bare = drafts_of(found, lexicon)
    store(doc, [])
    with_network = drafts_of(replace(found, doc=doc), lexicon)
    told_roles = [[d.roles for d in row if d.type == kind] for row in (bare, with_network)]
    assert told_roles[0] == told_roles[1] != []
    assert all(d.signs.ruled for d in with_network)


def test_a_frame_is_no_less_sure_for_what_the_network_doubts(reading, lexicon):
    framed = drafts_of(reading("visit-welcome"), lexicon)
    doubted = [replace(draft, signs=Signs(0.99, 0.0001)) for draft in framed]
    fused = fuse(doubted, framed, [])
    assert [draft.signs.roles for draft in fused] == [UNSURE] * len(framed) != []


def test_the_network_fills_what_a_frame_leaves_open(reading, lexicon):
    found = reading("meeting-two")
    doc = found.doc.copy()
    roles = {"participants": ["Nikos", "Kemal"], "place": ["Geneva"]}
    store(doc, [told(doc, "met", "meeting", roles=roles)])
    (draft,) = [d for d in drafts_of(replace(found, doc=doc), lexicon) if d.type == "meeting"]
    assert draft.signs.trigger == pytest.approx(0.9)
    assert draft.where.place == "Geneva"
