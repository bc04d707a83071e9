import pytest

from tasks.normalize.headline import head, looks_like_headline
from tasks.normalize.rules import load_rules

RULES = load_rules(None)
TEXT = "The envoy landed in Oslo on Monday, the ministry said, and met the king in the evening."


@pytest.mark.parametrize(
    ("line", "rest", "verdict"),
    [
        ("Envoy lands in Oslo", f"\n{TEXT}", True),
        ("Envoy lands in Oslo", TEXT, True),
        ("Will the envoy stay?", f"\n{TEXT}", True),
        ("Talks move to the U.S.", f"\n{TEXT}", True),
        ("The envoy landed in Oslo on Monday.", f"\n{TEXT}", False),
        ("Envoy lands in Oslo", "", False),
        ("Envoy lands in Oslo", "Two days.", False),
        ("Oslo", f"\n{TEXT}", False),
        ("• Envoy lands in Oslo", f"\n{TEXT}", False),
        ("the envoy and the king", f"\n{TEXT}", False),
        ("Among those who came:", f"\n{TEXT}", False),
        ("word " * 40, f"\n{TEXT}", False),
    ],
)
def test_what_looks_like_a_headline(line: str, rest: str, verdict: bool) -> None:
    assert looks_like_headline(line, rest) is verdict


@pytest.mark.parametrize(
    ("title", "publisher", "short", "outlet"),
    [
        ("Envoy lands in Oslo – The Fjord Times", None, "Envoy lands in Oslo", "The Fjord Times"),
        ("Envoy lands in Oslo | Fjordbladet", None, "Envoy lands in Oslo", "Fjordbladet"),
        ("Envoy lands in Oslo - Fjordbladet", "Fjordbladet", "Envoy lands in Oslo", "Fjordbladet"),
        ("Envoy lands in Oslo - BBC News", "BBC", "Envoy lands in Oslo", "BBC"),
        ("Envoy lands in Oslo - minister", None, "Envoy lands in Oslo - minister", None),
        ("Envoy lands - Talks in Oslo Fail", None, "Envoy lands - Talks in Oslo Fail", None),
        ("Nordic-Baltic talks", None, "Nordic-Baltic talks", None),
        ("Oslo | Fjordbladet", None, "Oslo | Fjordbladet", None),
    ],
)
def test_the_outlet_is_cut_off(
    title: str, publisher: str | None, short: str, outlet: str | None
) -> None:
    assert head(title, TEXT, publisher, RULES, guess=False) == (short, TEXT, outlet)


@pytest.mark.parametrize(
    "copies",
    [
        "Envoy lands in Oslo",
        "ENVOY LANDS IN OSLO!\n\nEnvoy lands in Oslo – Fjordbladet",
        "Envoy Lands in Oslo\nEnvoy lands in Oslo\nEnvoy lands in 'Oslo'\nEnvoy Lands in Oslo",
    ],
)
def test_copies_of_the_title_leave_the_text(copies: str) -> None:
    headed = head(
        "Envoy lands in Oslo – Fjordbladet", f"{copies}\n\n{TEXT}", None, RULES, guess=True
    )
    assert headed == ("Envoy lands in Oslo", TEXT, "Fjordbladet")


def test_a_text_that_is_its_title_keeps_it() -> None:
    line = "Envoy lands in Oslo"
    assert head(line, line, None, RULES, guess=True) == (line, line, None)


def test_a_record_without_title_has_none() -> None:
    text = f"Envoy lands in Oslo\n\n{TEXT}"
    assert head(None, text, None, RULES, guess=False) == (None, text, None)
