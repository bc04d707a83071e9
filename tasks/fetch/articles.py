"""One article: fetched, compared with what is known of it, and written down."""

from typing import NamedTuple

from schemas.fetched import FetchedPage, FetchRefusal
from schemas.reject import Reject
from schemas.settings import Settings
from tasks.fetch.answer import Answer, Validators
from tasks.fetch.failure import FetchError
from tasks.fetch.inbox import Packed, pack
from tasks.fetch.listings import Listed
from tasks.fetch.state import UNCHANGING, Known
from tasks.fetch.urls import article_url
from tasks.ingest.formats.fetched import page_sources
from tasks.ingest.store import RawStore
from tasks.normalize import normalize

TRIES = 5
"""Visits at which an article that fails for reasons that may pass is tried."""


class Outcome(NamedTuple):
    """What came of one article."""

    known: Known
    line: FetchedPage | FetchRefusal | None = None
    """What the next run is to read; None where nothing has changed."""
    new: bool = False
    bytes: int = 0


def fetched(
    listed: Listed, answer: Answer, known: Known, source: str, settings: Settings
) -> Outcome:
    """Keep the article that an answer holds, unless its text is the one that is known.

    Args:
        listed: what the listing says of it.
        answer: what the server answered, or the listing itself gave.
        known: what was known of it; its `listed` is the time of this visit.
        source: name of the source.
        settings: where bytes are kept.
    """
    looked = _looked(listed, answer, known)
    if answer.body is None:
        return Outcome(looked)
    packed = pack(answer.body)
    if packed.sha256 == known.blob_sha256:
        return Outcome(looked, bytes=len(answer.body))
    line = _line(listed, answer, looked, source, packed)
    if known.blob_sha256 is not None and _same_text(known.blob_sha256, line, packed, settings):
        return Outcome(looked, bytes=len(answer.body))
    packed.keep(settings)
    now = looked.model_copy(
        update={
            "blob_sha256": packed.sha256,
            "url": line.url if line.url != listed.url else None,
            "first_fetched": known.first_fetched or known.listed,
        }
    )
    return Outcome(now, line, new=known.blob_sha256 is None, bytes=len(answer.body))


def refused(listed: Listed, error: FetchError, known: Known, source: str) -> Outcome:
    """Note that an article could not be fetched; of a later version the earlier one stays."""
    failures = known.failures + 1
    given_up = not error.transient or failures >= TRIES
    after = known.model_copy(
        update={
            "failures": 0 if given_up else failures,
            "refused": error.reason if given_up else None,
            "stamp": listed.stamp,
            "looks": known.looks + (1 if known.blob_sha256 else 0),
            **_said(listed, known),
        }
    )
    message = f"{listed.url}: {error.message}."
    if not given_up:
        message += " It is tried again at the next visit."
    reject = Reject.of("fetch", error.reason, message, uri=listed.url)
    return Outcome(after, FetchRefusal(source=source, reject=reject))


def of_listing(listed: Listed) -> Answer:
    """Return the answer that an article within a listing amounts to."""
    content = listed.content or ""
    body = content.encode("utf-8", "replace")
    return Answer(listed.url, listed.url, body, "", "utf-8", UNCHANGING)


def _looked(listed: Listed, answer: Answer, known: Known) -> Known:
    validators = answer.validators if answer.body is not None else known.validators
    return known.model_copy(
        update={
            "stamp": listed.stamp,
            "validators": validators if validators != Validators() else UNCHANGING,
            "looks": known.looks + (1 if known.blob_sha256 else 0),
            "failures": 0,
            "refused": None,
            **_said(listed, known),
        }
    )


def _said(listed: Listed, known: Known) -> dict[str, str | None]:
    return {
        "title": listed.title or known.title,
        "published": listed.published or known.published,
        "publisher": listed.publisher or known.publisher,
        "input_id": listed.input_id or known.input_id,
    }


def _line(listed: Listed, answer: Answer, known: Known, source: str, packed: Packed) -> FetchedPage:
    return FetchedPage(
        source=source,
        url=article_url(answer.url, "") or answer.url if listed.content is None else listed.url,
        answered_by=answer.answered_by,
        blob_sha256=packed.sha256,
        written_in=listed.written_in,
        charset=answer.charset,
        retrieved=known.listed,
        etag=answer.validators.etag,
        last_modified=answer.validators.last_modified,
        input_id=known.input_id,
        title=known.title,
        published=known.published,
        publisher=known.publisher,
    )


def _same_text(before: str, line: FetchedPage, packed: Packed, settings: Settings) -> bool:
    """Tell whether a page reads as before: what changes around the article is no new version."""
    store = RawStore(settings.raw)
    if not store.path(before).exists():
        return False
    old = store.path(before).read_bytes()
    texts = [_texts(line, bytes_, settings) for bytes_ in (old, packed.data)]
    return bool(texts[0]) and texts[0] == texts[1]


def _texts(line: FetchedPage, packed: bytes, settings: Settings) -> list[str]:
    found = []
    for source in page_sources(line, packed, settings):
        document = None if isinstance(source, Reject) else normalize(source, settings)[0]
        if document is not None:
            found.append(document.text_sha256)
    return found
