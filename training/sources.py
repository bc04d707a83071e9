"""What is read from the data folder, and how much of each goes into a round of training."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from tasks.extract.reader.events import EVENT_LABELS
from training import entities
from training.augment import augment
from training.constructions import composed
from training.corpus import Document, Sentence, isolated, read_conllu, with_breaks
from training.event_examples import Taught, lesson_windows, read_lessons, taught
from training.examples import Encoded, Encoding, Labels, windows_of
from training.states import swap_states

TREEBANKS = ("ud/ewt-train.conllu", "ud/gum-train.conllu")
DEV = ("ud/ewt-dev.conllu", "ud/gum-dev.conllu")
NEWS = ("ner/wikigold.conll", "ner/uner-ewt-dev.conll")
GMB, RE3D = "ner/gmb.conll", "ner/re3d.jsonl"

_RAREST = 10
"""A relation subtype seen less often than this is learned as its plain relation."""


@dataclass(slots=True)
class Sources:
    """Documents by the way they are used."""

    treebanks: list[Document]
    gmb: Document
    news: list[Document]
    re3d: list[Document]
    dev: list[Document]
    lessons: list[Taught] = field(default_factory=list)


def read(data: Path, lessons: Path | None = None) -> Sources:
    """Read all sources of a data folder, and lessons on events; those absent are left out."""

    def present(names: tuple[str, ...]) -> list[Path]:
        return [data / n for n in names if (data / n).exists()]

    held_out = _held_out(data.parent / "gold" / "dev")
    gmb, re3d = data / GMB, data / RE3D
    return Sources(
        treebanks=[d for p in present(TREEBANKS) for d in read_conllu(p)],
        gmb=entities.read_gmb(gmb, held_out) if gmb.exists() else Document(),
        news=[entities.read_news(p) for p in present(NEWS)],
        re3d=entities.read_re3d(re3d) if re3d.exists() else [],
        dev=[d for p in present(DEV) for d in read_conllu(p)],
        lessons=read_lessons(lessons) if lessons is not None and lessons.exists() else [],
    )


def checksums(data: Path) -> dict[str, str]:
    """SHA-256 of each file that training reads."""
    names = (*TREEBANKS, *NEWS, GMB, RE3D)
    return {
        n: hashlib.sha256((data / n).read_bytes()).hexdigest() for n in names if (data / n).exists()
    }


def _held_out(gold: Path) -> frozenset[str]:
    texts: set[str] = set()
    for path in (gold / "voa.jsonl",):
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                for paragraph in json.loads(line)["text"].split("\n"):
                    texts.add("".join(paragraph.split()))
    return frozenset(texts - {""})


def labels_of(sources: Sources) -> Labels:
    """Label inventories as the treebanks have them."""
    sentences = [s for d in sources.treebanks for s in d.sentences]
    relations = Counter(r for s in sentences for r in s.relations)
    kept = {r for r, n in relations.items() if n >= _RAREST or ":" not in r}
    return Labels(
        {
            "upos": sorted({x for s in sentences for x in s.upos}),
            "xpos": sorted({x for s in sentences for x in s.xpos}),
            "relation": sorted(kept | {r.split(":")[0] for r in relations}),
            "start": ["in", "start"],
            "entity": list(entities.TAGS),
            **EVENT_LABELS,
        }
    )


def plain_relations(sentence: Sentence, known: frozenset[str]) -> Sentence:
    """Unknown relation subtypes replaced by their plain relation."""
    relations = tuple(r if r in known else r.split(":")[0] for r in sentence.relations)
    return replace(sentence, relations=relations)


def round_of(
    sources: Sources, encoding: Encoding, number: int, rounds: int, seed: int
) -> list[Encoded]:
    """The training windows of one round: all treebanks and news sets, a slice of GMB.

    Round number `rounds` is the polish: half of the treebanks, the news sets twice.
    """
    rng = random.Random(f"{seed}-{number}")
    known = frozenset(encoding.index["relation"])

    def change(sentence: Sentence, rng: random.Random) -> Sentence:
        changed = augment(_break(sentence, rng), rng)
        return plain_relations(changed, known)

    parts = [*sources.treebanks, _slice(sources.gmb, number, rounds), *sources.news, *sources.re3d]
    return [encoding.window(w) for w in windows_of(parts, encoding, rng, change)]


SWAPPED = 0.4
"""Share of lessons whose states are exchanged for others."""

COMPOSED = 600
"""Texts of our own constructions in a round of lessons."""


def lesson_round(
    sources: Sources, encoding: Encoding, number: int, seed: int, again: tuple[int, int]
) -> list[Encoded]:
    """The windows of one round of lessons, with a share of all else, so that it is kept.

    `again`: one in so many documents of the treebanks, one in so many sentences of GMB.
    """
    treebanks, named = again
    rng = random.Random(f"{seed}-lessons-{number}")
    known = frozenset(encoding.index["relation"])

    def change(sentence: Sentence, rng: random.Random) -> Sentence:
        return plain_relations(augment(_break(sentence, rng), rng), known)

    parts = [
        *sources.treebanks[number % treebanks :: treebanks],
        _part(sources.gmb, number, named),
        *sources.news,
        *sources.re3d,
    ]
    rehearsed = [encoding.window(w) for w in windows_of(parts, encoding, rng, change)]
    lessons = [
        swap_states(t, rng) if rng.random() < SWAPPED else t for t in taught(sources.lessons)
    ]
    own = composed(COMPOSED, rng) if sources.lessons else ()
    return rehearsed + list(lesson_windows([*lessons, *own], encoding, rng))


def _part(document: Document, number: int, parts: int) -> Document:
    """Part `number` of so many, in runs of ten sentences."""
    kept = [s for i, s in enumerate(document.sentences) if (i // 10) % parts == number % parts]
    return Document(kept)


LAST_SHARE = 0.45
"""Share of GMB that the last round reads; the others part it evenly. Its labels waver, and small
steps settle them."""


POLISH_SHARE = 0.15
"""Share of GMB in the polish round."""


def _slice(document: Document, number: int, rounds: int) -> Document:
    count = len(document.sentences)
    size = -(-count // max(rounds, 1))
    start = (number % max(rounds, 1)) * size
    if number == rounds:
        return Document(document.sentences[: int(count * POLISH_SHARE)])
    if number == rounds - 1:
        return Document(document.sentences[int(count * (1 - LAST_SHARE)) :])
    return Document(document.sentences[start : start + size])


_BREAKS = {"paragraph": (0.5, 0.25), "space": (0.05, 0.05)}
"""Chance of a paragraph break and of a line break before a sentence, by what its source has."""


def _break(sentence: Sentence, rng: random.Random) -> Sentence:
    paragraph, line = _BREAKS.get(sentence.spaces[0], (0.0, 0.0))
    if not sentence.bounded:
        return sentence
    draw = rng.random()
    if draw < paragraph:
        return with_breaks(sentence, "paragraph")
    return with_breaks(sentence, "line" if draw < paragraph + line else "space")


def dev_windows(sources: Sources, encoding: Encoding, count: int) -> list[Encoded]:
    """A fixed sample of unchanged development windows."""
    rng = random.Random(0)
    known = frozenset(encoding.index["relation"])
    windows = [
        encoding.window([plain_relations(s, known) for s in w])
        for w in windows_of(isolated(sources.dev), encoding, rng, None)
    ]
    rng.shuffle(windows)
    return windows[:count]
