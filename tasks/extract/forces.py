"""Whose forces a trigger tells of, and what they leave, by the network's choices."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from tasks.extract.arguments import noun_arguments, participants, verb_arguments
from tasks.extract.choices import Choice, Choices, in_list
from tasks.extract.deployments import as_force, named_before, without_hosts
from tasks.extract.drafts import Amount, Draft, Where
from tasks.extract.grammar import is_verbal, preposition
from tasks.extract.parties import Party, unlike
from tasks.extract.scene import Scene
from tasks.extract.words import wordlist

BESIDE = 0.6
"""Chance from which on a force is another one, though no word joins it to the likeliest. On the
documents kept aside 0.5 gives event F1 69.1, 0.6 69.2, 0.7 69.1 and 0.8 69.0."""

Forces = dict[Party, float]
"""Forces in the order of the text, with the chance that each is meant."""


def forces_of(choices: Choices, trigger: Token, scene: Scene) -> Forces:
    """All forces chosen, each once; where none of the words chosen tells one, the next likely.

    Onlookers are left out.
    """
    chosen = sorted(choices.of("force"), key=lambda choice: choice.candidate.at)
    found = _forces(_without_onlookers(chosen, trigger), scene) or _forces(chosen, scene)
    if found or not chosen:
        return found
    spare = (_forces([choice], scene) for choice in choices.unlikely["force"])
    return next(filter(None, spare), {})


def _without_onlookers(choices: Sequence[Choice], trigger: Token) -> Sequence[Choice]:
    """Without Peru in "Peru demands that Chile withdraw its troops".

    Where a noun that takes part in what the trigger tells is among the choices, the others of its
    sentence only look on, unless they are in a list.
    """
    own, sent = participants(trigger), trigger.sent
    if not any(c.candidate.head in own and _is_noun(c, trigger.doc) for c in choices):
        return choices
    others = [c for c in choices if c.candidate.head not in own]
    onlookers = [c for c in others if sent.start <= c.candidate.head < sent.end]
    return (
        choices if in_list(onlookers, trigger.doc) else [c for c in choices if c not in onlookers]
    )


def _is_noun(choice: Choice, doc: Doc) -> bool:
    return doc[choice.candidate.head].pos_ in ("NOUN", "PROPN", "ADJ")


def _forces(choices: Iterable[Choice], scene: Scene) -> Forces:
    meant = [(party, choice.chance) for choice in choices for party in _meant(choice, scene)]
    chances: dict[tuple[str, str], float] = {}
    for party, chance in meant:
        identity = as_force(party).identity
        chances[identity] = max(chance, chances.get(identity, 0.0))
    forces = map(as_force, unlike([party for party, _ in meant]))
    each = {force.identity: force for force in forces if force.known}
    return {force: chances.get(identity, 0.0) for identity, force in each.items()}


def _meant(choice: Choice, scene: Scene) -> Iterator[Party]:
    """Whom a candidate stands for; "they" are forces named before, if any, and else of one side."""
    token = scene.reading.doc[choice.candidate.head]
    parties: Iterable[Party] = choice.candidate.parties
    if token.lower_ in wordlist().they_forces:
        before = named_before(token, scene)
        parties = before or (parties if len(choice.candidate.parties) == 1 else ())
    return (party for party in parties if party.known)


def told_together(forces: Forces, choices: Choices, where: Where, doc: Doc) -> list[Party]:
    """Those of the forces that one trigger sends to one place.

    Forces in a list are all meant. Of others the likeliest is, and whoever is likely by itself:
    mostly they are other names for it, or stand beside it.
    """
    if in_list(choices.of("force"), doc):
        return list(forces)
    guests = without_hosts(forces, where)
    least = min(BESIDE, max(forces[force] for force in guests))
    return [force for force in guests if forces[force] >= least]


def left(choices: Choices, doc: Doc) -> list[Choice]:
    """What forces leave: where the network takes the place that they go to for it, another one."""
    chosen = choices.of("place")
    behind = [c for c in chosen if not _is_goal(c, doc)]
    if behind or not chosen:
        return behind
    others = [*choices.of("origin"), *choices.unlikely["origin"], *choices.unlikely["place"]]
    return [c for c in others if not _is_goal(c, doc) and c.candidate.where is not None] or chosen


def advances(draft: Draft, choices: Choices) -> bool:
    """Whether all places told are abroad and where forces go: "their advance into Chad"."""
    doc, own = draft.trigger.doc, {party.country for party in draft.parties("force")}
    told = [c for c in choices.of("place") if c.candidate.where is not None]
    abroad = all(c.candidate.where.country not in (None, *own) for c in told if c.candidate.where)
    goals = all(_is_goal(choice, doc) for choice in (*told, *choices.of("origin")))
    return draft.frame.action != "withdraw" and bool(told) and goals and abroad


def _is_goal(choice: Choice, doc: Doc) -> bool:
    return preposition(doc[choice.candidate.head]) in wordlist().goals


def troops_of(choices: Choices, scene: Scene) -> Amount | None:
    """How many people: not how many aircraft they have, or how many citizens they fetch."""
    for choice in choices.of("troops"):
        counted = scene.reading.doc[choice.candidate.head]
        while counted.dep_ in ("nummod", "compound"):
            counted = counted.head
        if counted.i not in scene.reading.terms.weapons and not _is_civil(counted):
            return choice.candidate.amount
    return None


def moves_civilians(trigger: Token) -> bool:
    """Whether it tells of people or things that are no forces: "will evacuate its citizens"."""
    told = verb_arguments(trigger) if is_verbal(trigger) else noun_arguments(trigger, frozenset())
    moved = [a.token for a in told if a.relation in ("object", "of")]
    movers = [a.token for a in told if a.relation == "subject"]
    return any(words and all(map(_is_civil, words)) for words in (moved, movers))


def _is_civil(word: Token) -> bool:
    words = {t.lemma_.lower() for t in word.subtree if t.i <= word.i}
    civil = word.lemma_.lower() in wordlist().civilians or not words.isdisjoint(wordlist().civil)
    return civil and words.isdisjoint(wordlist().armed)
