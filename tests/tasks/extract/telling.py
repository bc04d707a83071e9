"""What a network might say of a golden document."""

import numpy as np

from tasks.extract.reader.events import FACETS, ROLES, TYPES, TriggerReading


def place_of(doc, word):
    """Token of a word, "word#2" being its second appearance."""
    text, _, number = word.partition("#")
    return [t.i for t in doc if t.text == text][int(number or 1) - 1]


def told(doc, word, kind, chance=0.9, facets=None, roles=None):
    """What a network might say: `roles` give words, each with a chance or 0.9."""
    table = np.full((len(doc), len(ROLES)), 0.01, dtype=np.float32)
    for role, words in (roles or {}).items():
        for name, sure in (
            words.items() if isinstance(words, dict) else dict.fromkeys(words, 0.9).items()
        ):
            table[place_of(doc, name), ROLES.index(role)] = sure
    values = {name: dict.fromkeys(choices, 0.1) for name, choices in FACETS.items()}
    for name, value in {"status": "occurred", "alleged": "no", **(facets or {})}.items():
        values[name][value] = 0.8
    types = {t: chance if t == kind else 0.01 for t in TYPES}
    return TriggerReading(place_of(doc, word), types, values, np.arange(len(doc)), table)


def trigger(*args, **more):
    """The arguments of `told` but for the document."""
    return args, more
