"""Whose forces a trigger tells of, and what they leave, by the network's choices."""

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from tasks.extract.choices import Choice, Choices
from tasks.extract.deployments import as_force, without_hosts
from tasks.extract.drafts import Where
from tasks.extract.grammar import preposition
from tasks.extract.parties import Party, unlike

BESIDE = 0.6
"""Chance from which on a force is another one, though no word joins it to the likeliest. On the
documents kept aside 0.5 gives event F1 69.1, 0.6 69.2, 0.7 69.1 and 0.8 69.0."""

TOWARDS = frozenset({"to", "into", "onto", "toward", "towards", "for"})
"""Prepositions before what forces that leave go to."""

Chances = Mapping[tuple[str, str], float]


def forces_of(choices: Choices) -> list[Party]:
    """All forces chosen, each once, in the order of the text."""
    ordered = sorted(choices.of("force"), key=lambda choice: choice.candidate.at)
    parties = unlike([p for choice in ordered for p in choice.candidate.parties if p.known])
    return list({p.identity: p for p in map(as_force, parties) if p.known}.values())


def told_together(forces: list[Party], choices: Choices, where: Where, doc: Doc) -> list[Party]:
    """Those of the forces that one trigger sends to one place.

    Forces in a list are all meant. Of others the likeliest is, and whoever is likely by itself:
    mostly they are other names for it, or stand beside it.
    """
    if any(doc[choice.candidate.head].dep_ == "conj" for choice in choices.of("force")):
        return forces
    return _likely(without_hosts(forces, where), _chances(choices))


def left(choices: Choices, doc: Doc) -> list[Choice]:
    """What forces leave: where the network takes the place that they go to for it, another one."""
    chosen = choices.of("place")
    behind = [c for c in chosen if not _is_goal(c, doc)]
    if behind or not chosen:
        return behind
    others = [*choices.of("origin"), *choices.unlikely["origin"], *choices.unlikely["place"]]
    return [c for c in others if not _is_goal(c, doc) and c.candidate.where is not None] or chosen


def _is_goal(choice: Choice, doc: Doc) -> bool:
    return preposition(doc[choice.candidate.head]) in TOWARDS


def _chances(choices: Choices) -> Chances:
    found: dict[tuple[str, str], float] = {}
    for choice in choices.of("force"):
        for force in map(as_force, choice.candidate.parties):
            found[force.identity] = max(found.get(force.identity, 0.0), choice.chance)
    return found


def _likely(forces: Iterable[Party], chances: Chances) -> list[Party]:
    every = list(forces)
    least = min(BESIDE, max(chances[force.identity] for force in every))
    return [force for force in every if chances[force.identity] >= least]
