"""Following redirects: not for ever, not in circles, and with nothing told to strangers."""

from collections.abc import Callable

import httpx

from tasks.fetch.answer import Answer, Moved, Request
from tasks.fetch.failure import FetchError
from tasks.fetch.urls import origin

Step = Callable[[Request, httpx.Cookies], Answer | Moved]


def follow(request: Request, step: Step, most: int) -> Answer:
    """Ask for an address and for those that it redirects to.

    Cookies last for this one chain. The answer's `url` is the first address, or where that has
    moved to for good: after a redirect for now the address stays (RFC 9110, section 15.4).

    Args:
        request: what is asked for first.
        step: asks once.
        most: redirects that are followed.

    Raises:
        FetchError: there is no usable answer.
    """
    cookies = httpx.Cookies()
    lasting, for_good = request.url, True
    seen: set[tuple[str, str]] = set()
    for _ in range(most + 1):
        answer = step(request, cookies)
        if isinstance(answer, Answer):
            return answer._replace(url=lasting)
        state = (answer.url, repr(sorted(cookies.items())))
        if state in seen:
            raise FetchError("bad_redirect", f"its redirects go round in a circle at {answer.url}")
        seen.add(state)
        for_good = for_good and answer.for_good
        lasting = answer.url if for_good else lasting
        stays = origin(answer.url) == origin(request.url)
        request = request._replace(url=answer.url, headers=request.headers if stays else {})
    raise FetchError("bad_redirect", f"it redirects more than {most} times")
