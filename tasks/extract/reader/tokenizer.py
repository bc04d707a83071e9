"""spaCy's English tokenizer, tuned to the words of Universal Dependencies.

The reader learns from gold words, so the run time has to cut text as English EWT and GUM do:

* a hyphen between letters or digits is a word ("U.S. - led", "F - 16s", "al - Assad",
  "10 - day", "2013 - 2014"), but not behind a bound prefix ("pro-Beijing", "mid-1990s",
  "co-founder", "ex-minister") or inside a telephone number. Given names such as "Jong - un" are
  cut too: nothing in the spelling tells them from "time - out".
* a slash between letters is a word, also in "and / or"; dates and fractions stay ("9/11", "1/2").
* contractions and possessives are cut without change ("do n't", "can not", "gon na", "Kim 's",
  "forces '"), abbreviations keep their stop ("Lt.", "No.", "etc."), "%" and currency signs and
  units stand alone ("$ 345 m", "10 am", "155 mm", "US $ 5"), repeated marks are one word ("!!!").
* an en or em dash between words is a word ("2011 – 2014").

Words against the treebanks' own, F1 over characters (spaCy's English in brackets): EWT dev 99.1
(97.3), GUM dev 99.9 (99.7), EWT test 98.7 (97.5), GUM test 99.6 (99.4), PUD 99.9 (99.7). Only the
training and dev sets were looked at. What is left are misspelt words that the treebank takes
apart ("its" for "it's").
"""

from collections.abc import Mapping, Sequence
from re import Pattern
from typing import Any

from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    LIST_ICONS,
    UNITS,
)
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

BOUND_PREFIXES = (
    *("anti", "arch", "co", "counter", "cross", "ex", "extra", "inter", "intra", "mid", "mini"),
    *("mis", "multi", "neo", "non", "over", "post", "pre", "pro", "psycho", "re", "semi"),
    *("socio", "sub", "un"),
)
"""Kept together with what follows their hyphen; those that the training sets keep more often
than they cut, of three cases and more, and their like."""

ABBREVIATIONS = (
    *("al.", "approx.", "ca.", "cf.", "dept.", "div.", "eg.", "esp.", "est.", "etc.", "ext."),
    *("incl.", "nos.", "vol.", "Nos.", "No.", "Vol.", "Fig.", "Dept.", "Div.", "Univ."),
    *("Amb.", "Brig.", "Capt.", "Cdr.", "Cmdr.", "Cmdt.", "Col.", "Cpl.", "Ens.", "Lt.", "Maj."),
    *("Pfc.", "Pvt.", "Sgt.", "Spc.", "Spec.", "Hon.", "Pres.", "Reps.", "Sens.", "Spkr."),
    *("Sec.", "Sr.", "Ave.", "Blvd.", "Ft.", "Rd.", "Attn."),
    *("Mon.", "Tue.", "Tues.", "Wed.", "Thu.", "Thur.", "Thurs.", "Fri.", "Sat.", "Sun."),
)
"""Words with a stop, beside those that spaCy knows."""

CONTRACTIONS = ("wan na", "out ta", "lot ta", "du n no", "let s", "a lot", "and / or")
"""Joined in text, cut in the treebanks, and not known to spaCy."""

NOT_CONTRACTIONS = ("id", "Id", "ID", "wed", "Wed", "WED", "):")
"""What spaCy takes for "I'd", "we'd" and a face."""

WHOLE = ("b/c", "l/c", "c/o", "w/o", "s/he", "km/h", "3G", "4G", "5G")
"""Words that a rule would cut."""

_Patterns = Sequence[str | Pattern[str]]
_LETTER_OR_DIGIT = f"[{ALPHA}0-9]"
_BEFORE_HYPHEN = f"[{ALPHA}0-9.%]"
_MARKS = [r"\.\.+", "…", r"[!?]{2,}", r"\$\$+", r"\*\*+", "==+", "__+", "<<+", ">>+", "--+"]


def _hyphen() -> str:
    """A hyphen that is a word of its own."""
    bound = "".join(
        rf"(?<!(?<![\w-])[{prefix[0]}{prefix[0].upper()}]{prefix[1:]}-(?!the-))"
        for prefix in BOUND_PREFIXES
    )
    mail = r"(?<!(?<![\w-])[eE]-(?=[a-z]))"
    telephone = "(?<![0-9]{3}-(?=[0-9]{3}-[0-9]{4}))(?<![0-9]{3}-[0-9]{3}-(?=[0-9]{4}))"
    return f"(?<={_BEFORE_HYPHEN})-{bound}{mail}{telephone}(?={_LETTER_OR_DIGIT})"


def _infixes() -> list[str]:
    word = _LETTER_OR_DIGIT
    quote = CONCAT_QUOTES
    return [
        *_MARKS,
        *LIST_ICONS,
        r"(?<=[0-9])[+*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{quote}])\.(?=[{ALPHA_UPPER}{quote}])",
        rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
        r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]))",
        rf"(?<=[{ALPHA}])[!?;](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[:<>=](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])/(?={word})",
        rf"(?<=[0-9])/(?=[{ALPHA}])",
        rf"[–—](?={word})",
        rf"(?<={word})~(?={word})",
        r"[()\[\]{}]",
        r'["“”]',
        _hyphen(),
    ]


def _prefixes(stock: _Patterns) -> list[str | Pattern[str]]:
    """Marks in a row stay together; a hashtag stays whole, a number sign does not."""
    return [
        *_MARKS,
        *(p for p in stock if p not in (r"\#", "#", r"US\$", r"C\$", r"A\$")),
        rf"#(?![{ALPHA}])",
        r"(?:US|HK|NT|[ACS])(?=\$)",
        rf"-(?=[{ALPHA}])",
        "[•●▪■◆►]",
    ]


def _suffixes(stock: _Patterns) -> list[str | Pattern[str]]:
    """The stock list, where a unit does not bite into a designation ("T-72M", "A400M")."""
    kept = [s for s in stock if UNITS not in str(s)]
    digits = range(1, 4)
    designation = "".join(
        rf"(?<![{ALPHA}]{hyphen}[0-9]{{{n}}})" for n in digits for hyphen in ("", "-")
    )
    return [
        *_MARKS,
        *kept,
        rf"(?<=[0-9]){designation}(?:{UNITS}|bn|mn|tn|k|kt)",
        r"(?<=[0-9])(?:[AaPp]\.[Mm]\.|[AaPp][Mm])",
        rf"(?<=[{ALPHA_LOWER}0-9'’][{ALPHA_UPPER}])\.",
        r"(?<=[A-Za-z])(?:[Nn]['’][Tt]|['’](?:ll|re|ve|d|m|LL|RE|VE|D|M))",
    ]


def _rules(stock: Mapping[str, Any]) -> dict[str, Any]:
    rules = {word: cut for word, cut in stock.items() if word not in NOT_CONTRACTIONS}
    for word in (*ABBREVIATIONS, *WHOLE):
        rules[word] = [{ORTH: word}]
    for spelt in CONTRACTIONS:
        for parts in (spelt.split(), spelt.capitalize().split(), spelt.upper().split()):
            rules["".join(parts)] = [{ORTH: part} for part in parts]
    return rules


def make_tokenizer(nlp: Language) -> Tokenizer:
    """Return the tokenizer for an English pipeline: `nlp.tokenizer = make_tokenizer(nlp)`.

    It is saved and loaded with the pipeline like any other tokenizer of spaCy.
    """
    stock = nlp.Defaults
    return Tokenizer(
        nlp.vocab,
        rules=_rules(stock.tokenizer_exceptions or {}),
        prefix_search=compile_prefix_regex(_prefixes(stock.prefixes or [])).search,
        suffix_search=compile_suffix_regex(_suffixes(stock.suffixes or [])).search,
        infix_finditer=compile_infix_regex(_infixes()).finditer,
        url_match=stock.url_match,
    )
