"""What talks are about: a place named there is not where they are held."""

from spacy.tokens import Token

from tasks.extract.drafts import Where
from tasks.extract.grammar import governors, is_verbal, preposition
from tasks.extract.words import wordlist


def is_topic(where: Where, trigger: Token) -> bool:
    """True of the place in "talks on the war in Sudan", "met to discuss aid for Gaza"."""
    at = where.place_at or where.country_at
    if at is None:
        return False
    head = trigger.doc[at.start : at.end].root
    if head.sent.start != trigger.sent.start:
        return False
    for node in (head, *governors(head)):
        if node.i == trigger.i:
            return False
        if preposition(node) in wordlist().topics and node.lemma_.lower() not in wordlist().margins:
            return True
        if is_verbal(node):
            return node.lemma_.lower() in wordlist().treats
    return False
