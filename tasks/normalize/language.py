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
"""Shorter texts are not judged."""
SAMPLE_CHARS = 1500
"""How much of a text is looked at."""
CONFIDENT = 0.9
"""Probability from which another language is believed."""
FUNCTION_SHARE = 0.12
"""Share of function words from which a text is English, and below which it may not be."""

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
    if len(said) < FEWEST_WORDS or len(sample) < FEWEST_CHARS:
        return expected
    share = sum(word in _FUNCTION_WORDS for word in said) / len(said)
    if share >= FUNCTION_SHARE:
        return "en"
    found, probability = _identifier().classify(sample.lower())
    return str(found) if probability >= CONFIDENT else expected


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES.split())
    return identifier
