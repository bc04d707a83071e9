"""Records to words: what a lesson teaches, leaves open, and holds to be false."""

import json

import pytest

from tasks.evaluate.parts import part_of
from training.lessons import Teacher, write_lessons

TEXT = (
    "Omar Haddad, the foreign minister of Jordan, arrived in Oslo on Monday. He will meet his "
    "Norwegian counterpart, Ida Lunde.\n\nNorway sent 40 soldiers to Mali last week, and Sweden "
    "gave ten howitzers to Ukraine."
)


def actor(name, country):
    return {"name": name, "country": country, "role": None}


def record(kind, evidence, **values):
    common = {"status": "occurred", "alleged": False, "date": None, "country": None, "place": None}
    return {"type": kind, "evidence": evidence, **common, **values}


VISIT = record(
    "visit",
    ["the foreign minister of Jordan, arrived in Oslo"],
    visitors=[actor("Omar Haddad", "JOR")],
    hosts=[],
    country="NOR",
    place="Oslo",
    date="2024-03-04",
)
MEETING = record(
    "meeting",
    ["He will meet his Norwegian counterpart"],
    status="planned",
    participants=[actor("Omar Haddad", "JOR"), actor("Ida Lunde", "NOR")],
    mode="in_person",
)
DEPLOYMENT = record(
    "deployment",
    ["Norway sent 40 soldiers to Mali"],
    force=actor(None, "NOR"),
    country="MLI",
    action="deploy",
    troops_min=40,
    troops_max=40,
    units=[],
    origin=None,
)
TRANSFER = record(
    "transfer",
    ["Sweden gave ten howitzers to Ukraine"],
    supplier=actor(None, "SWE"),
    recipient=actor(None, "UKR"),
    items=[{"name": "howitzers", "category": "artillery", "quantity_min": 10, "quantity_max": 10}],
    mode="aid",
    value_usd=None,
)


def annotated(*events, name="a"):
    return {
        "id": name,
        "title": None,
        "published": "2024-03-06",
        "source": None,
        "text": TEXT,
        "events": list(events),
    }


@pytest.fixture(scope="module")
def teacher():
    return Teacher()


@pytest.fixture(scope="module")
def lesson(teacher):
    return teacher.lesson(annotated(VISIT, MEETING, DEPLOYMENT, TRANSFER))


def words_of(lesson):
    return [w for s in lesson.sentences for w in s["words"]]


def in_role(lesson, trigger, told=1):
    words = words_of(lesson)
    found = {}
    for t, w, role, value in lesson.roles:
        if words[t] == trigger and value == told:
            found.setdefault(role, []).append(words[w])
    return found


def test_the_words_of_the_text_come_back_in_order(lesson):
    assert "".join(words_of(lesson)) == "".join(TEXT.split())


@pytest.mark.parametrize(
    ("trigger", "kind", "facets"),
    [
        ("arrived", "visit", {"status": "occurred", "alleged": "no"}),
        ("meet", "meeting", {"status": "planned", "alleged": "no", "meeting_mode": "in_person"}),
        ("sent", "deployment", {"status": "occurred", "alleged": "no", "action": "deploy"}),
        ("gave", "transfer", {"status": "occurred", "alleged": "no", "transfer_mode": "aid"}),
    ],
)
def test_the_word_of_a_quote_that_a_frame_knows_is_the_trigger(lesson, trigger, kind, facets):
    words = words_of(lesson)
    assert lesson.triggers[words.index(trigger)] == {"types": [kind], "facets": facets}


@pytest.mark.parametrize(
    ("trigger", "role", "expected"),
    [
        ("arrived", "place", ["Oslo"]),
        ("arrived", "date", ["Monday"]),
        ("sent", "force", ["Norway"]),
        ("sent", "troops", ["40"]),
        ("sent", "place", ["Mali"]),
        ("gave", "supplier", ["Sweden"]),
        ("gave", "recipient", ["Ukraine"]),
        ("gave", "items", ["howitzers"]),
    ],
)
def test_words_in_roles(lesson, trigger, role, expected):
    assert in_role(lesson, trigger)[role] == expected


def test_a_pronoun_is_in_the_role_of_the_person_it_means(lesson):
    assert {"He", "Ida", "Lunde"} <= set(in_role(lesson, "meet")["participants"])


def test_a_name_further_away_is_left_open(lesson):
    assert "Haddad" in in_role(lesson, "meet", told=-1)["participants"]


def test_a_quote_without_a_known_word_teaches_its_highest(teacher):
    event = dict(VISIT, evidence=["the foreign minister of Jordan"])
    lesson = teacher.lesson(annotated(event))
    words = words_of(lesson)
    assert [words[t] for t in lesson.triggers] == ["minister"]


def test_values_that_differ_at_one_trigger_teach_nothing(teacher):
    other = dict(DEPLOYMENT, status="planned")
    lesson = teacher.lesson(annotated(DEPLOYMENT, other))
    assert [t["facets"]["status"] for t in lesson.triggers.values()] == [""]


def test_dev_documents_kept_aside_are_not_taught(tmp_path):
    names = [f"doc-{n}" for n in range(12)]
    (tmp_path / "dev").mkdir()
    (tmp_path / "train").mkdir()
    rows = "".join(json.dumps(annotated(VISIT, name=n)) + "\n" for n in names)
    (tmp_path / "dev" / "some.jsonl").write_text(rows)
    (tmp_path / "train" / "some.jsonl").write_text(rows)
    (tmp_path / "seeds.jsonl").write_text("")
    out = tmp_path / "out.jsonl"
    count = write_lessons(tmp_path, out)
    taught = [json.loads(line) for line in out.read_text().splitlines()]
    read = [n for n in names if part_of(n) == "read"]
    assert 0 < len(read) < len(names)
    assert [r["id"] for r in taught if r["kind"] == "dev/some"] == read
    assert [r["id"] for r in taught if r["kind"] == "train/some"] == names
    assert count == len(taught)
