"""What the Prefect server does of itself."""

from datetime import timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events import EventTrigger, Posture
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore

SILENT = "sitrep: runs that fall silent have crashed"
ENDS = ("Completed", "Failed", "Cancelled", "Crashed")


def heartbeat_automation(silence: float) -> AutomationCore:
    """Return the automation that ends a run whose machine does not come back.

    Args:
        silence: seconds without a heartbeat.
    """
    beat = "prefect.flow-run.heartbeat"
    return AutomationCore(
        name=SILENT,
        description="A run whose machine went down sends no heartbeat; it must not stay Running.",
        trigger=EventTrigger(
            after={beat},
            expect={beat, *(f"prefect.flow-run.{end}" for end in ENDS)},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=silence),
        ),
        actions=[
            ChangeFlowRunState(
                state=StateType.CRASHED,
                message="no heartbeat: its machine or process is gone; the next run goes on",
            )
        ],
    )


def watch_heartbeats(client: SyncPrefectClient, silence: float) -> None:
    """Make the automation, or bring it up to date.

    One that is as it should be is left alone: a change has the server count silence from anew.
    """
    wanted = heartbeat_automation(silence)
    known = client.read_automations_by_name(SILENT)
    if not known:
        client.create_automation(wanted)
    elif known[0].trigger != wanted.trigger:
        client.update_automation(known[0].id, wanted)
