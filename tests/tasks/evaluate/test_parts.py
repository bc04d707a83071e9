"""The part kept aside is fixed, and a story is never on both sides."""

import pytest

from tasks.evaluate.parts import part_of, story_of


@pytest.mark.parametrize(
    ("document_id", "story"),
    [
        ("sd-101", "sd-1"),
        ("sd-104", "sd-1"),
        ("sd-105", "sd-2"),
        ("sd-136", "sd-9"),
        ("dev-209", "dev-111"),
        ("dev-111", "dev-111"),
        ("voa-155-161", "voa-155-161"),
        ("my own note 12b", "my own note 12b"),
    ],
)
def test_story(document_id: str, story: str) -> None:
    assert story_of(document_id) == story


@pytest.mark.parametrize(
    ("document_id", "part"),
    [("sd-105", "aside"), ("sd-108", "aside"), ("sd-101", "read"), ("dev-101", "read")],
)
def test_part_never_changes(document_id: str, part: str) -> None:
    assert part_of(document_id) == part


def test_two_in_five_are_aside() -> None:
    aside = sum(part_of(f"document {n}") == "aside" for n in range(5000))
    assert 1900 < aside < 2100
