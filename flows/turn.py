"""Runs that do not get into each other's way, and do not outlive their processes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from prefect.client.schemas.objects import ConcurrencyLeaseHolder
from prefect.concurrency.sync import concurrency
from prefect.runtime import deployment, flow_run

from flows.sweep import end_vanished
from schemas.settings import Settings
from tasks.exclusive import DataFolderBusyError, exclusive
from tasks.presence import present

LEASE = 120.0
"""Seconds for which the server believes a run that it hears nothing of to hold its turn."""


@contextmanager
def at_work(settings: Settings) -> Iterator[None]:
    """Show that this flow run is alive; end those that died without a word."""
    with present(settings, str(flow_run.id)):
        end_vanished(settings)
        yield


@contextmanager
def queued(settings: Settings) -> Iterator[float]:
    """Wait in the queue of the warehouse; give the seconds to wait for the data folder itself.

    Between machines Prefect's concurrency limit keeps the order, where `sitrep serve` has made it;
    the lock on the data folder holds whatever becomes of the server. A run by hand does not wait.

    Raises:
        DataFolderBusyError: the limit was taken for longer than a scheduled run waits.
    """
    if deployment.id is None:
        with at_work(settings):
            yield 0.0
        return
    with at_work(settings), _slot(settings):
        yield settings.serve.wait


@contextmanager
def turn(settings: Settings) -> Iterator[None]:
    """Hold the warehouse for this flow run: one that was scheduled waits for it.

    Raises:
        DataFolderBusyError: another run is at work there, longer than a scheduled one waits.
    """
    with queued(settings) as patience, exclusive(settings, patience=patience):
        yield


@contextmanager
def _slot(settings: Settings) -> Iterator[None]:
    name, wait = settings.serve.limit, settings.serve.wait
    held = ExitStack()
    try:
        held.enter_context(
            concurrency(
                name,
                timeout_seconds=wait,
                lease_duration=LEASE,
                holder=ConcurrencyLeaseHolder(type="flow_run", id=UUID(flow_run.id)),
                raise_on_lease_renewal_failure=False,
            )
        )
    except TimeoutError:
        raise DataFolderBusyError(
            f"the concurrency limit {name} was taken for {wait:.0f} s; see who holds it with"
            f" `prefect gcl inspect {name}`, and whether that run is alive with `sitrep doctor`"
        ) from None
    with held:
        yield
