"""Items as the text words them."""

from collections.abc import Mapping

import pytest

from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import Reading
from tasks.extract.scene import Scene
from tasks.extract.things import apart


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "wordy-items",
            [("F-16 fighter jets", 6), ("500-pound bombs", 40), ("spare parts", None)],
        ),
        ("long-item", [("anti-submarine Type 26 frigates", 20)]),
        ("two-names", [("S-300 ground-to-air missiles", 8)]),
    ],
)
def test_items_have_their_whole_name_and_number(
    name: str,
    expected: list[tuple[str, int | None]],
    mentions: Mapping[str, Reading],
    lexicon: Lexicon,
) -> None:
    reading = mentions[name]
    weapons = {w.start: w for w in reading.terms.weapons.values()}
    items = [Scene(reading, lexicon).things.item(w) for w in weapons.values()]
    found = apart(items, reading.doc)
    assert [(i.name, i.amount.low if i.amount else None) for i in found] == expected
