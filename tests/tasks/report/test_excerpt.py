"""The passage around the evidence."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.report.excerpt import AROUND, excerpt


def span(slot: str, start: int, end: int, field: str = "text") -> dict[str, object]:
    return {"slot": slot, "field": field, "start_at": start, "end_at": end}


def test_values_are_marked_within_the_evidence() -> None:
    text = "On Monday Solberg visited Lima."
    spans = [span("evidence.0", 10, 30), span("visitors.0.name", 10, 17), span("place", 26, 30)]
    assert excerpt(None, text, spans) == [
        ("On Monday ", False, ""),
        ("Solberg", True, "visitors: name"),
        (" visited ", True, ""),
        ("Lima", True, "place"),
        (".", False, ""),
    ]


def test_evidence_in_the_title_shows_the_title() -> None:
    spans = [span("evidence.0", 0, 4, "title"), span("place", 0, 4)]
    assert excerpt("Lima calls", "Else", spans) == [("Lima", True, ""), (" calls", False, "")]


def test_no_evidence_shows_nothing() -> None:
    assert excerpt("Title", "Text", [span("place", 0, 2)]) == []


@given(st.data())
def test_the_words_are_the_texts_own(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \n𝒜é", min_size=1, max_size=3 * AROUND))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    pieces = excerpt(None, text, [span("evidence.0", start, end)])
    whole = "".join(words for words, _, _ in pieces).removeprefix("… ").removesuffix(" …")
    assert whole in text
    assert "".join(words for words, marked, _ in pieces if marked) == text[start:end]
    assert len(whole) <= end - start + 2 * AROUND
