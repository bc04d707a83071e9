"""The whole recipe on a few sentences: read, train, resume, export, quantize, run."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

import spacy  # noqa: E402

from tasks.extract.reader.component import NAME  # noqa: E402
from tasks.extract.reader.events import events_of  # noqa: E402
from tasks.extract.reader.network import SHIPPED  # noqa: E402
from training import entities  # noqa: E402
from training.export import ship  # noqa: E402
from training.train import Run, Settings  # noqa: E402

HERE = Path(__file__).parent
SMALL = {"layers": 1, "width": 24, "heads": 2, "inner": 32}
SETTINGS = Settings(
    rounds=40,
    lesson_rounds=8,
    lesson_share=1.0,
    pieces=64,
    encoder_rate=5e-3,
    head_rate=1e-2,
    save_every=2,
    threads=1,
)


def lesson(kind, words, trigger, **roles):
    """A lesson of one sentence; `roles` give the place of one word each."""
    facets = {"status": "occurred", "alleged": "no"}
    return {
        "id": words,
        "kind": "train/some",
        "sentences": [{"words": words.split(), "spaces": ["space"] * len(words.split())}],
        "triggers": {trigger: {"types": [kind], "facets": facets}},
        "untold": [],
        "roles": [[trigger, word, role, 1] for role, word in roles.items()],
    }


LESSONS = [
    lesson("visit", "Omar visited Oslo on Monday .", 1, visitors=0, place=2),
    lesson("transfer", "Norway sold Mali tanks .", 1, supplier=0, recipient=2, items=3),
    lesson("visit", "Ida visited Riga on Friday .", 1, visitors=0, place=2),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    for name in ("ewt-train", "ewt-dev"):
        (folder / "ud").mkdir(exist_ok=True)
        shutil.copyfile(HERE / "tiny.conllu", folder / "ud" / f"{name}.conllu")
    (folder / "ner").mkdir()
    columns = (HERE / "tiny.conll").read_text("utf-8")
    unseen = "Nobody\tNN\tO\n\n" * entities.GMB_TEST_SENTENCES
    (folder / "ner" / "gmb.conll").write_text(columns + "\n" + unseen, "utf-8")
    rows = [json.dumps(row) + "\n" for row in LESSONS * 9]
    (folder / "lessons.jsonl").write_text("".join(rows), "utf-8")
    return folder


def run_in(out, data, settings=SETTINGS):
    return Run(settings, data, SHIPPED, out, SMALL, lessons=data / "lessons.jsonl")


@pytest.fixture(scope="module")
def trained(data, tmp_path_factory):
    run = run_in(tmp_path_factory.mktemp("run"), data)
    run.train()
    return run


def test_it_learns_what_it_is_taught(trained):
    scores = trained.evaluate()
    assert scores["upos"] > 0.9
    assert scores["relation"] > 0.6
    assert scores["triggers"] > 0.9
    assert scores["roles"] > 0.8


def test_a_run_that_was_cut_short_ends_like_one_that_was_not(trained, data, tmp_path):
    run = run_in(tmp_path, data)

    class CutError(Exception):
        pass

    save, saves = run.save, []

    def save_and_stop():
        save()
        saves.append(1)
        if len(saves) == 3:
            raise CutError

    run.save = save_and_stop
    with pytest.raises(CutError):
        run.train()
    again = run_in(tmp_path, data)
    again.resume()
    assert (again.round, again.step) != (0, 0)
    again.train()
    for name, value in trained.model.state_dict().items():
        assert torch.equal(value, again.model.state_dict()[name]), name


def test_the_exported_model_reads(trained, tmp_path):
    target = tmp_path / "model"
    ship(trained.out, SHIPPED / "vocab.txt", {"x": "y"}, target)
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"vectors": False}).from_disk(target)
    doc = nlp("Omar visited Oslo on Monday. The envoy held talks in Riga.")
    told = events_of(doc)
    assert [doc[t.token].text for t in told if t.types["visit"] > 0.5] == ["visited"]
    places = told[0].in_role("place")
    assert max(places, key=places.get) == 2
    assert [t.pos_ for t in doc][:2] == ["PROPN", "VERB"]
    assert len(list(doc.sents)) >= 1
    assert (target / "NOTICE").exists()


def test_the_test_set_of_gmb_is_never_read(trained):
    words = {w for s in trained.sources.gmb.sentences for w in s.words}
    assert "Nobody" not in words
    assert "Norwegian" in words


def test_layers_of_another_seed_differ(trained, data, tmp_path):
    other = run_in(tmp_path, data, replace(SETTINGS, seed=8))
    start = other.model.state_dict()["heads.parse.bilinear"]
    assert not torch.equal(start, trained.model.state_dict()["heads.parse.bilinear"])
