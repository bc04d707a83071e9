"""The whole English pipeline around the shipped network."""

from __future__ import annotations

import spacy
from spacy.language import Language

from tasks.extract.reader import component
from tasks.extract.reader.tokenizer import make_tokenizer


def load_reader(threads: int = 1, vectors: bool = False) -> Language:
    """Tuned tokenizer, network, lemmas.

    `threads` are the network's, per process; `vectors` fills `doc.tensor`.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    nlp.add_pipe(component.NAME, config={"threads": threads, "vectors": vectors})
    return nlp
