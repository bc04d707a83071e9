"""Whole folders: the samples, the broken inputs, and the real texts."""

import json
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.ingest import RawStore, discover, read

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
GOLDEN = Path(__file__).parents[2] / "golden" / "ingest" / "samples.json"


def outputs(folder: Path, data: Path) -> list[Source | Reject]:
    settings = Settings(data=data)
    files, rejects = discover([str(folder)], settings.data)
    store = RawStore(settings.raw)
    read_in = [output for file in files for output in read(file, store.put(file.path), settings)]
    return [*rejects, *read_in]


def test_the_samples_read_as_they_always_did(tmp_path: Path) -> None:
    found = outputs(ROOT / "samples", tmp_path)
    base = (ROOT / "samples").as_uri()
    told = [
        output.model_dump(exclude={"blob_sha256", "file_uri", "content"}, exclude_none=True)
        | {"uri": output.uri.replace(base, "samples"), "characters": len(output.content)}
        for output in found
        if isinstance(output, Source)
    ]
    assert len(told) == len(found)
    assert told == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_of_the_broken_inputs_each_is_told_and_the_good_ones_are_read(
    broken_folder: Path, tmp_path: Path
) -> None:
    tracemalloc.start()
    found = outputs(broken_folder, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    reasons = Counter(
        (output.uri.rsplit("/", 1)[1], output.reason)
        for output in found
        if isinstance(output, Reject)
    )
    assert reasons == {
        ("empty.txt", "empty"): 1,
        ("program.bin", "binary"): 1,
        ("lines.jsonl", "too_large"): 1,
        ("broken.jsonl.gz", "truncated"): 1,
        ("truncated.pdf", "truncated"): 1,
        ("invalid-utf8.txt", "bad_encoding"): 1,
        ("fields.jsonl", "missing_field"): 1,
        ("fields.jsonl", "no_text"): 1,
        ("fields.jsonl", "bad_record"): 1,
    }
    ids = {output.input_id for output in found if isinstance(output, Source)}
    assert {"good-1", "good-2", "good-3", "far", "part-0"} <= ids
    assert peak < 40_000_000


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the annotated texts are not here")
def test_the_real_texts_are_read_whole(tmp_path: Path) -> None:
    seeds = outputs(SHARED / "seeds", tmp_path)
    assert [type(output) for output in seeds] == [Source] * 5
    news = outputs(SHARED / "corpus" / "wikinews.jsonl.gz", tmp_path)
    assert len(news) == 274
    assert all(isinstance(output, Source) and output.input_id for output in news)
