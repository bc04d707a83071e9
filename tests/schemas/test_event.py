import json

import pytest
from pydantic import ValidationError

from schemas.codes import ORGANISATIONS, states
from schemas.event import EVENT

RUSSIA = {"name": "Sergei Shoigu", "country": "RUS", "role": "defense minister"}
KOREA = {"name": None, "country": "PRK", "role": None}
VISIT = {
    "type": "visit",
    "status": "occurred",
    "alleged": False,
    "date": "2023-07-25/2023-07-27",
    "country": "PRK",
    "place": "Pyongyang",
    "evidence": ["arrived in Pyongyang on Tuesday"],
    "visitors": [RUSSIA],
    "hosts": [KOREA],
}
COMMON = {key: VISIT[key] for key in ("status", "alleged", "date", "country", "place", "evidence")}
MEETING = {**COMMON, "type": "meeting", "participants": [RUSSIA, KOREA], "mode": "in_person"}
DEPLOYMENT = {
    **COMMON,
    "type": "deployment",
    "force": KOREA,
    "action": "deploy",
    "troops_min": 1000,
    "troops_max": 3000,
    "units": ["two batteries"],
    "origin": None,
}
TRANSFER = {
    **COMMON,
    "type": "transfer",
    "country": None,
    "supplier": KOREA,
    "recipient": {"name": None, "country": "RUS", "role": None},
    "items": [
        {"name": "shells", "category": "ammunition", "quantity_min": 1, "quantity_max": None}
    ],
    "mode": "sale",
    "value_usd": 1.5e6,
}
KINDS = [VISIT, MEETING, DEPLOYMENT, TRANSFER]

REFUSED = [
    (VISIT, {"visitors": []}, "at least 1 item"),
    (VISIT, {"date": "last Tuesday"}, "EDTF"),
    (VISIT, {"country": "NATO"}, "is an organisation"),
    (VISIT, {"country": "XYZ"}, "alpha-3"),
    (VISIT, {"country": "prk"}, "alpha-3"),
    (VISIT, {"status": "over"}, "Input should be"),
    (VISIT, {"alleged": "no"}, "valid boolean"),
    (VISIT, {"evidence": []}, "at least 1 item"),
    (VISIT, {"mood": "cordial"}, "Extra inputs"),
    (VISIT, {"type": "raid"}, "does not match any of the expected tags"),
    (VISIT, {"hosts": [{"name": None, "country": None, "role": None}]}, "needs a name"),
    (VISIT, {"hosts": [{"name": "", "country": "PRK", "role": None}]}, "at least 1 character"),
    (MEETING, {"participants": []}, "at least 1 item"),
    (MEETING, {"mode": "phone"}, "no country"),
    (DEPLOYMENT, {"troops_min": 3001}, "greater than the maximum"),
    (DEPLOYMENT, {"troops_min": -1}, "greater than or equal to 0"),
    (DEPLOYMENT, {"troops_min": 2.5}, "valid integer"),
    (DEPLOYMENT, {"action": "withdraw", "origin": "RUS"}, "no origin"),
    (TRANSFER, {"country": "RUS"}, "no country"),
    (TRANSFER, {"value_usd": float("nan")}, "finite"),
    (TRANSFER, {"items": [{"name": "x", "category": "gun"}]}, "Input should be"),
]


@pytest.mark.parametrize("record", KINDS, ids=lambda record: record["type"])
def test_a_record_survives_json(record: dict[str, object]) -> None:
    event = EVENT.validate_json(json.dumps(record))
    assert event.model_dump(mode="json") == record


@pytest.mark.parametrize(("record", "change", "message"), REFUSED)
def test_a_record_against_the_codebook_is_refused(
    record: dict[str, object], change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        EVENT.validate_json(json.dumps(record | change))


def test_records_cannot_be_changed() -> None:
    event = EVENT.validate_json(json.dumps(VISIT))
    with pytest.raises(ValidationError, match="frozen"):
        event.status = "planned"


def test_codes_come_from_the_standard() -> None:
    assert {"RUS", "PRK", "XKX", "TWN", "PSE"} <= states()
    assert len(states()) > 245
    assert not states() & set(ORGANISATIONS)
