"""What the reader's network sees of a word: word pieces, letter case, the space before it.

Training and run time share this module, so that both feed the network the same numbers.
"""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

SHAPES = (
    "none",
    "lower",
    "title",
    "upper",
    "initial",
    "mixed",
    "digits",
    "alphanumeric",
    "punctuation",
    "caseless",
)
SPACES = ("none", "glued", "space", "line", "paragraph")
CLS, SEP, UNK = "[CLS]", "[SEP]", "[UNK]"

MAX_PIECES_PER_WORD = 8
"""A longer word (an address, a hash) is read by its first pieces only."""

_CACHE_LIMIT = 200_000


def shape_of(word: str) -> int:
    """Index into `SHAPES` of a word's letter case; `initial` is one capital, as in "J." or "I"."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SHAPES.index("digits" if any(c.isdigit() for c in word) else "punctuation")
    if any(c.isdigit() for c in word):
        return SHAPES.index("alphanumeric")
    upper = [c.isupper() for c in letters]
    if all(upper):
        return SHAPES.index("initial" if len(letters) == 1 else "upper")
    if not any(upper):
        lower = any(c.islower() for c in letters)
        return SHAPES.index("lower" if lower else "caseless")
    return SHAPES.index("title" if upper[0] and not any(upper[1:]) else "mixed")


def space_of(before: str) -> int:
    """Index into `SPACES` of the blank text that stands before a word."""
    lines = before.count("\n")
    if lines:
        return SPACES.index("line" if lines == 1 else "paragraph")
    return SPACES.index("space" if before else "glued")


class WordPieces:
    """Splits single words into ids of the encoder's vocabulary; remembers what it has seen."""

    def __init__(self, vocabulary: Path) -> None:
        vocab = {line: i for i, line in enumerate(vocabulary.read_text("utf-8").splitlines())}
        self._tokenizer = Tokenizer(WordPiece(vocab, unk_token=UNK))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self.cls, self.sep, self.unk = vocab[CLS], vocab[SEP], vocab[UNK]
        self._seen: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Piece ids of one word: at least one, at most `MAX_PIECES_PER_WORD`."""
        pieces = self._seen.get(word)
        if pieces is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids
            pieces = tuple(ids[:MAX_PIECES_PER_WORD]) or (self.unk,)
            if len(self._seen) >= _CACHE_LIMIT:
                self._seen.clear()
            self._seen[word] = pieces
        return pieces
