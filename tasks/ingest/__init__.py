"""Read any input as a stream of sources; keep its bytes; say what was refused, and why."""

from tasks.ingest.discover import InputFile, discover
from tasks.ingest.read import read
from tasks.ingest.store import RawStore

VERSION = "2"
"""Raised whenever the same bytes give other sources or rejects than before."""

__all__ = ["VERSION", "InputFile", "RawStore", "discover", "read"]
