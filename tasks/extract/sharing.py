"""Which events of a document share somebody with a mention: those alone are compared with it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from schemas.event import EventType
from tasks.extract.drafts import Draft
from tasks.extract.parties import Party
from tasks.extract.pooling import ROLES

MOST = 500
"""Events of one type around one actor with which a mention is compared, the latest. A document of
more is a list or a trap; all compared with all would take the square of its length."""


def same_party(first: Party, second: Party) -> bool:
    """True of mentions of one actor; an unnamed official also stands for a person of the state."""
    if first.identity == second.identity:
        return True
    if first.name is not None and second.name is not None:
        return False
    return first.country is not None and first.country == second.country


def sides(draft: Draft) -> list[Party]:
    """Those of whom two mentions of one event share somebody: of a transfer on either side."""
    roles = ROLES[draft.type] if draft.type == "transfer" else ROLES[draft.type][:1]
    return [party for role in roles for party in draft.parties(role)]


class Sharing:
    """The events of a document in the order of first mention, and who is in them."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._by_key: dict[tuple[EventType, Hashable], dict[int, Draft]] = defaultdict(dict)

    def add(self, draft: Draft) -> None:
        """Take in one more event."""
        self.drafts.append(draft)
        self.note(len(self.drafts) - 1)

    def note(self, number: int) -> None:
        """Note who is in an event, now that a mention was added to it."""
        draft = self.drafts[number]
        for key in _keys(sides(draft)):
            with_it = self._by_key[draft.type, key]
            with_it[number] = draft
            if len(with_it) > MOST:
                del with_it[next(iter(with_it))]

    def with_any(self, type_: EventType, parties: Iterable[Party]) -> list[tuple[int, Draft]]:
        """Return the events of a type among whose `sides` one of `parties` may be.

        In the order of first mention, each with its number; where they are very many, the latest.
        """
        near: dict[int, Draft] = {}
        for key in _keys(parties):
            near |= self._by_key.get((type_, key), {})
        return sorted(near.items())


def _keys(parties: Iterable[Party]) -> set[Hashable]:
    """What two mentions of one actor have in common: the identity, or at least the state."""
    keys: set[Hashable] = set()
    for party in parties:
        keys.add(party.identity)
        if party.country is not None:
            keys.add(party.country)
    return keys
