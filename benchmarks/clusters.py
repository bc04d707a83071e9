"""Annotated records into events, as they stand: how well resolve merges without extraction.

    python benchmarks/clusters.py GOLD.jsonl [--stories odd|even] > merged.jsonl

Prints the documents with an `event_id` in each record, which a scorer of clusters reads.
"""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from schemas.event import EVENT
from schemas.ids import content_hash, content_uuid
from tasks.evaluate.parts import story_of
from tasks.resolve.facts import Facts
from tasks.resolve.grouping import group
from tasks.resolve.identities import Identities, load_identities
from tasks.resolve.read import Text, facts_of, numbered


def main() -> None:
    """Resolve and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--stories", choices=("odd", "even"), help="of stories with a number")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()]
    kept = [row for row in rows if given.stories is None or given.stories == _half(row["id"])]
    identities = load_identities()
    facts = {row["id"]: _facts(row, identities) for row in kept}
    groups = group(report for reports in facts.values() for report in reports)
    event_ids = {m.report.report_id: str(each.event_id) for each in groups for m in each.members}
    for row in kept:
        told = zip(row["events"], facts[row["id"]], strict=True)
        events = [{**event, "event_id": event_ids[report.report_id]} for event, report in told]
        print(json.dumps({"id": row["id"], "events": events}))


def _half(document_id: str) -> str:
    number = story_of(document_id).rpartition("-")[2]
    return "odd" if int(number) % 2 else "even"


def _facts(row: dict[str, Any], identities: Identities) -> list[Facts]:
    """The records of one document, in its order."""
    text = Text(
        document=row["id"],
        uri=row["id"],
        content=content_hash(row["text"].encode()),
        copies=row["id"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        publisher=row["source"],
    )
    events = [EVENT.validate_json(json.dumps(event)) for event in row["events"]]
    records = [(content_uuid("report", (row["id"], str(n))), e) for n, e in enumerate(events)]
    return [facts_of(text, told, identities) for told in numbered(records)]


if __name__ == "__main__":
    main()
