"""The texts written for the recipe keep to the codebook, to the letter."""

import json

import pytest

from tasks.evaluate.gold import read_gold
from training.lessons import OWN_TEXTS

FILES = sorted(OWN_TEXTS.glob("*.jsonl"))


def actors(record):
    for role in ("visitors", "hosts", "participants"):
        yield from record.get(role, ())
    for role in ("force", "supplier", "recipient"):
        if role in record:
            yield record[role]


def values(record):
    """What a record says in words of the text."""
    yield from record["evidence"]
    yield from record.get("units", ())
    yield from (item["name"] for item in record.get("items", ()))
    yield from (actor["name"] for actor in actors(record) if actor["name"])
    if record["place"]:
        yield record["place"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_records_are_of_the_codebook_and_in_words_of_the_text(path):
    assert read_gold(path), "records break the codebook's form"
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        text = f"{document['title'] or ''}\n{document['text']}"
        for record in document["events"]:
            strange = [value for value in values(record) if value not in text]
            assert not strange, document["id"]
            assert all(3 <= len(quote.split()) <= 15 for quote in record["evidence"])


def test_every_document_has_a_name_of_its_own_and_no_text_stands_twice():
    documents = [json.loads(line) for path in FILES for line in path.read_text().splitlines()]
    for key in ("id", "text"):
        assert len({document[key] for document in documents}) == len(documents) > 0
