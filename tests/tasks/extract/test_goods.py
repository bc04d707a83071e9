"""Whether what passes is arms."""

from collections.abc import Mapping

import pytest

from tasks.extract.candidates import candidates
from tasks.extract.goods import arms_told
from tasks.extract.lexicon import Lexicon
from tasks.extract.proposals import frames_of
from tasks.extract.reading import Reading
from tasks.extract.scene import Scene


@pytest.mark.parametrize(
    ("name", "verb", "expected"),
    [
        ("cargoes", "ship", False),
        ("rice", "sent", True),
        ("rice", "delivered", False),
        ("airliners", "bought", True),
        ("jetliners", "bought", False),
        ("peaceful-aid", "offered", False),
        ("peaceful-aid", "provided", True),
        ("bought", "bought", True),
        ("arming", "arming", True),
    ],
)
def test_what_passes_is_arms(
    name: str, verb: str, expected: bool, mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    reading = mentions[name]
    (trigger,) = (t for t in reading.doc if t.text == verb)
    frames = frames_of(trigger, lexicon.frames, "transfer")
    assert arms_told(trigger, frames, Scene(reading, lexicon)) is expected


def test_an_airliner_is_no_item(mentions: Mapping[str, Reading], lexicon: Lexicon) -> None:
    scene = Scene(mentions["airliners"], lexicon)
    items = [c.item.name for c in candidates(scene) if c.item is not None]
    assert items == ["transport planes"]
