"""Texts that are very long and full of events take time in proportion to their length."""

import random
import time

from benchmarks.hostile_inputs import crowded
from benchmarks.long_text import document
from schemas.settings import Settings
from tasks.extract import Extractor
from tasks.extract.extractor import extract_parsed

LENGTHS = 1500, 6000
"""Words. In proportion the second takes four times as long; where all is compared with all, ten."""
MOST = 7.0


def _seconds(extractor: Extractor, words: int) -> float:
    """Return the least of three measurements of extraction, without the reader."""
    made, taken, lexicon = document(crowded(words, random.Random(3))), [], extractor.lexicon
    with extractor.nlp.memory_zone():
        doc = extractor.nlp(made.text)
        for _ in range(3):
            began = time.process_time()
            found, _ = extract_parsed(made, doc, lexicon, "0")
            taken.append(time.process_time() - began)
    assert len(found.reports) > words / 20
    return min(taken)


def test_four_times_the_text_takes_four_times_as_long() -> None:
    extractor = Extractor(Settings())
    first, second = (_seconds(extractor, words) for words in LENGTHS)
    assert second < MOST * first
