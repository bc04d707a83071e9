"""Names for augmentation, from `names.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_LISTS: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

FULL_NAMES = [name for line in _LISTS["full_names"].split("\n") for name in line.split("|") if name]
"""Invented people; a hyphen within a name is a word of its own to the treebanks."""

GIVEN = frozenset(_LISTS["given"].split())
TITLES = frozenset(_LISTS["titles"].split())
CITIES = _LISTS["cities"].split()
MONTHS = _LISTS["months"].split()
AGENCIES = _LISTS["agencies"].split()
