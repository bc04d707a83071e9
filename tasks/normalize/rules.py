"""The rules that tell page furniture from news, read from data files."""

import re
import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from schemas.errors import SitrepError

SHIPPED = Path(__file__).with_name("furniture.toml")
FILE_NAME = "furniture.toml"
Kind = Literal["line", "prefix", "pattern", "links", "tail"]
Place = Literal["anywhere", "head", "tail"]

LONGEST_RULED = 1000
"""Characters of the longest line that a rule can tell of."""

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")


class FurnitureError(SitrepError):
    """A file of furniture rules cannot be used."""


class Rule(BaseModel):
    """One way of telling a line that is not the article's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    kind: Kind
    """`line`: the line is one of `texts`; `prefix`: it begins with one of them; `pattern`: it is
    what `pattern` describes; `links`: so is a line of the tail, which goes with the lines below
    it that are not sentences; `tail`: so is a line of the tail, and all that follows goes."""
    texts: tuple[str, ...] = ()
    """Compared without case; but for `prefix`, also without punctuation at the edges."""
    pattern: str | None = None
    """Regular expression for the whole line, read without regard to case."""
    place: Place = "anywhere"
    max_chars: Annotated[int, Field(ge=1, le=LONGEST_RULED)] = 160
    """Longer lines are let alone."""

    @cached_property
    def compiled(self) -> re.Pattern[str] | None:
        """The pattern, ready for use."""
        return None if self.pattern is None else re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """The texts as a line of no case may begin with them."""
        return tuple(text.casefold() for text in self.texts)

    @cached_property
    def folded(self) -> frozenset[str]:
        """The texts as whole lines are compared with them."""
        return frozenset(fold_line(text) for text in self.texts)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
        return pattern

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.kind == "pattern" and self.pattern is None:
            raise ValueError(f"rule {self.name}: kind 'pattern' needs a pattern")
        if self.kind in ("line", "prefix") and (not self.texts or self.pattern is not None):
            raise ValueError(f"rule {self.name}: kind {self.kind!r} needs texts and no pattern")
        if not self.texts and self.pattern is None:
            raise ValueError(f"rule {self.name}: give texts or a pattern")
        return self


class Furniture(BaseModel):
    """All that is known of page furniture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: tuple[Rule, ...] = ()
    outlets: tuple[str, ...] = ()
    """Names that outlets put behind their headlines."""
    outlet_words: tuple[str, ...] = ()
    """Words by which the name of an outlet is known."""

    @cached_property
    def known_outlets(self) -> frozenset[str]:
        """Names of outlets, casefolded."""
        return frozenset(name.casefold() for name in self.outlets)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Outlets' words, casefolded."""
        return frozenset(word.casefold() for word in self.outlet_words)


@cache
def load_rules(knowledge: Path | None = None) -> Furniture:
    """Read the shipped rules, and those of a user's knowledge folder if it has any.

    Raises:
        FurnitureError: a file cannot be read, or a rule in it is not valid.
    """
    own = knowledge / FILE_NAME if knowledge is not None else None
    files = [SHIPPED, own] if own is not None and own.exists() else [SHIPPED]
    parts = [_read(path) for path in files]
    return Furniture(
        rule=tuple(rule for part in parts for rule in part.rule),
        outlets=tuple(name for part in parts for name in part.outlets),
        outlet_words=tuple(word for part in parts for word in part.outlet_words),
    )


def _read(path: Path) -> Furniture:
    try:
        return Furniture.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise FurnitureError(f"{path}: {error}; mend the rule or remove the file") from error


def fold_line(line: str) -> str:
    """Return a line without case, and without punctuation at its edges."""
    return _EDGE.sub("", line).casefold() or line
