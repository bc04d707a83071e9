"""The reader: one small network that tags, parses and finds names, behind spaCy's interface.

`load_reader` gives the pipeline; the import of spaCy waits for the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["load_reader"]


def load_reader(threads: int = 1, vectors: bool = False) -> Language:
    """See `pipeline.load_reader`."""
    from tasks.extract.reader.pipeline import load_reader as load

    return load(threads, vectors)
