"""The place of an event from the words that its frame puts there."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from spacy.tokens import Span, Token

from tasks.extract.actors import Actors
from tasks.extract.borders import edge
from tasks.extract.drafts import Where, one_for_each_country
from tasks.extract.grammar import MAX_CLIMB, children, conjuncts, preposition, relative_gap
from tasks.extract.placenames import (
    PLACE_LABELS,
    common,
    definite,
    extended,
    in_line,
    is_part_of,
    is_place_noun,
    is_posting,
    listed,
    site_of,
    stated_country,
    wider_than,
    within,
)
from tasks.extract.reading import Reading, Slice
from tasks.extract.vocabulary import Name
from tasks.extract.words import wordlist

REACH = 60
"""Tokens back in which "the city" or "there" finds its name."""

CountryOf = Callable[[str, tuple[str, ...]], str | None]
"""Country of a named place, given the countries that the document speaks of."""


class Whereabouts:
    """Resolves words of one document to places."""

    def __init__(self, reading: Reading, actors: Actors, country_of: CountryOf) -> None:
        self.reading, self.actors, self._country_of = reading, actors, country_of
        self._by_token = {i: e for e in reading.doc.ents for i in range(e.start, e.end)}
        names = reading.terms.names.values()
        self._seats = {n.code: Slice(n.start, n.end) for n in names if n.kind == "capital"}
        named = Counter(
            name.code
            for i, name in reading.terms.names.items()
            if name.start == i and name.code is not None and name.kind == "name"
        )
        self._context = tuple(sorted(named, key=lambda code: (-named[code], code)))

    def each(self, tokens: Iterable[Token]) -> list[Where]:
        """All places that words and their conjuncts name, one for each country."""
        found = [
            w
            for t in tokens
            for c in listed(t, self.reading.terms.names)
            if (w := self.at(c)).known
        ]
        return one_for_each_country(found)

    def after(self, trigger: Token) -> Where:
        """The first place behind a trigger in its sentence that stands behind a preposition."""
        for i in range(trigger.i + 1, trigger.sent.end):
            token = self.reading.doc[i]
            if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and i > trigger.i + 1:
                break
            named = i in self._by_token or i in self.reading.terms.names
            if named and preposition(token) in ("in", "to", "at", "into", "near", "on", "across"):
                found = self.at(token)
                if found.known:
                    return found
        return Where()

    def of(self, tokens: Iterable[Token]) -> Where:
        """The best of the places that words name: the first with a name, else the first."""
        found = [w for t in tokens for c in conjuncts(t) if (w := self.at(c)).known]
        best = next((w for w in found if w.place is not None), None)
        if best is None:
            return found[0] if found else Where()
        if best.country is None:
            other = next((w for w in found if w.country is not None), None)
            if other is not None:
                return Where(best.place, other.country, best.place_at, other.country_at)
        return best

    def may_name(self, token: Token) -> bool:
        """False of words that name no place and point to none, whatever depends on them."""
        terms = self.reading.terms
        if is_posting(token):
            return False
        if token.i in terms.names or token.i in terms.places:
            return True
        entity = self._by_token.get(token.i)
        if entity is not None and entity.label_ in (*PLACE_LABELS, "ORG"):
            return True
        nouns = wordlist()
        lemma = token.lemma_.lower()
        return any(
            lemma in words
            for words in (
                nouns.place_nouns,
                nouns.borders,
                nouns.sites,
                nouns.here,
                nouns.back,
                nouns.countries,
            )
        )

    def at(self, token: Token) -> Where:
        """The place that one word names or points to; unknown if none."""
        name = self.reading.terms.names.get(token.i)
        listed = self.reading.terms.places.get(token.i)
        if listed is not None and (name is None or wider_than(listed, name)):
            at = Slice(listed.start, listed.end)
            return self._of_span(extended(self.reading.span(at)))
        entity = self._by_token.get(token.i)
        if entity is not None and len(entity) == 1 and token.lower_ in wordlist().place_nouns:
            entity = None
        if name is not None and not within(name, entity):
            return self._of_name(token, name)
        if entity is not None and (entity.label_ in PLACE_LABELS or self._is_town(entity)):
            return self._of_entity(entity)
        if (border := edge(token, self.reading, self._states)) is not None:
            return border
        if (named := self._named_of(token)) is not None:
            return named
        site = site_of(token, self.reading.terms.names)
        if site is not None:
            return self._of_span(site)
        return self._of_noun(token)

    def _of_name(self, token: Token, name: Name) -> Where:
        at = Slice(name.start, name.end)
        entity = self._by_token.get(token.i)
        if name.kind == "capital":
            return Where(self.reading.span(at).text, name.code, at, at)
        before = self.reading.doc[name.start - 1] if name.start else token
        part = self.reading.terms.places.get(token.i)
        if name.kind == "name" and (
            name.code in wordlist().territories or (part is not None and is_part_of(part, name))
        ):
            return Where(in_line(self.reading.span(at).text), name.code, at, at)
        if name.kind == "name" and before.lower_ in wordlist().directions:
            half = Slice(name.start - 1, name.end)
            return Where(in_line(self.reading.span(half).text), name.code, half, at)
        if name.kind == "name":
            wider = extended(self.reading.span(at))
            if wider.end > name.end and wider[-1].lower_ not in ("border", "territory", "port"):
                return Where(in_line(wider.text), name.code, Slice(wider.start, wider.end), at)
            return Where(None, name.code, None, at)
        if entity is not None and entity.label_ in PLACE_LABELS and entity.end - entity.start > 1:
            return self._of_entity(entity)
        if name.kind == "metonym":
            return Where(in_line(self.reading.span(at).text), name.code, at, at)
        return Where()

    def _of_entity(self, entity: Span) -> Where:
        name = self.reading.terms.names.get(entity.start)
        if name is not None and name.kind == "adjective" and common(entity, name):
            return Where(None, name.code, None, Slice(name.start, name.end))
        return self._of_span(extended(entity))

    def _of_span(self, span: Span) -> Where:
        start = span.start
        while start < span.end - 1 and span.doc[start].lower_ in ("the", "a", "an"):
            start += 1
        span = span.doc[start : span.end]
        at = Slice(span.start, span.end)
        city = self._city_by(span)
        if city is not None:
            return city
        text = in_line(span.text)
        country, where = stated_country(span, self.reading.terms.names)
        if country is None:
            country, where = self._known_country(span), at
        return Where(text, country, at, where, of_several=country is None and self._wide(span))

    def _wide(self, span: Span) -> bool:
        """Whether a place lies in no single state: so the gazetteer says, or its last word."""
        place = self.reading.terms.places.get(span.end - 1)
        return (place is not None and place.row.country is None) or (
            span[-1].lower_ in wordlist().areas
        )

    def _known_country(self, span: Span) -> str | None:
        """The state in which a place lies, or that after which it is called: "Iwakuni base"."""
        found = self._country_of(in_line(span.text), self._context)
        end = span.end
        while found is None and end - 1 > span.start and is_place_noun(span.doc[end - 1]):
            end -= 1
            found = self._country_of(in_line(span.doc[span.start : end].text), self._context)
        return found

    def _is_town(self, entity: Span) -> bool:
        """True of a name that the reader takes for an organisation and the gazetteer knows."""
        if entity.label_ != "ORG" or entity.start in self.reading.terms.offices:
            return False
        return self._country_of(in_line(entity.text), self._context) is not None

    def _city_by(self, site: Span) -> Where | None:
        """The city of "Sunan International Airport near Pyongyang": the better place."""
        doc, i = site.doc, site.end
        if site[-1].lower_ not in wordlist().sites or i + 1 >= len(doc):
            return None
        if doc[i].lower_ not in ("near", "in", "outside") or doc[i + 1].pos_ != "PROPN":
            return None
        found = self.at(doc[i + 1])
        region = self.reading.terms.places.get(i + 1)
        if region is not None and region.row.kind != "city":
            return None
        return found if found.place is not None else None

    def _named_of(self, token: Token) -> Where | None:
        """ "The Baltic port of Gdynia": what follows "of" is the name, if it is a place's."""
        if token.lemma_.lower() not in wordlist().place_nouns:
            return None
        for part in children(token, "nmod"):
            if preposition(part) == "of" and part.pos_ == "PROPN" and part.i > token.i:
                found = self.at(part)
                if found.place is not None:
                    return found
        return None

    def _called(self, noun: Token) -> Where | None:
        """ "The capital, Amman": the name that stands beside a noun for a place."""
        if noun.lemma_.lower() not in wordlist().place_nouns | wordlist().back:
            return None
        after = noun.doc[noun.i + 1 : noun.i + 3]
        beside = [t for t in after if t.text != ","][:1] if noun.i + 1 < noun.sent.end else []
        for name in beside:
            if name.i in self._by_token and name.sent == noun.sent and preposition(name) is None:
                found = self.at(name)
                return found if found.place is not None else None
        return None

    def _of_noun(self, token: Token) -> Where:
        if (called := self._called(token)) is not None:
            return called
        lemma = token.lemma_.lower()
        states = self._states(token)
        back = lemma in wordlist().back and definite(token) and not states
        if lemma in wordlist().here or back:
            return self._last(token)
        if token.pos_ not in ("NOUN", "PROPN"):
            return Where()
        if lemma in wordlist().countries and definite(token):
            but = () if lemma in wordlist().unions else self._moved(token)
            party = next(iter(self.actors.antecedents.last_state(token, but)), None)
            return Where(None, party.country, None, party.country_at) if party else Where()
        nested = self.of(
            t
            for t in children(token, "nmod", "appos", "obl")
            if preposition(t) in ("in", "of", "at", "near", "on", None) and t.i > token.i
        )
        if nested.known:
            return nested
        if states and lemma in wordlist().sites | wordlist().place_nouns | wordlist().back:
            code, at = states[0]
            seat = self._seats.get(code) if lemma == "capital" else None
            place = self.reading.span(seat).text if seat else None
            return Where(place, code, seat, at)
        return Where()

    def _moved(self, token: Token) -> set[str | None]:
        """The states of the subjects of a place's clause: they come from elsewhere."""
        for verb in (token, *islice(token.ancestors, MAX_CLIMB)):
            subjects = [each for each in verb.lefts if each.dep_.startswith("nsubj")]
            if subjects:
                gap = relative_gap(verb)
                movers = [gap[1]] if gap is not None and gap[0] == "subject" else subjects
                return {p.country for each in movers for p in self.actors.resolve(each)}
        return set()

    def _states(self, token: Token) -> list[tuple[str, Slice]]:
        return [s for s in self.actors.states_of(token) if len(s[0]) == 3]

    def _last(self, token: Token) -> Where:
        """The place named last that is not the state of those who come there."""
        moved = self._moved(token)
        for i in range(token.i - 1, max(0, token.i - REACH) - 1, -1):
            name, entity = self.reading.terms.names.get(i), self._by_token.get(i)
            if name is not None and name.kind in ("name", "capital") and name.code not in moved:
                return self._of_name(self.reading.doc[i], name)
            if entity is not None and entity.label_ in PLACE_LABELS and name is None:
                return self._of_entity(entity)
        return Where()
