import pickle
import random

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from tasks.extract.reader import load_reader
from tasks.extract.reader.component import NAME

TEXTS = [
    "SEOUL, July 25 (Yonhap) -- Russian Defense Minister Sergei Shoigu, who arrived in "
    "Pyongyang on Tuesday, met Kim Jong-un. The two discussed military cooperation.\n\n"
    "The United States sent 200 troops to Poland. “We are ready,” Mr. Smith said.",
    "Visit of the Foreign Minister to Cairo",
    "  \n\n Leading blanks, and\ttabs.\nA line break \n\n\n and a gap.",
    "TURKEY BUYS 40 F-16 JETS FROM U.S. - MINISTRY",
    "• One bullet\n• Another bullet: 3,000 rifles",
    "Она приехала в Москву. 习近平访问莫斯科。 😀 ok",
    "a",
]


@pytest.fixture(scope="module")
def nlp():
    return load_reader()


def view(doc):
    return [
        (t.text, t.tag_, t.pos_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


def assert_well_formed(doc):
    assert doc.text == "".join(t.text_with_ws for t in doc)
    for sentence in doc.sents:
        roots = [t for t in sentence if t.head is t or t.head == t]
        assert len(roots) == 1
        assert all(t.head.i in range(sentence.start, sentence.end) for t in sentence)
    assert all(t.tag_ and t.pos_ and t.dep_ for t in doc)
    assert all(e.text.strip() == e.text for e in doc.ents)


@pytest.mark.parametrize("text", TEXTS)
def test_every_document_is_well_formed(nlp, text):
    assert_well_formed(nlp(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n \t"])
def test_documents_without_words(nlp, text):
    assert nlp(text).text == text


def test_the_result_is_the_same_in_any_batch(nlp):
    texts = TEXTS * 3 + [" ".join(TEXTS)]
    alone = {t: view(nlp(t)) for t in texts}
    for size in (1, 2, 50):
        random.Random(size).shuffle(texts)
        for text, doc in zip(texts, nlp.pipe(texts, batch_size=size), strict=True):
            assert view(doc) == alone[text]


def test_a_long_document(nlp):
    doc = nlp(" ".join([TEXTS[0]] * 120))
    assert len(doc) > 5000
    assert_well_formed(doc)
    assert max(len(s) for s in doc.sents) < 60


@pytest.mark.parametrize("mark", ["", ","])
def test_one_endless_sentence(nlp, mark):
    assert_well_formed(nlp((f"and soldiers{mark} " * 1000) + "."))


def test_a_paragraph_ends_a_sentence(nlp):
    doc = nlp("Visit to\n\nCairo")
    assert [s.text.strip() for s in doc.sents] == ["Visit to", "Cairo"]


def test_what_it_reads(nlp):
    doc = nlp(TEXTS[0])
    names = {(e.text, e.label_) for e in doc.ents}
    assert {("Pyongyang", "GPE"), ("Russian", "NORP")} <= names
    assert any(e.text.endswith("Sergei Shoigu") and e.label_ == "PERSON" for e in doc.ents)
    met = next(t for t in doc if t.text == "met")
    assert (met.pos_, met.tag_, met.dep_) == ("VERB", "VBD", "ROOT")
    assert {t.text: t.dep_ for t in met.children}.get("Kim") == "obj"


def test_given_words_are_read_as_they_are(nlp):
    doc = Doc(nlp.vocab, words=["Kim", "visited", "Moscow", "."])
    read = nlp.get_pipe(NAME)(doc)
    assert [t.pos_ for t in read] == ["PROPN", "VERB", "PROPN", "PUNCT"]


def test_disk_round_trip(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert [view(again(t)) for t in TEXTS] == [view(nlp(t)) for t in TEXTS]


def test_bytes_round_trip(nlp):
    again = load_reader().from_bytes(nlp.to_bytes())
    assert view(again(TEXTS[0])) == view(nlp(TEXTS[0]))


def test_it_travels_to_other_processes(nlp):
    component = pickle.loads(pickle.dumps(nlp.get_pipe(NAME)))
    assert view(component(nlp.make_doc(TEXTS[0]))) == view(nlp(TEXTS[0]))


def test_vectors_are_filled_on_request():
    doc = load_reader(vectors=True)(TEXTS[0])
    assert doc.tensor.shape == (len(doc), 384)
    blank = np.array([t.is_space for t in doc])
    assert (doc.tensor[blank] == 0).all()
    assert doc[0].vector @ doc[0].vector > 0
    assert load_reader()(TEXTS[0]).tensor.size == 0


def test_labels_outlive_the_memory_zone_of_the_first_document():
    nlp = load_reader()
    with nlp.memory_zone():
        nlp(TEXTS[0])
    assert_well_formed(nlp(TEXTS[0]))
