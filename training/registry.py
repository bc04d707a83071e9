"""All heads of the reader.

A head added here is in the same forward pass, in the recipe and in the exported file; what its
outputs mean at run time stands in the reader's decoders.
"""

from __future__ import annotations

from training.event_heads import EventHead
from training.heads import Head, ParseHead, PartialTagHead, TagHead

SYNTAX, NAMES, EVENTS = "syntax", "names", "events"
"""The views: each mixes the encoder's layers for the heads that read it."""


def build_heads(labels: dict[str, list[str]], width: int) -> list[Head]:
    """All heads, in the order of the exported outputs."""
    return [
        TagHead("upos", SYNTAX, width, len(labels["upos"]), weight=0.5),
        TagHead("xpos", SYNTAX, width, len(labels["xpos"]), weight=0.5),
        TagHead("start", SYNTAX, width, 2, weight=0.5, inner=64),
        ParseHead("parse", SYNTAX, width, len(labels["relation"])),
        PartialTagHead("entity", NAMES, width, len(labels["entity"]), inner=256),
        EventHead("events", EVENTS, width, len(labels["event"]), len(labels["role"])),
    ]
