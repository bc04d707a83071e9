"""Texts that are very long and full of events take work in proportion to their length."""

import cProfile
import pstats
import random
from typing import NamedTuple

from benchmarks.hostile_inputs import crowded
from benchmarks.long_text import document
from schemas.settings import Settings
from tasks.extract import Extractor
from tasks.extract.extractor import extract_parsed

LENGTHS = 1500, 6000
"""Words. In proportion the second takes four times as many calls; where all is compared with all,
ten."""
MOST = 5.0


class Work(NamedTuple):
    """What came of a text."""

    calls: int
    """Of functions, after the reader."""
    reports: int


def _work(extractor: Extractor, words: int) -> Work:
    made = document(crowded(words, random.Random(3)))
    profile, lexicon = cProfile.Profile(), extractor.lexicon
    with extractor.nlp.memory_zone():
        doc = extractor.nlp(made.text)
        found, _ = profile.runcall(extract_parsed, made, doc, lexicon, "0")
    return Work(pstats.Stats(profile).total_calls, len(found.reports))  # type: ignore[attr-defined]


def test_four_times_the_text_takes_four_times_the_work() -> None:
    extractor = Extractor(Settings())
    first, second = (_work(extractor, words) for words in LENGTHS)
    assert first.reports > LENGTHS[0] / 15
    assert second.reports > LENGTHS[1] / 15
    assert second.calls < MOST * first.calls
