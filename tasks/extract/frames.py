"""Frames: which words tell of which event, and which grammatical relation fills which slot.

They are data (`data/frames.toml`); a user's folder may hold a `frames.toml` of its own, whose
frames are added, or replace the shipped ones of the same name (`enabled = false` takes one out).
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.event import EventType, Status
from tasks.extract.knowledge import KnowledgeError

SHIPPED = Path(__file__).parent / "data" / "frames.toml"

Role = Literal[
    "visitors",
    "hosts",
    "participants",
    "force",
    "sender",
    "supplier",
    "recipient",
    "items",
    "place",
]
Words = tuple[str, ...]


class Frame(BaseModel):
    """One way of telling an event.

    `verbs` are lemmas, with a particle where one belongs to them ("pull out"); `nouns` lemmas, of
    which `light` verbs may be the governor ("pay a visit"). `roles` name for each role the deep
    relations (`tasks.extract.grammar`) that fill it. `requires` are roles without which there is
    no event. `not_with` are lemmas of objects and modifiers that make the word mean something
    else ("meet the deadline").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z_]+$")]
    type: EventType
    verbs: Words = ()
    nouns: Words = ()
    light: Words = ()
    roles: Mapping[Role, Words]
    requires: tuple[Role, ...] = ()
    not_with: frozenset[str] = frozenset()
    only_with: frozenset[str] = frozenset()
    """Lemmas of objects of which one must be there ("see combat")."""
    action: Literal["deploy", "withdraw", "presence"] | None = None
    mode: Literal["in_person", "phone", "video", "sale", "aid", "other"] | None = None
    status: Status | None = None
    """What the word itself says, whatever its tense ("pledge": planned)."""
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.7
    """How sure a record is where nothing learned speaks for it, and at the least if `vouched`."""
    vouched: bool = False
    """Its confidence is the user's own word; not a key of the file."""
    enabled: bool = True


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    frame: tuple[Frame, ...] = ()


@dataclass(frozen=True)
class Frames:
    """All frames, found by the lemma of their trigger."""

    frames: tuple[Frame, ...]

    @cached_property
    def by_verb(self) -> Mapping[str, tuple[tuple[Frame, str], ...]]:
        """Frames and the particle each needs (or ""), by the lemma of the verb."""
        found: dict[str, list[tuple[Frame, str]]] = defaultdict(list)
        for frame in self.frames:
            for verb in frame.verbs:
                lemma, _, particle = verb.partition(" ")
                found[lemma].append((frame, particle))
        return {lemma: tuple(entries) for lemma, entries in found.items()}

    @cached_property
    def by_noun(self) -> Mapping[str, tuple[Frame, ...]]:
        """Frames by the lemma of the noun."""
        found: dict[str, list[Frame]] = defaultdict(list)
        for frame in self.frames:
            for noun in frame.nouns:
                found[noun].append(frame)
        return {lemma: tuple(entries) for lemma, entries in found.items()}


def load_frames(extra: Path | None = None) -> Frames:
    """Read the shipped frames and those of the user's folder.

    Raises:
        KnowledgeError: a file cannot be read or holds a value that the schema refuses.
    """
    frames = {frame.name: frame for frame in _read(SHIPPED)}
    if extra is not None and (extra / SHIPPED.name).is_file():
        frames |= {frame.name: _vouched(frame) for frame in _read(extra / SHIPPED.name)}
    return Frames(tuple(frame for frame in frames.values() if frame.enabled))


def _vouched(frame: Frame) -> Frame:
    """A frame of the user's folder, whose confidence counts if it is told there."""
    return frame.model_copy(update={"vouched": "confidence" in frame.model_fields_set})


def _read(path: Path) -> tuple[Frame, ...]:
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).frame
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as TOML: {error}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise KnowledgeError(f"{path}, {where}: {fault['msg']}; correct the frame") from error
