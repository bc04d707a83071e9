"""Whose forces are meant."""

import pytest

from tasks.extract.deployments import without_hosts
from tasks.extract.drafts import Where
from tasks.extract.parties import Party
from tasks.extract.reading import Slice


@pytest.mark.parametrize(
    ("forces", "where", "sent"),
    [
        (["USA", "POL"], "POL", ["USA"]),
        (["POL"], "POL", ["POL"]),
        (["USA", "FRA"], "POL", ["USA", "FRA"]),
        (["USA", "POL"], None, ["USA", "POL"]),
    ],
)
def test_of_forces_named_together_those_from_abroad_are_sent(
    forces: list[str], where: str | None, sent: list[str]
) -> None:
    parties = [Party(kind="force", at=Slice(0, 1), country=code) for code in forces]
    found = without_hosts(parties, Where(country=where))
    assert [party.country for party in found] == sent
