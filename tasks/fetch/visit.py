"""A visit to one source: what it lists, which articles of that are fetched, what is remembered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from schemas.fetch_source import AnySource, FolderSource, PageSource, WebSource
from schemas.fetched import FetchedPage, FetchRefusal
from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.fetch.answer import Answer, Request
from tasks.fetch.articles import Outcome, fetched, of_listing, refused
from tasks.fetch.client import Client, Manners
from tasks.fetch.failure import FetchError, PostponedError
from tasks.fetch.folder import visit_folder
from tasks.fetch.inbox import write_list
from tasks.fetch.listings import Listed, Listing, list_articles
from tasks.fetch.state import Known, SourceState, load_state, save_state
from tasks.fetch.tally import Visited, closed
from tasks.fetch.urls import article_url, origin
from tasks.fetch.wanted import Claims, at_one_visit, eligible, pieces, remember_listed, wanted

PIECE = 25
"""Articles after which what was fetched is put down, so that a kill costs no more than these."""
_LISTING_TYPES = "application/rss+xml,application/atom+xml,application/json,text/html,*/*;q=0.8"
_PAGE_TYPES = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"


class Fetching:
    """What all visits of one fetch share.

    Args:
        settings: limits and folders.
        client: asks the hosts.
        environment: variables that `headers` may name.
        claims: which source brings which article.
        forgotten: SHA-256 of the addresses that are not to come in again.
    """

    def __init__(
        self,
        settings: Settings,
        client: Client,
        environment: Mapping[str, str],
        claims: Claims,
        forgotten: Collection[str] = frozenset(),
    ) -> None:
        self.settings = settings
        self.client = client
        self.environment = dict(environment)
        self.claims = claims
        self.forgotten = forgotten


def visit(source: AnySource, fetching: Fetching) -> Visited:
    """Visit a source: its failure is its own, is told in what is returned, and never raised.

    What is fetched lies in the raw store and on lists for the next run, what is to be remembered
    in the source's state.
    """
    state = load_state(fetching.settings, source.name)
    now = fetching.client.clock.now()
    try:
        if isinstance(source, FolderSource):
            visited, state = visit_folder(source, state)
        else:
            visited, state = _Visit(source, state, fetching, now).go()
    except Exception as error:
        visited = _unforeseen(source, error)
        state = load_state(fetching.settings, source.name)
    save_state(fetching.settings, closed(state, source, visited, now, fetching.settings.fetch))
    return visited


def survey(source: WebSource, fetching: Fetching) -> list[Listed]:
    """Return the articles that a source has now, and keep nothing.

    Raises:
        FetchError: it cannot be had or read.
    """
    now = fetching.client.clock.now()
    looking = _Visit(source, SourceState(name=source.name), fetching, now)
    return eligible(list_articles(source, looking.ask, now).articles, source, now)


@dataclass
class _Visit:
    source: WebSource
    state: SourceState
    fetching: Fetching
    now: datetime
    visited: Visited = field(init=False)
    answers: dict[str, Answer] = field(default_factory=dict)
    """Address of a listing → its answer."""
    lines: list[FetchedPage | FetchRefusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.visited = Visited(self.source.name, self.source.kind)
        if self.state.address != self.source.url:
            update = {"address": self.source.url, "validators": {}}
            self.state = self.state.model_copy(update=update)
        until = self.now + timedelta(seconds=self.fetching.settings.fetch.visit_seconds)
        self.manners = Manners(until, self.source.robots, self.source.delay)

    def go(self) -> tuple[Visited, SourceState]:
        """Ask for the listing, then for what it names; return counts and state."""
        try:
            self._go()
        except FetchError as error:
            self.visited = replace(
                self.visited,
                failed=True,
                reason=error.reason,
                error=f"{self.source.url}: {error.message}",
                wait=error.retry_after or 0.0,
            )
        return self.visited, self.state

    def _go(self) -> None:
        listing = list_articles(self.source, self.ask, self.now)
        articles = eligible(listing.articles, self.source, self.now)
        due = wanted(articles, self.state, self.source, self.now)
        self.state = remember_listed(self.state, [each.url for each in articles], self.now)
        now_due = at_one_visit(due, self.source.max_pages)
        left = len(due) - len(now_due) + self._fetch_all(now_due)
        self._note_listing(listing, complete=not left)
        self.visited = replace(
            self.visited,
            unchanged=listing.unchanged,
            listed=len(articles),
            left=left,
            error=listing.complaint,
        )

    def ask(self, url: str) -> Answer:
        """Ask for a page of the listing, unless it is as it was."""
        known = self.state.validators.get(url)
        answer = self._get(url, known.headers() if known else {}, _LISTING_TYPES)
        self.answers[url] = answer
        self._count(Outcome(known=_nothing(self.now), bytes=len(answer.body or b"")))
        return answer

    def _get(self, url: str, validators: Mapping[str, str], accept: str) -> Answer:
        own = origin(url) == origin(self.source.url)
        headers = self.source.filled_headers(self.fetching.environment) if own else {}
        return self.fetching.client.get(Request(url, headers, validators, accept), self.manners)

    def _fetch_all(self, due: list[Listed]) -> int:
        """Fetch articles and put them down piece by piece; return how many are left."""
        left = 0
        for piece in pieces(due, PIECE):
            try:
                for listed in piece:
                    left += not self._fetch(listed)
            finally:
                self._put_down()
        return left

    def _fetch(self, listed: Listed) -> bool:
        """Fetch an article; return False if it has to wait for the next visit.

        Raises:
            FetchError: the source is that one page, and it cannot be had.
        """
        if self._is_forgotten(listed.url) or not self.fetching.claims.take(
            listed.url, self.source.name
        ):
            return True
        known = self.state.known.get(listed.url, _nothing(self.now))
        known = known.model_copy(update={"listed": self.now})
        settings, name = self.fetching.settings, self.source.name
        listed = self._of_publisher(listed)
        try:
            answer = self._article(listed, known)
            if self._is_forgotten(answer.url):
                return True
            outcome = fetched(listed, answer, known, name, settings)
        except PostponedError:
            return False
        except FetchError as error:
            if isinstance(self.source, PageSource):
                raise
            outcome = refused(listed, error, known, name)
        self.state.known[listed.url] = outcome.known
        if outcome.line is not None:
            self.lines.append(outcome.line)
        self._count(outcome)
        return True

    def _is_forgotten(self, url: str) -> bool:
        address = article_url(url, url) or url
        return content_hash(address.encode()) in self.fetching.forgotten

    def _article(self, listed: Listed, known: Known) -> Answer:
        if listed.content is not None:
            return of_listing(listed)
        conditional = known.validators.headers() if known.blob_sha256 else {}
        return self._get(listed.url, conditional, _PAGE_TYPES)

    def _of_publisher(self, listed: Listed) -> Listed:
        return listed._replace(publisher=self.source.publisher or listed.publisher)

    def _count(self, outcome: Outcome) -> None:
        refusal = isinstance(outcome.line, FetchRefusal)
        page = isinstance(outcome.line, FetchedPage)
        self.visited = replace(
            self.visited,
            new=self.visited.new + (page and outcome.new),
            changed=self.visited.changed + (page and not outcome.new),
            refused=self.visited.refused + refusal,
            bytes=self.visited.bytes + outcome.bytes,
        )

    def _put_down(self) -> None:
        write_list(self.fetching.settings, self.source.name, self.lines, self.now)
        self.lines = []
        save_state(self.fetching.settings, self.state)

    def _note_listing(self, listing: Listing, *, complete: bool) -> None:
        """Remember what listings are recognised by, if nothing of them is left to be fetched."""
        if listing.unchanged and complete:
            return
        kept = {
            url: self.answers[url].validators
            for url in listing.complete
            if complete and not self.answers[url].unchanged
        }
        same = {
            url: self.state.validators[url]
            for url in listing.complete
            if complete and self.answers[url].unchanged and url in self.state.validators
        }
        self.state = self.state.model_copy(update={"validators": same | kept})


def _unforeseen(source: AnySource, error: Exception) -> Visited:
    """Tell of a failure that is nobody's but ours or this machine's."""
    said = f"the visit failed unexpectedly ({type(error).__name__}: {error})"
    advice = "Check that the data folder can be written to; otherwise please report this"
    return Visited(
        source.name, source.kind, failed=True, reason="internal_error", error=f"{said}. {advice}"
    )


def _nothing(now: datetime) -> Known:
    return Known(listed=now)
