from tasks.extract.reader import load_reader

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
