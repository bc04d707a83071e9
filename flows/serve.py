"""`sitrep serve`: the flows on their schedules, for one machine."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import anyio
import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.automations import post_alerts, watch_heartbeats
from flows.catalogue import CATALOGUE, Entry
from flows.server import TAG, Server, required
from flows.sweep import end_stuck, end_vanished, running, settle_missed
from schemas.errors import SitrepError
from schemas.schedule import interval
from schemas.settings import Settings
from tasks.exclusive import exclusive

ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)
"""Spans are counted from here, so that a restart does not move them."""
SERVING = "serve.lock"
"""Held by the service: who holds it knows that what an earlier one began to start never will."""
_log = logging.getLogger("sitrep")
ONE_AT_A_TIME = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
)
"""A run that is due while the one before still goes is called off: the one after it does all."""


class ScheduleError(SitrepError):
    """A schedule or time zone that nobody can keep."""


class Service(Runner):
    """A runner that SIGTERM stops as Ctrl-C does: it ends its runs and closes what it has open.

    Prefect's own handler calls `sys.exit` within the event loop, which leaves its runs to
    themselves and warnings in the log.
    """

    async def until_stopped(self) -> None:
        """Run what is due until SIGTERM comes."""
        self._stop = anyio.CancelScope()
        with self._stop:
            await self.start()

    def handle_sigterm(self, *_: object) -> None:
        """Stop; a signal may come at any moment, the loop hears of it at its next turn.

        Whether asyncio's transport or its watcher thread first learns that a run's process has
        ended is a race, and of losing it the thread warns; here all processes end.
        """
        assert self._loop is not None
        logging.getLogger("asyncio").setLevel(logging.ERROR)
        self._loop.call_soon_threadsafe(self._stop.cancel)


def serve(settings: Settings, overrides: Mapping[str, Any]) -> None:
    """Deploy the catalogue, tidy up after an earlier service, and run what is due until stopped.

    Args:
        settings: what to serve and when.
        overrides: settings that the runs are given besides the environment and `sitrep.toml`.

    Raises:
        ServerMissingError, ServerUnreachableError: there is no standing server.
        DataFolderBusyError: another `sitrep serve` is at work in the data folder.
        ScheduleError: a schedule cannot be kept.
    """
    server = required()
    with exclusive(settings, SERVING):
        _serve(settings, overrides, server)


def _serve(settings: Settings, overrides: Mapping[str, Any], server: Server) -> None:
    runner = Service(name="sitrep", limit=settings.serve.runs, pause_on_shutdown=False)
    end_vanished(settings)
    deployed = [_deploy(runner, deployment(entry, settings, overrides)) for entry in CATALOGUE]
    with get_client(sync_client=True) as client:
        tidy(client, deployed, settings)
        watch_heartbeats(client, settings.serve.silence)
        post_alerts(client, settings.serve.alert)
    _announce(settings, server)
    anyio.run(runner.until_stopped)
    with suppress(httpx.HTTPError), get_client(sync_client=True) as client:
        end_stuck(client, deployed)
        end_vanished(settings, "`sitrep serve` was stopped")


def _announce(settings: Settings, server: Server) -> None:
    due = ", ".join(
        f"{each.name} {each.schedule(settings)}" for each in CATALOGUE if each.schedule(settings)
    )
    ui = server.url.removesuffix("/").removesuffix("/api")
    _log.warning("serving %s; data in %s; to watch: %s", due, settings.data.resolve(), ui)


def _deploy(runner: Runner, wanted: RunnerDeployment) -> UUID:
    deployed = runner.add_deployment(wanted)
    assert isinstance(deployed, UUID)
    return deployed


def deployment(entry: Entry, settings: Settings, overrides: Mapping[str, Any]) -> RunnerDeployment:
    """Return a flow with its schedule and what it is given.

    Raises:
        ScheduleError: the schedule cannot be kept.
    """
    schedule = entry.schedule(settings)
    made = entry.flow.to_deployment(
        name=entry.name,
        schedule=timed(schedule, settings.serve.timezone) if schedule else None,
        concurrency_limit=ONE_AT_A_TIME,
        parameters={"overrides": dict(overrides)},
        tags=[TAG],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(made, RunnerDeployment)
    return made


def timed(schedule: str, timezone: str) -> Schedule:
    """Return Prefect's form of a schedule.

    Raises:
        ScheduleError: it is no cron, or there is no such time zone.
    """
    span = interval(schedule)
    try:
        ZoneInfo(timezone)
        if span is not None:
            return Interval(span, anchor_date=ANCHOR, timezone=timezone)
        return Cron(schedule, timezone=timezone)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise ScheduleError(f"settings, [serve]: {schedule!r} in {timezone}: {error}") from error


def tidy(client: SyncPrefectClient, deployed: list[UUID], settings: Settings) -> None:
    """End what a killed service left, call off what was missed, and make the limit anew."""
    if stuck := end_stuck(client, deployed):
        _log.warning("%d runs that had not begun were ended", stuck)
    if missed := settle_missed(client, deployed):
        _log.warning("%d scheduled runs were missed; the next ones make up for them", missed)
    client.upsert_global_concurrency_limit_by_name(settings.serve.limit, 1)
    if not running(client, deployed):
        free = GlobalConcurrencyLimitUpdate(active_slots=0)
        client.update_global_concurrency_limit(settings.serve.limit, free)
