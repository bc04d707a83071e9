"""Load: what the stages made into staged files, and staged files into the warehouse."""

from tasks.load.load import StagingDamagedError, load
from tasks.load.stage import read_sources, stage_batch, stage_sources

__all__ = ["StagingDamagedError", "load", "read_sources", "stage_batch", "stage_sources"]
