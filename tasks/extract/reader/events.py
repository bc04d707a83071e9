"""What the network says of events: triggers by type, what holds at each, and who is in its roles.

Training and run time share the labels and the measure of distance.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from tasks.extract.reader.activation import gelu

Floats = NDArray[np.float32]
Outputs = dict[str, NDArray[Any]]

TYPES = ("visit", "meeting", "deployment", "transfer")
ROLES = (
    "visitors",
    "hosts",
    "participants",
    "force",
    "supplier",
    "recipient",
    "place",
    "origin",
    "date",
    "troops",
    "units",
    "items",
    "value",
)
FACETS: dict[str, tuple[str, ...]] = {
    "status": ("occurred", "ongoing", "planned", "cancelled", "denied"),
    "alleged": ("no", "yes"),
    "action": ("deploy", "withdraw", "presence"),
    "meeting_mode": ("in_person", "phone", "video"),
    "transfer_mode": ("sale", "aid", "other"),
}
"""What is told once for a trigger: the values of each facet."""

EVENT_LABELS: dict[str, list[str]] = {
    "event": list(TYPES),
    "role": list(ROLES),
    **{name: list(values) for name, values in FACETS.items()},
}
"""The label lists that these heads add to a model's own."""

FLOOR = 0.03
"""Probability under which a word is no candidate for a trigger; one in two hundred words is."""

LIKELY = 0.2
"""Probability from which on a word's roles are read: they cost more than all else of it."""

_KEY = "sitrep_events"
_STEPS = np.array([1, 2, 3, 5, 9, 17, 33])
DISTANCES = 2 * len(_STEPS) + 1
"""Classes of the distance between trigger and word, in words: 0, then doubling both ways."""

SENTENCES = 5
"""Classes of the distance in sentences: two or more before, one before, none, one, two after."""


def distance_class(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Class of each distance word - trigger."""
    size = np.searchsorted(_STEPS, np.abs(offsets), side="right")
    return np.where(offsets < 0, size + len(_STEPS), size)


def sentence_class(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Class of each distance in sentences."""
    half = SENTENCES // 2
    return np.clip(offsets, -half, half) + half


@dataclass(frozen=True, slots=True)
class TriggerReading:
    """One word that may tell of an event. Indices count tokens of the document.

    `types` holds the probability of each type, `facets` those of the values of each facet,
    `roles` [words, roles] the probability that a word of the window is in a role; its first
    row stands for token `places[0]`.
    """

    token: int
    types: dict[str, float]
    facets: dict[str, dict[str, float]]
    places: NDArray[np.int64]
    roles: Floats

    def in_role(self, role: str) -> dict[int, float]:
        """Probability by token for one role."""
        column = self.roles[:, ROLES.index(role)]
        return dict(zip(self.places.tolist(), column.tolist(), strict=True))


def store(doc: Doc, triggers: list[TriggerReading]) -> None:
    """Keep the possible triggers with a document, as plain values that spaCy can serialise."""
    doc.user_data[_KEY] = [{f.name: getattr(t, f.name) for f in fields(t)} for t in triggers]


def events_of(doc: Doc) -> list[TriggerReading] | None:
    """The possible triggers of a document, in order; null if its pipeline reads none."""
    stored = doc.user_data.get(_KEY)
    return None if stored is None else [TriggerReading(**values) for values in stored]


def read_events(
    outputs: Outputs, starts: NDArray[np.bool_], places: NDArray[np.int64], floor: float = FLOOR
) -> list[TriggerReading]:
    """The possible triggers of one window, whose words stand at the tokens `places`."""
    chances = _sigmoid(outputs["events.triggers"][0])
    sentence = np.cumsum(starts).astype(np.int64)
    found = []
    for i in np.flatnonzero(chances.max(1) >= floor):
        found.append(
            TriggerReading(
                token=int(places[i]),
                types=dict(zip(TYPES, chances[i].tolist(), strict=True)),
                facets=_facets(outputs["events.facets"][0, i]),
                places=places,
                roles=_roles(outputs, int(i), sentence)
                if chances[i].max() >= LIKELY
                else np.zeros((len(places), len(ROLES)), dtype=np.float32),
            )
        )
    return found


def _roles(outputs: Outputs, i: int, sentence: NDArray[np.int64]) -> Floats:
    count = len(sentence)
    apart = distance_class(np.arange(count) - i)
    between = sentence_class(sentence - sentence[i])
    hidden = gelu(
        outputs["events.trigger"][0, i]
        + outputs["events.argument"][0]
        + outputs["events.distances"][apart]
        + outputs["events.sentences"][between]
    )
    return _sigmoid(hidden @ outputs["events.roles"] + outputs["events.bias"])


def _facets(scores: Floats) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    at = 0
    for name, values in FACETS.items():
        part = scores[at : at + len(values)]
        odds = np.exp(part - part.max())
        found[name] = dict(zip(values, (odds / odds.sum()).tolist(), strict=True))
        at += len(values)
    return found


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)
