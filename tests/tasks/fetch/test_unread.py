from datetime import UTC, datetime
from pathlib import Path

from schemas.fetched import FetchedPage
from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.fetch.inbox import write_list
from tasks.fetch.unread import unread_blobs

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def _listed(settings: Settings, name: str) -> Path:
    url = f"https://example.org/{name}"
    line = FetchedPage(
        source="wire",
        url=url,
        answered_by=url,
        blob_sha256=content_hash(name.encode()),
        retrieved=NOW,
    )
    made = write_list(settings, "wire", [line], NOW)
    assert made is not None
    return made


def test_pages_that_no_run_has_read_are_named(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert unread_blobs(settings, ()) == frozenset()
    first, second = _listed(settings, "first"), _listed(settings, "second")
    with second.open("ab") as file:
        file.write(b"no line of ours\n")
    both = {content_hash(b"first"), content_hash(b"second")}
    assert unread_blobs(settings, ()) == both
    assert unread_blobs(settings, {first.resolve().as_uri()}) == {content_hash(b"second")}
