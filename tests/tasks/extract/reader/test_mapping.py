"""Other pipelines behind `SITREP_MODEL`."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from schemas.settings import Settings
from tasks.extract.reader.mapping import NAME
from tasks.extract.reader.pipeline import PipelineUnusableError, load_pipeline


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def parsed(nlp: Language) -> Doc:
    return Doc(
        nlp.vocab,
        words=["Vladimir", "Putin", "visited", "the", "Kremlin", "'s", "guests", "in", "May"],
        pos=["PROPN", "PROPN", "VERB", "DET", "PROPN", "PART", "NOUN", "ADP", "PROPN"],
        tags=["NNP", "NNP", "VBD", "DT", "NNP", "POS", "NNS", "IN", "NNP"],
        heads=[1, 2, 2, 4, 6, 4, 2, 2, 7],
        deps=["compound", "nsubj", "ROOT", "det", "poss", "case", "dobj", "prep", "pobj"],
        ents=["B-PERSON", "I-PERSON", "O", "B-FAC", "I-FAC", "I-FAC", "O", "O", "B-DATE"],
    )


def test_tree_and_entities(nlp: Language) -> None:
    doc = nlp.create_pipe(NAME)(parsed(nlp))
    assert [(t.dep_, t.head.i) for t in doc] == [
        ("nsubj", 2),
        ("flat", 0),
        ("ROOT", 2),
        ("det", 4),
        ("nmod:poss", 6),
        ("case", 4),
        ("obj", 2),
        ("case", 8),
        ("obl", 2),
    ]
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Vladimir Putin", "PERSON"),
        ("Kremlin", "LOC"),
        ("May", "DATE"),
    ]
    assert len(list(doc.sents)) == 1


def test_two_sentences_stay_two(nlp: Language) -> None:
    one = parsed(nlp)
    both = nlp.create_pipe(NAME)(Doc.from_docs([one, one]))
    assert [len(s) for s in both.sents] == [9, 9]
    assert [t.dep_ for t in both[9:]] == [t.dep_ for t in both[:9]]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("GPE", "GPE"),
        ("PER", "PERSON"),
        ("PRODUCT", "WEAPON"),
        ("TIME", "DATE"),
        ("EVENT", None),
        ("MONEY", None),
        ("WORK_OF_ART", None),
        ("MISC", None),
    ],
)
def test_kinds(nlp: Language, label: str, kind: str | None) -> None:
    doc = nlp.create_pipe(NAME)(Doc(nlp.vocab, words=["The", "Name"], ents=["O", f"B-{label}"]))
    assert [e.label_ for e in doc.ents] == ([kind] if kind else [])


def test_universal_labels_stay(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["Oct", "5"], heads=[0, 0], deps=["ROOT", "nmod"])
    assert [t.dep_ for t in nlp.create_pipe(NAME)(doc)] == ["ROOT", "nmod"]


def test_not_installed() -> None:
    with pytest.raises(PipelineUnusableError, match="install it or unset SITREP_MODEL"):
        load_pipeline(Settings(model="en_no_such_pipeline"))


def test_without_parser(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    with pytest.raises(PipelineUnusableError, match="has no parser"):
        load_pipeline(Settings(model=str(tmp_path)))


def test_a_pipeline_of_spacys_is_mapped(tmp_path: Path) -> None:
    made = spacy.blank("en")
    made.add_pipe("parser")
    parse = {"heads": [1, 1], "deps": ["nsubj", "ROOT"]}
    made.initialize(lambda: [Example.from_dict(made.make_doc("Talks failed"), parse)])
    patterns = [{"label": "FAC", "pattern": [{"LOWER": "kremlin"}]}]
    made.add_pipe("entity_ruler").add_patterns(patterns)
    made.to_disk(tmp_path)
    loaded = load_pipeline(Settings(model=str(tmp_path)))
    assert loaded.pipe_names[-1] == NAME
    assert [e.label_ for e in loaded("Talks at the Kremlin").ents] == ["LOC"]
