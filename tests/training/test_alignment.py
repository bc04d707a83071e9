"""Scores of small readings, counted by hand."""

from dataclasses import replace

import pytest

from training.alignment import Score, Text, Token, aligned, compare, compare_names, total


def text(spelt: str, *words: tuple[str, int, str, str], starts: tuple[int, ...] = (0,)) -> Text:
    """Words (form, head from 1 or 0, relation, universal tag) where they stand in `spelt`."""
    tokens = []
    cursor = 0
    for place, (form, head, relation, upos) in enumerate(words):
        start = spelt.index(form, cursor)
        cursor = start + len(form)
        above = head - 1 if head else place
        tokens.append(Token(form, start, cursor, upos, form.lower(), above, relation))
    return Text(tuple(tokens), starts)


RAW = "Putin visited Beijing"
GOLD = text(
    RAW,
    ("Putin", 2, "nsubj", "PROPN"),
    ("visited", 0, "root", "VERB"),
    ("Beijing", 2, "obj", "PROPN"),
)


def f1(gold: Text, system: Text) -> dict[str, float]:
    return {name: round(score.f1, 2) for name, score in compare(gold, system).items()}


def test_equal_readings() -> None:
    assert set(f1(GOLD, GOLD).values()) == {100.0}


def test_wrong_head_label_and_tag() -> None:
    said = text(
        RAW,
        ("Putin", 2, "obj", "PROPN"),
        ("visited", 0, "ROOT", "NOUN"),
        ("Beijing", 1, "obj", "PROPN"),
    )
    assert f1(GOLD, said) == {
        "words": 100.0,
        "upos": 66.67,
        "lemmas": 100.0,
        "uas": 66.67,
        "las": 33.33,
        "sentences": 100.0,
    }


def test_a_word_cut_in_two_costs_both_sides() -> None:
    said = text(
        RAW,
        ("Putin", 2, "nsubj", "PROPN"),
        ("visited", 0, "ROOT", "VERB"),
        ("Bei", 4, "compound", "PROPN"),
        ("jing", 2, "obj", "PROPN"),
    )
    scores = compare(GOLD, said)
    assert scores["words"] == Score(2, 3, 4)
    assert scores["las"].f1 == pytest.approx(100 * 2 * 2 / 7)


def test_a_head_outside_the_alignment_is_wrong() -> None:
    said = text(
        RAW,
        ("Putin", 2, "nsubj", "PROPN"),
        ("visit", 0, "ROOT", "VERB"),
        ("ed", 2, "dep", "X"),
        ("Beijing", 2, "obj", "PROPN"),
    )
    assert compare(GOLD, said)["uas"].right == 0


def test_subtypes_do_not_count() -> None:
    words = [replace(w, relation=w.relation + ":x") for w in GOLD.words]
    assert f1(GOLD, replace(GOLD, words=tuple(words)))["las"] == 100.0


def test_a_root_is_no_word_that_hangs_from_another() -> None:
    said = text(
        RAW,
        ("Putin", 0, "ROOT", "PROPN"),
        ("visited", 1, "obj", "VERB"),
        ("Beijing", 2, "obj", "PROPN"),
    )
    assert compare(GOLD, said)["uas"].right == 1


def test_underscore_is_any_lemma() -> None:
    words = (replace(GOLD.words[0], lemma="_"), *GOLD.words[1:])
    said = (replace(GOLD.words[0], lemma="other"), *GOLD.words[1:])
    scores = compare(replace(GOLD, words=words), replace(GOLD, words=said))
    assert scores["lemmas"].right == 3


def test_multiword_token_that_its_words_do_not_spell() -> None:
    """German-like "im" is gold "in dem"; the system wrote "in" alone there."""
    gold = [
        Token("in", 0, 2, "ADP", "in", 2, "case"),
        Token("dem", 0, 2, "DET", "der", 2, "det"),
        Token("Haus", 3, 7, "NOUN", "haus", 2, "root"),
    ]
    system = [
        Token("In", 0, 2, "ADP", "in", 1, "case"),
        Token("Haus", 3, 7, "NOUN", "haus", 1, "ROOT"),
    ]
    assert aligned(gold, system) == {0: 0, 1: 2}


def test_sentence_bounds() -> None:
    gold = replace(GOLD, starts=(0, 2))
    assert compare(gold, GOLD)["sentences"] == Score(0, 2, 1)
    assert compare(gold, replace(GOLD, starts=(0, 1, 2)))["sentences"] == Score(1, 2, 3)


def test_names_are_exact_and_blind_spans_left_out() -> None:
    gold = Text(names=frozenset({(0, 5, "per"), (14, 21, "geo")}), blind=((30, 40),))
    said = Text(names=frozenset({(0, 5, "per"), (13, 21, "geo"), (28, 31, "org"), (50, 51, "org")}))
    assert compare_names(gold, said) == {
        "per": Score(1, 1, 1),
        "geo": Score(0, 1, 1),
        "org": Score(0, 0, 1),
    }


def test_total() -> None:
    assert total([{"a": Score(1, 2, 3)}, {"a": Score(1, 1, 1), "b": Score()}]) == {
        "a": Score(2, 3, 4),
        "b": Score(),
    }
    assert Score().f1 == 0.0
    assert Score(2, 3, 4).f1 == pytest.approx(57.14, abs=0.01)
