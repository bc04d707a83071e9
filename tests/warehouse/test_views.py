from schemas.codes import ORGANISATIONS, states
from schemas.event import Actor, Deployment, Item, Meeting, Transfer, Visit

TEXT = "Forces and ministers arrived in the capital on Monday."
COMMON = {"status": "occurred", "evidence": ("ministers arrived",), "date": "2026-01"}
PUTIN = Actor(name="Ivan Petrov", country="RUS", role="minister")
KOREA = Actor(country="PRK")


def _row(warehouse, view: str) -> dict[str, object]:
    found = warehouse.connection.execute(f"FROM {view}")
    columns = [each[0] for each in found.description]
    (row,) = found.fetchall()
    return dict(zip(columns, row, strict=True))


def _events() -> list[Visit | Meeting | Deployment | Transfer]:
    items = (
        Item(name="tanks", category="armoured_vehicle", quantity_min=12, quantity_max=12),
        Item(name="shells", category="ammunition", quantity_min=1000),
        Item(name="jets", category="aircraft", quantity_max=4),
        Item(name="drones", category="drone", quantity_min=1, quantity_max=3),
        Item(name="rifles", category="small_arms"),
    )
    return [
        Visit(**COMMON, country="PRK", place="Pyongyang", visitors=(PUTIN, KOREA), hosts=(KOREA,)),
        Meeting(**COMMON, participants=(PUTIN, Actor(country="EUU")), mode="phone"),
        Deployment(
            **COMMON,
            country="XKX",
            force=KOREA,
            action="deploy",
            troops_min=3000,
            units=("the 1st Brigade", "tanks"),
            origin="SRB",
        ),
        Transfer(**COMMON, supplier=KOREA, recipient=PUTIN, items=items, value_usd=2.5e6),
    ]


def test_each_type_has_its_readable_view(warehouse, article) -> None:
    told = article("file:///1", TEXT, events=_events(), title="News", publisher="The Paper")
    warehouse.load(told)
    warehouse.resolve()
    visit = _row(warehouse, "visits")
    assert visit["visitors"] == "Ivan Petrov (RUS); North Korea (PRK)"
    assert (visit["country_name"], visit["hosts"]) == ("North Korea", "North Korea (PRK)")
    assert (visit["evidence"], visit["title"], visit["publisher"], visit["document_id"]) == (
        "ministers arrived",
        "News",
        "The Paper",
        told.id,
    )
    assert (str(visit["date_start"]), str(visit["date_end"])) == ("2026-01-01", "2026-01-31")
    meeting = _row(warehouse, "meetings")
    assert meeting["participants"] == "Ivan Petrov (RUS); European Union (EUU)"
    assert (meeting["mode"], meeting["country"]) == ("phone", None)
    deployment = _row(warehouse, "deployments")
    assert (deployment["force"], deployment["units"]) == (
        "North Korea (PRK)",
        "the 1st Brigade; tanks",
    )
    assert (deployment["country_name"], deployment["origin_name"]) == ("Kosovo", "Serbia")
    assert (deployment["troops_min"], deployment["troops_max"]) == (3000, None)
    transfer = _row(warehouse, "transfers")
    assert transfer["items"] == "12 tanks; over 1000 shells; up to 4 jets; 1–3 drones; rifles"
    assert transfer["categories"][:2] == ["aircraft", "ammunition"]
    assert (transfer["supplier"], transfer["recipient"]) == (
        "North Korea (PRK)",
        "Ivan Petrov (RUS)",
    )


def test_every_code_has_a_name(warehouse) -> None:
    named = warehouse.column("SELECT code FROM countries WHERE length(name) > 2")
    assert set(named) == states() | set(ORGANISATIONS)
