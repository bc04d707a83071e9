"""What `sitrep doctor` looks at on the Prefect server."""

from collections.abc import Iterator
from datetime import UTC, datetime

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.responses import DeploymentResponse

from flows.server import TAG, Server, ServerUnreachableError, standing
from flows.sweep import late_runs
from tasks.checkup import Finding, Level

POLL_SECONDS = 120.0
"""`sitrep serve` asks for work every few seconds; after this long without, it is not there."""
START = "start `sitrep serve`"


def check_server() -> Iterator[Finding]:
    """Tell whether the server answers, fits, and whether somebody serves what it schedules."""
    try:
        server = standing()
    except ServerUnreachableError as error:
        says, _, todo = str(error).partition(": start it")
        yield Finding("server", Level.ERROR, says, f"start it{todo}")
        return
    if server is None:
        says = "PREFECT_API_URL is not set: each run brings a server of its own"
        yield Finding("server", Level.OK, f"{says}; there are no schedules")
        return
    yield _release(server)
    with get_client(sync_client=True) as client:
        yield from check_deployments(client)


def _release(server: Server) -> Finding:
    says = f"{server.url}, Prefect {server.version}"
    if server.fits:
        return Finding("server", Level.OK, says)
    return Finding("server", Level.WARNING, says, "run the same release of Prefect on both sides")


def check_deployments(client: SyncPrefectClient) -> Iterator[Finding]:
    """Tell whether `sitrep serve` or a worker asks for work, and what is late."""
    mine = DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG]))
    deployments = client.read_deployments(deployment_filter=mine)
    if not deployments:
        yield Finding("service", Level.WARNING, "nothing is deployed on this server", START)
        return
    yield _served(deployments)
    late = late_runs(client, [each.id for each in deployments])
    if late:
        says = f"{len(late)} runs are late, the first: {late[0].name}"
        todo = f"{START}; if it runs, raise `runs` in [serve] or run less often"
        yield Finding("schedules", Level.WARNING, says, todo)
    else:
        yield Finding("schedules", Level.OK, "no run is late")


def _served(deployments: list[DeploymentResponse]) -> Finding:
    polls = [each.last_polled for each in deployments if each.last_polled is not None]
    if not polls:
        return Finding("service", Level.WARNING, "nobody has ever asked for work", START)
    ago = (datetime.now(UTC) - max(polls)).total_seconds()
    says = f"{len(deployments)} deployments, asked for work {ago:.0f} s ago"
    if ago > POLL_SECONDS:
        return Finding("service", Level.ERROR, says, START)
    return Finding("service", Level.OK, says)
