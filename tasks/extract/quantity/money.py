"""Sums of money, in US dollars where the text gives them so."""

import re
from dataclasses import dataclass
from typing import Final

from tasks.extract.quantity.number import DIGITS, SCALES, WORDS, number_value


@dataclass(frozen=True, slots=True)
class Money:
    """Characters [start, end) that tell a sum; `usd` is None for any other currency."""

    start: int
    end: int
    quote: str
    currency: str
    """As ISO 4217 where it is told, else as written."""
    usd: float | None


_SYMBOLS: Final = {
    "US$": "USD",
    "U.S.$": "USD",
    "USD": "USD",
    "$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "AUD": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "Rs": "INR",
}
_OF_DOLLARS: Final = {
    "": "USD",
    "us": "USD",
    "u.s.": "USD",
    "american": "USD",
    "united states": "USD",
    "australian": "AUD",
    "canadian": "CAD",
    "hong kong": "HKD",
    "new zealand": "NZD",
    "singapore": "SGD",
    "taiwan": "TWD",
    "taiwanese": "TWD",
    "namibian": "NAD",
    "zimbabwe": "ZWL",
}
_OTHERS: Final = {
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "won": "KRW",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "kronor": "SEK",
    "kroner": "NOK",
    "zloty": "PLN",
    "franc": "CHF",
    "shekel": "ILS",
    "lira": "TRY",
    "hryvnia": "UAH",
    "rand": "ZAR",
    "peso": "MXN",
    "dirham": "AED",
    "riyal": "SAR",
    "renminbi": "CNY",
    "koruna": "CZK",
    "crown": "CZK",
}
_SCALE: Final = r"(?:[ -]|\u00a0)?(?P<scale>(?i:thousand|million|billion|trillion|mln|mn|bn|m|b))\b"
_ORDER_OF_SYMBOLS: Final = "|".join(
    re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True)
)
_BEFORE: Final = re.compile(
    rf"(?<![\w$])(?P<symbol>{_ORDER_OF_SYMBOLS})[ \u00a0]?(?P<number>{DIGITS})(?:{_SCALE})?(?![\d])"
)
_AFTER: Final = re.compile(
    rf"(?<![\w$€£¥.,-])(?P<number>{DIGITS}|{WORDS}|half a|an?)(?:{_SCALE})?[ -]"
    rf"(?:(?P<of>US|U\.S\.|American|United States|Australian|Canadian|Hong Kong|New Zealand"
    rf"|Singapore|Taiwan|Taiwanese|Namibian|Zimbabwe) )?"
    rf"(?P<unit>dollars?|USD|{'|'.join(f'{name}s?' for name in _OTHERS)})\b",
    re.IGNORECASE,
)
_CHECK: Final = re.compile(
    rf"[$€£¥₩₹₽]|USD|EUR|GBP|dollar|Rs\b|AUD|CAD|{'|'.join(_OTHERS)}", re.IGNORECASE
)


def find_money(text: str) -> list[Money]:
    """Return the sums of money in order; none overlaps another.

    A bare dollar sign and bare dollars are US dollars. Runs in linear time and raises nothing.
    """
    if not _CHECK.search(text):
        return []
    found = [_with_symbol(text, match) for match in _BEFORE.finditer(text)]
    taken = {index for money in found if money for index in range(money.start, money.end)}
    found += [
        _with_word(text, match) for match in _AFTER.finditer(text) if match.start() not in taken
    ]
    return sorted((money for money in found if money), key=lambda money: money.start)


def _with_symbol(text: str, match: re.Match[str]) -> Money | None:
    return _money(text, match, _SYMBOLS[match["symbol"]])


def _with_word(text: str, match: re.Match[str]) -> Money | None:
    unit = match["unit"].lower()
    if match["number"].lower() in ("a", "an") and not match["scale"]:
        return None
    if unit in ("dollar", "dollars", "usd"):
        return _money(text, match, _OF_DOLLARS[(match["of"] or "").lower()])
    return _money(text, match, _OTHERS.get(unit) or _OTHERS[unit.removesuffix("s")])


def _money(text: str, match: re.Match[str], currency: str) -> Money | None:
    value = number_value(match["number"])
    if value is None:
        return None
    value *= SCALES[match["scale"].lower()] if match["scale"] else 1
    start, end = match.span()
    usd = round(value, 2) if currency == "USD" else None
    return Money(start, end, text[start:end], currency, usd)
