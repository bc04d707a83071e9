"""Counts as ranges: "some 12,000", "up to 500", "between 1,000 and 3,000", "dozens"."""

import re
from dataclasses import dataclass
from typing import Final

from tasks.extract.quantity.number import NUMBER, number_value


@dataclass(frozen=True, slots=True)
class Quantity:
    """Characters [start, end) that count something: from `low` to `high`, both included.

    The two are equal for one figure, None on a side that is left open ("up to 500"), both None for
    "dozens" and the like. What is counted begins at `noun_start`, if the text goes on. `strength`
    marks "10,000-strong" and "50-member", which count heads whatever the noun.
    """

    start: int
    end: int
    quote: str
    low: int | None
    high: int | None
    noun_start: int
    strength: bool = False


_LEAST: Final = (
    r"more than|over|at least|no fewer than|no less than|not less than|upwards of|in excess of"
    r"|greater than|a minimum of|well over|just over|a little over|slightly more than"
    r"|slightly over|exceeding|above"
)
_MOST: Final = (
    r"up to|as many as|fewer than|less than|at most|no more than|not more than|under|below"
    r"|a maximum of|just under|as much as"
)
_ABOUT: Final = (
    r"an estimated|estimated|some|about|around|approximately|roughly|nearly|almost|close to"
    r"|a total of|approx\.|another|an additional|an initial|a further|as few as|only|all"
)
_VAGUE: Final = (
    r"(?:several|many|a few|some|tens of|hundreds of) (?:dozens?|hundreds?|thousands?|millions?)"
    r"(?: of (?:thousands|millions))?|(?:dozens|hundreds|thousands|scores|millions)"
    r"(?: of (?:thousands|millions))?"
)
_SUFFIX: Final = (
    r"(?P<plus>-plus\b|\+| or more\b|-odd\b)?"
    r"(?P<strong>[ -]strong\b|-(?:man|member|person|troop|soldier|vessel|ship|vehicle)\b)?"
)
_QUANTITY: Final = re.compile(
    rf"(?<![\w$€£¥₩₹₽#/:+–—-])(?<!\d[.,  ])"
    rf"(?:(?P<least>{_LEAST}) |(?P<most>{_MOST}) )?(?:(?P<between>between) |(?P<rise>from) )?"
    rf"(?:(?P<about>{_ABOUT}) )?"
    rf"(?:(?P<vague>{_VAGUE})\b|(?P<low>{NUMBER})"
    r"(?(rise)|(?:(?:(?(between) and (?:about |around )?|(?: or | to (?:as many as )?))"
    rf"| ?[-–—] ?)(?P<high>{NUMBER}))?))"
    rf"{_SUFFIX}(?![\w%°]|[.,:/]\d|[-–][\w])",
    re.IGNORECASE,
)
_MEASURE: Final = re.compile(
    r"[ \u00a0-]?(?:%|percent|per ?cent|mm\b|cm\b|km|kilomet|metres?\b|meters?\b|miles?\b|feet\b"
    r"|foot\b|ft\b|inch|nautical|kg\b|kilo|tons?\b|tonnes?\b|pounds?\b|lbs?\b|(?:calendar )?days?\b"
    r"|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b|seconds?\b|decades?\b|[ap]\.?m\b|degrees?\b"
    r"|times\b|megawatt|[MG]W\b|kilowatt|caliber|calibre|knots?\b|mph\b|kph\b|acres?\b|hectares?\b"
    r"|square\b|lit(?:re|er)s?\b|gallons?\b|barrels?\b|(?:U\.?S\.?|American|Australian|Canadian"
    r"|Hong Kong|New Zealand|Singapore|Taiwan) dollars?\b|dollars?\b|euros?\b|yen\b|yuan\b|won\b"
    r"|rou?bles?\b|rupees?\b|kronor\b|kroner\b|francs?\b|cents?\b|USD\b|EUR\b|GMT\b|UTC\b|zloty"
    r"|points?\b|votes\b|trillion|o['’]clock|cubic\b|centur|rand\b|lira\b|shekels?\b|pesos?\b"
    r"|dirhams?\b|riyals?\b|hryvnia|B\.?C\b|A\.?D\b|local time\b)"
)
_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th)\b")
_MONTHS: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_NAMED_BEFORE: Final = re.compile(
    rf"(?:\b{_MONTHS}\.?(?: the)?,? ?(?:\d{{1,2}}(?: and | to |, ))?"
    r"|\b(?:Nos?\.|[Nn]umber|[Rr]esolutions?|[Aa]rticle|[Cc]hapter|[Ss]ection|Type|Mark|Mk|Block"
    r"|Channel|Flight|Route|Highway|Area|Phase|Tier|Level|Leopard|Challenger|Mirage|Arrow|Barak"
    r"|Hermes|Falcon|Bell|RBS|Boeing|Airbus|Air Force|Apollo|Operation|[Pp]age|aged?|Formula|Nord"
    r"|Stream|Chinook|Panzerhaubitze|Zuzana|Ground Master|Panzerfaust|Stanag|Switchblade|Agni"
    r"|Sidewinder|Mirage|Class|Group of|Unit|Gate|Room|Bus|Protocol|Annex|Lot|Pier|Berth|Camp"
    r"|Mistral|Tomahawk Block|Vector|Skynex|Bofors|MiG|Aster|Link|Patriot|COVID|Brexit|Cobra) "
    r"|[$€£¥₩₹₽]|\b(?:USD|EUR|GBP|AUD|CAD|Rs\.?) ?)$"
)
_MONTH_AFTER: Final = re.compile(rf",?(?: (?:to|and|until|or) \d{{1,2}})? (?:of )?{_MONTHS}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEAR_CUE: Final = re.compile(
    rf"(?:\b(?:in|since|until|till|by|during|from|early|late|mid|before|after|year|and|to|through"
    rf"|between|the|a|this|summer|spring|winter|autumn|fall|of|for|{_MONTHS}),? ?|\(|\d,? )$",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:soldiers|troops|people|men|women|personnel|peacekeepers|fighters|rifles"
    r"|missiles|rockets|shells|rounds|tanks|vehicles|drones|marines|police|officers|mercenaries"
    r"|sailors|volunteers|prisoners|refugees|weapons|members|militants|rebels)\b"
)
_PRONOUN: Final = re.compile(
    r" of (?:the|them|its|his|her|their|our|these|those|us|whom|which|a|many|several)\b| another\b"
    r"| day\b|[.,;:?!)]|$| (?:is|was|has|had|that|who|which|can|could|would|must|and|or|by|in)\b"
)
_PRONOUN_BEFORE: Final = re.compile(r"\b(?:no|any|every|this|that|the|each|some|which|not) $", re.I)
_AROUND: Final = 40
_CHECK: Final = re.compile(
    r"\d|[Dd]ozen|[Hh]undred|[Tt]housand|[Mm]illion|[Ss]cores|[Cc]ouple|[Pp]air"
    r"|\b(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
    r"|[Ee]leven|[Tt]welve|[Tt]hir|[Ff]if|[Tt]wenty)"
)


def find_quantities(text: str) -> list[Quantity]:
    """Return what counts people or things, in order; none overlaps another.

    Ordinals, dates, designations (F-16, Leopard 2), measures (155-mm, 50 km, 30-day), shares and
    money count nothing and are left out. Runs in linear time and raises nothing.
    """
    if not _CHECK.search(text):
        return []
    found = (_read(text, match) for match in _QUANTITY.finditer(text))
    return [quantity for quantity in found if quantity is not None]


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = _edges(match)
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND]
    if match["vague"] is None and not _counts(match, before, after):
        return None
    bounds = (None, None) if match["vague"] else _bounds(match)
    if bounds is None:
        return None
    noun = end + len(after) - len(after.lstrip(" \u00a0"))
    strength = match["strong"] is not None
    return Quantity(start, end, text[start:end], *bounds, noun, strength)


def _edges(match: re.Match[str]) -> tuple[int, int]:
    start = match.start("low") if match["rise"] and match["low"] else match.start()
    return start, match.end()


def _counts(match: re.Match[str], before: str, after: str) -> bool:
    number = match["low"]
    qualified = match["least"] or match["most"] or match["about"] or match["between"]
    if _MEASURE.match(after) or _ORDINAL.match(after) or _NAMED_BEFORE.search(before):
        return False
    if number.isdigit() and len(number) <= 2 and _MONTH_AFTER.match(after):
        return False
    if match["high"] and match["high"].isdigit() and _MONTH_AFTER.match(after):
        return False
    if number.lower() == "one" and not match["high"]:
        return not (_PRONOUN.match(after) or _PRONOUN_BEFORE.search(before))
    if _YEAR.fullmatch(number) and not qualified and not match["strong"]:
        cued = _YEAR_CUE.search(before)
        return _COUNTED.match(after) is not None and (not cued or cued[0].strip() == "of")
    return True


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None] | None:
    low = number_value(match["low"])
    if low is None or low != int(low):
        return None
    value = int(low)
    if match["high"]:
        return _range(match["low"], value, match["high"])
    if match["least"] or match["plus"] not in (None, "-odd"):
        return value, None
    if match["most"]:
        return None, value
    return value, value


def _range(first: str, low: int, last: str) -> tuple[int | None, int | None] | None:
    high = number_value(last)
    if high is None or high != int(high):
        return None
    for scale, word in ((1_000_000, "million"), (1_000, "thousand")):
        if word in last.lower() and word not in first.lower() and low < scale <= high:
            low *= scale
    return (low, int(high)) if low <= high else None
