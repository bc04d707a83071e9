"""The date of an event from the expressions near its trigger."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from schemas.edtf import Span as Days
from schemas.event import EventType
from tasks.extract.drafts import When
from tasks.extract.grammar import children, governors, is_verbal
from tasks.extract.proposals import Proposal
from tasks.extract.reading import Reading, Slice
from tasks.extract.time import DateMention, find_dates, resolve
from tasks.extract.words import wordlist

BRIEF: frozenset[EventType] = frozenset({"visit", "meeting"})
LONGEST = 31
"""Days that a visit or a meeting may have lasted, at the most."""

IN_NAMES = frozenset({"amod", "compound", "nmod", "nmod:unmarked", "nummod"})
"""Relations of a date to the noun behind it."""

NEAR = 12
"""Words between a trigger and a date that share a sentence but no clause."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression with its tokens and the words that it hangs on, nearest first."""

    mention: DateMention
    at: Slice
    chain: tuple[int, ...]


class Moments:
    """Date expressions of one document."""

    def __init__(self, reading: Reading, sayings: frozenset[str]) -> None:
        self.reading, self.sayings = reading, sayings
        self._by_sentence: dict[int, list[Expression]] = {}
        for expression in _expressions(reading):
            sentence = reading.doc[expression.at.start].sent.start
            self._by_sentence.setdefault(sentence, []).append(expression)

    @property
    def expressions(self) -> list[Expression]:
        """All date expressions, in order."""
        return [e for start in self._starts for e in self._by_sentence[start]]

    def of(self, proposal: Proposal, future: bool) -> When | None:
        """The date of a proposal, which is to come or not; null where none belongs to it."""
        for expression in self._ranked(proposal):
            when = self.resolved(expression, future)
            if when is not None and not self.is_foreign(when, proposal):
                return when
        return None

    def is_foreign(self, when: When, proposal: Proposal) -> bool:
        """Whether a date tells of no visit or meeting: "the first since 1998", or one in the name
        of something else: "the September 11 attacks"."""
        if proposal.frame.type not in BRIEF:
            return False
        sentence = self.reading.doc[when.at.start].sent.start
        told = [e for e in self._by_sentence.get(sentence, []) if e.at == when.at]
        span = Days.parse(when.edtf)
        long = (span.end - span.start).days > LONGEST
        since = long and any(e.mention.kind == "since" for e in told)
        return since or _in_name(self.reading.doc[when.at.start : when.at.end], proposal.trigger)

    def _ranked(self, proposal: Proposal) -> list[Expression]:
        """The date expressions that may be those of a proposal, best first."""
        sentence, doc = proposal.trigger.sent.start, self.reading.doc
        brief = proposal.frame.type in BRIEF
        ranked = sorted(
            (rank, abs(e.at.start - proposal.trigger.i), e.at.start, e)
            for e in self._by_sentence.get(sentence, [])
            if (rank := self._rank(e, proposal)) is not None
            and not (brief and _in_name(doc[e.at.start : e.at.end], proposal.trigger))
        )
        return [expression for _, _, _, expression in ranked]

    def points_ahead(self, proposal: Proposal, when: When | None) -> bool:
        """Whether the words of its date put a proposal after the time of writing."""
        if when is not None:
            sentence = self.reading.doc[when.at.start].sent.start
            told = [e for e in self._by_sentence[sentence] if e.at == when.at]
        else:
            told = self._ranked(proposal)[:1]
        return any(e.mention.points_ahead for e in told)

    def scheduled(self, proposal: Proposal) -> When | None:
        """The coming day of "he arrives on Friday"; null where it may be the day of writing."""
        first = next(iter(self._ranked(proposal)), None)
        if first is None or not first.mention.is_bare_day:
            return None
        coming, gone = self.resolved(first, future=True), self.resolved(first, future=False)
        return coming if coming and gone and coming.edtf != gone.edtf else None

    def resolved(self, expression: Expression, future: bool) -> When | None:
        """The date of an expression, told of what is to come or not; null where nothing tells."""
        edtf = resolve(
            expression.mention,
            self.reading.published,
            "future" if future else "past",
            self._context(self.reading.doc[expression.at.start].sent.start),
        )
        return When(edtf, expression.at) if edtf is not None else None

    def is_coming(self, when: When) -> bool:
        """True of dates after the day of publication."""
        published = self.reading.published
        return published is not None and Days.parse(when.edtf).start > published

    def _context(self, sentence: int) -> str | None:
        """The last date that a sentence before the one which starts at a token set."""
        earlier = bisect_left(self._starts, sentence)
        return self._last_dates[earlier - 1] if earlier else None

    @cached_property
    def _starts(self) -> list[int]:
        """Where the sentences with date expressions start, in order."""
        return sorted(self._by_sentence)

    @cached_property
    def _last_dates(self) -> list[str | None]:
        """For each of these sentences the last date that it, or one before it, sets."""
        last: str | None = None
        found = []
        for start in self._starts:
            for expression in self._by_sentence[start]:
                edtf = resolve(expression.mention, self.reading.published, "past")
                last = last if edtf is None else edtf
            found.append(last)
        return found

    def _rank(self, expression: Expression, proposal: Proposal) -> int | None:
        """0 for a date on the trigger, 1 on its verb, 2 near by; null for another event's."""
        own = {proposal.trigger.i, *(a.token.i for a in proposal.arguments)}
        clause = proposal.clause
        verb = self._verb(expression)
        if proposal.trigger.i in expression.chain[:2]:
            return 0
        if verb is not None and (verb.i == clause.i or verb.head.i == proposal.trigger.i):
            return 1
        if verb is None or verb.i in own:
            return 2
        if verb.lemma_.lower() in self.sayings:
            return 4 if self._only(expression) and _close(expression, proposal) else None
        if _shares_clause(verb, clause) and _close(expression, proposal):
            return 3
        return None

    def _verb(self, expression: Expression) -> Token | None:
        for i in expression.chain:
            token = self.reading.doc[i]
            if is_verbal(token) and i not in range(*expression.at):
                return token
        return None

    def _only(self, expression: Expression) -> bool:
        sentence = self.reading.doc[expression.at.start].sent.start
        return len(self._by_sentence[sentence]) == 1


def _in_name(date: Span, trigger: Token) -> bool:
    """Whether a date stands before a common noun and belongs to it."""
    noun = date.root.head
    beside = noun.i == date.end and noun.pos_ == "NOUN" and noun.text[0].islower()
    other = noun.i != trigger.i and noun.ent_type_ != "DATE"
    return beside and other and date.root.dep_ in IN_NAMES


def _close(expression: Expression, proposal: Proposal) -> bool:
    """Between the trigger and the date there is no other verb of a clause."""
    first, last = sorted((expression.at.start, proposal.trigger.i))
    between = proposal.trigger.doc[first + 1 : last]
    verbs = [
        t for t in between if t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.i != proposal.clause.i
    ]
    return last - first <= NEAR and not verbs


def _shares_clause(verb: Token, clause: Token) -> bool:
    """One governs the other without a clause of its own between them."""
    up = [t.i for t in governors(clause)][:2]
    down = [t.i for t in governors(verb)][:2]
    conjoined = verb.i in {t.i for t in children(clause, "conj", "xcomp", "advcl")}
    return verb.i in up or clause.i in down or conjoined


def _expressions(reading: Reading) -> list[Expression]:
    doc, found = reading.doc, []
    title_end = max(0, reading.text_from)
    for offset, text in ((0, reading.text[:title_end]), (title_end, reading.text[title_end:])):
        for mention in find_dates(text):
            span = doc.char_span(
                offset + mention.start, offset + mention.end, alignment_mode="expand"
            )
            if span is not None and not _is_of_another(span) and not _is_of_a_name(span, reading):
                chain = (span.root.i, *(t.i for t in governors(span.root)))
                found.append(Expression(mention, Slice(span.start, span.end), chain))
    return found


def _is_of_a_name(span: Span, reading: Reading) -> bool:
    """Whether a date is a part of a longer name: "the May 9 Brigade"."""
    name = reading.terms.names.get(span.start)
    behind = span.doc[span.end] if span.end < len(span.doc) else None
    goes_on = behind is not None and behind.ent_iob_ == "I" and behind.ent_type_ == "ORG"
    return goes_on or (name is not None and name.end > span.end)


def _is_of_another(span: Span) -> bool:
    """Whether a date is that of the last time before: "the first tanks there since 2002"."""
    if span[0].lower_ != "since":
        return False
    for token in reversed(span.doc[max(span.sent.start, span.start - NEAR) : span.start]):
        if is_verbal(token) or token.is_punct:
            return False
        if token.lower_ in wordlist().ordinals:
            return True
    return False
