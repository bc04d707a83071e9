import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from schemas.fetched import FetchedPage
from tasks.fetch.inbox import lists, pack, write_list
from tasks.fetch.state import Known, SourceState, load_state, save_state
from tasks.stewardship.forget import NothingToForgetError, Wish, forget, preview
from tasks.stewardship.maintain import maintain
from tests.tasks.stewardship.conftest import House
from warehouse.connection import reader
from warehouse.content import duplicates, fingerprint

WHO = "Zebedee Quillfeather"
OTHER = "Ivan Petrov"


def content(house: House) -> dict[str, str]:
    with duckdb.connect(house.settings.snapshot, read_only=True) as connection:
        assert duplicates(connection) == {}
        return fingerprint(connection)


def line(name: str, *visits: str) -> str:
    said = "\n".join(f"{each}." for each in visits)
    return json.dumps({"id": name, "text": said, "published": "2026-01-06", "source": name})


def test_nothing_of_a_forgotten_article_is_left_anywhere(house: House) -> None:
    uri = house.write("secret.txt", f"{WHO} visited Wonsan.")
    house.write("other.txt", f"{OTHER} visited Pyongyang.")
    house.run()
    maintain(house.settings)
    house.write("secret.txt", f"{WHO} visited Wonsan.", f"{WHO} visited Sinuiju.")
    house.run()
    found = preview(house.settings, [uri])
    assert (found.sources, len(found.documents), found.reports) == (2, 2, 3)
    assert len(house.files_with(WHO)) >= 4

    done = forget(house.settings, Wish((uri,), "me", "asked for by its author"))
    assert (done.blobs, done.shared, len(done.snapshots)) == (2, 0, 1)
    for words in (WHO, "Sinuiju", "secret.txt"):
        assert house.files_with(words) == []
    assert house.rows("SELECT name FROM actors") == [(OTHER,)]
    told = house.rows("SELECT made_by, note, documents, reports FROM forgettings")
    assert told == [("me", "asked for by its author", 2, 3)]


def test_a_fetched_article_is_forgotten_with_all_that_fetching_keeps(house: House) -> None:
    uris = [f"https://news.example/{name}" for name in ("secret", "other")]
    now = datetime(2026, 1, 6, tzinfo=UTC)
    packed = [pack(f"{who} visited Wonsan.".encode()) for who in (WHO, OTHER)]
    pages = [
        FetchedPage(source="a", url=uri, answered_by=uri, blob_sha256=each.sha256,
                    written_in="text", retrieved=now, title=uri)
        for uri, each in zip(uris, packed, strict=True)
    ]  # fmt: skip
    for each in packed:
        each.keep(house.settings)
    write_list(house.settings, "a", pages, now)
    known = {uri: Known(listed=now, title=uri) for uri in uris}
    save_state(house.settings, SourceState(name="a", known=known))
    house = house._replace(news=lists(house.settings))
    house.run()
    assert house.files_with("news.example/secret")
    forget(house.settings, Wish((uris[0],), "me"))
    for words in (WHO, "news.example/secret"):
        assert house.files_with(words) == []
    assert list(load_state(house.settings, "a").known) == uris[1:]
    house.run()
    assert house.rows("SELECT uri FROM documents") == [(uris[1],)]
    assert house.rows("SELECT count(*) FROM rejects") == [(0,)]


def test_what_is_left_is_as_if_it_had_never_come(
    house: House, house_at: Callable[..., House], tmp_path: Path
) -> None:
    other = house_at(tmp_path / "other")
    shared = [line("one", f"{OTHER} visited Wonsan"), line("two", f"{OTHER} visited Wonsan")]
    for each in (house, other):
        each.write("news.jsonl", *shared)
        each.run()
    uri = house.write("gone.txt", f"{OTHER} visited Wonsan.", f"{WHO} visited Sinuiju.")
    house.run()
    forget(house.settings, Wish((uri,), "me"))
    strip = "SELECT * EXCLUDE (file_uri, uri, source_id) FROM sources"
    assert len(house.rows(strip)) == len(other.rows(strip)) == 2
    same = {"signatures", "signature_pairs", "countries", "decisions"}
    ours, theirs = content(house), content(other)
    assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}
    counts = "SELECT reports, texts, sources, first_published FROM current_events"
    assert house.rows(counts) == other.rows(counts)
    actors = "SELECT name, mentions FROM actors WHERE replaced_by_run IS NULL"
    assert house.rows(actors) == other.rows(actors)


@pytest.mark.parametrize("renamed", [False, True])
def test_it_is_not_taken_in_again_by_address_or_content(house: House, renamed: bool) -> None:
    uri = house.write("secret.txt", f"{WHO} visited Wonsan.")
    house.run()
    forget(house.settings, Wish((uri,), "me"))
    if renamed:
        (house.news / "secret.txt").rename(house.news / "renamed.txt")
    else:
        house.write("secret.txt", f"{WHO} visited Sinuiju, it now says.")
    house.run()
    assert house.files_with(WHO) == []
    assert house.rows("SELECT count(*) FROM sources") == [(0,)]


def test_one_of_many_in_a_file(house: House) -> None:
    lines = [line("keep", f"{OTHER} visited Wonsan"), line("gone", f"{WHO} visited Wonsan")]
    uri = house.write("news.jsonl", *lines)
    house.run()
    done = forget(house.settings, Wish((f"{uri}#gone",), "me"))
    assert (done.blobs, done.shared) == (0, 1)
    house.write("news.jsonl", *lines, line("new", f"{OTHER} visited Sinuiju"))
    house.run()
    assert house.rows("SELECT input_id FROM documents ORDER BY ALL") == [("keep",), ("new",)]
    held = [each for each in house.files_with(WHO) if not each.startswith("raw/")]
    assert held == []


def test_may_come_again_where_that_is_wanted(house: House) -> None:
    uri = house.write("back.txt", f"{WHO} visited Wonsan.")
    house.run()
    forget(house.settings, Wish((uri,), "me"))
    house.run()
    assert house.rows("SELECT count(*) FROM documents") == [(0,)]
    assert forget(house.settings, Wish((uri,), "me", again=True)).lifted == 3
    house.run()
    assert house.rows("SELECT count(*) FROM documents") == [(1,)]
    forget(house.settings, Wish((uri,), "me", again=True))
    house.run()
    assert house.rows("SELECT count(*) FROM documents") == [(1,)]


def test_what_was_known_when_says_that_something_is_missing(house: House) -> None:
    uri = house.write("first.txt", f"{OTHER} visited Wonsan.")
    house.run()
    house.write("second.txt", "Breaking news of the day.", f"{OTHER} visited Wonsan.")
    house.run()
    ((event,),) = house.rows("SELECT event_id FROM current_events")
    ((moment,),) = house.rows("SELECT max(finished) FROM runs")
    as_of = f"SELECT count(*) FROM events_as_of(TIMESTAMP '{moment}')"
    assert house.rows(as_of) == [(1,)]
    forget(house.settings, Wish((uri,), "me"))
    assert house.rows(as_of) == [(0,)]
    missing = house.rows(f"SELECT event_id FROM forgotten_as_of(TIMESTAMP '{moment}')")
    assert missing == [(event,)]
    ((now,),) = house.rows("SELECT event_id FROM current_events")
    assert now != event
    assert house.rows(f"SELECT event_id FROM event_redirects WHERE old_id = '{event}'") == [(now,)]


def test_what_is_not_there_cannot_be_forgotten(house: House) -> None:
    house.run()
    with pytest.raises(NothingToForgetError, match="no article has the address or id file:///no"):
        forget(house.settings, Wish(("file:///no",), "me"))
    with reader(house.settings) as connection:
        assert connection.execute("SELECT count(*) FROM forgettings").fetchall() == [(0,)]
