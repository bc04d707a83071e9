"""The Prefect server that the tests of flows have."""

from tests.flows.conftest import server

__all__ = ["server"]
