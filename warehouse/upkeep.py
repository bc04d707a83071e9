"""Keeping a warehouse in order, whichever home it has."""

from schemas.settings import Settings
from warehouse.compact import compact, wasted
from warehouse.home import home_of
from warehouse.lake.tidy import purge, tidy

COMPACT_FROM = 0.25
"""Share of empty blocks from which a file is rewritten."""


def keep_in_order(settings: Settings) -> tuple[int, int] | None:
    """Rewrite a file with many empty blocks; in a lake merge small files, let go of old states.

    Returns:
        Bytes of the file before and after, where it was rewritten.

    Raises:
        WarehouseLockedError: another process holds the file.
        LakeUnreachableError, StoreUnreachableError: the lake does not answer.
    """
    if not home_of(settings).in_one_file:
        tidy(settings)
        return None
    if not settings.database.exists() or wasted(settings) < COMPACT_FROM:
        return None
    return compact(settings)


def erase_deleted(settings: Settings) -> None:
    """Leave nothing of deleted rows: neither in empty blocks of a file, nor in a lake's past.

    Raises:
        WarehouseLockedError: another process holds the file.
        LakeUnreachableError, StoreUnreachableError: the lake does not answer.
    """
    if home_of(settings).in_one_file:
        compact(settings)
    else:
        purge(settings)
