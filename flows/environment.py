"""Prefect's own settings, made before Prefect is imported; what the user has set stays."""

import os

from schemas.settings import Settings

PREFECT_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
}
"""Nothing is sent anywhere; the embedded server takes 10 to 45 s to start on a busy laptop, and
the stock 20 s give up too early; the run's log goes to the server, the terminal stays readable."""


def prepare(settings: Settings) -> None:
    """Point Prefect at the data folder; to be called before `import prefect`."""
    for name, value in PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(settings.prefect_home.resolve()))
