"""Prints how well a pipeline reads: `python -m training.evaluate --data ../shared/training`.

Everything is measured through spaCy on raw text with the pipeline's own words and sentences,
with `--gold-tokens` the trees also on the treebanks' words and sentences.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from training.alignment import Score, Text, Token, compare, compare_names, total
from training.testsets import (
    GMB_LABELS,
    UNER_LABELS,
    Sample,
    read_gmb,
    read_treebank,
    read_uner,
    single_sentences,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

EWT, PUD = "ud/ewt-test.conllu", "ud/pud-test.conllu"
GMB, UNER = "ner/gmb.conll", "ner/uner-ewt-test.conll"

AIMS = {
    "EWT UPOS": 96.5,
    "EWT UAS": 91.0,
    "EWT LAS": 88.5,
    "PUD UAS": 89.5,
    "PUD LAS": 87.0,
    "EWT sentences": 85.0,
    "PUD sentences": 98.0,
    "GMB names": 86.0,
    "UNER names": 80.0,
    "EWT lemmas": 97.0,
    "speed against the stock CNN": 0.5,
}

Rows = dict[str, float]
"""Measure to value, in the order in which they are printed."""


def text_of(doc: Doc, labels: dict[str, str]) -> Text:
    """What a pipeline says of a document; its names in the test set's `labels`."""
    places = {token.i: place for place, token in enumerate(t for t in doc if not t.is_space)}
    words = tuple(
        Token(
            form=doc[i].text,
            start=doc[i].idx,
            end=doc[i].idx + len(doc[i]),
            upos=doc[i].pos_,
            lemma=doc[i].lemma_,
            head=places.get(doc[i].head.i, place),
            relation=doc[i].dep_,
        )
        for i, place in places.items()
    )
    firsts = (next((places[t.i] for t in s if t.i in places), None) for s in doc.sents)
    starts = tuple(sorted(place for place in firsts if place is not None))
    names = frozenset(
        (e.start_char, e.end_char, labels[e.label_]) for e in doc.ents if e.label_ in labels
    )
    return Text(words, starts, names)


def trees(nlp: Language, samples: list[Sample], name: str) -> Rows:
    """Words, sentences, tags, lemmas and trees from raw text."""
    docs = nlp.pipe(sample.raw for sample in samples)
    return _rows(name, ((s.gold, text_of(d, {})) for s, d in zip(samples, docs, strict=True)))


def gold_trees(nlp: Language, samples: list[Sample], name: str) -> Rows:
    """Tags and trees where words and sentences are given: `samples` are single sentences."""
    docs = nlp.pipe(given(nlp, sample.gold) for sample in samples)
    read = ((s.gold, text_of(d, {})) for s, d in zip(samples, docs, strict=True))
    return _rows(f"{name} gold words:", ((numbered(gold), numbered(said)) for gold, said in read))


def given(nlp: Language, gold: Text) -> Doc:
    """A document of gold words, not yet read."""
    from spacy.tokens import Doc

    words = gold.words
    spaces = [a.end < b.start for a, b in pairwise(words)]
    return Doc(nlp.vocab, words=[w.form for w in words], spaces=[*spaces, False])


def numbered(text: Text) -> Text:
    """The text with the place of each word for its characters."""
    words = (replace(w, start=i, end=i + 1) for i, w in enumerate(text.words))
    return replace(text, words=tuple(words))


_TITLES = {
    "upos": "UPOS",
    "uas": "UAS",
    "las": "LAS",
    "sentences": "sentences",
    "lemmas": "lemmas",
    "words": "words",
}


def _rows(name: str, read: Iterable[tuple[Text, Text]]) -> Rows:
    scores = total(compare(gold, said) for gold, said in read)
    return {f"{name} {title}": scores[key].f1 for key, title in _TITLES.items()}


def names(nlp: Language, samples: list[Sample], labels: dict[str, str], name: str) -> Rows:
    """Exact F1 of names, in all and by label."""
    docs = nlp.pipe(sample.raw for sample in samples)
    read = zip(samples, docs, strict=True)
    scores = total(compare_names(sample.gold, text_of(doc, labels)) for sample, doc in read)
    rows = {f"{name} names": sum(scores.values(), Score()).f1}
    return rows | {f"{name} {label}": scores[label].f1 for label in sorted(scores)}


def measure(nlp: Language, data: Path, gold_tokens: bool) -> Rows:
    """Every measure but speed."""
    rows = trees(nlp, read_treebank(data / EWT), "EWT")
    rows |= trees(nlp, read_treebank(data / PUD), "PUD")
    if gold_tokens:
        rows |= gold_trees(nlp, single_sentences(data / EWT), "EWT")
        rows |= gold_trees(nlp, single_sentences(data / PUD), "PUD")
    rows |= names(nlp, read_gmb(data / GMB), GMB_LABELS, "GMB")
    return rows | names(nlp, read_uner(data / UNER, data / EWT), UNER_LABELS, "UNER")


def table(rows: Rows, against: Rows | None) -> str:
    """Rows as Markdown; with `against`, its values and the difference beside them."""
    heads = [
        "measured on raw text",
        "value",
        "aim",
        *(["against", "difference"] if against else []),
    ]
    lines = [heads, ["---"] * len(heads)]
    for name, value in rows.items():
        aim = AIMS.get(name)
        cells = [name, _number(value), "" if aim is None else _number(aim)]
        if against:
            other = against.get(name)
            cells += ["", ""] if other is None else [_number(other), f"{value - other:+.2f}"]
        lines.append(cells)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.2f}"


def load(name: str, model: Path | None = None) -> Language:
    """The pipeline called `name`; `model` is a folder with other weights for the reader."""
    from schemas.settings import Settings
    from tasks.extract.reader.component import NAME, ReaderComponent
    from tasks.extract.reader.pipeline import load_pipeline

    nlp = load_pipeline(Settings(model=name))
    if model is not None:
        reader = nlp.get_pipe(NAME)
        assert isinstance(reader, ReaderComponent)
        reader.from_disk(model)
    return nlp


def main(arguments: list[str] | None = None) -> None:
    """Measure a pipeline and print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--pipeline", default="sitrep", help="`sitrep`, or any spaCy pipeline")
    parser.add_argument("--model", type=Path, help="folder of weights in place of the shipped ones")
    parser.add_argument("--against", type=Path, help="a second folder of weights to compare with")
    parser.add_argument("--gold-tokens", action="store_true", help="the trees on gold words, too")
    parser.add_argument("--no-speed", action="store_true", help="leave out the speed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args(arguments)
    os.environ["OMP_NUM_THREADS"] = "1"
    nlp = load(args.pipeline, args.model)
    rows = measure(nlp, args.data, args.gold_tokens)
    if not args.no_speed:
        from training.speed import speed

        rows |= speed(nlp, args.data)
    against = None
    if args.against:
        against = measure(load(args.pipeline, args.against), args.data, args.gold_tokens)
    if args.json:
        print(json.dumps({"rows": rows, "aims": AIMS, "against": against}, indent=2))
    else:
        print(table(rows, against))


if __name__ == "__main__":
    main()
