"""Learns what the rules for lemmas do not know: `python -m training.lemma_exceptions`.

Reads the training sets only and writes the table that the run time reads.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

from tasks.extract.reader.lemmas import EXCEPTIONS, by_rule, key_of
from training.conllu import read_words

TRAIN = ("ud/ewt-train.conllu", "ud/gum-train.conllu")

LEAST = 3
"""Rarer disagreements are slips of the pen and of the annotators."""

SHARE = 0.6
"""Part of the cases in which the treebanks must agree on the lemma."""

FRAGMENTS = ("ADD", "AFX", "FW", "GW", "LS", "NFP")
"""Penn tags of what is no whole word of English."""

_MONTHS = (
    *("January", "February", "March", "April", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SHORT_MONTHS = {name[:3]: name for name in _MONTHS} | {"Sept": "September"}

PINNED = {
    ("--", "PUNCT", ":"): "--",
    ("...", "PUNCT", ":"): "...",
    ("bases", "NOUN", "NNS"): "base",
    ("etc", "NOUN", "FW"): "etc.",
    ("fled", "VERB", "VBD"): "flee",
    ("media", "NOUN", "NNS"): "media",
    ("pm", "NOUN", "NN"): "p.m.",
    ("ranged", "VERB", "VBD"): "range",
    ("supplies", "NOUN", "NNS"): "supply",
    ("talks", "NOUN", "NNS"): "talk",
    ("troops", "NOUN", "NNS"): "troop",
    **{(short + dot, "PROPN", "NNP"): m for short, m in _SHORT_MONTHS.items() for dot in ("", ".")},
}
"""Where the treebanks disagree, are silent or wrong, and the reader needs one form."""


def learn(files: list[Path]) -> dict[tuple[str, str, str], str]:
    """Lemmas that differ from the rules', by form, universal tag and Penn tag."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    ruled: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for path in files:
        for word in read_words(path):
            if word.upos == "X" or word.xpos in FRAGMENTS:
                continue
            key = (key_of(word.form.replace("’", "'"), word.upos), word.upos, word.xpos)
            counts[key][word.lemma] += 1
            ruled[key][by_rule(word.form.replace("’", "'"), word.upos, word.xpos)] += 1
    learned = dict(PINNED)
    for key, lemmas in counts.items():
        (lemma, often), total = lemmas.most_common(1)[0], lemmas.total()
        by_rules = ruled[key].most_common(1)[0][0]
        if lemma != by_rules and lemma != "_" and often >= max(LEAST, SHARE * total):
            learned.setdefault(key, lemma)
    return learned


def main(arguments: list[str] | None = None) -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--out", type=Path, default=EXCEPTIONS)
    args = parser.parse_args(arguments)
    table = learn([args.data / name for name in TRAIN])
    with args.out.open("w", encoding="utf-8", newline="") as rows:
        out = csv.writer(rows, lineterminator="\n")
        out.writerow(("form", "upos", "tag", "lemma"))
        out.writerows((*key, lemma) for key, lemma in sorted(table.items()))
    print(f"{len(table)} lemmas written to {args.out}")


if __name__ == "__main__":
    main()
