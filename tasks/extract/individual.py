"""One person of a document."""

from dataclasses import dataclass, field

from tasks.extract.persons import Mention
from tasks.extract.reading import Slice
from tasks.extract.vocabulary import Name, Office


@dataclass(slots=True)
class Individual:
    """One person of a document."""

    number: int
    mentions: list[Mention] = field(default_factory=list)
    words: tuple[str, ...] = ()
    """Words of the fullest name."""
    name_at: Slice = field(default=Slice(0, 0))
    offices: list[Office] = field(default_factory=list)
    role_at: Slice | None = None
    name: Name | None = None
    """What the text says that the person belongs to."""
    country: str | None = None

    def add(self, mention: Mention, words: tuple[str, ...]) -> None:
        """Take in one more mention."""
        if len(words) > len(self.words):
            self.words, self.name_at = words, mention.name
        self.mentions.append(mention)
        title = mention.title
        if title is None:
            return
        if title.office is not None:
            self.offices.append(title.office)
            self.role_at = self.role_at or title.role
        if title.name is not None and (self.name is None or self.name.code is None):
            self.name, self.country = title.name, title.name.code

    def belongs(self, name: Name) -> None:
        """Make the person one of a state or organisation, unless the text has said of which."""
        if self.country is None and name.code is not None:
            self.name, self.country = name, name.code
