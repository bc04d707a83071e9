"""What a number is worth, in digits or in words."""

from typing import Final

ONES: Final = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        )
    )
}
TENS: Final = {
    word: number * 10
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
SCALES: Final = {
    "thousand": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
}
_OTHERS: Final = {"a": 1, "an": 1, "half": 0.5, "couple": 2, "pair": 2}
LARGEST: Final = 10**13
"""Larger numbers count nothing in news."""

_WORD: Final = "|".join(sorted((*ONES, *TENS), key=len, reverse=True))
DIGITS: Final = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,3}(?:[\u00a0\u202f ]\d{3}){1,3}"
    r"|\d{1,9}(?:\.\d{1,3})?)(?!\d|,\d{3})"
)
WORDS: Final = (
    rf"(?:(?:{_WORD})\b(?:(?:[- ]|(?<=hundred) and |(?<=thousand) and )"
    rf"(?:{_WORD}|hundred|thousand|million|billion|dozen)\b){{0,8}})"
)
SCALED: Final = rf"(?:{DIGITS}(?:(?:[ -]|\u00a0)?(?:hundred|thousand|million|billion|mln|bn)\b)?)"
PHRASES: Final = (
    r"(?:half a dozen|a dozen|dozen|a couple of|a pair of|half a (?:million|billion)"
    r"|an? (?:hundred|thousand|million|billion)(?: and (?:ten|twenty|fifty))?)\b"
)
NUMBER: Final = rf"(?:{PHRASES}|{WORDS}|{SCALED})"


def number_value(text: str) -> float | None:
    """Return what a number says: "12,000", "1.5 million", "two dozen", "one hundred and fifty".

    None for what is no number or says something impossible ("two three").
    """
    total, group = 0.0, 0.0
    previous = ""
    for word in _tokens(text):
        value = _simple(word)
        if value is not None:
            if group and not _may_follow(previous, value):
                return None
            group += value
        elif word in ("hundred", "dozen"):
            group = (group or 1) * (100 if word == "hundred" else 12)
        elif word in SCALES:
            total += (group or 1) * SCALES[word]
            group = 0
        else:
            return None
        previous = word
    return total + group if previous and total + group < LARGEST else None


def _tokens(text: str) -> list[str]:
    lowered = text.lower().strip()
    for separator in (",", "\u00a0", "\u202f"):
        lowered = lowered.replace(separator, "")
    if lowered.replace(" ", "").isdigit():
        return [lowered.replace(" ", "")]
    words = lowered.replace("-", " ").split()
    if words[:2] == ["half", "a"]:
        words.pop(1)
    elif words[1:2] in (["couple"], ["pair"]):
        words.pop(0)
    joined: list[str] = []
    for word in words:
        if word in ("and", "of"):
            continue
        if word.isdigit() and joined and joined[-1].isdigit():
            joined[-1] += word
        else:
            joined += _split_scale(word)
    return joined


def _split_scale(word: str) -> list[str]:
    bare = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    return [bare, word[len(bare) :]] if bare and bare != word else [word]


def _simple(word: str) -> float | None:
    for table in (ONES, TENS, _OTHERS):
        if word in table:
            return float(table[word])
    try:
        return float(word) if word[0].isdigit() else None
    except ValueError:
        return None


def _may_follow(previous: str, value: float) -> bool:
    if previous in TENS:
        return 0 < value < 10
    return previous == "hundred" and 0 < value < 100
