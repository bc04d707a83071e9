import hashlib
from pathlib import Path

import pytest

from tasks.ingest import RawStore


def test_bytes_are_kept_once_under_their_hash(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    (tmp_path / "a").write_bytes(b"news" * 1_000_000)
    (tmp_path / "b").write_bytes(b"news" * 1_000_000)
    sha256 = store.put(tmp_path / "a")
    kept = store.path(sha256)
    first = kept.stat()
    assert sha256 == hashlib.sha256(b"news" * 1_000_000).hexdigest()
    assert store.put(tmp_path / "b") == sha256
    assert kept.stat() == first
    assert [path for path in store.root.rglob("*") if path.is_file()] == [kept]


def test_a_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    with pytest.raises(FileNotFoundError):
        store.put(tmp_path / "missing")
    assert not list(tmp_path.rglob("*"))
