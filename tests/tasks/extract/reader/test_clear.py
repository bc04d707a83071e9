"""Trees of spaCy's English models in Universal Dependencies, against trees written by hand."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.reader.clear import CLEAR_ONLY, RELABEL, Tree, is_clear, to_universal

GOLDEN = Path(__file__).parents[4] / "tests" / "golden" / "clear_to_universal.tsv"


@dataclass
class Case:
    tree: Tree
    expected: list[tuple[str, int, str]]

    def __str__(self) -> str:
        return "-".join(self.tree.words[:4])


def heads(column: list[str]) -> list[int]:
    return [int(head) - 1 if head != "0" else place for place, head in enumerate(column)]


def cases() -> list[Case]:
    """Columns: form, tags, head and label before; tag, head and label after."""
    found = []
    for block in GOLDEN.read_text("utf-8").strip().split("\n\n"):
        first, *lines = block.split("\n")
        rows = [line.split("\t") for line in lines]
        words, pos, tags, above, labels, *after = (list(c) for c in zip(*rows, strict=True))
        spans = [tuple(map(int, s.split("-"))) for s in first.split()[2:]]
        people = [(start - 1, end) for start, end in spans]
        words = [word.lower() for word in words]
        tree = Tree(words, pos, tags, heads(above), labels, people)
        found.append(Case(tree, list(zip(after[0], heads(after[1]), after[2], strict=True))))
    return found


@pytest.mark.parametrize("case", cases(), ids=str)
def test_golden(case: Case) -> None:
    tree = case.tree
    to_universal(tree)
    assert list(zip(tree.pos, tree.heads, tree.labels, strict=True)) == case.expected


def test_there_are_enough() -> None:
    assert len(cases()) >= 12


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 9))
    order = draw(st.permutations(range(size)))
    above = list(range(size))
    for rank in range(1, size):
        above[order[rank]] = order[draw(st.integers(0, rank - 1))]
    labels = sorted(
        CLEAR_ONLY | set(RELABEL) | {"conj", "cc", "punct", "compound", "expl", "nsubj"}
    )
    pick = st.sampled_from
    return Tree(
        words=[draw(pick(["be", ",", "$", "x"])) for _ in above],
        pos=[draw(pick(["NOUN", "VERB", "ADP", "NUM", "AUX"])) for _ in above],
        tags=["TO" if draw(st.booleans()) else "NN" for _ in above],
        heads=above,
        labels=["ROOT" if i == h else draw(pick(labels)) for i, h in enumerate(above)],
        people=[(0, draw(st.integers(1, size)))],
    )


@given(trees())
def test_a_tree_stays_a_tree(tree: Tree) -> None:
    to_universal(tree)
    roots = [i for i, head in enumerate(tree.heads) if i == head]
    assert len(roots) == 1
    for place in range(len(tree.heads)):
        for _ in tree.heads:
            place = tree.heads[place]
        assert place == roots[0]
    assert not is_clear(tree.labels)
