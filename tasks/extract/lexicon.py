"""Everything that extraction knows, loaded once for a process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from tasks.extract.cast import surnames_of
from tasks.extract.frames import Frames, load_frames
from tasks.extract.knowledge import Knowledge, OfficeHolderRow, load_knowledge
from tasks.extract.place import country_of
from tasks.extract.vocabulary import Vocabulary

MOST_PLACES = 20_000
"""Places whose state is kept at hand."""


@dataclass(frozen=True)
class Lexicon:
    """Knowledge, its compiled vocabulary, and the frames."""

    knowledge: Knowledge
    vocabulary: Vocabulary
    frames: Frames

    @cached_property
    def surnames(self) -> Mapping[str, tuple[OfficeHolderRow, ...]]:
        """Terms of office-holders by surname."""
        return surnames_of(self.knowledge)

    @cached_property
    def _countries(self) -> dict[tuple[str, tuple[str, ...]], str | None]:
        return {}

    def country_of(self, place: str, context: tuple[str, ...]) -> str | None:
        """The state in which a place lies, given states that the passage speaks of."""
        key = (place, context)
        if key not in self._countries:
            if len(self._countries) >= MOST_PLACES:
                self._countries.clear()
            self._countries[key] = country_of(place, context, self.knowledge)
        return self._countries[key]

    def neighbours(self, code: str | None) -> tuple[str, ...]:
        """Codes of the states that one has a border with on land."""
        state = self.knowledge.states_by_code.get(code or "")
        return state.neighbours if state is not None else ()

    @cached_property
    def hedges(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Words and phrases of the hedges by kind and form."""
        found: dict[tuple[str, str], set[str]] = {}
        for row in self.knowledge.hedges:
            found.setdefault((row.kind, row.form), set()).add(row.phrase)
        return {key: frozenset(words) for key, words in found.items()}


def load_lexicon(
    vocab: Vocab, tokenize: Callable[[str], Doc], extra: Path | None = None
) -> Lexicon:
    """Load and compile all data files, with those in the user's folder `extra`.

    Raises:
        KnowledgeError: a data file cannot be used.
    """
    knowledge = load_knowledge(extra)
    return Lexicon(
        knowledge=knowledge,
        vocabulary=Vocabulary(vocab, tokenize, knowledge),
        frames=load_frames(extra),
    )
