"""Asking a server, and what it may answer."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tasks.fetch.answer import Answer, Request
from tasks.fetch.client import Client, Manners
from tasks.fetch.failure import FetchError
from tests.tasks.fetch.web import Page, Seen

Clients = Callable[..., Client]


def get(client: Client, url: str, **request: object) -> Answer:
    until = client.clock.now() + timedelta(minutes=10)
    robots = bool(request.pop("robots", False))
    return client.get(Request(url, **request), Manners(until, robots))


def failure(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as raised:
        get(client, url)
    return raised.value


def moved(to: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": to})


def after(answers: Iterator[Page]) -> Callable[[Seen], Page]:
    return lambda _: next(answers)
