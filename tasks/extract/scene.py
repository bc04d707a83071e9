"""Everything that the fillers ask about one document."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from tasks.extract.actors import Actors
from tasks.extract.cast import gather
from tasks.extract.drafts import Draft, When, Where
from tasks.extract.factuality import judge
from tasks.extract.grammar import children, is_verbal
from tasks.extract.lexicon import Lexicon
from tasks.extract.measures import Measures
from tasks.extract.moments import Moments
from tasks.extract.parties import Party
from tasks.extract.proposals import Proposal
from tasks.extract.reading import Reading, Slice
from tasks.extract.status import SETTLED, Factuality
from tasks.extract.things import Things
from tasks.extract.whereabouts import Whereabouts


@dataclass(frozen=True)
class Scene:
    """One document with its resolvers, each made when something is first asked of it."""

    reading: Reading
    lexicon: Lexicon

    @cached_property
    def actors(self) -> Actors:
        """Who is named."""
        cast = gather(self.reading, self.lexicon.knowledge, self.lexicon.surnames)
        return Actors(self.reading, cast, self.lexicon)

    @cached_property
    def places(self) -> Whereabouts:
        """Where things take place."""
        return Whereabouts(self.reading, self.actors, self.lexicon.country_of)

    @cached_property
    def moments(self) -> Moments:
        """Dates."""
        return Moments(self.reading, self.lexicon.hedges.get(("saying", "verb"), frozenset()))

    @cached_property
    def measures(self) -> Measures:
        """Numbers and sums."""
        return Measures(self.reading)

    @cached_property
    def things(self) -> Things:
        """Weapons and units."""
        return Things(self.reading, self.measures)

    def draft(self, proposal: Proposal) -> Draft | None:
        """A draft with status, date and quote, or null where nothing is told to happen."""
        factuality = judge(self.reading, proposal, self.lexicon)
        if factuality is None:
            return None
        when = self.moments.of(proposal, factuality.status in ("planned", "cancelled"))
        factuality, when = self.timed(proposal, factuality, when)
        return Draft(
            type=proposal.frame.type,
            frame=proposal.frame,
            trigger=proposal.trigger,
            factuality=factuality,
            when=when,
            quotes=[quote_around(proposal)],
            speaker=self.speaker(proposal.trigger),
        )

    def timed(
        self, proposal: Proposal, factuality: Factuality, when: When | None
    ) -> tuple[Factuality, When | None]:
        """Status and date, which tell of each other: what lies ahead has not happened yet."""
        if factuality.status not in SETTLED:
            return factuality, when
        planned = replace(factuality, status="planned")
        if when is not None and self.moments.is_coming(when):
            return planned, when
        if self.moments.points_ahead(proposal, when):
            return planned, when
        scheduled = self.moments.scheduled(proposal) if self._announces(proposal) else None
        return (planned, scheduled) if scheduled else (factuality, when)

    def _announces(self, proposal: Proposal) -> bool:
        """Whether the text, not the title, tells it in the simple present: "arrives on Friday"."""
        clause = proposal.clause
        simple = clause.tag_ in ("VBZ", "VBP") and not children(clause, "aux", "cop")
        return simple and proposal.trigger.idx >= self.reading.text_from

    def where(self, tokens: Iterable[Token]) -> Where:
        """The place that words name."""
        return self.places.of(tokens)

    def speaker(self, trigger: Token) -> Party | None:
        """Whoever says so in the trigger's sentence."""
        saying = self.lexicon.hedges.get(("saying", "verb"), frozenset())
        for verb in trigger.sent:
            if not is_verbal(verb) or verb.lemma_.lower() not in saying or verb.i == trigger.i:
                continue
            said = trigger.i in {t.i for t in verb.subtree} or verb.dep_ == "parataxis"
            subjects = [t for t in verb.children if t.dep_.startswith("nsubj")]
            parties = self.actors.of(subjects) if said else []
            if parties:
                return parties[0]
        return None


MOST_WORDS, LEAST_WORDS = 15, 3


def quote_around(proposal: Proposal) -> Slice:
    """Tokens of 3 to 15 words of the trigger's sentence that hold the trigger and most arguments.

    Grows from the trigger towards the nearer arguments first.
    """
    trigger = proposal.trigger
    wanted = sorted(
        {a.token.i for a in proposal.arguments if a.token.sent == trigger.sent},
        key=lambda i: abs(i - trigger.i),
    )
    at = Slice(trigger.i, trigger.i + 1)
    for i in wanted:
        parts = ("flat", "compound", "amod", "nmod:poss", "nummod")
        ends = [i, *(t.i for t in trigger.doc[i].children if t.dep_ in parts)]
        wider = Slice(min(at.start, *ends), max(at.end, *(e + 1 for e in ends)))
        if _words(trigger, wider) <= MOST_WORDS:
            at = wider
    return _trimmed(trigger, _grown(trigger, at))


def _words(trigger: Token, at: Slice) -> int:
    return len(trigger.doc[at.start : at.end].text.split())


def _grown(trigger: Token, at: Slice) -> Slice:
    """At least the least number of words, where the sentence has them."""
    sentence = trigger.sent
    while _words(trigger, at) < LEAST_WORDS:
        if at.end < sentence.end and not trigger.doc[at.end].is_space:
            at = Slice(at.start, at.end + 1)
        elif at.start > sentence.start:
            at = Slice(at.start - 1, at.end)
        else:
            break
    return at


def _trimmed(trigger: Token, at: Slice) -> Slice:
    doc, (start, end) = trigger.doc, at
    while start < trigger.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > trigger.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return Slice(start, end)
