"""What the Prefect server does of itself."""

from datetime import timedelta
from uuid import UUID

from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events import EventTrigger, Posture, ResourceSpecification
from prefect.events.actions import CallWebhook, ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore

from flows.server import TAG

SILENT = "sitrep: runs that fall silent have crashed"
ENDS = ("Completed", "Failed", "Cancelled", "Crashed")
ALERT = "sitrep: what should be looked at is posted"
WEBHOOK = "sitrep-alert"
"""Name of the block that holds the address: it may be a secret."""
WARNING = "sitrep.watch.warning"
"""Event of a watch that has something to tell."""
OF_SITREP = {"prefect.resource.role": "tag", "prefect.resource.id": f"prefect.tag.{TAG}"}
"""What the events of sitrep's runs have to do with."""
TEXT = """{"text": {{ ("sitrep: " ~ (event.payload.told | join("; ") if event.payload.told else
    flow_run.name ~ " " ~ flow_run.state.name ~ ": " ~ (flow_run.state.message or "no message"))
    ) | tojson }}}"""


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


def alert_automation(webhook: UUID) -> AutomationCore:
    """Return the automation that posts what should be looked at.

    Args:
        webhook: the block that posts.
    """
    return AutomationCore(
        name=ALERT,
        description="Warnings of watch, and runs that failed or crashed, go to serve.alert.",
        trigger=EventTrigger(
            expect={WARNING, "prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
            match_related=ResourceSpecification(OF_SITREP),
            posture=Posture.Reactive,
            threshold=1,
        ),
        actions=[CallWebhook(block_document_id=webhook, payload=TEXT)],
    )


def post_alerts(client: SyncPrefectClient, address: str | None) -> None:
    """Have the server post to `address` what should be looked at; None for nowhere."""
    for known in client.read_automations_by_name(ALERT):
        client.delete_automation(known.id)
    if address is not None:
        headers = {"Content-Type": "application/json"}
        webhook = Webhook(method="POST", url=address, headers=headers)
        saved = webhook.save(WEBHOOK, overwrite=True)
        assert isinstance(saved, UUID)
        client.create_automation(alert_automation(saved))


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
