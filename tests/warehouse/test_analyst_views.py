"""The views that analysts ask: what they count, and what they must not."""

from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from schemas.event import Actor, Deployment, Item, Meeting, Transfer, Visit

TEXT = "Officials said on Monday that this took place as planned."
SAID = {"evidence": ("took place",)}
LAVRIN = Actor(name="Pavel Lavrin", country="RUS", role="foreign minister")
CHOE = Actor(name="Choe Ryong", country="PRK", role="foreign minister")
RUS, PRK, SYR, UNO = (Actor(country=code) for code in ("RUS", "PRK", "SYR", "UNO"))


def _force(
    action: str, day: str, least: int | None, most: int | None, **given: object
) -> Deployment:
    fields = {"status": "occurred", "country": "SYR", "force": RUS} | given
    return Deployment(**SAID, action=action, date=day, troops_min=least, troops_max=most, **fields)


TANKS = Item(name="tanks", category="armoured_vehicle", quantity_min=54, quantity_max=54)
STORIES = [
    ("2026-01-10", "Wire", Visit(
        **SAID, status="occurred", date="2026-01-08/2026-01-09", country="PRK", place="PYONGYANG",
        visitors=(LAVRIN,), hosts=(CHOE,))),
    ("2026-01-11", "Wire", Meeting(
        **SAID, status="occurred", date="2026-01-09", country="CHN", place="Beijing",
        participants=(LAVRIN, CHOE))),
    ("2026-01-12", "Paper", Meeting(
        **SAID, status="planned", participants=(SYR, UNO), mode="phone", alleged=True)),
    ("2026-02-01", "Wire", _force("presence", "2026-02-01", 3000, 3000)),
    ("2026-06-01", "Paper", _force("presence", "2026-06-01", 3500, 4000)),
    ("2026-06-20", "Paper", _force("deploy", "2026-06-19", 500, None)),
    ("2026-07-20", "Wire", _force("withdraw", "2026-07-19", 200, 200)),
    ("2026-07-21", "Wire", _force("presence", "2026-07-21", 9000, 9000, status="denied")),
    ("2026-07-22", "Wire", _force("presence", "2026-07-20", 700, 700, country="RUS")),
    ("2026-03-01", "Wire", Transfer(
        **SAID, status="planned", supplier=RUS, recipient=PRK, date="2027", mode="sale",
        items=(TANKS,))),
    ("2026-09-01", "Paper", Transfer(
        **SAID, status="occurred", supplier=RUS, recipient=PRK, date="2026-08-30",
        items=(Item(name="Tank", category="armoured_vehicle", quantity_min=12, quantity_max=12),))),
]  # fmt: skip


@pytest.fixture(scope="module")
def ask(warehouse_in, article, tmp_path_factory) -> Callable[[str], list[tuple[object, ...]]]:
    """Return the rows of a query on a warehouse of the stories."""
    made = warehouse_in(tmp_path_factory.mktemp("stories"))
    made.load(*(
        article(f"file:///{place}", f"{TEXT} ({place})", day, [event], publisher=publisher)
        for place, (day, publisher, event) in enumerate(STORIES)
    ))  # fmt: skip
    made.resolve()
    return lambda query: made.connection.execute(query).fetchall()


def test_an_event_has_its_best_date_place_and_certainty(ask) -> None:
    columns = "best_date, best_date_precision, round(latitude), location_precision, certainty"
    (visit,) = ask(f"SELECT {columns} FROM visits")
    assert visit == (date(2026, 1, 8), "day", 39.0, "place", "reported")
    (call,) = ask(f"SELECT {columns} FROM meetings WHERE mode = 'phone'")
    assert call == (date(2026, 1, 12), "published", None, None, "alleged")
    (troops,) = ask(f"SELECT {columns} FROM deployments WHERE status = 'denied'")
    assert troops[3:] == ("country", "denied")


def test_a_timeline_tells_each_event_in_a_line(ask) -> None:
    said = [row[0] for row in ask("SELECT summary FROM timeline ORDER BY best_date, summary")]
    assert said[:3] == [
        "Pavel Lavrin (RUS) → PYONGYANG",
        "Pavel Lavrin (RUS); Choe Ryong (PRK) meet in Beijing",
        "planned: Syria (SYR); United Nations (UNO) speak by phone",
    ]
    assert "Russia (RUS) sends over 500 troops to Syria" in said
    assert "planned: Russia (RUS) → North Korea (PRK): 54 tanks" in said
    assert len(said) == len(STORIES)


def test_dyads_count_by_pair_month_and_type(ask) -> None:
    rows = ask("SELECT one, other, month, type, directed, events, planned FROM dyads ORDER BY ALL")
    january = date(2026, 1, 1)
    assert ("RUS", "PRK", january, "visit", True, 1, 0) in rows
    assert ("PRK", "RUS", january, "meeting", False, 1, 0) in rows
    assert ("SYR", "UNO", january, "meeting", False, 1, 1) in rows
    assert ("RUS", "PRK", None, "transfer", True, 1, 1) in rows  # of a year only
    assert not ask("FROM dyads WHERE one = other")


def test_stated_levels_of_troops_are_never_added(ask) -> None:
    columns = "as_of, basis, troops_min, troops_max, range_min, range_max, sent_since"
    (now,) = ask(f"SELECT {columns}, withdrawn_since FROM troops_abroad")
    assert now[:6] == (date(2026, 6, 1), "presence", 3500, 4000, 3000, 4000)
    assert now[6:] == ("over 500 on 2026-06-19", "200 on 2026-07-19")
    (then,) = ask(f"SELECT {columns} FROM troops_abroad_on('2026-02-28')")
    assert then[:6] == (date(2026, 2, 1), "presence", 3000, 3000, 3000, 3000)
    assert ask("FROM troops_abroad_on('2026-01-31')") == []


def test_a_register_has_orders_beside_deliveries(ask) -> None:
    (row,) = ask(
        "SELECT supplier, recipient, number_ordered, lower(designation), category, year_of_order,"
        " years_of_deliveries, number_delivered, comments FROM arms_register"
    )
    assert row[:3] == ("Russia (RUS)", "North Korea (PRK)", "54")
    assert row[3] in ("tank", "tanks")
    assert row[4:8] == ("armoured_vehicle", 2026, "2026", "12")
    assert row[8] == "other and sale; due 2027"


def test_orders_that_may_be_one_are_a_range(warehouse, article) -> None:
    order = {"status": "planned", "supplier": RUS, "recipient": PRK}
    told = []
    for year, count in ((2024, 10), (2026, 25)):
        guns = Item(name="howitzers", category="artillery", quantity_min=count, quantity_max=count)
        event = Transfer(**SAID, **order, date=f"{year}-05", items=(guns,))
        told.append(article(f"file:///{count}", f"{TEXT} {count}", f"{year}-03-01", [event]))
    warehouse.load(*told)
    warehouse.resolve()
    rows = warehouse.connection.execute(
        "SELECT number_ordered, orders, ordered_min, ordered_max, len(event_ids) FROM arms_register"
    ).fetchall()
    assert rows == [("25–35", 2, 25, 35, 2)]


def test_evidence_leads_from_every_event_to_the_characters(ask) -> None:
    assert ask("SELECT event_id FROM timeline ANTI JOIN evidence USING (event_id)") == []
    assert ask("SELECT count(*) FROM evidence") == ask("SELECT count(*) FROM spans")
    wrong = ask(
        "SELECT e.slot FROM evidence AS e JOIN documents AS d USING (document_id)"
        " WHERE e.quote <> substr(if(e.field = 'title', d.title, d.text), e.start_at + 1,"
        " e.end_at - e.start_at) OR NOT contains(e.context, e.quote)"
        " OR e.uri IS NULL OR e.frame IS NULL OR e.version IS NULL OR e.file_uri IS NULL"
    )
    assert wrong == []
    (event,) = ask("SELECT event_id FROM visits")
    assert ask(f"SELECT quote FROM evidence_for('{str(event[0])[:8]}')") == [("took place",)]


GDELT = """
GLOBALEVENTID SQLDATE MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code
Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code
Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources
NumArticles AvgTone
Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code
Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code
Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code
ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
DATEADDED SOURCEURL
"""


def test_gdelt_events_have_its_columns_and_codes(ask) -> None:
    assert [row[0] for row in ask("DESCRIBE gdelt_events")] == GDELT.split()
    rows = ask(
        "SELECT Actor1Code, Actor2Code, EventCode, SQLDATE, ActionGeo_CountryCode FROM gdelt_events"
    )
    assert ("RUSGOV", "PRKGOV", "042", 20260108, "KN") in rows
    assert ("PRKGOV", "RUSGOV", "044", 20260109, "CH") in rows
    assert ("SYRGOV", "UNOIGO", "036", 20260112, None) in rows
    assert ("RUSMIL", "SYRGOV", "087", 20260719, "SY") in rows
    assert ("RUSGOV", "PRKGOV", "0312", 20270101, None) in rows
    ids = ask("SELECT count(*), count(DISTINCT GLOBALEVENTID) FROM gdelt_events")
    assert ids == [(len(STORIES), len(STORIES))]


@pytest.mark.parametrize(
    ("source", "events"),
    [
        ("between_states('RUS', 'North Korea')", 4),
        ("between_states('prk', 'Russia')", 4),
        ("between_states('RUS', 'USA')", 0),
        ("events_of('lavrin')", 2),
        ("events_of('PRK')", 4),
        ("events_in('Syria')", 5),
        ("events_between('2026-01-09', '2026-01-31')", 2),
        ("events_near(39.9, 116.4, 50)", 1),
    ],
)
def test_macros(ask, source: str, events: int) -> None:
    assert len(ask(f"FROM {source}")) == events


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("rus", "RUS"), ("GB", "GBR"), ("uk", "GBR"), ("Turkey", "TUR"), ("Turkiye", "TUR"),
     ("cote d'ivoire", "CIV"), ("Trinidad and Tobago", "TTO"), ("NATO", "NATO"), ("UN", "UNO")],
)  # fmt: skip
def test_a_country_is_known_by_codes_and_names(ask, wanted: str, code: str) -> None:
    quoted = wanted.replace("'", "''")
    assert ask(f"SELECT country_code('{quoted}')") == [(code,)]


@pytest.mark.parametrize(
    "query", ["FROM events_in('Atlantis')", "FROM between_states('RUS', 'QQ')"]
)
def test_an_unknown_country_is_told(ask, query: str) -> None:
    with pytest.raises(duckdb.Error, match="no state or organisation is called"):
        ask(query)


def test_quality_is_in_sight(ask) -> None:
    told = ask(
        "SELECT publisher, sum(documents), sum(telling), sum(reports) FROM coverage GROUP BY 1"
    )
    assert sorted(told) == [("Paper", 4, 4, 4), ("Wire", 7, 7, 7)]
    gaps = dict(ask("SELECT what, missing FROM missing_values WHERE type = 'meeting'"))
    assert gaps == {"date": 1, "name": 1}
    assert ask("SELECT sum(events) FROM confidence_bands") == [(len(STORIES),)]


def test_disagreements_name_who_says_what(warehouse, article) -> None:
    told = [
        article(f"file:///{who}", f"{TEXT} {who}", "2026-02-02", [
            _force("deploy", "2026-02-01", least, least, place="Latakia")
        ], publisher=who)
        for who, least in (("Wire", 500), ("Paper", 800))
    ]  # fmt: skip
    warehouse.load(*told)
    warehouse.resolve()
    rows = warehouse.connection.execute(
        "SELECT slot, value, chosen, publishers FROM disagreements ORDER BY publishers"
    ).fetchall()
    assert [row[:2] + row[3:] for row in rows] == [
        ("troops", "[800,800]", "Paper"),
        ("troops", "[500,500]", "Wire"),
    ]
    assert sum(row[2] for row in rows) == 1
    agreement = warehouse.connection.execute(
        "SELECT slot, sum(told), sum(agreed) FROM publisher_agreement GROUP BY slot"
    ).fetchall()
    assert ("troops", 2, 0) in agreement
    assert ("date", 2, 2) in agreement
