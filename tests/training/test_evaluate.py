"""The printed table, from test sets of a few words and a pipeline that knows them."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from training import evaluate
from training.conllu import read_sentences
from training.testsets import GMB_LABELS, read_gmb, read_treebank, read_uner

TREEBANK = """\
# newdoc id = one
# sent_id = 1
# newpar
# text = Lavrov doesn't visit Minsk.
1	Lavrov	Lavrov	PROPN	NNP	_	4	nsubj	_	_
2-3	doesn't	_	_	_	_	_	_	_	_
2	does	do	AUX	VBZ	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	visit	visit	VERB	VB	_	0	root	_	_
5	Minsk	Minsk	PROPN	NNP	_	4	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = 2
# newpar
# text = He wont go.
1	He	he	PRON	PRP	_	4	nsubj	_	_
2-3	wont	_	_	_	_	_	_	_	_
2	wo	will	AUX	MD	_	4	aux	_	_
3	not	not	PART	RB	_	4	advmod	_	_
3.1	x	x	X	X	_	_	_	_	_
4	go	go	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

"""
UNER = """\
Lavrov\t-\tB-PER
does\t-\tO
n't\t-\tO
visit\t-\tO
Minsk\t-\tB-LOC
.\t-\tO

He\t-\tO
wo\t-\tO
not\t-\tO
go\t-\tO
.\t-\tO
"""
GMB = """\
The\tDT\tO
Iraqi\tJJ\tB-gpe
army\tNN\tO
(\t(\tO
U.S.~Army\tNNP\tB-org
)\t)\tO
left\tVBD\tO
Iraq\tNNP\tB-gpe
in\tIN\tO
World\tNNP\tB-eve
War\tNNP\tI-eve
.\t.\tO
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "ud").mkdir()
    (tmp_path / "ner").mkdir()
    for name in (evaluate.EWT, evaluate.PUD):
        (tmp_path / name).write_text(TREEBANK, encoding="utf-8")
    (tmp_path / evaluate.UNER).write_text(UNER, encoding="utf-8")
    (tmp_path / evaluate.GMB).write_text(GMB, encoding="utf-8")
    return tmp_path


@Language.component("test_reader")
def knowing(doc: Doc) -> Doc:
    """Everything hangs from the sentence's verb; every capital is a place."""
    verbs = [t.i for t in doc if t.text in ("visit", "go")] or [0]
    ends = [t.i for t in doc if t.text == "."]
    heads = [verbs[min(sum(end < t.i for end in ends), len(verbs) - 1)] for t in doc]
    heads = [t.i - 1 if t.text == "." else head for t, head in zip(doc, heads, strict=True)]
    said = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        heads=heads,
        deps=["ROOT" if head == t.i else "nsubj" for t, head in zip(doc, heads, strict=True)],
        pos=["PROPN"] * len(doc),
        lemmas=[t.text for t in doc],
    )
    said.ents = tuple(Span(said, t.i, t.i + 1, "GPE") for t in said if t.is_title)
    return said


@pytest.fixture
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("test_reader")
    return made


def test_raw_text_and_places(data: Path) -> None:
    (sample,) = read_treebank(data / evaluate.EWT)
    assert sample.raw == "Lavrov doesn't visit Minsk.\n\nHe wont go."
    forms = [(w.form, sample.raw[w.start : w.end]) for w in sample.gold.words]
    assert forms[1:3] == [("does", "does"), ("n't", "n't")]
    assert forms[7:9] == [("wo", "wont"), ("not", "wont")]
    assert sample.gold.starts == (0, 6)
    assert [w.head for w in sample.gold.words] == [3, 3, 3, 3, 3, 3, 9, 9, 9, 9, 9]


def test_treebank_without_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text("# sent_id = 7\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.conllu.*sent_id = 7.*# text"):
        list(read_sentences(path))


def test_names_of_gmb(data: Path) -> None:
    (sample,) = read_gmb(data / evaluate.GMB)
    assert sample.raw == "The Iraqi army (U.S. Army) left Iraq in World War."
    said = {(sample.raw[start:end], label) for start, end, label in sample.gold.names}
    assert said == {("Iraqi", "gpe"), ("U.S. Army", "org"), ("Iraq", "geo")}
    assert [sample.raw[start:end] for start, end in sample.gold.blind] == ["World War"]


def test_names_of_uner(data: Path) -> None:
    (sample,) = read_uner(data / evaluate.UNER, data / evaluate.EWT)
    said = {(sample.raw[start:end], label) for start, end, label in sample.gold.names}
    assert said == {("Lavrov", "PER"), ("Minsk", "LOC")}


def test_values(nlp: Language, data: Path) -> None:
    rows = evaluate.measure(nlp, data, gold_tokens=True)
    assert rows["EWT words"] == pytest.approx(200 * 10 / 22)
    assert rows["EWT sentences"] == 100.0
    assert rows["EWT UPOS"] == pytest.approx(200 * 2 / 22)
    assert rows["EWT gold words: words"] == 100.0
    assert rows["UNER names"] == pytest.approx(200 * 1 / 5)
    assert rows["UNER LOC"] == pytest.approx(200 * 1 / 4)


def test_names_touching_a_work_do_not_count(nlp: Language, data: Path) -> None:
    rows = evaluate.names(nlp, read_gmb(data / evaluate.GMB), GMB_LABELS, "GMB")
    assert rows["GMB names"] == pytest.approx(200 * 1 / (3 + 5))


def test_table_and_json(
    nlp: Language, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate, "load", lambda *_: nlp)
    evaluate.main(["--data", str(data), "--no-speed", "--against", "x"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "| measured on raw text | value | aim | against | difference |"
    assert "| EWT sentences | 100.00 | 85.00 | 100.00 | +0.00 |" in lines
    evaluate.main(["--data", str(data), "--no-speed", "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed["rows"]["EWT sentences"] == 100.0
    assert printed["against"] is None
