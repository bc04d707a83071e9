"""Parses that were made once and looked through, so that tests do not depend on the weights."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from schemas.document import Document
from schemas.ids import content_uuid
from tasks.extract.candidates import candidates
from tasks.extract.compose import compose
from tasks.extract.lexicon import Lexicon, load_lexicon
from tasks.extract.reader.tokenizer import make_tokenizer
from tasks.extract.reading import Reading, read
from tasks.extract.scene import Scene
from tests.tasks.extract.telling import told

GOLDEN = Path(__file__).parents[2] / "golden" / "extract"


def read_conllu(path: Path, vocab: Vocab) -> dict[str, Doc]:
    """Documents by id; entities stand in MISC, a line break in FORM as `\\n`."""
    docs: dict[str, Doc] = {}
    for block in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name, _, body = block.partition("\n")
        docs[name.strip()] = _doc(body, vocab)
    return docs


def _doc(body: str, vocab: Vocab) -> Doc:
    words, spaces, heads, starts = [], [], [], []
    rows = [line.split("\t") for line in body.splitlines() if line and line[0] != "#"]
    first = 0
    for i, row in enumerate(rows):
        if row[0] == "1":
            first = i
        words.append(row[1].replace("\\n", "\n"))
        spaces.append("SpaceAfter=No" not in row[9])
        heads.append(i if row[6] == "0" else first + int(row[6]) - 1)
        starts.append(row[0] == "1")
    entities = [_entity(row[9]) for row in rows]
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        heads=heads,
        sent_starts=starts,
        lemmas=[row[2].replace("\\n", "\n") for row in rows],
        pos=[row[3].replace("_", "X") for row in rows],
        tags=[row[4] for row in rows],
        deps=[row[7] for row in rows],
        ents=entities,
    )


def _entity(misc: str) -> str:
    found = [part[7:] for part in misc.split("|") if part.startswith("Entity=")]
    return found[0] if found else "O"


def document(record: dict[str, Any]) -> Document:
    """A document of the golden file."""
    published = record.get("published")
    return Document(
        document_id=content_uuid("document", [record["id"]]),
        source_id=content_uuid("source", [record["id"]]),
        uri=f"file:///golden/{record['id']}",
        content_sha256="0" * 64,
        text_sha256="0" * 64,
        title=record["title"],
        text=record["text"],
        published=date.fromisoformat(published) if published else None,
        publisher="The Courier",
    )


@pytest.fixture(scope="session")
def golden() -> dict[str, dict[str, Any]]:
    """Records of the golden file by id."""
    lines = (GOLDEN / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


@pytest.fixture(scope="session")
def _tokenized() -> tuple[Vocab, Lexicon]:
    import spacy

    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp.vocab, load_lexicon(nlp.vocab, nlp.make_doc)


@pytest.fixture(scope="session")
def lexicon(_tokenized: tuple[Vocab, Lexicon]) -> Lexicon:
    """All that is known."""
    return _tokenized[1]


@pytest.fixture(scope="session")
def parses(_tokenized: tuple[Vocab, Lexicon]) -> dict[str, Doc]:
    """Parses of the golden documents by id."""
    return read_conllu(GOLDEN / "parses.conllu", _tokenized[0])


@pytest.fixture(scope="session")
def mentions(_tokenized: tuple[Vocab, Lexicon]) -> dict[str, Reading]:
    """Readings of the sentences about who and what is named, by id."""
    vocab, knowledge = _tokenized
    found = {}
    for name, doc in read_conllu(GOLDEN / "mentions.conllu", vocab).items():
        record = {"id": name, "title": None, "text": doc.text, "published": "2024-05-14"}
        found[name] = read(document(record), doc, knowledge.vocabulary.find(doc))
    return found


@pytest.fixture(scope="session")
def reading(
    golden: dict[str, dict[str, Any]], parses: dict[str, Doc], lexicon: Lexicon
) -> Callable[[str], Reading]:
    """The reading of a golden document."""

    def of(name: str) -> Reading:
        doc = parses[name]
        return read(document(golden[name]), doc, lexicon.vocabulary.find(doc))

    return of


@pytest.fixture
def composed(reading, lexicon):
    """Drafts of a golden document from what a network might say of it."""

    def of(name, *triggers):
        found = reading(name)
        scene = Scene(found, lexicon)
        readings = [told(found.doc, *args, **more) for args, more in triggers]
        return list(compose(readings, candidates(scene), scene))

    return of
