import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from benchmarks.servers.ports import wait_until
from schemas.settings import Serve, Settings
from tasks.checkup import Level

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("server")]
"""Prefect reads its settings when it is first imported: after the server stands."""


@pytest.fixture
def client(server: str) -> Iterator["SyncPrefectClient"]:
    del server
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        yield client


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, serve=Serve(run="5m", limit="test-limit"))


@pytest.fixture
def deployed(client: "SyncPrefectClient", settings: Settings) -> dict[str, UUID]:
    del client
    from prefect.runner import Runner

    from flows.catalogue import CATALOGUE
    from flows.serve import deployment

    runner = Runner(name="test")
    ids = {
        each.name: runner.add_deployment(deployment(each, settings, {"workers": "3"}))
        for each in CATALOGUE
    }
    return {name: each for name, each in ids.items() if isinstance(each, UUID)}


@contextmanager
def listening() -> Iterator[tuple[str, "Queue[bytes]"]]:
    """Give the address of a web server, and what is posted there."""
    heard: Queue[bytes] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", heard
    finally:
        server.shutdown()


def _state(client: "SyncPrefectClient", run_id: UUID) -> tuple[str, str]:
    state = client.read_flow_run(run_id).state
    assert state is not None
    return state.name, state.message or ""


def _is_past(client: "SyncPrefectClient", run_id: UUID, *states: str) -> bool:
    return _state(client, run_id)[0] not in states


def test_every_schedule_in_the_settings_belongs_to_a_flow() -> None:
    from flows.catalogue import CATALOGUE

    names = [each.name for each in CATALOGUE]
    assert len(set(names)) == len(names)
    assert all(name in Serve.model_fields for name in names)


def test_spans_keep_their_marks_over_a_restart() -> None:
    from flows.serve import ANCHOR, timed

    assert timed("15m", "UTC").anchor_date == ANCHOR
    assert timed("0 6 * * *", "Europe/Oslo").timezone == "Europe/Oslo"


@pytest.mark.parametrize(
    ("schedule", "timezone"), [("61 * * * *", "UTC"), ("0 6 * * *", "Nowhere"), ("1h", "Nowhere")]
)
def test_what_nobody_can_keep_names_the_setting(schedule: str, timezone: str) -> None:
    from flows.serve import ScheduleError, timed

    with pytest.raises(ScheduleError, match=r"\[serve\]"):
        timed(schedule, timezone)


def test_the_flows_are_deployed_as_the_settings_say(
    client: "SyncPrefectClient", deployed: dict[str, UUID]
) -> None:
    run = client.read_deployment(deployed["run"])
    assert run.parameters["overrides"] == {"workers": "3"}
    assert run.entrypoint == "flows.run.run"
    assert [str(each.schedule.interval) for each in run.schedules] == ["0:05:00"]
    assert run.global_concurrency_limit is not None
    assert run.global_concurrency_limit.limit == 1
    assert client.read_deployment(deployed["resolve"]).schedules == []


def test_a_run_whose_process_was_killed_is_called_crashed(
    client: "SyncPrefectClient", deployed: dict[str, UUID], settings: Settings
) -> None:
    from prefect.states import Running

    from flows import sweep

    run = client.create_flow_run_from_deployment(deployed["run"], state=Running())
    settings.presence.mkdir()
    (settings.presence / str(run.id)).touch()
    (settings.presence / str(uuid4())).touch()
    assert len(sweep.end_vanished(settings)) == 2
    assert _state(client, run.id)[0] == "Crashed"
    assert "killed" in _state(client, run.id)[1]
    assert sweep.end_vanished(settings) == []


def test_a_restart_ends_what_hangs_and_makes_up_for_what_was_missed(
    client: "SyncPrefectClient", deployed: dict[str, UUID], settings: Settings,
) -> None:  # fmt: skip
    from prefect.states import Pending, Scheduled

    from flows import sweep
    from flows.checkup import check_deployments
    from flows.serve import tidy

    watch = deployed["watch"]
    hours = [datetime.now(UTC) - timedelta(hours=back) for back in (3, 2, 1)]
    missed = [
        client.create_flow_run_from_deployment(
            watch, state=Scheduled(name="Late", scheduled_time=hour)
        ).id
        for hour in hours
    ]
    stuck = client.create_flow_run_from_deployment(deployed["publish"], state=Pending()).id
    (late,) = [each for each in check_deployments(client) if each.check == "schedules"]
    assert late.level == Level.WARNING
    assert "3 runs are late" in late.says

    tidy(client, list(deployed.values()), settings)
    states = [_state(client, each)[0] for each in missed]
    assert states == [sweep.MISSED, sweep.MISSED, "Late"]
    assert _state(client, stuck)[0] == "Crashed"
    limit = client.read_global_concurrency_limit_by_name("test-limit")
    assert (limit.limit, limit.active_slots) == (1, 0)


def test_the_server_watches_for_heartbeats(client: "SyncPrefectClient") -> None:
    from flows.automations import SILENT, heartbeat_automation, watch_heartbeats

    watch_heartbeats(client, 300.0)
    watch_heartbeats(client, 600.0)
    (made,) = client.read_automations_by_name(SILENT)
    described = heartbeat_automation(600.0).model_copy(update={"description": "described anew"})
    client.update_automation(made.id, described)
    watch_heartbeats(client, 600.0)
    (known,) = client.read_automations_by_name(SILENT)
    assert known.description == "described anew"
    assert known.trigger == heartbeat_automation(600.0).trigger
    assert known.enabled


def test_a_run_whose_machine_never_comes_back_is_called_crashed(
    client: "SyncPrefectClient", deployed: dict[str, UUID]
) -> None:
    from prefect.events import emit_event
    from prefect.states import Running

    from flows.automations import watch_heartbeats

    watch_heartbeats(client, 10.0)
    time.sleep(3)
    run = client.create_flow_run_from_deployment(deployed["run"], state=Running())
    emit_event("prefect.flow-run.heartbeat", {"prefect.resource.id": f"prefect.flow-run.{run.id}"})
    deadline = time.monotonic() + 120
    while _state(client, run.id)[0] == "Running" and time.monotonic() < deadline:
        time.sleep(0.5)
    watch_heartbeats(client, 600.0)
    assert _state(client, run.id)[0] == "Crashed"
    assert "no heartbeat" in _state(client, run.id)[1]


def test_what_should_be_looked_at_is_posted(
    client: "SyncPrefectClient", deployed: dict[str, UUID]
) -> None:
    from prefect.events import emit_event
    from prefect.states import Failed, Running

    from flows.automations import OF_SITREP, WARNING, post_alerts

    with listening() as (address, heard):
        post_alerts(client, address)
        time.sleep(3)
        told = {"told": ['source "A": silent', "run late"]}
        resource = {"prefect.resource.id": "prefect.flow-run.x"}
        emit_event(WARNING, resource=resource, related=[OF_SITREP], payload=told)
        emit_event(WARNING, resource=resource, payload={"told": ["of somebody else"]})
        run = client.create_flow_run_from_deployment(deployed["run"], state=Running())
        client.set_flow_run_state(run.id, Failed(message="the disk is full"), force=True)
        texts = {json.loads(heard.get(timeout=120))["text"] for _ in range(2)}
    post_alerts(client, None)
    assert texts == {
        'sitrep: source "A": silent; run late',
        f"sitrep: {run.name} Failed: the disk is full",
    }


def test_what_asyncio_warns_of_is_not_told_on_the_way_out() -> None:
    """It loses a race with its own watcher too seldom for a test to wait for it."""
    import anyio

    from flows.serve import Service

    warns = logging.getLogger("asyncio")
    before = warns.level

    async def stopped() -> bool:
        service = Service(name="test")
        service._loop = asyncio.get_running_loop()
        with anyio.CancelScope() as service._stop:
            service.handle_sigterm()
            await anyio.sleep(60)
        return service._stop.cancelled_caught

    try:
        assert warns.isEnabledFor(logging.WARNING)
        assert anyio.run(stopped)
        assert not warns.isEnabledFor(logging.WARNING)
    finally:
        warns.setLevel(before)


@pytest.mark.parametrize("under_way", [0, 1], ids=["idle", "at work"])
def test_a_service_that_is_asked_to_end_does_so_in_one_line(
    client: "SyncPrefectClient", deployed: dict[str, UUID], tmp_path: Path, under_way: int
) -> None:
    for each in deployed.values():  # of other tests: nothing was missed that could be told of
        client.delete_deployment(each)
    schedules = ("FETCH", "RUN", "WATCH", "REPORT", "MAINTENANCE")
    never = {f"SITREP_SERVE__{each}": "" for each in schedules}
    log = tmp_path / "log"
    with log.open("w") as written:
        service = subprocess.Popen(
            [Path(sys.executable).parent / "sitrep", "serve"],
            cwd=tmp_path, env=os.environ | never, stderr=written, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until(lambda: "serving" in log.read_text(), "the service")
        for _ in range(under_way):
            (made,) = [each for each in client.read_deployments() if each.name == "run"]
            begun = client.create_flow_run_from_deployment(made.id).id
            wait_until(partial(_is_past, client, begun, "Scheduled", "Late"), "a run")
        time.sleep(1)
        os.killpg(service.pid, signal.SIGTERM)
        assert service.wait(timeout=60) == 0
    finally:
        service.kill()
    first, *after = log.read_text().splitlines()
    assert "serving" in first
    assert after == ["sitrep: stopped; schedules stay, missed runs are made up for"]
