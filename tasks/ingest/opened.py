"""A file that is being read, and what readers make of it: sources and rejects."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote

from schemas.reject import Reason, Reject
from schemas.settings import Settings
from schemas.source import MediaType, Source
from tasks.ingest.columns import Mapped, mapped, no_text_column
from tasks.ingest.decode import Decoded
from tasks.ingest.stream import Blob

_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(https?://)[^/?#\s]{1,500}@", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ID_SAFE = "/:@!$&'()*+,;?"
_MAPPED_MAX = 1000
_NAMES_TOLD = 30
WHOLE_BYTES = 64 << 20
"""Feeds and JSON objects have to be held in memory as a whole; larger ones are refused.

A feed of 10,000 full articles has about 50 MB and takes 1 GB to parse.
"""


class Place(NamedTuple):
    """Where in a file a record stands: `line 17`; in an address `#line=17`."""

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Article(NamedTuple):
    """What a reader found of one article, before it has an address."""

    content: str
    media_type: MediaType = "text/plain"
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    input_id: str | None = None


Output = Iterator[Source | Reject]


@dataclass
class Nameless:
    """Records of one file in which no name is known to stand for an article's text."""

    count: int = 0
    first: Place | None = None
    what: str = ""
    excerpt: str = ""
    names: dict[str, None] = field(default_factory=dict)

    def add(self, names: tuple[str, ...], what: str, place: Place | None, excerpt: str) -> None:
        """Count one more; of the first, keep where it stands and what it holds."""
        if not self.count:
            self.first, self.what, self.excerpt = place, what, excerpt
        self.count += 1
        if len(self.names) < _NAMES_TOLD:
            self.names |= dict.fromkeys(names[:_NAMES_TOLD])


@dataclass
class Opened:
    """One file while it is read; makes its sources and rejects."""

    stream: io.BufferedIOBase
    blob: Blob
    head: bytes
    name: str
    uri: str
    sha256: str
    settings: Settings
    format: str = ""
    encoding: str = "utf-8"
    """What the file's beginning is encoded in; taken for lines that are not UTF-8."""
    nameless: Nameless = field(default_factory=Nameless)
    _addresses: set[int] = field(default_factory=set)
    _mapped: dict[tuple[str, ...], Mapped] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether the stream ended before its time, so that the last record may be cut."""
        return self.blob.damage is not None

    def mapped(self, names: tuple[str, ...]) -> Mapped:
        """Map the names that a record has to the fields that they fill."""
        found = self._mapped.get(names)
        if found is None:
            found = mapped(names, self.settings.columns)
            if len(self._mapped) < _MAPPED_MAX:
                self._mapped[names] = found
        return found

    def reject(
        self, reason: Reason, message: str, place: Place | None = None, excerpt: str = ""
    ) -> Reject:
        """Refuse something of this file; the message is led by the file's name and the place."""
        where = f"{self.name}, {place}" if place else self.name
        return Reject.of(
            "ingest",
            reason,
            _clean(f"{where}: {' '.join(message.split())}"),
            uri=self.uri,
            locator=str(place) if place else None,
            blob_sha256=self.sha256,
            excerpt=_clean(excerpt[:1000]),
        )

    def without_text(self) -> Iterator[Reject]:
        """Refuse all records in which no field holds an article, in one reject."""
        told = self.nameless
        if told.count:
            message = no_text_column(told.names, told.what)
            if told.count > 1:
                message = f"{told.count:,} records from here on: {message}"
            yield self.reject("missing_field", message, told.first, told.excerpt)

    def damaged(self, decoded: Decoded, place: Place | None = None) -> Iterator[Reject]:
        """Tell of broken characters, if there are any."""
        if decoded.damaged:
            at = decoded.text.find("\ufffd")
            yield self.reject(
                "bad_encoding",
                f"{decoded.damaged} broken characters (invalid {decoded.encoding.upper()}) were"
                " replaced by \ufffd; the article was read. Save it as UTF-8 to mend it.",
                place,
                decoded.text[max(0, at - 200) : at + 200],
            )

    def too_large(
        self, size: int | None = None, place: Place | None = None, excerpt: str = ""
    ) -> Reject:
        """Refuse an article for its size in bytes; None where nobody has counted them."""
        limit = self.settings.max_record_bytes
        has = f"it has {size:,}, more than" if size else "it has more than"
        return self.reject(
            "too_large",
            f"{has} the {limit:,} bytes that one article may have."
            " If it is one all the same, raise SITREP_MAX_RECORD_BYTES.",
            place,
            excerpt,
        )

    def article(self, article: Article, place: Place | None = None) -> Output:
        """Give an article its address and check its size."""
        if len(article.content) > self.settings.max_record_bytes:
            yield self.too_large(len(article.content), place, article.content[:500])
            return
        if not article.content.strip():
            yield self.reject("no_text", "there is no text in it.", place, article.title or "")
            return
        if any(map(_has_surrogates, article)):
            article = Article(*(_clean(value) if value else value for value in article))  # type: ignore[arg-type]
        if article.url and (secret := _CREDENTIALS.match(article.url)):
            article = article._replace(url=secret[1] + article.url[secret.end() :])
        uri, again = self._address(article, place)
        if again:
            yield self.reject(
                "bad_record",
                f"the id {article.input_id!r} stands more than once in this file; the article was"
                f" read, and its address is {uri}",
                place,
            )
        yield self._source(article, uri, place)

    def _source(self, article: Article, uri: str, place: Place | None) -> Source:
        return Source(
            uri=uri,
            file_uri=self.uri,
            blob_sha256=self.sha256,
            locator=f"{place.kind} {place.number}" if place else None,
            format=self.format,
            media_type=article.media_type,
            content=article.content,
            input_id=article.input_id,
            url=article.url,
            title=article.title,
            published=article.published,
            publisher=article.publisher,
        )

    def _address(self, article: Article, place: Place | None) -> tuple[str, bool]:
        """Return the address and whether another article of this file has the same id.

        The first has the address `#id`; those that follow in the file have `#id=` and a hash of
        what they say, so that their addresses hold when lines are put in between.
        """
        if article.url and _ADDRESS.fullmatch(article.url):
            return article.url, False
        if place is None:
            return self.uri, False
        if article.input_id is None:
            return f"{self.uri}#{place.kind}={place.number}", False
        spelt = article.input_id.encode("utf-8", "replace")
        uri = f"{self.uri}#{quote(spelt, safe=_ID_SAFE)}"
        key = int.from_bytes(blake2b(spelt, digest_size=8).digest())
        if key not in self._addresses:
            self._addresses.add(key)
            return uri, False
        said = "\x1f".join(value or "" for value in article)
        return f"{uri}={blake2b(said.encode('utf-8', 'replace'), digest_size=8).hexdigest()}", True


def _has_surrogates(text: str | None) -> bool:
    return text is not None and not text.isascii() and bool(_SURROGATE.search(text))


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
