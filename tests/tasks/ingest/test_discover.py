import io
import os
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tasks.ingest import discover


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "2026" / "may").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("a.txt", "2026/b.txt", "2026/may/c.jsonl", ".secret", ".hidden/d.txt"):
        (folder / name).write_text(name)
    (folder / "README.md").write_text("About this folder")
    return folder


def names(paths: list[str], data: Path) -> tuple[list[str], list[str]]:
    files, rejects = discover(paths, data)
    return [file.path.name for file in files], [reject.reason for reject in rejects]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ["c.jsonl", "b.txt", "a.txt"]),
        ("a.txt", ["a.txt"]),
        (".secret", [".secret"]),
        ("README.md", ["README.md"]),
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["b.txt", "a.txt"]),
        ("20*/**/c.*", ["c.jsonl"]),
        ("*", ["c.jsonl", "b.txt", "a.txt", "README.md"]),
    ],
)
def test_a_path_names_files(news: Path, path: str, expected: list[str]) -> None:
    found, reasons = names([str(news / path)], news.parent / "data")
    assert sorted(found) == sorted(expected)
    assert reasons == []


def test_files_are_sorted_by_address_and_named_once(news: Path) -> None:
    paths = [
        str(news),
        str(news / "a.txt"),
        str(news / "*.txt"),
        str(news / "2026" / ".." / "a.txt"),
    ]
    files, _ = discover(paths, news.parent / "data")
    uris = [file.uri for file in files]
    assert uris == sorted(set(uris))
    assert files == discover(paths[::-1], news.parent / "data")[0]
    assert uris[-1] == (news / "a.txt").as_uri()


def test_links_that_loop_are_followed_once(news: Path) -> None:
    for name in ("one", "two"):
        (news / "2026" / name).symlink_to(news)
    (news / "again.txt").symlink_to(news / "a.txt")
    assert len(discover([str(news)], news / "data")[0]) == 3
    assert len(discover([str(news / "**" / "*.txt")], news / "data")[0]) == 2


def test_the_data_folder_is_not_searched(news: Path) -> None:
    data = news / "2026"
    assert names([str(news)], data) == (["a.txt"], [])
    assert names([str(data)], data) == ([], ["not_found"])


@pytest.mark.parametrize("path", ["nothing.txt", "*.parquet", "empty", "**/*.pdf", "[", "dangling"])
def test_a_path_that_names_nothing_is_refused(news: Path, path: str) -> None:
    (news / "empty").mkdir()
    (news / "dangling").symlink_to("nowhere")
    files, rejects = discover([str(news / path)], news.parent / "data")
    assert files == []
    assert [(reject.stage, reject.reason) for reject in rejects] == [("ingest", "not_found")]
    assert path in rejects[0].message


def test_a_pipe_is_refused_with_advice(news: Path) -> None:
    os.mkfifo(news / "pipe")
    files, rejects = discover([str(news / "pipe")], news / "data")
    assert files == []
    assert "sitrep run -" in rejects[0].message


def test_a_file_name_that_is_not_utf8_is_found(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(b"text")
    files, _ = discover([str(tmp_path), str(tmp_path / "caf\udce8.txt")], tmp_path / "data")
    assert [file.uri.rsplit("/", 1)[1] for file in files] == ["caf%E9.txt"]


def test_standard_input_is_kept_and_named_by_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for _ in range(2):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"news from a pipe")))
        found.append(discover(["-"], tmp_path / "data")[0])
    assert found[0] == found[1]
    assert found[0][0].uri == f"stdin:{sha256(b'news from a pipe').hexdigest()[:16]}"
    assert found[0][0].path.read_bytes() == b"news from a pipe"
