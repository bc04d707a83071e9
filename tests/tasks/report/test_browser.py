"""The page in headless Chromium, as an analyst uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tasks.report.browser import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
COUNT = "document.getElementById('count').textContent"
PANEL = "document.querySelector('#evidence .body').textContent"
IS_OPEN = "document.getElementById('evidence').open"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, page: Path) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.look(1400, 1000)
        opened.open(page.as_uri())
        yield opened


@pytest.fixture
def shown(browser: Browser) -> Browser:
    """The page with no filter set and no panel open."""
    browser.run("document.getElementById('evidence').close(), location.hash = ''")
    browser.until(f"{COUNT} === '5 of 5 events'")
    return browser


def test_it_loads_without_errors_scripts_of_others_or_a_network(shown: Browser) -> None:
    assert shown.errors == []
    assert [each for each in shown.requests if not each.startswith(("file:", "data:"))] == []
    assert shown.run("window.broken") is None
    assert shown.run("document.querySelectorAll('img').length") == 0
    for chart, marks in {"timeline": 4, "map": 1, "matrix": 2, "flows": 3}.items():
        found = f"document.querySelectorAll('#{chart} svg [role=graphics-symbol]').length"
        assert shown.run(found) >= marks, chart


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("", "5 of 5 events"),
        ("type=visit.meeting", "3 of 5 events"),
        ("status=planned", "1 of 5 events"),
        ("state=PER", "2 of 5 events"),
        ("from=2026-03-06&to=2026-03-13", "2 of 5 events"),
        ("least=50", "4 of 5 events"),
        ("words=patrol+GHANA", "1 of 5 events"),
        ("words=onerror", "3 of 5 events"),
        ("vouched=yes", "4 of 5 events"),
        ("words=nothing+such", "0 of 5 events"),
    ],
)
def test_filters_in_the_address_narrow_table_and_charts(
    shown: Browser, filters: str, count: str
) -> None:
    shown.run(f"location.hash = {filters!r}")
    shown.until(f"{COUNT} === {count!r}")
    rows = shown.run("document.querySelectorAll('#table tbody .open').length")
    assert rows == int(count.split()[0])
    assert shown.errors == []


def test_a_filter_that_is_clicked_is_followed_by_all_and_can_be_shared(shown: Browser) -> None:
    shown.run("document.querySelector('input[value=transfer]').click()")
    shown.until(f"{COUNT} === '4 of 5 events'")
    assert shown.run("document.querySelector('#figures [data-type=transfer] b').textContent") == "0"
    shown.until("document.querySelectorAll('#flows .mark-path path').length === 0")
    assert "type=visit.meeting.deployment" in shown.run("location.hash")
    shown.run("document.getElementById('clear').click()")
    shown.until(f"{COUNT} === '5 of 5 events'")
    assert shown.run("location.hash") == ""


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ("#timeline .mark-rect path", "visit"),
        ("#map .mark-symbol path", "Lima"),
        ("#matrix [role=graphics-symbol]", "ministers of Peru and Chile met in Lima"),
        ("#flows .mark-path path", "handed over two patrol boats to Ghana"),
    ],
)
def test_a_click_on_a_mark_shows_the_evidence(shown: Browser, mark: str, says: str) -> None:
    x, y = shown.run(
        f"(() => {{ const mark = document.querySelector({mark!r});"
        " mark.scrollIntoView({block: 'center'}); const box = mark.getBoundingClientRect();"
        " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
    )
    shown.click(x, y)
    shown.until(IS_OPEN)
    shown.run("document.querySelectorAll('#evidence summary').forEach((each) => each.click())")
    shown.until(f"{PANEL}.includes({says!r})")
    shown.press("Escape")
    shown.until(f"!{IS_OPEN}")


def test_the_panel_marks_the_words_escapes_them_and_links_to_the_article(shown: Browser) -> None:
    shown.run("[...document.querySelectorAll('#table .open')].find((each) =>"
              " each.textContent.includes('visited Lima')).click()")  # fmt: skip
    shown.until(IS_OPEN)
    marked = shown.run(
        "[...document.querySelectorAll('#evidence mark')].map((e) => e.textContent).join('')"
    )
    assert marked == "visited Lima on Thursday"
    assert "</script>" in shown.run(PANEL)
    assert "confidence 90 %" in shown.run(PANEL)
    link = shown.run("document.querySelector('#evidence figcaption a').href")
    assert link == "https://news.example/lima?a=1&b=%3C2%3E"
    assert shown.run("window.broken") is None


def test_the_keyboard_reaches_marks_and_their_events(shown: Browser) -> None:
    shown.run("document.querySelector('#matrix .chart').focus()")
    shown.press("ArrowRight")
    shown.press("Enter")
    shown.until(IS_OPEN)
    assert "Peru" in shown.run(PANEL)


@pytest.mark.parametrize(("width", "scheme", "paper"), [
    (390, "light", "rgb(253, 253, 251)"), (390, "dark", "rgb(20, 24, 28)"),
    (1400, "dark", "rgb(20, 24, 28)"),
])  # fmt: skip
def test_it_suits_screen_and_scheme(
    browser: Browser, page: Path, width: int, scheme: str, paper: str
) -> None:
    browser.look(width, 844, scheme)
    browser.open(page.as_uri())
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("getComputedStyle(document.body).backgroundColor") == paper
    assert browser.errors == []
