from datetime import date
from pathlib import Path

import pytest

from tasks.load import read_sources
from tasks.plan import group
from tasks.reading import read_group
from tasks.stewardship.reprocess import lay_out, outdated
from tasks.versions import pipeline_version
from tests.tasks.stewardship.conftest import House
from warehouse.outdated import Period

SOURCES = '{"id": "%s", "text": "Ivan Petrov visited Wonsan%s.", "published": "%s", "source": "%s"}'


@pytest.fixture
def old(house: House) -> House:
    """A house that an earlier version filled: two files, one of them changed since."""
    lines = [
        SOURCES % ("a", 1, "2026-01-05", "Wire"),
        SOURCES % ("b", 2, "2026-02-05", "Wire"),
        SOURCES % ("c", 3, "2026-02-06", "Herald"),
    ]
    house.write("news.jsonl", *lines)
    house.write("page.txt", "Olga Orlova visited Pyongyang.")
    house.run(version="old")
    house.write("page.txt", "Olga Orlova visited Sinuiju.")
    house.run(version="old")
    return house


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        (Period(), 4),
        (Period(first=date(2026, 2, 1)), 2),
        (Period(last=date(2026, 1, 31)), 2),
        (Period(source="herald"), 1),
        (Period(source="%news.jsonl%"), 3),
        (Period(date(2026, 2, 6), date(2026, 2, 6), "wire"), 0),
    ],
)
def test_what_is_outdated(old: House, period: Period, wanted: int) -> None:
    assert len(outdated(old.settings, period).documents) == wanted


def test_only_what_is_outdated_and_current_is_read_again(old: House) -> None:
    for path in old.news.iterdir():
        path.unlink()
    found = outdated(old.settings, Period(last=date(2026, 2, 5)))
    laid = lay_out(found, old.settings)
    read = [read_group(each, old.settings) for each in group(laid.files, laid.only)]
    sources = [
        source for each in read for batch in each.batches for source in read_sources(batch.path)
    ]
    told = sorted((source.input_id or "", source.content.strip()) for source in sources)
    assert [each for _, each in told if "Olga" in each] == ["Olga Orlova visited Sinuiju."]
    assert {name for name, _ in told} == {"", "a", "b"}
    uris = {uri for (uri,) in old.rows("SELECT uri FROM documents")}
    assert {source.uri for source in sources} <= uris


def test_what_is_new_is_not_outdated(house: House) -> None:
    house.write("page.txt", "Olga Orlova visited Pyongyang.")
    house.run(version=pipeline_version(house.settings))
    assert outdated(house.settings).documents == frozenset()


def test_bytes_that_are_not_kept_are_told(old: House) -> None:
    for blob in old.settings.raw.glob("*/*"):
        if b"Wonsan1" in blob.read_bytes():
            blob.unlink()
    found = outdated(old.settings)
    assert (found.missing, len(found.documents)) == (3, 1)
    assert [Path(file.uri).name for file in found.files] == ["page.txt"]


@pytest.mark.parametrize("gone", [False, True], ids=["list there", "list removed"])
def test_what_was_fetched_is_made_again_by_what_was_said_of_it(house: House, gone: bool) -> None:
    said = {"title": "Talks", "published": "2026-01-05", "publisher": "Wire"}
    listed = house.fetch("https://news.example/a", "José Núñez visited Wonsan.", **said)
    house.fetch("https://news.example/b", "Olga Orlova visited Sinuiju.")
    house.run(version="old")
    if gone:
        listed.unlink()
    found = outdated(house.settings, Period(source="wire"))
    assert (len(found.documents), found.missing) == (1, 0)
    laid = lay_out(found, house.settings)
    (read,) = (read_group(each, house.settings) for each in group(laid.files, laid.only))
    (source,) = (source for batch in read.batches for source in read_sources(batch.path))
    assert (source.title, source.publisher) == ("Talks", "Wire")
    assert "Núñez" in source.content
