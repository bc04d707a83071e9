"""What others start sitrep with says what sitrep is: schema, names, entry points, schedules."""

import configparser
import json
import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import validate

from schemas.schedule import interval
from schemas.settings import Serve

ROOT = Path(__file__).parents[2]
SCHEMA = Path(__file__).parent / "compose-spec.json"
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
PREFECT: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text())


def test_compose_keeps_to_its_schema() -> None:
    validate(COMPOSE, json.loads(SCHEMA.read_text()))


def test_compose_has_a_server_on_postgresql_and_what_serves() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"database", "server", "serve", "worker"}
    assert services["database"]["image"].startswith("postgres:")
    address = services["server"]["environment"]["PREFECT_API_DATABASE_CONNECTION_URL"]
    assert address.startswith("postgresql+asyncpg://")
    for name in ("serve", "worker"):
        assert services[name]["environment"]["PREFECT_API_URL"] == "http://server:4200/api"
        assert services[name]["depends_on"]["server"]["condition"] == "service_healthy"
    assert (ROOT / services["serve"]["build"]["dockerfile"]).exists()


def test_a_work_pool_gets_the_flows_and_schedules_that_serve_has() -> None:
    defaults = Serve()
    scheduled = {name for name in Serve.model_fields if name in _deployments()}
    assert scheduled == {"fetch", "run", "resolve", "publish", "report", "watch", "maintenance"}
    for name, deployment in _deployments().items():
        assert _schedule(deployment) == getattr(defaults, name)
        assert deployment["concurrency_limit"]["limit"] == 1
        assert deployment["work_pool"]["name"] == "sitrep"


@pytest.mark.xdist_group("prefect")
@pytest.mark.usefixtures("server")
def test_the_entry_points_are_the_flows_of_the_catalogue() -> None:
    from flows.catalogue import CATALOGUE

    found = {}
    for name, deployment in _deployments().items():
        module, _, flow = deployment["entrypoint"].rpartition(".")
        found[name] = getattr(import_module(module), flow)
    assert found == {each.name: each.flow for each in CATALOGUE}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_start_what_there_is_and_start_it_again(unit: Path) -> None:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(unit.read_text())
    assert parsed["Service"]["Restart"] == "always"
    command = parsed["Service"]["ExecStart"].split("/bin/")[-1]
    assert command.startswith(("prefect server start", "sitrep serve"))
    if verifier := shutil.which("systemd-analyze"):
        told = subprocess.run([verifier, "verify", unit], capture_output=True, text=True)
        assert told.returncode == 0, told.stderr


def _deployments() -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in PREFECT["deployments"]}


def _schedule(deployment: dict[str, Any]) -> str:
    if not deployment["schedules"]:
        return ""
    (schedule,) = deployment["schedules"]
    if "cron" in schedule:
        return str(schedule["cron"])
    for span in ("15m", "1h"):
        written = interval(span)
        if written and written.total_seconds() == schedule["interval"]:
            return span
    raise AssertionError(schedule)
