"""How alike two texts are: hashes for exact copies, MinHash signatures for near-copies.

Near-copies are settled where all documents are known: store `bands` of each signature, take as
candidates the documents that share a band, and call those copies whose `likeness` reaches
`Settings.near_copy`.
"""

import hashlib
import re
import struct
from collections.abc import Sequence

from rensa import RMinHash

from schemas.ids import content_hash

_WORD = re.compile(r"\w+")

SLOTS = 64
"""Values in a signature. The standard error of a likeness of 0.8 is 0.05; each is 32 bits."""
SEED = 1
"""Of the hash functions. Signatures of two seeds cannot be compared; changing it, `SHINGLE` or
the release of rensa (a test pins its values) calls for a new `VERSION` of this stage."""
SHINGLE = 3
"""Words to a shingle."""
SHORTEST = 60
"""Words below which a text gets no signature, and so has exact copies only.

In 90,632 news items of one to three sentences, 244 pairs that were not equal reached a likeness
of 0.8. Of 45 looked at, none was a copy: they told the same of another place, day or number ("…
reports its first case", "… death toll increases to 18").
"""
ROWS = 4
"""Signature values to a band: 16 bands of 4.

The chance that two texts share a band, and so are compared at all, is 1 - (1 - s^4)^16 for a
likeness s: 0.9998 at 0.8, 0.988 at 0.7, 0.64 at 0.5, 0.12 at 0.3. So no pair above the default
threshold of 0.8 is missed, and few of unrelated news are looked at.
"""


def words(text: str) -> list[str]:
    """Return the words of `text`, casefolded, without punctuation."""
    return _WORD.findall(text.casefold())


def fingerprint(title: str | None, text: str) -> str:
    """Return the SHA-256 of the words of title and text, equal for exact copies.

    Case, punctuation, line breaks, and whether the headline stands in the title or at the head
    of the text make no difference.
    """
    folded = " ".join(words(f"{title or ''}\n{text}"))
    return content_hash(folded.encode("utf-8", "surrogatepass"))


def signature(text: str) -> tuple[int, ...]:
    """Return the MinHash of the text's word shingles: `SLOTS` integers below 2**32.

    Empty for a text of fewer than `SHORTEST` words.
    """
    said = words(text)
    if len(said) < SHORTEST:
        return ()
    shingles = zip(*(said[start:] for start in range(SHINGLE)), strict=False)
    sketch = RMinHash(num_perm=SLOTS, seed=SEED)
    sketch.update([" ".join(shingle) for shingle in shingles])
    return tuple(sketch.digest())


def likeness(first: Sequence[int], second: Sequence[int]) -> float:
    """Estimate the Jaccard likeness (0 to 1) of two texts' shingles from their signatures.

    An empty signature is like nothing.
    """
    if not first or len(first) != len(second):
        return 0.0
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)


def bands(signature: Sequence[int]) -> tuple[int, ...]:
    """Return the keys, below 2**63, under which near-copies of a signature are found.

    Two documents that share any key are worth comparing. Keys of different bands differ, so that
    all can lie in one column. An empty signature has none.
    """
    starts = range(0, len(signature), ROWS)
    return tuple(_band_key(start, signature[start : start + ROWS]) for start in starts)


def _band_key(start: int, rows: Sequence[int]) -> int:
    packed = struct.pack(f"<{len(rows) + 1}I", start, *rows)
    digest = hashlib.blake2b(packed, digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1
