"""Load: what the stages made into staged files, and staged files into the warehouse."""

from tasks.load.load import StagingDamagedError, load
from tasks.load.stage import check_sum, read_sources, stage_batch, stage_sources

__all__ = [
    "StagingDamagedError",
    "check_sum",
    "load",
    "read_sources",
    "stage_batch",
    "stage_sources",
]
