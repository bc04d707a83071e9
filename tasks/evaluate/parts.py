"""Which annotated documents are kept aside: no rule is written and nothing learnt from them."""

import csv
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Literal

Part = Literal["read", "aside"]

ASIDE = 0.4
"""Share of stories kept aside. On the six development sets together: 214 of 508 documents."""

_REPORT = re.compile(r"sd-(\d+)")
_FIRST_REPORT, _REPORTS_A_STORY = 101, 4

SAME_STORY = Path(__file__).parent / "data" / "same_story.csv"
"""Documents that tell the story of another one, by the words and names that they share."""


@cache
def _same_story() -> dict[str, str]:
    with SAME_STORY.open(encoding="utf-8", newline="") as file:
        return {row["document"]: row["story"] for row in csv.DictReader(file)}


def story_of(document_id: str) -> str:
    """The story that a document tells: its own id, but for reports known to share a story.

    Reports `sd-101`, `sd-102` … come four to a story, and are stories `sd-1`, `sd-2` …
    """
    report = _REPORT.fullmatch(document_id)
    if report:
        return f"sd-{(int(report[1]) - _FIRST_REPORT) // _REPORTS_A_STORY + 1}"
    return _same_story().get(document_id, document_id)


def part_of(document_id: str) -> Part:
    """`aside` for two stories in five, by a hash of the story, so that reports of one story
    are never on both sides."""
    digest = hashlib.sha256(story_of(document_id).encode()).digest()
    return "aside" if int.from_bytes(digest[:8], "big") < ASIDE * 2**64 else "read"
