"""Flow runs that Prefect believes to be under way or to come, and are not."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateName,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed

from schemas.settings import Settings
from tasks.presence import forget, vanished

MISSED = "Missed"
"""Name of the state of scheduled runs that nobody was there to start."""


def end_vanished(
    settings: Settings, why: str = "its process was killed or its machine went down"
) -> list[str]:
    """Tell Prefect of the runs in this data folder whose processes died; return their ids."""
    gone = vanished(settings)
    if gone:
        with get_client(sync_client=True) as client:
            for run_id in gone:
                _end(client, run_id, why)
                forget(settings, run_id)
    return gone


def end_stuck(client: SyncPrefectClient, deployments: Sequence[UUID]) -> int:
    """End the runs that were about to start when the last `sitrep serve` was killed.

    To be called before this one starts any: each holds its deployment's only place, so that every
    later run would be called off.
    """
    pending = _runs(client, deployments, type=FlowRunFilterStateType(any_=[StateType.PENDING]))
    for run in pending:
        _end(client, str(run.id), "it was about to start when `sitrep serve` ended")
    return len(pending)


def settle_missed(client: SyncPrefectClient, deployments: Sequence[UUID]) -> int:
    """Keep the newest late run of each deployment and call off the others; return how many.

    A run does all that is to be done, so that one makes up for all that were missed.
    """
    late = late_runs(client, deployments)
    newest = {run.deployment_id: run.id for run in late}
    missed = [run for run in late if newest[run.deployment_id] != run.id]
    for run in missed:
        message = "nobody was there to start it; the next run does what it would have done"
        client.set_flow_run_state(run.id, Cancelled(name=MISSED, message=message), force=True)
    return len(missed)


def late_runs(client: SyncPrefectClient, deployments: Sequence[UUID]) -> list[FlowRun]:
    """Return the runs that should have started, in the order of their times."""
    return _runs(client, deployments, name=FlowRunFilterStateName(any_=["Late"]))


def running(client: SyncPrefectClient, deployments: Sequence[UUID]) -> list[FlowRun]:
    """Return the runs that Prefect believes to be under way."""
    return _runs(client, deployments, type=FlowRunFilterStateType(any_=[StateType.RUNNING]))


def _runs(
    client: SyncPrefectClient,
    deployments: Iterable[UUID],
    *,
    type: FlowRunFilterStateType | None = None,
    name: FlowRunFilterStateName | None = None,
) -> list[FlowRun]:
    return client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=list(deployments)),
            state=FlowRunFilterState(type=type, name=name),
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
    )


def _end(client: SyncPrefectClient, run_id: str, why: str) -> None:
    """Call the run crashed, unless it is unknown here or has ended after all."""
    try:
        run = client.read_flow_run(UUID(run_id))
    except (ObjectNotFound, ValueError):
        return
    if run.state is not None and not run.state.is_final():
        message = f"{why}; what was done is kept, and the next run goes on from there"
        client.set_flow_run_state(run.id, Crashed(message=message))
