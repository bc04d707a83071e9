import json
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.document import Document
from schemas.settings import Settings
from schemas.source import Source
from tasks.normalize import normalize
from tasks.normalize.repair import repair_line

MakeSource = Callable[..., Source]
SETTINGS = Settings()
GOLDEN = sorted(Path(__file__).with_name("golden").glob("*.txt"))
SHARED = Path(__file__).parents[4] / "shared" / "gold"
FRENCH = "Le ministre norvégien de la Défense est arrivé mardi à Vilnius pour des entretiens."
STORY = "The envoy landed in Oslo on Monday, the ministry said, and met the king in the evening."


def told(document: Document | None) -> str:
    """Return a document as golden files write it."""
    assert document is not None
    head = (
        f"title: {document.title}",
        f"published: {document.published} ({document.published_from})",
        f"publisher: {document.publisher}",
        f"removed: {', '.join(document.removed)}",
    )
    return "\n".join(head) + f"\n\n{document.text}"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path, source: MakeSource) -> None:
    scraped, _, expected = path.read_text("utf-8").partition("\n----\n")
    document, rejects = normalize(source(scraped), SETTINGS)
    assert told(document) == expected.strip()
    assert rejects == ()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_normalizing_again_changes_nothing(path: Path, source: MakeSource) -> None:
    scraped = path.read_text("utf-8").partition("\n----\n")[0]
    once, _ = normalize(source(scraped), SETTINGS)
    assert once is not None
    again, _ = normalize(source(once.text, title=once.title), SETTINGS)
    assert again is not None
    assert (again.title, again.text, again.removed) == (once.title, once.text, ())
    assert (again.text_sha256, again.signature) == (once.text_sha256, once.signature)


@pytest.mark.parametrize(
    ("said", "published", "origin"),
    [
        ({"published": "2025-03-21", "format": "json"}, date(2025, 3, 21), "metadata"),
        ({"published": "2025-03-21", "format": "markdown"}, date(2025, 3, 21), "front_matter"),
        ({"published": "2025-03-21", "format": "html"}, date(2025, 3, 21), "page"),
        ({"url": "https://fjord.example/2025/03/21/x"}, date(2025, 3, 21), "url"),
        ({"url": "https://fjord.example/x"}, None, None),
        ({"published": " "}, None, None),
    ],
)
def test_the_day_is_found_where_it_is_told(
    source: MakeSource, said: dict[str, str], published: date | None, origin: str | None
) -> None:
    document, rejects = normalize(source(STORY, **said), SETTINGS)
    assert document is not None
    assert (document.published, document.published_from, rejects) == (published, origin, ())


def test_a_bad_date_is_a_reject_beside_the_document(source: MakeSource) -> None:
    document, (reject,) = normalize(source(STORY, published="9999-12-31"), SETTINGS)
    assert document is not None
    assert document.published is None
    assert (reject.stage, reject.reason) == ("normalize", "bad_date")
    assert reject.document_id == document.document_id
    assert "9999-12-31" in reject.message


@pytest.mark.parametrize(
    ("content", "said", "reason"),
    [
        (FRENCH, {}, "not_language"),
        ("Advertisement\n\n0\n\nScroll to Top", {}, "no_text"),
        (" \n ", {}, "no_text"),
        ("?!", {}, "no_text"),
        ("<html><body><script>1</script></body></html>", {"media_type": "text/html"}, "no_text"),
        ("<html><body></body></html>", {"media_type": "text/html"}, "no_text"),
        ("![picture](x.png)", {"media_type": "text/markdown"}, "no_text"),
    ],
)
def test_what_cannot_be_read_is_a_reject(
    source: MakeSource, content: str, said: dict[str, str], reason: str
) -> None:
    document, (reject,) = normalize(source(content, **said), SETTINGS)
    assert document is None
    assert (reject.stage, reject.reason, reject.uri) == (
        "normalize",
        reason,
        "file:///news/article",
    )


def test_a_french_text_is_set_aside_by_name_and_read_if_asked_for(source: MakeSource) -> None:
    _, (reject,) = normalize(source(FRENCH), SETTINGS)
    assert "French" in reject.message
    document, rejects = normalize(source(FRENCH), Settings(language="fr"))
    assert document is not None
    assert (document.language, rejects) == ("fr", ())


def test_a_record_of_one_sentence_stays_text(source: MakeSource) -> None:
    document, _ = normalize(source("Envoy lands in Oslo\n\n" + STORY, format="json"), SETTINGS)
    assert document is not None
    assert document.title is None
    assert document.text.startswith("Envoy lands in Oslo")


def test_what_a_source_declares_wins_over_the_page(source: MakeSource) -> None:
    page = (
        "<html><head><title>On the page</title><meta property='article:published_time'"
        f" content='2020-01-01'></head><body><article><p>{STORY}</p></article></body></html>"
    )
    said = {"title": "As declared", "published": "2021-02-03", "publisher": "Fjordbladet"}
    document, _ = normalize(source(page, media_type="text/html", format="warc", **said), SETTINGS)
    assert document is not None
    assert (document.title, document.publisher) == ("As declared", "Fjordbladet")
    assert document.published == date(2021, 2, 3)


@given(
    content=st.text(
        st.one_of(st.characters(), st.sampled_from("aeE. \n\n<>/p#*-&;Ãâ€™\ud800\x85")),
        max_size=120,
    ),
    title=st.none() | st.text(max_size=20),
    published=st.none() | st.text(max_size=20),
    media_type=st.sampled_from(["text/plain", "text/markdown", "text/html"]),
)
def test_anything_becomes_a_document_or_a_reject(
    source: MakeSource,
    content: str,
    title: str | None,
    published: str | None,
    media_type: str,
) -> None:
    said = {"title": title, "published": published, "media_type": media_type}
    document, rejects = normalize(source(content, **said), SETTINGS)
    assert (document is None) == any(reject.reason != "bad_date" for reject in rejects)
    if document is not None:
        seen = (document.title or "") + document.text
        kinds = {unicodedata.category(char) for char in seen if char != "\n"}
        assert not kinds & {"Cc", "Cf", "Cs", "Co"}


def gold() -> Iterator[dict[str, object]]:
    for path in sorted((*SHARED.glob("*/*.jsonl"), *SHARED.glob("*.jsonl"))):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            if "text" in record:
                yield record


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the annotated texts are not there")
def test_every_quote_of_the_annotated_texts_is_found_again(source: MakeSource) -> None:
    lost = []
    for record in gold():
        given = {"title": record["title"], "published": record["published"], "format": "jsonl"}
        document, _ = normalize(source(str(record["text"]), **given), SETTINGS)
        assert document is not None, record["id"]
        said = f"{document.title or ''}\n{repair_line(document.text)}"
        quotes = [quote for event in record["events"] for quote in event["evidence"]]
        lost += [(record["id"], quote) for quote in quotes if repair_line(quote) not in said]
    assert lost == []
