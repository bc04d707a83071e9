import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("server")]
"""Prefect reads its settings when it is first imported: after the server stands."""


class _Stranger(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stranger() -> Iterator[str]:
    """A web server that is no Prefect server."""
    server = HTTPServer(("127.0.0.1", 0), _Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()


def _closed() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/api"


@pytest.mark.parametrize("url", [_closed(), "nonsense"], ids=["closed", "nonsense"])
def test_a_server_that_does_not_answer_is_named_in_one_line(url: str) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import ServerUnreachableError, standing

    with (
        temporary_settings({PREFECT_API_URL: url}),
        pytest.raises(ServerUnreachableError) as told,
    ):
        standing()
    message = str(told.value)
    assert url in message
    assert "prefect server start" in message
    assert "\n" not in message


def test_another_web_server_is_no_prefect_server(stranger: str) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import ServerUnreachableError, standing

    with (
        temporary_settings({PREFECT_API_URL: stranger}),
        pytest.raises(ServerUnreachableError, match="404"),
    ):
        standing()


def test_without_an_address_a_run_brings_its_own_and_schedules_say_what_to_do() -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import ServerMissingError, required, standing

    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        assert standing() is None
        with pytest.raises(ServerMissingError, match="prefect server start"):
            required()


def test_a_standing_server_is_found(server: str) -> None:
    from flows.server import required

    found = required()
    assert found.url == server
    assert found.fits
