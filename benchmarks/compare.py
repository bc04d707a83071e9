"""What other packages make of the same articles, beside sitrep, over one and the same parse.

    pip install textacy==0.13.0
    python -m benchmarks.compare GOLD.jsonl [--articles N]

textacy's subject-verb-object triples are what a Python user would reach for first. Prints processor
seconds of the reader, and of textacy and sitrep after it; how many triples and records come out;
and for how many annotated events a triple lies in the event's first quote, which is the most that a
mapping of triples to events could find. Without textacy only sitrep's half is printed.
"""

import argparse
import json
import time
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from schemas.settings import Settings
from tasks.extract.extractor import Extractor, extract_parsed
from tasks.extract.reading import pipeline_text
from training.lessons import document_of

THEIR_LABELS = {"obj": "dobj", "iobj": "dative", "nsubj:pass": "nsubjpass", "aux:pass": "auxpass"}
"""Universal relations → those of the pipelines that textacy was written for."""
LIGHT = "A light sentence that warms what is read on first use: Chile sent troops to Haiti."


def main() -> None:
    """Read, extract, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--articles", type=int)
    given = parser.parse_args()
    with given.gold.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, given.articles)]
    extractor = Extractor(Settings())
    documents = [document_of(record) for record in records]
    texts = [pipeline_text(document) for document in documents]
    warm = documents[0].model_copy(update={"title": None, "text": LIGHT})
    extract_parsed(warm, extractor.nlp(LIGHT), extractor.lexicon, "warm")
    began = time.process_time()
    parsed = list(extractor.nlp.pipe(texts))
    reading = time.process_time() - began
    print(f"{len(records)} articles, {sum(map(len, parsed)):,} words, reader {reading:.1f} s")
    began = time.process_time()
    found = [
        extract_parsed(document, doc, extractor.lexicon, "compared")[0]
        for document, doc in zip(documents, parsed, strict=True)
    ]
    _show("sitrep", time.process_time() - began, reading, sum(len(e.reports) for e in found))
    _triples(records, parsed, reading)


def _triples(records: list[dict[str, Any]], parsed: list[Doc], reading: float) -> None:
    try:
        from textacy.extract.triples import subject_verb_object_triples
    except ImportError:
        print("textacy is not installed")
        return
    for token in chain.from_iterable(parsed):
        token.dep_ = THEIR_LABELS.get(token.dep_, token.dep_)
    began = time.process_time()
    triples = [[each.verb[0].idx for each in subject_verb_object_triples(doc)] for doc in parsed]
    _show("textacy", time.process_time() - began, reading, sum(map(len, triples)))
    events = [
        _told(event["evidence"][0], doc.text, verbs)
        for record, doc, verbs in zip(records, parsed, triples, strict=True)
        for event in record["events"]
    ]
    print(f"textacy: a triple in the first quote of {sum(events)} of {len(events)} events")


def _told(quote: str, text: str, verbs: Iterable[int]) -> bool:
    at = text.find(quote)
    return any(at <= verb < at + len(quote) for verb in verbs)


def _show(who: str, seconds: float, reading: float, made: int) -> None:
    print(f"{who}: {seconds:.2f} s, {seconds / reading:.1%} of the reader; {made} found")


if __name__ == "__main__":
    main()
