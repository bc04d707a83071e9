"""Whatever the text, anchor, tense and context: valid EDTF or nothing, and never an error."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.edtf import Span
from tasks.extract.time import find_dates, resolve

VOCABULARY = """
on in from to and between since until last next this the previous following early late mid- end of
Monday Tuesday Friday's Sunday weekend week month year quarter day days ago earlier later two three
a an 5 31 30 29 12 5th 2024 2019 1999 2024-02-30 July February March May Sept. December , . ( - –
today tomorrow yesterday overnight for visit three-day starting ended summer winter Q4 first half
"""
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60)
CONTEXTS = st.none() | st.sampled_from(
    [
        "2024",
        "2024-02",
        "2024-02-29",
        "2023-12-30/2024-01-02",
        "0001-01-01",
        "9999-12-31",
        "2019/2022",
    ]
)


@given(
    text=SENTENCES,
    anchor=st.none() | st.dates(),
    tense=st.sampled_from([None, "past", "future"]),
    context=CONTEXTS,
)
@settings(max_examples=300, deadline=None)
def test_valid_or_nothing(text, anchor, tense, context) -> None:  # type: ignore[no-untyped-def]
    end = 0
    for mention in find_dates(text):
        assert text[mention.start : mention.end] == mention.quote
        assert mention.start >= end
        end = mention.end
        resolved = resolve(mention, anchor, tense, context)
        if resolved is not None:
            span = Span.parse(resolved)
            assert span.start <= span.end


@given(anchor=st.dates(date(1900, 1, 8), date(2100, 1, 1)), weekday=st.integers(0, 6))
def test_weekday_is_nearest_on_its_side(anchor: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    (mention,) = find_dates(f"They met on {name}.")
    past, future = (
        date.fromisoformat(resolve(mention, anchor, t) or "") for t in ("past", "future")
    )
    assert past.weekday() == future.weekday() == weekday
    assert 0 <= (anchor - past).days < 7
    assert 0 <= (future - anchor).days < 7


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_written_dates_come_back(day: date) -> None:
    for form in ("%Y-%m-%d", "%B %-d, %Y", "%-d %B %Y", "%A, %B %-d, %Y"):
        (mention,) = find_dates(f"Signed on {day.strftime(form)} there.")
        assert resolve(mention) == day.isoformat()


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "the ",
        "July 25 ",
        "two days ",
        "on Monday and ",
        "20",
        "three-day ",
        "the end of ",
        "1,",
        "last ",
    ],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    def cost(repeats: int) -> float:
        text = unit * repeats
        started = time.process_time()
        find_dates(text)
        return time.process_time() - started

    cost(10)
    assert cost(4000) < max(0.05, cost(400)) * 40


def test_context_must_be_edtf() -> None:
    (mention,) = find_dates("They met two days earlier.")
    with pytest.raises(ValueError, match="not an EDTF date"):
        resolve(mention, None, None, "last week")
