"""Events, numbers and dates in words."""

from typing import Any

import pytest

from tasks.report.wording import count_words, date_words, headline

NAMES = {
    "NOR": "Norway",
    "PER": "Peru",
    "GHA": "Ghana",
    "NATO": "North Atlantic Treaty Organization",
}
NOTHING: dict[str, Any] = dict.fromkeys(
    ("country", "place", "mode", "action", "troops_min", "troops_max", "units", "items")
)


def actor(
    slot: str, name: str | None, country: str | None, role: str | None = None
) -> dict[str, Any]:
    return {"slot": slot, "name": name, "country": country, "role": role}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"type": "visit", "status": "occurred", "country": "PER", "place": "Lima",
          "actors": [actor("visitors", "Mira Solberg", "NOR")]},
         "Mira Solberg (Norway) visited Lima, Peru"),
        ({"type": "visit", "status": "planned",
          "actors": [actor("visitors", None, "NOR"), actor("hosts", None, "PER")]},
         "Norway to visit Peru"),
        ({"type": "visit", "status": "denied", "actors": [actor("visitors", None, None, "envoys")]},
         "Envoys said not to visit a place not named"),
        ({"type": "meeting", "status": "occurred", "mode": "phone", "country": "PER",
          "actors": [actor("participants", None, "NATO"), actor("participants", "rebels", None)]},
         "NATO and rebels met by phone"),
        ({"type": "meeting", "status": "planned", "mode": "in_person", "place": "Lima",
          "actors": [actor("participants", name, None) for name in "ABCDE"]},
         "A, B, C and 2 more to meet in Lima"),
        ({"type": "deployment", "status": "ongoing", "action": "withdraw", "country": "PER",
          "troops_min": 1000, "troops_max": 3000, "units": ["a", "b", "c"],
          "actors": [actor("force", None, "NOR")]},
         "Norway withdrawing 1,000 to 3,000 troops, a, b, 1 more from Peru"),
        ({"type": "transfer", "status": "planned", "items": "2 boats {x}",
          "actors": [actor("supplier", None, "NOR"), actor("recipient", None, "GHA")]},
         "Norway to supply 2 boats {x} to Ghana"),
        ({"type": "transfer", "status": "occurred", "actors": []},
         "Somebody unnamed supplied arms to a place not named"),
    ],
)  # fmt: skip
def test_an_event_in_one_line(fields: dict[str, Any], said: str) -> None:
    assert headline({**NOTHING, **fields}, NAMES) == said


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        (None, None),
        ("2026", "2026"),
        ("2026-03", "March 2026"),
        ("2026-03-05", "5 March 2026"),
        ("2026-03-05/2026-03-07", "5 – 7 March 2026"),
        ("2026-03-30/2026-04-02", "30 March – 2 April 2026"),
        ("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2025-09/2026-03", "September 2025 – March 2026"),
    ],
)
def test_a_date(edtf: str | None, said: str | None) -> None:
    assert date_words(edtf) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(None, None, ""), (12000, 12000, "12,000"), (None, 500, "up to 500"),
     (3000, None, "over 3,000"), (1, 2, "1 to 2")],
)  # fmt: skip
def test_a_number(low: int | None, high: int | None, said: str) -> None:
    assert count_words(low, high) == said
