"""A user's folder adds, changes, takes out and switches off; errors name file, line and remedy."""

import csv
from pathlib import Path

import pytest

from tasks.extract.knowledge import KnowledgeError, load_knowledge
from tasks.extract.knowledge.load import SHIPPED
from tasks.extract.knowledge.rows import GroupRow
from tasks.extract.knowledge.table import load_table


def folder(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_adds_and_takes_out_values(tmp_path: Path) -> None:
    extra = folder(tmp_path, "states.csv", "# mine\ncode,metonyms,aliases\nKOR,Yeouido|-Yongsan,\n")
    names = load_knowledge(extra).state_names
    assert [meaning.code for meaning in names["Yeouido"]] == ["KOR"]
    assert "Yongsan" not in names
    assert "Seoul" in names
    assert "Yongsan" in load_knowledge().state_names


def test_new_row_changed_row_and_row_switched_off(tmp_path: Path) -> None:
    text = (
        "name,country,aliases,kind,enabled\n"
        "Band of the Reed,TCD,Reed Band,armed,\n"
        "Kurdistan Workers' Party,IRQ,,,\n"
        "Hamas,,,,no\n"
    )
    known = load_knowledge(folder(tmp_path, "groups.csv", text))
    assert known.group_names["Reed Band"].country == "TCD"
    assert known.group_names["PKK"].country == "IRQ"
    assert "Hamas" not in known.group_names
    assert load_knowledge().group_names["Hamas"].country == "PSE"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("states.csv", "code,name\nQQQ,Nowhere\n", r"states.csv, line 2, code \('QQQ'\).*alpha-3"),
        ("states.csv", "code,nickname\nKOR,x\n", r"line 1: unknown column 'nickname'.*columns are"),
        ("states.csv", "name\nNowhere\n", r"line 1: no column 'code'"),
        ("groups.csv", "name,country\nA,TCD\nA,TCD\n", r"line 3: 'A' stands twice"),
        ("groups.csv", "name,enabled\nHamas,perhaps\n", r"line 2: enabled is 'perhaps'; write yes"),
        ("groups.csv", "name\nA, B\n", r"line 2: 2 cells under 1 columns; put .* in \"quotes\""),
        ("weapons.csv", "term,category\nbroom,kitchen\n", r"line 2, category \('kitchen'\)"),
        ("weapons.csv", "term\nbroom\n", r"line 2, category: Field required; fill the cell"),
        ("places.csv", "name,country,kind,latitude\nX,TCD,city,9\n", "give latitude and longitude"),
        (
            "office_holders.csv",
            "person,country,office,since,until\nA B,TCD,president,2020,2019\n",
            "ends 2019-12-31, before 2020-01-01",
        ),
    ],
)
def test_errors_tell_where_and_what(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        load_knowledge(folder(tmp_path, name, text))


def test_missing_folder_and_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such folder"):
        load_knowledge(tmp_path / "absent")
    (tmp_path / "states.csv").write_bytes(b"code,name\nKOR,\xff\xfe\n")
    with pytest.raises(KnowledgeError, match="cannot be read as UTF-8"):
        load_knowledge(tmp_path)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("weapon.csv", "rename it to weapons.csv"),
        ("Groups.csv", "rename it to groups.csv"),
        ("notes.txt", "the names are "),
    ],
)
def test_a_file_that_nothing_reads_is_told_of(
    name: str, remedy: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    load_knowledge(folder(tmp_path, name, "term,category\n"))
    (message,) = [record.message for record in caplog.records]
    assert name in message
    assert remedy in message


def test_files_that_are_read_or_explain_pass_in_silence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("README.md", "frames.toml", "furniture.toml", "actors.csv"):
        folder(tmp_path, name, "")
    folder(tmp_path, "groups.csv", "name\n")
    load_knowledge(tmp_path)
    assert caplog.records == []


def test_a_limit_on_cells_that_others_set_is_no_limit_here() -> None:
    before = csv.field_size_limit(10)
    try:
        rows = load_table(GroupRow, SHIPPED / "groups.csv", None)
        assert csv.field_size_limit() == 10
    finally:
        csv.field_size_limit(before)
    assert len(rows) > 100
