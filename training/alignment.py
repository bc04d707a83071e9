"""How far a reading of raw text agrees with a treebank, as in the CoNLL 2018 shared task.

Words of gold and system stand on the same characters; a pair is aligned when both cover the same
ones. Words of a multi-word token that share its characters (forms that do not spell it) are
aligned with the system's words there by the longest common subsequence of their forms. Every
measure is an F1: right pairs over gold words and over system words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Token:
    """A word with what is said of it; `head` is a place in the document, its own for a root."""

    form: str
    start: int
    end: int
    upos: str
    lemma: str
    head: int
    relation: str


Span = tuple[int, int, str]
"""First character, end, label."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document read: words in order, the first word of each sentence, names.

    `blind` are spans where a name is neither right nor wrong.
    """

    words: tuple[Token, ...] = ()
    starts: tuple[int, ...] = ()
    names: frozenset[Span] = frozenset()
    blind: tuple[tuple[int, int], ...] = ()

    def sentences(self) -> set[tuple[int, int]]:
        """First and last character of each sentence's words."""
        ends = [*self.starts[1:], len(self.words)]
        bounds = zip(self.starts, ends, strict=True)
        return {(self.words[a].start, self.words[b - 1].end) for a, b in bounds if b > a}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts that add up over documents."""

    right: int = 0
    gold: int = 0
    system: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.gold + other.gold, self.system + other.system)

    @property
    def f1(self) -> float:
        """F1 in percent; 0 where there is nothing."""
        total = self.gold + self.system
        return 200 * self.right / total if total else 0.0


def aligned(gold: Sequence[Token], system: Sequence[Token]) -> dict[int, int]:
    """Places in `gold` of the words that stand on the same characters, by place in `system`."""
    by_span = defaultdict(list)
    for place, word in enumerate(gold):
        by_span[word.start, word.end].append(place)
    at = {(word.start, word.end): place for place, word in enumerate(system)}
    pairs: dict[int, int] = {}
    for span, places in by_span.items():
        if len(places) > 1:
            pairs.update(_by_form(gold, places, system, span))
        elif span in at:
            pairs[at[span]] = places[0]
    return pairs


def _by_form(
    gold: Sequence[Token], places: list[int], system: Sequence[Token], span: tuple[int, int]
) -> Iterable[tuple[int, int]]:
    inside = [i for i, w in enumerate(system) if span[0] <= w.start and w.end <= span[1]]
    said = [system[i].form.lower() for i in inside]
    meant = [gold[i].form.lower() for i in places]
    for block in SequenceMatcher(None, meant, said, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            yield inside[block.b + offset], places[block.a + offset]


def compare(gold: Text, system: Text) -> dict[str, Score]:
    """Scores `words`, `sentences`, `upos`, `lemmas`, `uas`, `las` of one document.

    Relations count without their subtypes; a gold lemma `_` is any lemma.
    """
    pairs = aligned(gold.words, system.words)
    right: Counter[str] = Counter()
    for ours, theirs in pairs.items():
        said, meant = system.words[ours], gold.words[theirs]
        right["words"] += 1
        right["upos"] += said.upos == meant.upos
        right["lemmas"] += meant.lemma in ("_", said.lemma)
        if pairs.get(said.head) == meant.head and (said.head == ours) == (meant.head == theirs):
            right["uas"] += 1
            right["las"] += plain(said.relation) == plain(meant.relation)
    sizes = len(gold.words), len(system.words)
    scores = {
        name: Score(right[name], *sizes) for name in ("words", "upos", "lemmas", "uas", "las")
    }
    scores["sentences"] = overlap(gold.sentences(), system.sentences())
    return scores


def overlap(gold: set[tuple[int, int]], system: set[tuple[int, int]]) -> Score:
    """Score of spans that must be equal."""
    return Score(len(gold & system), len(gold), len(system))


def plain(relation: str) -> str:
    """A relation without its subtype, in lower case."""
    return relation.split(":")[0].lower()


def compare_names(gold: Text, system: Text) -> dict[str, Score]:
    """Exact scores of names by label; the system's names that touch a blind span are left out."""
    seen = {
        n for n in system.names if not any(n[0] < end and start < n[1] for start, end in gold.blind)
    }
    labels = {name[2] for name in gold.names | seen}
    return {
        label: overlap(
            {(s, e) for s, e, x in gold.names if x == label},
            {(s, e) for s, e, x in seen if x == label},
        )
        for label in labels
    }


def total(scores: Iterable[dict[str, Score]]) -> dict[str, Score]:
    """The sum of scores by name."""
    sums: defaultdict[str, Score] = defaultdict(Score)
    for by_name in scores:
        for name, score in by_name.items():
            sums[name] += score
    return dict(sums)
