"""HTTP/2 where a server speaks it."""

import ssl
import threading
from datetime import timedelta
from pathlib import Path
from socket import create_server, socket

import h2.config
import h2.connection
import h2.events
import trustme

from schemas.settings import Fetching
from tasks.fetch.answer import Request
from tasks.fetch.client import Client, Manners
from tests.tasks.fetch.conftest import QUICK
from tests.tasks.fetch.web import FakeClock, names


def _serve(listener: socket, context: ssl.SSLContext, spoken: list[str]) -> None:
    connection, _ = listener.accept()
    with context.wrap_socket(connection, server_side=True) as secure:
        spoken.append(secure.selected_alpn_protocol() or "")
        http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        http.initiate_connection()
        secure.sendall(http.data_to_send())
        while data := secure.recv(65_536):
            for event in http.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    http.send_headers(event.stream_id, [(":status", "200")])
                    http.send_data(event.stream_id, b"over two", end_stream=True)
            secure.sendall(http.data_to_send())


def test_http_2_is_spoken_where_it_is_offered(tmp_path: Path, clock: FakeClock) -> None:
    authority = trustme.CA()
    pem = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2", "http/1.1"])
    authority.issue_cert("news.example").configure_cert(context)
    spoken: list[str] = []
    with create_server(("127.0.0.1", 0)) as listener:
        served = threading.Thread(target=_serve, args=(listener, context, spoken), daemon=True)
        served.start()
        fetching = Fetching.model_validate(QUICK | {"ca_file": str(pem)})
        client = Client(fetching, tmp_path / "kept", clock, names)
        manners = Manners(clock.now() + timedelta(hours=1), robots=False)
        port = listener.getsockname()[1]
        for _ in range(2):
            answer = client.get(Request(f"https://news.example:{port}/"), manners)
            assert answer.body == b"over two"
        client.close()
        served.join(20)
    assert spoken == ["h2"]
