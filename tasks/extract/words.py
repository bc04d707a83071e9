"""Small closed classes of words that the steps of extraction ask for."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "data" / "words.toml"


class Words(BaseModel):
    """The classes; data/words.toml says what each is for. Nouns and verbs are lemmas."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    delegations: frozenset[str]
    governments: frozenset[str]
    countries: frozenset[str]
    pairs: frozenset[str]
    rebels: frozenset[str]
    rebels_of_office: frozenset[str]
    rebel_bodies: frozenset[str]
    movements: frozenset[str]
    within: frozenset[str]
    coalitions: frozenset[str]
    object_control: frozenset[str]
    measures: frozenset[str]
    earlier: frozenset[str]
    ordinals: frozenset[str]
    joint: frozenset[str]
    vague_forces: frozenset[str]
    armed: frozenset[str]
    own_ground: frozenset[str]
    doubtful_sources: frozenset[str]
    vague_talks: frozenset[str]
    helps: frozenset[str]
    more: frozenset[str]
    item_quantifiers: frozenset[str]
    unit_quantifiers: frozenset[str]
    takes_ground: frozenset[str]
    sport: frozenset[str]
    directions: frozenset[str]
    takes_part: frozenset[str]
    honorifics: frozenset[str]
    modifiers: frozenset[str]
    particles: frozenset[str]
    phases: frozenset[str]
    offers: frozenset[str]
    invites: frozenset[str]
    planned_first: frozenset[str]
    phones: frozenset[str]
    screens: frozenset[str]
    speakers: frozenset[str]
    gatherings: frozenset[str]
    attends: frozenset[str]
    topics: frozenset[str]
    margins: frozenset[str]
    treats: frozenset[str]
    platform_verbs: frozenset[str]
    own_forces: frozenset[str]
    sales: frozenset[str]
    aid: frozenset[str]
    moves: frozenset[str]
    including: frozenset[str]
    packages: frozenset[str]
    place_nouns: frozenset[str]
    place_adjectives: frozenset[str]
    borders: frozenset[str]
    frontiers: frozenset[str]
    short_names: frozenset[str]
    unions: frozenset[str]
    arrivals: frozenset[str]
    receptions: frozenset[str]
    territories: frozenset[str]
    sites: frozenset[str]
    here: frozenset[str]
    back: frozenset[str]
    departures: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    conditions: frozenset[str]
    temporal: frozenset[str]
    until: frozenset[str]
    beginnings: frozenset[str]
    negations: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    he_or_she: frozenset[str]
    they: frozenset[str]
    they_forces: frozenset[str]
    state_bodies: frozenset[str]
    civilians: frozenset[str]
    civil: frozenset[str]
    demands: frozenset[str]
    appeals: frozenset[str]
    battles: frozenset[str]
    stations: frozenset[str]
    suppositions: frozenset[str]
    goals: frozenset[str]
    ways: frozenset[str]
    envoys: frozenset[str]
    accredited: frozenset[str]
    outlets: frozenset[str]
    civil_goods: frozenset[str]
    vague_goods: frozenset[str]
    prohibitions: frozenset[str]
    halts: frozenset[str]


@cache
def wordlist() -> Words:
    """The words that ship with the package, read once for a process."""
    return Words.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
