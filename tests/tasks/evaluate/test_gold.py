"""Files of annotated documents: what is read, and what is said of those that cannot be."""

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluate import GoldError, read_gold

VISIT = {
    "type": "visit",
    "status": "occurred",
    "visitors": [{"name": "Ana Ruiz", "country": "CHL", "role": None}],
    "country": "PER",
    "evidence": ["Ana Ruiz arrived in Lima"],
}
GOOD: dict[str, Any] = {"id": "one", "text": "Ana Ruiz arrived in Lima.", "events": [VISIT]}


def written(folder: Path, *lines: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), "utf-8")
    return path


def test_good_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeff" + json.dumps(GOOD), "", {**GOOD, "id": 2, "events": []}, "")
    one, two = read_gold(path)
    assert (one.document_id, one.title, len(one.events)) == ("one", None, 1)
    assert (two.document_id, two.events) == ("2", ())


def test_records_alone(tmp_path: Path) -> None:
    path = written(tmp_path, {"id": "one", "events": [VISIT]})
    assert len(read_gold(path, with_text=False)[0].events) == 1
    with pytest.raises(GoldError, match='line 1: "text" is missing'):
        read_gold(path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: is not JSON .* write one document a line"),
        ("[1]", "line 2: is a list, not a document"),
        ({"text": "a", "events": []}, 'line 2: "id" is missing; give a name'),
        ({"id": "a", "text": "a"}, 'line 2: "events" is missing; give the list of its records'),
        ({"id": "a", "text": "a", "events": None}, 'line 2: "events" cannot be used'),
        ({"id": "a", "text": 5, "events": []}, 'line 2: "text" cannot be used'),
        (GOOD, "line 2: a document 'one' stands in the file already"),
        (
            {**GOOD, "id": "a", "events": [VISIT, {**VISIT, "date": "4 March"}]},
            "line 2, event 2: visit.date: .*not an EDTF date.*correct the record",
        ),
        (
            {**GOOD, "id": "a", "events": [{**VISIT, "type": "war"}]},
            "line 2, event 1: record: .*'war'",
        ),
        ({**GOOD, "id": "a", "events": ["visit"]}, "line 2, event 1: record: "),
    ],
)
def test_bad_lines(line: Any, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, line)
    with pytest.raises(GoldError, match=f"gold.jsonl, {said}"):
        read_gold(path)


def test_bad_files(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="absent: no such file; name a file"):
        read_gold(tmp_path / "absent")
    with pytest.raises(GoldError, match="cannot be read"):
        read_gold(tmp_path)
    with pytest.raises(GoldError, match="holds no document"):
        read_gold(written(tmp_path, " "))
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"id": "L\xedma"}')
    with pytest.raises(GoldError, match="not UTF-8 text"):
        read_gold(path)
