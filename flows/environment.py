"""Prefect's own settings, made before Prefect is imported; what the user has set stays."""

import os

from schemas.settings import Settings

PREFECT_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}
"""Nothing is sent anywhere. The embedded server takes 10 s to start on an idle machine and two
minutes on a busy one; the stock 20 s give up too early. The run's log goes to the server, so that
the terminal stays readable; what the embedded server says of its own end would be noise there.
"""


def prepare(settings: Settings) -> None:
    """Point Prefect at the data folder; to be called before `import prefect`."""
    settings.prefect_home.mkdir(parents=True, exist_ok=True)
    for name, value in PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(settings.prefect_home.resolve()))
