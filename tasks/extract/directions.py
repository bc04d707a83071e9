"""Who is in a role, and on which side, where the parse leaves no doubt: whoever buys receives."""

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from schemas.event import EventType
from tasks.extract.arguments import noun_arguments, verb_arguments
from tasks.extract.choices import RIVALS, Choice, Choices
from tasks.extract.frames import Frame
from tasks.extract.grammar import children, is_verbal, preposition, surface_subjects
from tasks.extract.moments import BRIEF
from tasks.extract.parties import Party
from tasks.extract.scene import Scene
from tasks.extract.verdict import is_halted, over
from tasks.extract.vocabulary import Name
from tasks.extract.words import wordlist

SIDES: dict[EventType, str] = {"transfer": "supplier", "visit": "visitors"}
"""One of the two sides of an event, by type; the other is its rival."""
TELLING: dict[EventType, frozenset[str]] = {
    "transfer": frozenset({"subject", "from", "to", "recipient"}),
    "visit": frozenset({"subject", "object"}),
}
"""Relations to a verb that tell the side."""
AS_LIKELY = 0.2
"""Difference of chance within which the nearer of two places is the better one."""


def drop_owners(choices: Choices, trigger: Token) -> None:
    """Leave out whose somebody is: Rossi in "Rossi's predecessor, Bianchi, went to Cairo"."""
    others = [each for each in choices.of("visitors") if not _owns(each, trigger)]
    if others:
        choices.by_role["visitors"] = others


def stoppers(trigger: Token, scene: Scene) -> list[Party]:
    """Whose deliveries they are that somebody calls off: "X suspends aid to Y"."""
    verb = next((word for word in over(trigger) if is_verbal(word)), None)
    if verb is None or is_verbal(trigger) or not is_halted(trigger):
        return []
    return scene.actors.of(surface_subjects(verb))


def _owns(choice: Choice, trigger: Token) -> bool:
    """Whether somebody stands as the owner of a noun, other than of the trigger's."""
    word = trigger.doc[choice.candidate.head]
    return word.dep_ == "nmod:poss" and word.head.i != trigger.i


def set_right(
    choices: Choices, trigger: Token, frames: Sequence[Frame], names: Mapping[int, Name]
) -> None:
    """Put whom the verb's frames have on one side there, and who is left over on the other."""
    if not frames or frames[0].type not in SIDES:
        return
    if not is_verbal(trigger) and trigger.lemma_.lower() not in wordlist().purchases:
        return
    roles = _sides(frames[0])
    told = {**_told(trigger, frames), **_before_objects(trigger, frames, names)}
    chosen = {role: choices.of(role) for role in roles}
    if _on_both(chosen.values()):
        return
    sides: dict[str, list[Choice]] = {role: [] for role in roles}
    for role, listed in chosen.items():
        for choice in listed:
            sides[_side_of(choice, told) or role].append(choice)
    sides = {role: _of_sentence(listed, told, trigger) for role, listed in sides.items()}
    if sides != chosen or not is_verbal(trigger):
        _fill_empty(sides, told)
        choices.by_role.update(sides)


def _sides(frame: Frame) -> tuple[str, str]:
    one = SIDES[frame.type]
    return one, RIVALS[one]


def _on_both(sides: Iterable[Sequence[Choice]]) -> bool:
    """Whether somebody was chosen on either side: then there is nothing to set right."""
    heads = [{choice.candidate.head for choice in side} for side in sides]
    return bool(set.intersection(*heads))


def _told(trigger: Token, frames: Sequence[Frame]) -> Mapping[int, str]:
    """The side of each argument of a verb on which all frames agree."""
    found: dict[int, str] = {}
    verbal = is_verbal(trigger)
    for argument in verb_arguments(trigger) if verbal else noun_arguments(trigger, frozenset()):
        if argument.relation not in TELLING[frames[0].type]:
            continue
        sides = {_role_of(argument.relation, frame) for frame in frames}
        side = sides.pop()
        if not sides and side is not None:
            found[argument.token.i] = side
    return found


def _before_objects(
    trigger: Token, frames: Iterable[Frame], names: Mapping[int, Name]
) -> dict[int, str]:
    """The recipient of "sold Japan missiles", which a parse may take for a part of the object.

    Abbreviations may well be one: "sold U.S. missiles".
    """
    if not any("recipient" in frame.roles.get("recipient", ()) for frame in frames):
        return {}
    found = {}
    for thing in children(trigger, "obj"):
        for part in children(thing, "compound", "nmod"):
            name = names.get(part.i)
            plain = name is not None and name.kind == "name" and name.start > trigger.i
            if plain and preposition(part) is None and not part.text.isupper():
                found[part.i] = "recipient"
    return found


def _role_of(relation: str, frame: Frame) -> str | None:
    roles = [role for role in _sides(frame) if relation in frame.roles.get(role, ())]  # type: ignore[call-overload]
    return roles[0] if len(roles) == 1 else None


def _side_of(choice: Choice, told: Mapping[int, str]) -> str | None:
    return next((told[i] for i in range(*choice.candidate.at) if i in told), None)


def _fill_empty(sides: dict[str, list[Choice]], told: Mapping[int, str]) -> None:
    one, two = sides
    for role, other in ((one, two), (two, one)):
        loose = _loose(sides[other], told)
        if not sides[role] and loose and len(loose) < len(sides[other]):
            sides[role] = loose
            sides[other] = [choice for choice in sides[other] if choice not in loose]


def _of_sentence(choices: list[Choice], told: Mapping[int, str], trigger: Token) -> list[Choice]:
    """Without those of other sentences where the verb's own has one."""
    if len(_loose(choices, told)) == len(choices):
        return choices
    sent = trigger.sent
    return [c for c in choices if sent.start <= c.candidate.head < sent.end]


def _loose(choices: Iterable[Choice], told: Mapping[int, str]) -> list[Choice]:
    return [choice for choice in choices if _side_of(choice, told) is None]


def keep_near(choices: Choices, trigger: Token, kind: EventType) -> None:
    """Leave out the places of other sentences where that of the trigger names one as likely.

    The visitor's own state is none for a visit.
    """
    if kind not in BRIEF:
        return
    sent, least = trigger.sent, choices.surest("place") - AS_LIKELY
    homes = {p.country for c in choices.of(SIDES.get(kind, "")) for p in c.candidate.parties}
    goes = wordlist().goals if kind == "visit" else frozenset()
    near = [
        c
        for c in choices.of("place")
        if sent.start <= c.candidate.head < sent.end
        and preposition(trigger.doc[c.candidate.head]) not in wordlist().ways - goes
    ]
    told = (c.candidate.where for c in near if c.chance >= least)
    if any(where is not None and where.country not in (None, *homes) for where in told):
        choices.by_role["place"] = near
