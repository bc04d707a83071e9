"""What a report holds, without a browser."""

import base64
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from schemas.settings import ReportSettings, Settings
from tasks.report import Asked, NothingToReportError, UnknownCountryError, Written, write_report
from tasks.report.contents import fit, quote
from tasks.report.island import island
from tests.tasks.report.conftest import MARCH
from tests.tasks.report.stories import BREAK_OUT, MARKUP


class Page(HTMLParser):
    """Reads a page as a browser's parser would: its elements and the text of its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_script = tag == "script"
        if self._in_script:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_script &= tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data

    @property
    def data(self) -> dict[str, Any]:
        found = json.loads(self.scripts[0])
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def parsed(page: Path) -> Page:
    return Page(page.read_text("utf-8"))


def headlines(parsed: Page) -> set[str]:
    return {event["headline"] for event in parsed.data["events"]}


def test_the_period_takes_what_took_place_or_was_announced_in_it(parsed: Page) -> None:
    told = headlines(parsed)
    assert "Mira Solberg (Norway) visited Lima, Peru" in told
    assert "Mira Solberg (Norway) to visit Quito, Ecuador" in told
    assert "Kenya sent 300 troops to Kenya" in told
    assert not any("Cusco" in each for each in told)
    (ahead,) = [each for each in parsed.data["events"] if each["ahead"]]
    assert (ahead["day"], ahead["start"]) == (None, "2026-04-01")


def test_hostile_words_stay_words(parsed: Page) -> None:
    assert len(parsed.scripts) == 4
    assert not [tag for tag, _ in parsed.elements if tag == "img"]
    assert not [name for _, given in parsed.elements for name in given if name.startswith("on")]
    titles = {told["title"] for event in parsed.data["events"] for told in event["evidence"]}
    assert f"Solberg in Lima {BREAK_OUT}" in titles
    assert any(MARKUP in told for told in headlines(parsed))


def test_only_web_addresses_become_links(parsed: Page) -> None:
    told = [each for event in parsed.data["events"] for each in event["evidence"]]
    assert {each["url"] for each in told} == {None, "https://news.example/lima?a=1&b=<2>"}


def test_its_own_scripts_are_all_that_may_run(parsed: Page) -> None:
    (policy,) = [
        given["content"]
        for tag, given in parsed.elements
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"
    ]
    hashes = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in parsed.scripts[1:]
    }
    assert policy is not None
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert policy.startswith("default-src 'none';")


def test_nothing_is_asked_of_a_network(parsed: Page) -> None:
    loads = [
        (tag, given)
        for tag, given in parsed.elements
        if tag in ("link", "iframe", "object") or "src" in given
    ]
    assert loads == []


def test_a_report_is_the_same_whenever_it_is_written(
    filled: Settings, page: Path, tmp_path: Path
) -> None:
    again = write_report(filled, MARCH, tmp_path / "again.html")
    assert again.path.read_bytes() == page.read_bytes()


@pytest.mark.parametrize(
    ("asked", "events"),
    [
        (Asked(), 5),
        (MARCH._replace(types=("visit",)), 2),
        (MARCH._replace(countries=("Ghana",)), 1),
        (MARCH._replace(countries=("per", "ecu")), 3),
        (Asked(date(2026, 1, 1), date(2026, 3, 31)), 6),
    ],
)
def test_it_can_be_narrowed(filled: Settings, tmp_path: Path, asked: Asked, events: int) -> None:
    assert write_report(filled, asked, tmp_path / "narrow.html").events == events


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        (Asked(date(1999, 1, 1), date(1999, 2, 1)), NothingToReportError, "no event fits"),
        (Asked(date(2026, 2, 1), date(2026, 1, 1)), NothingToReportError, "before it starts"),
        (Asked(countries=("Atlantis",)), UnknownCountryError, "'Atlantis' is no state"),
    ],
)
def test_what_cannot_be_done_is_said(
    filled: Settings, tmp_path: Path, asked: Asked, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        write_report(filled, asked, tmp_path / "none.html")
    assert not list(tmp_path.iterdir())


def test_the_first_quote_of_all_comes_before_the_second_of_one() -> None:
    passage = {
        "title": None, "text": "words " * 50, "spans": [], "publisher": "p", "published": None,
        "address": None, "status": "occurred", "alleged": False, "confidence": 1.0,
    }  # fmt: skip
    entries = [{"id": name, "evidence": []} for name in "abc"]
    told = {name: [passage] * 3 for name in "abc"}
    first = len(island({"id": "a", "evidence": [quote(passage)]})) + 1
    more = len(island(quote(passage))) + 1
    enough = fit(entries, told, 3 * first + 6 * more)
    assert [len(each["evidence"]) for each in enough.events] == [3, 3, 3]
    tight = fit(entries, told, 3 * first + more)
    assert [len(each["evidence"]) for each in tight.events] == [2, 1, 1]
    assert (tight.left_out, tight.quotes_left_out) == (0, 5)
    assert fit(entries, told, first).left_out == 2


def test_the_file_keeps_within_its_size(filled: Settings, march: Written, tmp_path: Path) -> None:
    assert march.bytes < ReportSettings().megabytes * 1e6
    small = filled.model_copy(update={"report": ReportSettings(megabytes=3)})
    assert write_report(small, MARCH, tmp_path / "small.html").bytes < 3e6
