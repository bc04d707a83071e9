"""From a word of the parse to the actors that it stands for."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.cast import Cast, Individual, clean_role
from tasks.extract.grammar import (
    children,
    conjuncts,
    governors,
    is_verbal,
    preposition,
    surface_subjects,
)
from tasks.extract.lexicon import Lexicon
from tasks.extract.nouns import (
    alike,
    below,
    inside_noun_phrase,
    is_clause,
    is_definite,
    is_pair,
    is_plural,
)
from tasks.extract.parties import Party, PartyKind, unlike
from tasks.extract.reading import Reading, Slice
from tasks.extract.standing import (
    belonging,
    codes_of,
    last_two,
    party_of_name,
    place_of,
    state_of,
)
from tasks.extract.vocabulary import Name
from tasks.extract.words import wordlist

LEADS = frozenset({"lead", "head"})
MEMORY = 250
"""Words back in which "the delegation" finds the delegation introduced before."""

REACH = 3
"""Sentences back in which a pronoun or a definite office finds its person."""


class Actors:
    """Resolves words of one document."""

    def __init__(self, reading: Reading, cast: Cast, lexicon: Lexicon) -> None:
        self.reading, self.cast, self.lexicon = reading, cast, lexicon
        self.sayings = lexicon.hedges.get(("saying", "verb"), frozenset())
        self.speaks = self.sayings | lexicon.hedges.get(("hedge", "verb"), frozenset())
        self._resolved: dict[int, list[Party]] = {}

    def of(self, tokens: Iterable[Token]) -> list[Party]:
        """The actors that words and their conjuncts stand for, each once, in order."""
        found = [party for t in tokens for c in self._listed(t) for party in self.resolve(c)]
        return unlike([p for p in found if p.known])

    def _listed(self, token: Token) -> list[Token]:
        return [t for t in conjuncts(token) if t.i == token.i or not is_clause(t)]

    def resolve(self, token: Token) -> list[Party]:
        """The actors that one word stands for, without its conjuncts."""
        if token.i not in self._resolved:
            self._resolved[token.i] = []
            self._resolved[token.i] = self._resolve(token)
        return self._resolved[token.i]

    def implied(self, trigger: Token) -> list[Party]:
        """The subject of the clause in which a noun stands: "in Rome for talks", "on a visit"."""
        for above in governors(trigger):
            verbal = is_verbal(above) or children(above, "cop")
            if not verbal or above.lemma_.lower() in self.sayings:
                continue
            found = self.of(surface_subjects(above))
            return [p for p in found if p.kind in ("person", "people")]
        return []

    def _resolve(self, token: Token) -> list[Party]:
        person = self.cast.by_token.get(token.i)
        if person is not None:
            return [self.cast.party(person, place_of(person, token))]
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(token)
        led = self._led_by(token) or self._named_behind(token)
        if led:
            return led
        name = self.reading.terms.names.get(token.i)
        if name is not None and self._names_itself(token, name):
            return [party_of_name(name)]
        return self._people(token)

    def _names_itself(self, token: Token, name: Name) -> bool:
        if name.kind == "adjective":
            return (
                token.pos_ in ("NOUN", "PROPN")
                and token.i == name.end - 1
                and (token.tag_ in ("NNS", "NNPS") or token.dep_ not in ("amod", "compound"))
            )
        return True

    def _named_behind(self, token: Token) -> list[Party]:
        """The person in apposition to an office: "the minister of defence, General X"."""
        if token.i not in self.reading.terms.offices:
            return []
        return [
            self.cast.party(self.cast.by_token[child.i], Slice(child.i, child.i + 1))
            for child in children(token, "appos")
            if child.i in self.cast.by_token
        ][:1]

    def _led_by(self, token: Token) -> list[Party]:
        """The leaders of "a delegation led by …", who stand for it."""
        found = []
        for clause in children(token, "acl"):
            if clause.lemma_.lower() in LEADS:
                agents = [t for t in children(clause, "obl") if preposition(t) == "by"]
                leaders = [p for p in self.of(agents) if p.kind == "person"]
                states = self._modifying_states(token)
                found += [belonging(p, states) for p in leaders]
        return found

    def states_of(self, token: Token) -> list[tuple[str, Slice]]:
        """Codes of the states or organisations whose people or forces a noun means."""
        found = self._modifying_states(token) or self._states_after(token)
        return found or self._possessor_states(token)

    def _modifying_states(self, token: Token) -> list[tuple[str, Slice]]:
        names: dict[int, Name] = {}
        for child in children(token, "amod", "compound", "nmod", "det", "nmod"):
            if child.i < token.i and preposition(child) is None:
                for word in (*conjuncts(child), *below(child)):
                    self._take(names, word)
        i = token.i - 1
        while i >= token.sent.start and inside_noun_phrase(self.reading, i):
            self._take(names, self.reading.doc[i])
            i -= 1
        return codes_of(names[i] for i in sorted(names))

    def _take(self, names: dict[int, Name], word: Token) -> None:
        name = self.reading.terms.names.get(word.i)
        if name is not None and name.code is not None:
            names[name.start] = name

    def _states_after(self, token: Token) -> list[tuple[str, Slice]]:
        names: dict[int, Name] = {}
        for child in children(token, "nmod", "obl"):
            if child.i > token.i and preposition(child) in ("of", "from"):
                for word in conjuncts(child):
                    self._take(names, word)
        return codes_of(names[i] for i in sorted(names))

    def _possessor_states(self, token: Token) -> list[tuple[str, Slice]]:
        for child in token.children:
            if child.i in self.cast.by_token and child.i < token.i:
                person = self.cast.by_token[child.i]
                named = self.cast.party(person, place_of(person, child))
                return [(person.country, named.country_at or named.at)] if person.country else []
            if child.tag_ == "PRP$":
                return [
                    (p.country, p.country_at or p.at) for p in self.resolve(child)[:1] if p.country
                ]
            if child.dep_ == "nmod:poss" and child.lemma_.lower() in wordlist().countries:
                return [(p.country, p.at) for p in self._last_state(child) if p.country]
        return []

    def _people(self, token: Token) -> list[Party]:
        """People, officials, governments or forces of a state; offices without a name."""
        kind = self._kind(token)
        if kind is None:
            return []
        lemma = token.lemma_.lower()
        if any(t.lower_ in wordlist().sport for t in children(token, "amod", "compound")):
            return []
        if lemma in wordlist().countries and is_definite(token):
            return self._last_state(token)
        states = self.states_of(token)
        at = Slice(token.i, token.i + 1)
        if not states and lemma in wordlist().delegations and is_definite(token):
            return self._earlier(token)
        both = [t for t in children(token, "nmod") if t.lemma_.lower() in wordlist().countries]
        if both and not states and is_pair(both[0]):
            return self._pair(both[0])
        if lemma in wordlist().pairs and is_pair(token) and not states:
            return self._pair(token)
        office = self.reading.terms.offices.get(token.i)
        if kind == "person" and office is not None and not is_plural(token):
            known = self._office_holder(token, {code for code, _ in states})
            if known is not None:
                return [self.cast.party(known, at)]
        role = self._role(token) if kind != "force" else None
        role_at = Slice(office.start, office.end) if office else at
        return [
            Party(
                kind="people" if kind == "person" else kind,
                at=at,
                country=code,
                country_at=where,
                role=role,
                role_at=role_at if role else None,
                plural=is_plural(token),
            )
            for code, where in states
        ]

    def _earlier(self, token: Token) -> list[Party]:
        """The delegation that the text has introduced before "the delegation"."""
        for i in range(token.i - 1, max(-1, token.i - MEMORY), -1):
            word = self.reading.doc[i]
            if word.lemma_.lower() == token.lemma_.lower() and word.tag_ == token.tag_:
                found = self.resolve(word)
                if found:
                    return [replace(p, at=Slice(token.i, token.i + 1)) for p in found]
        return []

    def _kind(self, token: Token) -> PartyKind | None:
        lemma, terms = token.lemma_.lower(), self.reading.terms
        nouns = wordlist()
        if token.i in terms.offices and token.i == terms.offices[token.i].end - 1:
            return "person"
        if lemma in nouns.delegations:
            return "people"
        if token.i in terms.formations:
            return "force"
        if lemma in nouns.governments:
            return "state"
        if lemma in nouns.countries or lemma in nouns.pairs:
            return "people"
        if token.i in terms.offices:
            return "person"
        return None

    def _role(self, token: Token) -> str | None:
        office = self.reading.terms.offices.get(token.i)
        if office is None:
            lemma = token.lemma_.lower()
            return None if lemma in wordlist().countries else token.text
        return clean_role(self.reading.doc[office.start : office.end].text)

    def _office_holder(self, token: Token, states: set[str]) -> Individual | None:
        """The latest person with the office that "the minister" or "the Russian leader" means."""
        office = self.reading.terms.offices[token.i]
        if not states and not is_definite(token):
            return None
        best: tuple[int, Individual] | None = None
        for where, person in self.cast.before(token.i):
            if states and person.country not in states:
                continue
            kinds = {o.row.kind for o in person.offices}
            same = office.row.kind in kinds or any(
                alike(office.row.title, o.row.title) for o in person.offices
            )
            if same and (best is None or where > best[0]):
                best = (where, person)
        return best[1] if best else None

    def _pronoun(self, token: Token) -> list[Party]:
        at = Slice(token.i, token.i + 1)
        if token.lower_ in wordlist().he_or_she:
            person = self._salient(token)
            return [self.cast.party(person, at)] if person else []
        if token.lower_ in wordlist().they:
            return self._pair(token)
        if token.lower_ in ("it", "its"):
            return [replace(p, at=at) for p in self._last_subject(token)]
        return []

    def _last_subject(self, token: Token) -> list[Party]:
        """What "it" means: the latest subject that is no person, else the latest state."""
        for i in range(token.i - 1, self._window(token) - 1, -1):
            word = self.reading.doc[i]
            if word.dep_.startswith("nsubj") and word.pos_ != "PRON":
                found = [p for p in self.resolve(word) if p.known]
                if found and (found[0].kind != "person" or word.i not in self.cast.by_token):
                    return found
        return self._last_state(token)

    def _salient(self, token: Token) -> Individual | None:
        """The person a pronoun means: of the nearest sentence with one the subject, else the first.

        In the pronoun's own sentence only those named before it count.
        """
        first = self._window(token)
        near = [(i, p) for i, p in self.cast.before(token.i) if i >= first]
        if not near:
            return None
        sentence = self.reading.doc[near[0][0]].sent.start
        same = [(i, p) for i, p in near if self.reading.doc[i].sent.start == sentence]
        subjects = [p for i, p in same if self._is_subject(i)]
        return subjects[0] if subjects else same[-1][1]

    def _is_subject(self, i: int) -> bool:
        token = self.reading.doc[i]
        person = self.cast.by_token.get(i)
        while token.head.i != token.i and self.cast.by_token.get(token.head.i) is person:
            token = token.head
        return token.dep_.startswith("nsubj")

    def _window(self, token: Token) -> int:
        """First token of the sentences in which an antecedent is looked for."""
        start = token.sent.start
        for _ in range(REACH):
            if start == 0:
                break
            start = self.reading.doc[start - 1].sent.start
        return start

    def _last_state(self, token: Token) -> list[Party]:
        """The state that "the country" means: that of the latest subject who is not a speaker."""
        first, latest = self._window(token), None
        for i in range(token.i - 1, first - 1, -1):
            word, name = self.reading.doc[i], self.reading.terms.names.get(i)
            subject = word.dep_.startswith("nsubj") and word.i != token.i
            if subject and word.head.lemma_.lower() not in self.speaks and word.pos_ != "PRON":
                found = [p for p in self.resolve(word) if p.country is not None]
                if found:
                    return [state_of(found[0])]
            if name is not None and name.kind == "name":
                latest = latest or name
        return [party_of_name(latest)] if latest else []

    def _pair(self, token: Token) -> list[Party]:
        """The two persons of different states, else the two states, last named before a word."""
        first = self._window(token)
        persons = [
            self.cast.party(person, Slice(token.i, token.i + 1))
            for where, person in self.cast.before(token.i)
            if where >= first
        ]
        found = last_two(persons)
        if len(found) == 2 and token.lemma_.lower() not in ("country", "nation", "state", "side"):
            return found
        states = [
            party_of_name(self.reading.terms.names[i])
            for i in range(token.i - 1, first - 1, -1)
            if i in self.reading.terms.names
        ]
        return last_two(states)
