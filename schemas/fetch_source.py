"""What `sources.toml` says: places that are looked at again and again for news."""

import re
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

import jmespath
from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

_DURATION = re.compile(r"(\d{1,6})\s?(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_VARIABLE = re.compile(r"\$\{(\w{1,100})\}")


def _duration(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError('write a duration as a number and s, m, h or d, such as "30m" or "2h"')
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("write a whole web address, beginning with https:// or http://")
    if parts.username is not None:
        raise ValueError("take user and password out of the address; `headers` can carry them")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}") from None
    return value


def _selector(value: str) -> str:
    try:
        CSSSelector(value)
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"this is not a CSS selector: {error}") from None
    return value


def _xpath(value: str) -> str:
    try:
        etree.XPath(value)
    except etree.XPathError as error:
        raise ValueError(f"this is not an XPath expression: {error}") from None
    return value


def _jmespath(value: str) -> str:
    try:
        jmespath.compile(value)
    except jmespath.exceptions.JMESPathError as error:
        first = str(error).splitlines()[0]
        raise ValueError(f"this is not a JMESPath expression: {first}") from None
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Selector = Annotated[str, AfterValidator(_selector)]
XPath = Annotated[str, AfterValidator(_xpath)]
JmesPath = Annotated[str, AfterValidator(_jmespath)]


class FetchSource(BaseModel):
    """What all kinds of sources have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,59}$")]
    """Lower-case letters, digits, `.`, `_` and `-`."""
    publisher: str | None = None
    """Who publishes it; without it, what the source says of itself."""
    enabled: bool = True
    every: Duration = timedelta(minutes=30)
    """How often it is visited."""
    silent_after: Duration = timedelta(days=3)
    """Time without anything new after which it counts as silent."""


class WebSource(FetchSource):
    """A source that is asked over HTTP."""

    url: WebAddress
    robots: bool = True
    """False only with the owner's leave, as for an interface that you have a key to."""
    headers: dict[str, str] = Field(default_factory=dict)
    """Sent to the host of `url` only; `${NAME}` stands for a variable of the environment."""
    delay: Annotated[float, Field(ge=0)] = 0.0
    """Seconds between requests, where more than `host_delay` is wanted."""
    include: Pattern | None = None
    """Only addresses of articles in which this regular expression is found."""
    exclude: Pattern | None = None
    """No addresses of articles in which this one is found."""
    max_age: Duration = timedelta(days=14)
    """Articles that say that they are older are passed over."""
    max_pages: Annotated[int, Field(ge=1, le=10_000)] = 200
    """Pages to fetch at one visit; the rest follow at the next."""
    revisit: tuple[Duration, ...] = (timedelta(hours=6), timedelta(days=2))
    """Ages at which a page is looked at again for corrections."""

    @property
    def variables(self) -> tuple[str, ...]:
        """Variables of the environment that `headers` name."""
        return tuple(_VARIABLE.findall(" ".join(self.headers.values())))

    def filled_headers(self, environment: dict[str, str]) -> dict[str, str]:
        """Return `headers` with the variables put in."""
        return {
            name: _VARIABLE.sub(lambda match: environment[match[1]], value)
            for name, value in self.headers.items()
        }


class FeedSource(WebSource):
    """An RSS or Atom feed."""

    kind: Literal["feed"]
    articles: Literal["page", "entry"] = "page"
    """Whether the pages that entries link to are the articles, or the entries themselves."""


class SitemapSource(WebSource):
    """A sitemap, a news sitemap, or an index of sitemaps."""

    kind: Literal["sitemap"]


class ListingSource(WebSource):
    """A page with links to articles: `css`, `xpath` or `pattern` tells which."""

    kind: Literal["listing"]
    css: Selector | None = None
    """Selects the links, or elements that hold them."""
    xpath: XPath | None = None
    """Selects the links, elements that hold them, or their addresses."""
    pattern: Pattern | None = None
    """A regular expression that is found in the addresses of articles."""

    @model_validator(mode="after")
    def _one_way(self) -> "ListingSource":
        if sum(way is not None for way in (self.css, self.xpath, self.pattern)) != 1:
            raise ValueError(
                "say by exactly one of css, xpath and pattern which links are articles"
            )
        return self


class PageSource(WebSource):
    """One page that changes; each change is a new version of one document."""

    kind: Literal["page"]


class ApiFields(BaseModel):
    """JMESPath expressions that take from an item what it says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: JmesPath | None = "url"
    title: JmesPath | None = "title"
    text: JmesPath | None = None
    """The article itself; without it the page at `url` is fetched."""
    published: JmesPath | None = "published"
    updated: JmesPath | None = None
    publisher: JmesPath | None = None
    id: JmesPath | None = None


class ApiSource(WebSource):
    """A JSON interface."""

    kind: Literal["api"]
    items: JmesPath
    """JMESPath expression that gives the list of items, such as `data.articles`."""
    fields: ApiFields = ApiFields()
    next: JmesPath | None = None
    """JMESPath expression that gives the address of the next page of items."""
    max_answers: Annotated[int, Field(ge=1, le=100)] = 10
    """Pages of items to ask for at one visit."""


class FolderSource(FetchSource):
    """A folder that others put files into; runs read it."""

    kind: Literal["folder"]
    path: Annotated[str, Field(min_length=1)]


AnySource = Annotated[
    FeedSource | SitemapSource | ListingSource | PageSource | ApiSource | FolderSource,
    Field(discriminator="kind"),
]
KINDS = ("feed", "sitemap", "listing", "page", "api", "folder")
