"""Letting analysts see what was loaded."""

from schemas.settings import Settings
from warehouse.connection import PATIENCE
from warehouse.home import home_of
from warehouse.snapshot import write_snapshot


def publish(settings: Settings, patience: float = PATIENCE) -> str:
    """Bring what analysts open to the state of the warehouse; return where it is, for people.

    A file is copied into the snapshot. A lake needs none: who opens it sees what is committed then,
    and keeps seeing that until it is closed.

    Raises:
        WarehouseLockedError: another process held the warehouse for `patience` seconds.
    """
    home = home_of(settings)
    if home.in_one_file:
        write_snapshot(settings, patience)
    return home.published_name()
