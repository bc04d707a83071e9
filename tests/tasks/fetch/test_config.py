"""What `sources.toml` may say, and what is said where it is wrong."""

import tomllib
from datetime import timedelta

import pytest

from schemas.fetch_source import FeedSource, WebSource
from tasks.fetch.config import SourcesError, chosen, parse_sources

GOOD = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://a.example/rss"\n'


def parsed(text: str, environment: dict[str, str] | None = None) -> tuple[object, ...]:
    return parse_sources(tomllib.loads(text), "sources.toml", environment or {})


def test_defaults_hold_for_what_an_entry_does_not_say() -> None:
    defaults = '[defaults]\nevery = "2h"\nmax_pages = 7\n'
    folder = '[[source]]\nname = "d"\nkind = "folder"\npath = "x"\nevery = "1d"\n'
    feed, drop = parsed(defaults + GOOD + folder)
    assert isinstance(feed, FeedSource)
    assert (feed.every, feed.max_pages) == (timedelta(hours=2), 7)
    assert drop.every == timedelta(days=1)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("feed", "rss"), "source 1 (a): say what kind it is: kind = one of feed, "),
        (GOOD.replace('kind = "feed"', ""), "source 1 (a): say what kind it is"),
        (GOOD.replace("https://a.example/rss", "a.example/rss"), "url: write a whole web address"),
        (GOOD.replace("https://", "https://me:pw@"), "take user and password out"),
        (GOOD.replace('url = "https://a.example/rss"', ""), "url is missing; add it"),
        (GOOD + 'evry = "1h"', "evry is unknown for this kind; correct the spelling"),
        (GOOD + 'every = "1 hour"', 'every: write a duration as a number and s, m, h or d, such'),
        (GOOD + 'include = "("', "include: this is not a regular expression"),
        (GOOD.replace('"a"', '"Big Name"'), "name: String should match pattern"),
        (GOOD + GOOD, "the name a stands 2 times; give each source a name of its own"),
        (GOOD + 'headers = {K = "${KEY}"}', "a: headers name the variable KEY, which is not set"),
        (GOOD.replace("feed", "listing"), "by exactly one of css, xpath and pattern"),
        (GOOD.replace("feed", "listing") + 'css = "a["', "css: this is not a CSS selector"),
        (GOOD.replace("feed", "listing") + 'xpath = "//a["', "xpath: this is not an XPath"),
        (GOOD.replace("feed", "api") + 'items = "a["', "items: this is not a JMESPath expression"),
        (GOOD.replace("[[source]]", "[source]"), "write each source as [[source]]"),
        (GOOD.replace("source", "sources"), "write each source as [[source]]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_entry_and_remedy(text: str, said: str) -> None:
    with pytest.raises(SourcesError) as raised:
        parsed(text)
    assert said in str(raised.value)
    assert str(raised.value).startswith("sources.toml")


def test_all_mistakes_are_told_at_once() -> None:
    wrong = GOOD.replace("feed", "rss") + GOOD.replace('"a"', '"b"') + "delay = -1\n"
    with pytest.raises(SourcesError, match=r"(?s)in 2 places:.*source 1.*source 2 \(b\): delay"):
        parsed(wrong)


def test_variables_of_the_environment_are_put_into_headers() -> None:
    (source,) = parsed(GOOD + 'headers = {K = "Bearer ${KEY}"}', {"KEY": "s"})
    assert isinstance(source, WebSource)
    assert source.filled_headers({"KEY": "s"}) == {"K": "Bearer s"}


def test_sources_are_chosen_by_name() -> None:
    sources = parsed(GOOD + "enabled = false\n" + GOOD.replace('"a"', '"b"'))
    assert [each.name for each in chosen(sources, [])] == ["b"]  # type: ignore[arg-type]
    assert [each.name for each in chosen(sources, ["a", "a"])] == ["a"]  # type: ignore[arg-type]
    with pytest.raises(SourcesError, match="no source c; there are: a, b"):
        chosen(sources, ["c"])  # type: ignore[arg-type]
