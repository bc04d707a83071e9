"""From a word of the parse to the actors that it stands for."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.antecedents import Antecedents
from tasks.extract.cast import Cast, clean_role
from tasks.extract.grammar import (
    children,
    conjuncts,
    governors,
    is_verbal,
    preposition,
    surface_subjects,
)
from tasks.extract.lexicon import Lexicon
from tasks.extract.movements import described, is_movement_name, unlisted
from tasks.extract.nouns import is_clause, is_definite, is_pair, is_plural
from tasks.extract.owners import Owners
from tasks.extract.parties import Party, PartyKind, unlike
from tasks.extract.reading import Reading, Slice
from tasks.extract.standing import belonging, codes_of, party_of_name, place_of
from tasks.extract.vocabulary import Name
from tasks.extract.words import wordlist

LEADS = frozenset({"lead", "head"})


class Actors:
    """Resolves words of one document."""

    def __init__(self, reading: Reading, cast: Cast, lexicon: Lexicon) -> None:
        self.reading, self.cast, self.lexicon = reading, cast, lexicon
        self.sayings = lexicon.hedges.get(("saying", "verb"), frozenset())
        speaks = self.sayings | lexicon.hedges.get(("hedge", "verb"), frozenset())
        self.antecedents = Antecedents(reading, cast, self.resolve, speaks)
        self.owners = Owners(reading, cast, self.antecedents)
        self._resolved: dict[int, list[Party]] = {}
        self._organisations = {
            i: e for e in reading.doc.ents if e.label_ == "ORG" for i in range(e.start, e.end)
        }

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

    def without_spokespersons(self, parties: list[Party]) -> list[Party]:
        """Those who act, rather than tell of it; all of them if nobody else does."""
        offices = self.reading.terms.offices
        acting = [
            p
            for p in parties
            if p.role_at is None
            or (office := offices.get(p.role_at.end - 1)) is None
            or office.row.kind != "spokesperson"
        ]
        return acting if len(acting) > 1 else parties

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
            return self.antecedents.pronoun(token)
        ship = self.reading.terms.ships.get(token.i)
        if ship is not None:
            at = Slice(ship.start, ship.end)
            return [Party("force", at, country=ship.country, country_at=at)]
        led = self._led_by(token) or self._named_behind(token) or self._called(token)
        if led:
            return led
        name = self.reading.terms.names.get(token.i)
        if name is not None and self._names_itself(token, name):
            return [party_of_name(name)]
        return self._people(token) or self._unlisted(token)

    def _unlisted(self, token: Token) -> list[Party]:
        """A movement that only its name tells to be one: "Levant Front"."""
        entity = self._organisations.get(token.i)
        if entity is None or token.i != entity.root.i or not is_movement_name(entity):
            return []
        party = unlisted(self.reading, entity)
        return [party] if party else []

    def _names_itself(self, token: Token, name: Name) -> bool:
        if name.kind == "adjective":
            return (
                token.pos_ in ("NOUN", "PROPN")
                and token.i == name.end - 1
                and (token.tag_ in ("NNS", "NNPS") or token.dep_ not in ("amod", "compound"))
            )
        return True

    def _called(self, token: Token) -> list[Party]:
        """The state whose name follows what it is: "NATO ally Peru"."""
        name = self.reading.terms.names.get(token.i + 1)
        if name is None or name.kind != "name" or token.lemma_.lower() not in wordlist().countries:
            return []
        return [party_of_name(name)]

    def _named_behind(self, token: Token) -> list[Party]:
        """Those in apposition to an office: "the minister of defence, General X"."""
        if token.i not in self.reading.terms.offices:
            return []
        named = [
            self.cast.party(self.cast.by_token[word.i], Slice(word.i, word.i + 1))
            for child in children(token, "appos")
            for word in conjuncts(child)
            if word.i in self.cast.by_token
        ]
        return named if is_plural(token) else named[:1]

    def _led_by(self, token: Token) -> list[Party]:
        """The leaders of "a delegation led by …", who stand for it."""
        found = []
        for clause in children(token, "acl"):
            if clause.lemma_.lower() in LEADS:
                agents = [t for t in children(clause, "obl") if preposition(t) == "by"]
                leaders = [p for p in self.of(agents) if p.kind == "person"]
                states = codes_of(self.owners.names_of(token))
                found += [belonging(p, states) for p in leaders]
        return found

    def states_of(self, token: Token) -> list[tuple[str, Slice]]:
        """Codes of the states or organisations whose people or forces a noun means."""
        return self.owners.states_of(token)

    def _people(self, token: Token) -> list[Party]:
        """People, officials, governments or forces of a state; offices without a name."""
        kind = self._kind(token)
        if kind is None:
            return []
        lemma = token.lemma_.lower()
        if any(t.lower_ in wordlist().sport for t in children(token, "amod", "compound")):
            return []
        if lemma in wordlist().countries and is_definite(token):
            return self.antecedents.last_state(token)
        if kind != "person":
            listed = self._movements(token)
            if listed:
                return listed
        states = self.states_of(token) or self._own_state(token)
        movement = described(self.reading, token, kind, states[0] if states else None)
        if movement is not None:
            return [movement]
        if not states and kind == "state" and is_definite(token):
            return [replace(p, at=Slice(token.i, token.i + 1)) for p in self._current(token)]
        return self._known_before(token, kind, states) or self._of_states(token, kind, states)

    def _own_state(self, token: Token) -> list[tuple[str, Slice]]:
        """The state of an office that only one state has: the pope's."""
        office = self.reading.terms.offices.get(token.i)
        if office is None or office.row.country is None or not is_definite(token):
            return []
        return [(office.row.country, Slice(office.start, office.end))]

    def _current(self, token: Token) -> list[Party]:
        """The state whose "the government" is, by what the text spoke of last."""
        return self.antecedents.last_state(token)

    def _movements(self, token: Token) -> list[Party]:
        """The movement, or the organisation without a code, whose fighters or envoys these are."""
        names = self.owners.names_of(token)[-1:]
        at = Slice(token.i, token.i + 1)
        return [
            replace(party_of_name(name), at=at)
            for name in names
            if name.full is not None
            and all(t.lower_ != "and" for t in self.reading.doc[name.end : token.i])
        ]

    def _known_before(
        self, token: Token, kind: PartyKind, states: list[tuple[str, Slice]]
    ) -> list[Party]:
        """Those named before whom a definite noun takes up."""
        lemma = token.lemma_.lower()
        if not states and lemma in wordlist().delegations and is_definite(token):
            return self.antecedents.earlier(token)
        both = [t for t in children(token, "nmod") if t.lemma_.lower() in wordlist().countries]
        if both and not states and is_pair(both[0]):
            return self.antecedents.pair(both[0])
        if lemma in wordlist().pairs and is_pair(token) and not states:
            return self.antecedents.pair(token)
        if kind != "person" or token.i not in self.reading.terms.offices or is_plural(token):
            return []
        known = self.antecedents.office_holder(token, {code for code, _ in states})
        return [self.cast.party(known, Slice(token.i, token.i + 1))] if known else []

    def _of_states(
        self, token: Token, kind: PartyKind, states: list[tuple[str, Slice]]
    ) -> list[Party]:
        office = self.reading.terms.offices.get(token.i)
        at = Slice(token.i, token.i + 1)
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

    def _kind(self, token: Token) -> PartyKind | None:
        lemma, terms = token.lemma_.lower(), self.reading.terms
        nouns = wordlist()
        if lemma in nouns.rebels or (lemma in nouns.rebel_bodies and token.i not in terms.offices):
            return "force" if token.i in terms.formations else "people"
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
