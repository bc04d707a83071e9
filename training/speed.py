"""Words a second on one core, against spaCy's own small pipeline on the same texts.

spaCy's English models are in no package registry, so a pipeline of the size of `en_core_web_sm`
is made on the spot: a hash-embedding CNN (width 96, depth 4) under tagger and parser and another
under the names, attribute ruler and rule lemmatizer. It is trained just long enough that the
parser takes real transitions; its speed does not hang on how well it reads.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from training.conllu import Annotated, read_sentences
from training.entities import read_columns
from training.testsets import read_gmb, read_treebank

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

SENTENCES = 400
"""Training sentences of each kind: trees of EWT, names of GMB."""

ROUNDS = 4
BATCH = 32
REPEATS = 3
"""Both pipelines read the texts this often in turn; the best time of each counts."""

_TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
    "pretrained_vectors": None,
}
_SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def stock_pipeline(data: Path) -> Language:
    """A pipeline of the parts and the size of `en_core_web_sm`."""
    import spacy
    from thinc.api import fix_random_seed

    fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _TOK2VEC})
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": _SHARED}
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("parser", config={"model": _transitions("parser", _SHARED)})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer")
    nlp.add_pipe("ner", config={"model": _transitions("ner", _TOK2VEC)})
    examples = [*_trees(nlp, data), *_names(nlp, data)]
    optimizer = nlp.initialize(lambda: examples)
    _map_tags(nlp, data)
    for number in range(ROUNDS):
        random.Random(number).shuffle(examples)
        for start in range(0, len(examples), BATCH):
            nlp.update(examples[start : start + BATCH], sgd=optimizer)
    return nlp


def _transitions(kind: str, tok2vec: dict[str, object]) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }


def _sentences(data: Path) -> Iterator[Annotated]:
    return islice(read_sentences(data / "ud/ewt-train.conllu"), SENTENCES)


def _trees(nlp: Language, data: Path) -> Iterator[Example]:
    from spacy.training import Example

    for sentence in _sentences(data):
        words = [w.form for w in sentence.words]
        heads = [w.head - 1 if w.head else i for i, w in enumerate(sentence.words)]
        gold = {
            "words": words,
            "tags": [w.xpos for w in sentence.words],
            "heads": heads,
            "deps": [w.relation for w in sentence.words],
        }
        yield Example.from_dict(nlp.make_doc(" ".join(words)), gold)


def _names(nlp: Language, data: Path) -> Iterator[Example]:
    from spacy.training import Example

    for words, labels in read_columns(data / "ner/gmb.conll")[:SENTENCES]:
        gold = {"words": words, "entities": labels}
        yield Example.from_dict(nlp.make_doc(" ".join(words)), gold)


def _map_tags(nlp: Language, data: Path) -> None:
    """Give the ruler the universal tag of each Penn tag, as the published models have it."""
    from spacy.pipeline import AttributeRuler

    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    seen = {w.xpos: w.upos for sentence in _sentences(data) for w in sentence.words}
    for tag, upos in sorted(seen.items()):
        ruler.add([[{"TAG": tag}]], {"POS": upos})


def speed(nlp: Language, data: Path) -> dict[str, float]:
    """Words per second of processor time: `nlp`, the stock pipeline, and their quotient."""
    texts = [s.raw for s in read_gmb(data / "ner/gmb.conll")]
    texts += [s.raw for s in read_treebank(data / "ud/pud-test.conllu")]
    stock = stock_pipeline(data)
    ours, theirs = 0.0, 0.0
    for _ in range(REPEATS):
        ours = max(ours, _words_per_second(nlp, texts))
        theirs = max(theirs, _words_per_second(stock, texts))
    return {
        "words/s": ours,
        "words/s, stock CNN": theirs,
        "speed against the stock CNN": ours / theirs,
    }


def _words_per_second(nlp: Language, texts: list[str]) -> float:
    start = time.process_time()
    words = sum(not token.is_space for doc in nlp.pipe(texts) for token in doc)
    return words / (time.process_time() - start)
