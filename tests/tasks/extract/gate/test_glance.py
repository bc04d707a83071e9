"""The glance: reading stops half way up the network where nothing is told, and only there."""

import json
import shutil
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks.evaluate.parts import part_of
from tasks.extract import Extractor
from tasks.extract.reader.annotate import _BEGUN
from tasks.extract.reader.component import NAME, ReaderComponent
from tasks.extract.reader.events import events_of
from tasks.extract.reader.network import GLANCE, SHIPPED, Network

GOLD = Path(__file__).parents[5] / "shared" / "gold" / "dev"

VISIT = "Norwegian Foreign Minister Kari Moe arrives in Tallinn for talks with her counterpart."
COURT = (
    "The former prime minister of Peru arrives at a court in Lima, where prosecutors of the"
    " Chilean firm ask for her arrest."
)
"""Let through by the gate, not by the glance."""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Settings())


def reader_of(extractor: Extractor) -> ReaderComponent:
    reader = extractor.nlp.get_pipe(NAME)
    assert isinstance(reader, ReaderComponent)
    return reader


def test_what_the_gate_lets_through_may_stop_half_way(extractor: Extractor) -> None:
    assert extractor.gate.opens(COURT)
    assert extractor.read(COURT) is None
    assert extractor.read(VISIT) is not None
    assert Extractor(Settings(gate=0)).read(COURT) is not None


@pytest.mark.parametrize("text", [COURT.upper(), f"{COURT}\n\n{VISIT}"])
def test_one_passage_is_enough_and_capitals_are_always_read(
    extractor: Extractor, text: str
) -> None:
    assert extractor.read(text) is not None


LONG = f"{COURT}\n\n" * 60 + VISIT


@pytest.mark.parametrize("text", [VISIT, LONG, "", " \n"], ids=["short", "long", "none", "blank"])
def test_what_is_read_after_a_glance_is_as_without(extractor: Extractor, text: str) -> None:
    glanced = extractor.nlp.make_doc(text)
    chances = list(extractor.glance(glanced))
    whole, after = extractor.nlp(text), extractor.nlp(glanced)
    assert whole.to_bytes(exclude=["user_data"]) == after.to_bytes(exclude=["user_data"])
    assert str(events_of(whole)) == str(events_of(after))
    assert _BEGUN not in after.user_data
    assert all(0 < chance < 1 for chance in chances)
    assert len(chances) > 8 or len(text) < 200


def test_a_model_without_a_glance_reads_all(tmp_path: Path, extractor: Extractor) -> None:
    bare = tmp_path / "model"
    shutil.copytree(SHIPPED, bare)
    (bare / GLANCE).unlink()
    reader = ReaderComponent(NAME, Network(bare), vectors=False)
    assert list(reader.glance(extractor.nlp.make_doc(COURT))) == [1.0]
    reader.to_disk(tmp_path / "copy")
    assert not (tmp_path / "copy" / GLANCE).exists()
    reader_of(extractor).to_disk(tmp_path / "whole")
    assert (tmp_path / "whole" / GLANCE).read_bytes() == (SHIPPED / GLANCE).read_bytes()


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.exists(), reason="the annotated texts are not here")
def test_no_more_than_one_event_in_two_hundred_is_lost(extractor: Extractor) -> None:
    kept, lost = 0, []
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            if not record.get("events") or part_of(record["id"]) != "aside":
                continue
            title = f"{record['title']}\n\n" if record["title"] else ""
            text = title + record["text"]
            looks = extractor.glance(extractor.nlp.make_doc(text))
            if extractor.gate.opens(text) and any(each >= extractor.gate.least for each in looks):
                kept += len(record["events"])
            else:
                lost += [record["id"]] * len(record["events"])
    assert kept > 400
    assert len(lost) <= 0.005 * (kept + len(lost)), lost
