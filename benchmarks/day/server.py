"""What the benchmark asks Prefect's server."""

import json
import urllib.request
from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple


class FlowRun(NamedTuple):
    """A flow run that is not still to come."""

    id: str
    name: str
    flow: str
    kind: str
    """Of its state: RUNNING, COMPLETED, CRASHED, …"""
    state: str
    """Name of its state."""
    began: datetime | None
    ended: datetime | None


class PrefectServer:
    """A standing server.

    Args:
        url: of its API.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def answers(self) -> bool:
        """Tell whether it is there."""
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=10):
                return True
        except OSError:
            return False

    def runs(self) -> list[FlowRun]:
        """Return the flow runs but those to come, the newest first."""
        flows = {each["id"]: each["name"] for each in self._ask("flows", {})}
        wanted = {
            "sort": "EXPECTED_START_TIME_DESC",
            "flow_runs": {"state": {"type": {"not_any_": ["SCHEDULED"]}}},
        }
        return [
            FlowRun(each["id"], each["name"], flows[each["flow_id"]], each["state"]["type"],
                    each["state"]["name"], _moment(each["start_time"]), _moment(each["end_time"]))
            for each in self._ask("flow_runs", wanted)
        ]  # fmt: skip

    def states(self) -> Counter[tuple[str, str]]:
        """Return flow and state → number of runs."""
        return Counter((each.flow, each.state) for each in self.runs())

    def artifact(self, key: str) -> dict[str, Any] | None:
        """Return the newest artifact of a key."""
        wanted = {"artifacts": {"key": {"any_": [key]}}, "limit": 1, "sort": "CREATED_DESC"}
        found = self._ask("artifacts", wanted)
        return found[0] if found else None

    def deployment(self, name: str) -> str:
        """Return the id of a deployment."""
        found = self._ask("deployments", {"deployments": {"name": {"any_": [name]}}})
        return str(found[0]["id"])

    def _ask(self, what: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        body = json.dumps({"limit": 200, **wanted}).encode()
        header = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.url}/{what}/filter", body, header)
        with urllib.request.urlopen(asked, timeout=120) as answer:
            found: list[dict[str, Any]] = json.load(answer)
        return found


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
