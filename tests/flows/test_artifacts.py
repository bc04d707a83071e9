from flows.artifacts import event_table, reject_table, summary_text
from flows.summary import Summary

REPORTS = {("visit", "planned"): 2, ("visit", "occurred"): 3, ("meeting", "denied"): 1}
REJECTS = {("ingest", "empty"): 1, ("normalize", "not_language"): 4}
SUMMARY = Summary(
    label="news",
    run_id="7",
    files_read=3,
    files_unchanged=1,
    articles=40,
    documents_new=35,
    copies=2,
    reports_new=6,
    reports=REPORTS,
    rejects=REJECTS,
    silent={"The <Wire>": 9},
    seconds=2.0,
)


def test_events_stand_by_type_and_status() -> None:
    assert event_table(REPORTS) == [
        {"type": "meeting", "occurred": 0, "ongoing": 0, "planned": 0, "cancelled": 0,
         "denied": 1, "total": 1},
        {"type": "visit", "occurred": 3, "ongoing": 0, "planned": 2, "cancelled": 0,
         "denied": 0, "total": 5},
    ]  # fmt: skip


def test_the_most_frequent_reject_stands_first() -> None:
    assert [row["reason"] for row in reject_table(REJECTS)] == ["not_language", "empty"]


def test_the_summary_says_what_came_in_and_out() -> None:
    text = summary_text(SUMMARY)
    assert text.startswith("# news\n")
    assert "| Articles | 40 |" in text
    assert "| Throughput | 20.0 articles a second |" in text
    assert "| Of these, copies of others | 2 (6 %) |" in text
    assert "| visit | 3 | 0 | 2 | 0 | 0 | 5 |" in text
    assert "| normalize | not_language | 4 |" in text
    assert "| The \\<Wire\\> | 9 |" in text


def test_a_run_without_events_or_rejects_has_no_empty_tables() -> None:
    text = summary_text(Summary(label="nothing", run_id="8"))
    assert "##" not in text


def test_the_json_form_has_plain_keys() -> None:
    plain = SUMMARY.to_json()
    assert plain["reports"] == {"meeting/denied": 1, "visit/occurred": 3, "visit/planned": 2}
    assert SUMMARY.headline() == "40 articles, 35 new, 6 new reports, 5 rejects"
