"""The gate: what it lets through, and that nothing but the text has a say."""

import subprocess
import sys
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from schemas.document import Document
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract import Extractor
from tasks.extract.gate import Gate, load_gate
from tasks.extract.gate.passages import LONGEST, passages

LEAST = Settings.model_fields["gate"].default

VISIT = "Norwegian Foreign Minister Kari Moe arrives in Tallinn for talks with her counterpart."
STORM = "At least twelve people are killed as a landslide buries a village after heavy rain."


@pytest.fixture(scope="module")
def gate() -> Gate:
    return load_gate(LEAST)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (VISIT, True),
        ("Turkey sends 500 soldiers to guard the new harbour of Mogadishu.", True),
        ("Germany has delivered two air-defence systems to Ukraine.", True),
        ("The presidents of Chile and Peru spoke by telephone on Monday.", True),
        (f"{STORM}\n\n{STORM} {VISIT}", True),
        (STORM.upper(), True),
        (STORM, False),
        (f"{STORM} {STORM}\n{STORM}", False),
        ("In tennis, Ruiz beats Moe in three sets to win her first Wimbledon title.", False),
        ("A singer wins four prizes at the annual film and music awards.", False),
        ("", False),
    ],
)
def test_what_is_let_through(gate: Gate, text: str, opens: bool) -> None:
    assert gate.opens(text) is opens


def test_nothing_is_shut_out_at_nought() -> None:
    assert load_gate(0).opens(STORM)


def test_triggers_of_ones_own_always_pass(tmp_path: Path) -> None:
    text = STORM.replace("buries", "junkets")
    assert not load_gate(LEAST).opens(text)
    (tmp_path / "frames.toml").write_text(
        '[[frame]]\nname = "visit.junket"\ntype = "visit"\nverbs = ["junket"]\n'
        'roles = { visitors = ["subject"], place = ["to"] }\n'
    )
    own = load_gate(LEAST, tmp_path)
    assert own.opens(text)
    assert own.opens(text.replace("junkets", "junketed"))
    assert not own.opens(STORM)


@given(st.text(alphabet='ab.!? \n"”A1', max_size=3 * LONGEST))
def test_passages_cover_a_text_in_order(text: str) -> None:
    found = list(passages(text))
    assert all(start < end <= start + LONGEST for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    covered = {at for start, end in found for at in range(start, end)}
    left = {text[at] for at in range(len(text)) if at not in covered}
    assert left <= set(' \n"”')


def test_chances_are_those_of_any_process(gate: Gate) -> None:
    said = (
        "from tasks.extract.gate import load_gate\n"
        "for text in (%r, %r):\n"
        "    print([p.chance for p in load_gate(0.015).passages(text)])"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", said % (VISIT, STORM)],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        here = [[p.chance for p in gate.passages(text)] for text in (VISIT, STORM)]
        assert done.stdout.split("\n")[:2] == [str(each) for each in here]


@Language.component("refuses_to_read")
def refuses_to_read(doc: Doc) -> Doc:
    raise RuntimeError(doc.text)


class Unreading(Extractor):
    @cached_property
    def nlp(self) -> Language:
        nlp = spacy.blank("en")
        nlp.add_pipe("refuses_to_read")
        return nlp

    version = "0"


def document(text: str) -> Document:
    source = Source(
        uri="file:///a", file_uri="file:///a", blob_sha256="0" * 64, locator="", format="text",
        content=text,
    )  # fmt: skip
    return Document.of(source, text_sha256="0" * 64, text=text, published=None)


def test_the_reader_sees_only_what_passes() -> None:
    documents = [document(text) for text in (STORM, VISIT, STORM + " ")]
    made = list(Unreading(Settings()).extract(documents))
    assert [each.document for each, _ in made] == documents
    assert [len(rejects) for _, rejects in made] == [0, 1, 0]
    for settings in (Settings(gate=0), Settings(language="de")):
        assert all(rejects for _, rejects in Unreading(settings).extract(documents))
