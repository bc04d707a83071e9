from tasks.extract.reader import load_reader
from tasks.extract.reader.network import Network

SAID = "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025."


def test_annotations_are_the_same_in_every_memory_zone() -> None:
    nlp = load_reader()
    seen = []
    for _ in range(3):
        with nlp.memory_zone():
            doc = nlp(SAID)
            seen.append([(t.tag_, t.pos_, t.dep_, t.lemma_, t.ent_type_) for t in doc])
    assert seen[0] == seen[1] == seen[2]
    assert all(all(values[:4]) for values in seen[0])


def test_a_label_that_a_text_spells_out_outlives_the_text() -> None:
    """Every label is a word of the first text, and still one of the reader's after it."""
    nlp = load_reader()
    labels = {label for names in Network().labels.values() for label in names}
    with nlp.memory_zone():
        nlp(" ".join(sorted(labels)) + " compound nsubj amod obl PERSON GPE")
    with nlp.memory_zone():
        doc = nlp(SAID)
        assert all(token.dep_ and token.tag_ for token in doc)
        assert {ent.label_ for ent in doc.ents} >= {"GPE"}
