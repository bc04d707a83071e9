"""Lemmas of the words that news of visits, talks, troops and arms are told in."""

import csv
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tasks.extract.reader.lemmas import NAME, exceptions, lemma_of

ROOT = Path(__file__).parents[4]


def cases() -> list[tuple[str, str, str, str]]:
    with (ROOT / "tests" / "golden" / "lemmas.csv").open(encoding="utf-8", newline="") as rows:
        return [(r["form"], r["upos"], r["tag"], r["lemma"]) for r in csv.DictReader(rows)]


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe(NAME)
    return blank


def test_the_vocabulary_of_triggers() -> None:
    table = exceptions()
    got = [(form, upos, tag, lemma_of(form, upos, tag, table)) for form, upos, tag, _ in cases()]
    assert set(got) - set(cases()) == set()
    assert len(got) > 700


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("soldiers", "NOUN", "soldier"),
        ("meeting", "NOUN", "meeting"),
        ("visited", "VERB", "visit"),
        ("visit", "VERB", "visit"),
        ("bring", "VERB", "bring"),
        ("Russia", "PROPN", "Russia"),
    ],
)
def test_without_penn_tag(form: str, upos: str, lemma: str) -> None:
    assert lemma_of(form, upos, "", exceptions()) == lemma


def tagged(nlp: Language) -> Doc:
    words = ["He", "left", "talks", "with", "Talks", "leaders"]
    pos = ["PRON", "VERB", "NOUN", "ADP", "PROPN", "NOUN"]
    tags = ["PRP", "VBD", "NNS", "IN", "NNP", "NNS"]
    return Doc(nlp.vocab, words=words, pos=pos, tags=tags)


def test_component_reads_tags(nlp: Language) -> None:
    doc = nlp.get_pipe(NAME)(tagged(nlp))
    assert [t.lemma_ for t in doc] == ["he", "leave", "talk", "with", "Talks", "leader"]


def test_lemmas_outlive_a_memory_zone(nlp: Language) -> None:
    component = nlp.get_pipe(NAME)
    for _ in range(2):
        with nlp.memory_zone():
            doc = Doc(nlp.vocab, words=["zorbifiers"], pos=["NOUN"], tags=["NNS"])
            assert component(doc)[0].lemma_ == "zorbifier"


def test_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [t.lemma_ for t in loaded.get_pipe(NAME)(tagged(loaded))][1:3] == ["leave", "talk"]
    copied = spacy.blank("en")
    copied.add_pipe(NAME)
    copied.from_bytes(nlp.to_bytes())
    assert copied.get_pipe(NAME)(tagged(copied))[0].lemma_ == "he"
