from collections.abc import Callable

import pytest

from schemas.source import Source
from tasks.normalize.markup import read_markup, strip_tags

MakeSource = Callable[..., Source]

PAGE = """<!DOCTYPE html><html><head><title>Envoy lands in Oslo | Fjordbladet</title>
<meta property="og:site_name" content="Fjordbladet">
<meta property="article:published_time" content="2031-03-05T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Envoy lands in Oslo</h1>
<p>The foreign minister of Albania arrived in Oslo on Monday for talks with the king.</p>
<p>It is her second visit in a year, and the first since the harbour was opened again.</p>
<ul><li>Talks on Tuesday with the prime minister</li><li>Departure on Wednesday</li></ul>
<p>The two sides will meet again in Tirana in the spring, according to the ministry.</p>
</article><footer>Copyright Fjordbladet. All rights reserved.</footer></body></html>"""


def test_a_page_gives_text_title_date_and_publisher(source: MakeSource) -> None:
    page = read_markup(source(PAGE, media_type="text/html", format="html"))
    assert page.title == "Envoy lands in Oslo"
    assert page.published == "2031-03-05"
    assert page.publisher == "Fjordbladet"
    assert "her second visit in a year" in page.text
    assert "\u2022 Departure on Wednesday" in page.text.split("\n")
    assert "World" not in page.text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>Short.</p><p>Two <b>bold</b> words.</p>", "Short.\n\nTwo bold words."),
        ("No tag at all", "No tag at all"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>a <i>b</i></li><li>c</li></ul>", "\u2022 a b\n\u2022 c"),
        ("<div>Over<p>under</p>after</div>", "Over\n\nunder\n\nafter"),
        ("a\n wrapped  line<script>alert(1)</script> stays", "a wrapped line stays"),
        ("<figure><img src=x><figcaption>A photo</figcaption></figure><p>Text</p>", "Text"),
        ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
        ("<!-- nothing -->", ""),
        ("", ""),
        ("<p>unclosed <b>tags", "unclosed tags"),
    ],
)
def test_a_fragment_keeps_every_paragraph(source: MakeSource, fragment: str, text: str) -> None:
    assert read_markup(source(fragment, media_type="text/html", format="feed")).text == text


MARKDOWN = """\
# Envoy *lands*

The envoy came to [Oslo](https://oslo.example)
on **Monday**. ![a picture](x.png)

## Then

- one
- two
"""


def test_markdown_becomes_plain(source: MakeSource) -> None:
    page = read_markup(source(MARKDOWN, media_type="text/markdown", format="markdown"))
    assert page.title == "Envoy lands"
    assert page.text == "The envoy came to Oslo on Monday.\n\nThen\n\n\u2022 one\n\u2022 two"


def test_a_heading_is_text_where_the_title_is_another(source: MakeSource) -> None:
    given = source(MARKDOWN, media_type="text/markdown", format="markdown", title="Envoy")
    page = read_markup(given)
    assert page.title is None
    assert page.text.startswith("Envoy lands\n\n")


@pytest.mark.parametrize(
    ("line", "stripped"),
    [
        ("<b>Envoy</b> lands<br/>", "Envoy lands"),
        ("Prices < 5 and > 3", "Prices < 5 and > 3"),
        ("plain", "plain"),
    ],
)
def test_titles_lose_their_tags(line: str, stripped: str) -> None:
    assert strip_tags(line) == stripped
