"""In which language a text is written."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tasks.normalize.likeness import words

LANGUAGES = (
    "ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl"
    " sr sv th tr uk ur vi zh"
)
"""What is told apart. Rare languages win names-heavy English otherwise."""
FEWEST_WORDS = 7
FEWEST_CHARS = 40
"""Shorter texts are not judged, unless most of their letters are not Latin."""
FEWEST_FOREIGN = 10
"""Letters of other scripts from which a text of such letters is judged."""
SAMPLE_CHARS = 1500
"""How much of a text is looked at."""
FUNCTION_SHARE = 0.12
"""Share of function words from which a text is English, whatever else it holds."""
UNLIKELY = 0.01
"""Probability of the expected language below which another is believed.

Of 90,632 English news items of one to three sentences, 3,178 fall short of `FUNCTION_SHARE` and
2 of those below this: a list of Spanish broadcasters and one of Ukrainian cities. At 0.1 it
would be 19. One sentence of news in any of eight other languages lies below 0.001.
"""

FUNCTION_WORDS = (
    "the of and to in that is was for on with as by at from his her their its it he she they"
    " are were be been has have had will would not but this which who after an"
)
"""Words of English that other languages seldom share."""
_FUNCTION_WORDS = frozenset(FUNCTION_WORDS.split())


def language_of(text: str, expected: str) -> str:
    """Return the ISO 639-1 code of the language of `text`.

    `expected` wherever the text is too short to judge or nothing speaks clearly against it.
    """
    sample = text[:SAMPLE_CHARS]
    said = words(sample)
    too_short = len(said) < FEWEST_WORDS or len(sample) < FEWEST_CHARS
    if too_short and not _is_foreign_script(sample):
        return expected
    if expected == "en":
        share = sum(word in _FUNCTION_WORDS for word in said) / max(1, len(said))
        if share >= FUNCTION_SHARE:
            return expected
    ranking = _identifier(expected).rank(sample.lower())
    if dict(ranking).get(expected, 1.0) >= UNLIKELY:
        return expected
    return str(ranking[0][0])


def _is_foreign_script(text: str) -> bool:
    """Tell whether most letters come after the Latin ones, as Greek, Cyrillic and Han do."""
    if text.isascii():
        return False
    foreign = sum(char > "\u036f" and char.isalpha() for char in text)
    return foreign >= FEWEST_FOREIGN and 2 * foreign > sum(map(str.isalpha, text))


@cache
def _identifier(expected: str) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {expected} & set(identifier.labels)
    identifier.set_languages(known.union(LANGUAGES.split()))
    return identifier
