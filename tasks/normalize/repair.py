"""Characters in one form: mojibake mended, quotes straight, nothing that cannot be seen."""

import html
import re
import unicodedata
from collections.abc import Mapping

import ftfy

_AMPERSAND = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_MISREAD = re.compile(r"[^\x00-\x7f]{2}|[\u00c2\u00c3] ")
"""Where bytes of UTF-8 may have been read as letters: they always come in twos."""
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_BREAK = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" ?\n ?")
_BLANK = re.compile(r"\n{3,}")

QUOTES = {
    "'": "\u2018\u2019\u201a\u201b\u2039\u203a\u00b4\u02bb\u02bc\u055a\uff07`",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u301d\u301e\u301f\uff02",
    "-": "\u2010\u2011",
    "fi": "\ufb01",
    "fl": "\ufb02",
    "ff": "\ufb00",
    "ffi": "\ufb03",
    "ffl": "\ufb04",
}
"""What each character that is spelt in several ways becomes: quotes and apostrophes, hyphens, and
the ligatures of PDF. Dashes, primes of coordinates and dots stay as they are."""
_ONE_FORM = {each: form for form, spelt in QUOTES.items() for each in spelt}

_DROPPED = frozenset(("Cc", "Cf", "Co"))
FEW = 20
"""Characters up to which replacing them one after another is quicker than going through all."""
PASSES = 4
"""Mending one fault may lay bare another (mojibake of an entity, or beside a line break); real text
settles in two."""


def repair(text: str) -> str:
    """Return `text` with its characters and white space in one form.

    Unicode is NFC; HTML entities are read; quotes, apostrophes and hyphens are ASCII; control
    characters, soft hyphens and characters of no width are gone; lines end with a single line
    feed and hold no double, leading or trailing spaces; at most one empty line stands together.
    """
    for _ in range(PASSES):
        before, text = text, _layout(_characters(text))
        if text == before:
            break
    return text


def repair_line(text: str) -> str:
    """Return `text` repaired and on one line, as titles and names are."""
    return " ".join(repair(text).split())


def _characters(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), _AMPERSAND.sub("&", text))
    if text.isascii():
        return _UNSEEN.sub("", text.replace("`", "'"))
    text = _decoded(_replace(text, _unseen(text, spare_c1=True)))
    text = unicodedata.normalize("NFC", _replace(text, _unseen(text, spare_c1=False)))
    return _replace(text, {char: _ONE_FORM[char] for char in _ONE_FORM.keys() & set(text)})


def _decoded(text: str) -> str:
    if not _MISREAD.search(text):
        return text
    lines = text.split("\n")
    return "\n".join(ftfy.fix_encoding(ln) if _MISREAD.search(ln) else ln for ln in lines)


def _replace(text: str, forms: Mapping[str, str]) -> str:
    if len(forms) > FEW:
        return text.translate({ord(char): form for char, form in forms.items()})
    for char, form in forms.items():
        text = text.replace(char, form)
    return text


def _unseen(text: str, *, spare_c1: bool) -> dict[str, str]:
    """Return what to put for the characters of `text` that are not seen.

    Half a surrogate pair becomes the replacement character, all others go. C1 controls can be
    mojibake, which ftfy reads if they are still there.
    """
    table = {}
    for char in set(text):
        kind = unicodedata.category(char)
        if kind == "Cs":
            table[char] = "\ufffd"
        elif kind in _DROPPED and not char.isspace() and not (spare_c1 and "\x7f" < char < "\xa0"):
            table[char] = ""
    return table


def _layout(text: str) -> str:
    if not text.isascii() or "\r" in text or "\f" in text or "\v" in text:
        text = _BREAK.sub("\n", text)
    text = _EDGES.sub("\n", _SPACES.sub(" ", text))
    return _BLANK.sub("\n\n", text).strip()
