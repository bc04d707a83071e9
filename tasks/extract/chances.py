"""What the network says of candidates: how likely each is in a role of a trigger."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from tasks.extract.candidates import Candidate
from tasks.extract.reader.events import TriggerReading


def in_window(trigger: TriggerReading, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates of which the network says anything at a trigger.

    Args:
        trigger: what it says there.
        candidates: those of the document, in order of their heads.
    """
    first = bisect_left(candidates, trigger.places[0], key=lambda c: c.head)
    end = bisect_right(candidates, trigger.places[-1], key=lambda c: c.head)
    return candidates[first:end]


def chance_of(candidate: Candidate, chances: Mapping[int, float]) -> float:
    """The higher of the chance at the head and the mean over all words of a mention.

    Args:
        candidate: a mention.
        chances: those of one role, by token.
    """
    words = [chances[i] for i in range(*candidate.at) if i in chances]
    if not words or candidate.head not in chances:
        return 0.0
    return max(chances[candidate.head], sum(words) / len(words))
