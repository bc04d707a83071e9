"""A spaCy `Doc` to windows of numbers, and what is read back onto the `Doc`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, POS, TAG
from spacy.parts_of_speech import IDS
from spacy.strings import StringStore
from spacy.tokens import Doc

from tasks.extract.reader.decode import EntityGrammar, Floats, Reading, read_window
from tasks.extract.reader.events import TriggerReading, read_events, store
from tasks.extract.reader.features import SPACES, shape_of, space_of
from tasks.extract.reader.network import Network, States, Window
from tasks.extract.reader.windows import cut

_ATTRIBUTES = [TAG, POS, HEAD, DEP, ENT_IOB, ENT_TYPE]
_IOB = {"I": 1, "O": 2, "B": 3}
_VECTORS = "vectors.states"

ROOT = "ROOT"
"""spaCy's label of a sentence's root."""

_BEGUN = "sitrep_begun"
"""What a glance has begun, until the document is read."""
_MOST_BEGUN = 8
"""Of a document's windows; a window's states are 0.9 MB. What comes after is begun anew."""

Ids = NDArray[np.uint64]
_PARAGRAPH = SPACES.index("paragraph")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document: its tokens but for those of whitespace.

    `places` are their token indices, `spaces` the blanks before them (`features.SPACES`).
    """

    places: NDArray[np.int64]
    texts: list[str]
    spaces: list[int]


def words_of(doc: Doc) -> Words:
    """The words of a document and the blanks between them."""
    places, texts, spaces = [], [], []
    blank, glued = "\n\n", False
    for token in doc:
        text = token.text
        if text.isspace():
            blank += text
        else:
            places.append(token.i)
            texts.append(text)
            spaces.append(space_of(blank) if blank or not glued else SPACES.index("glued"))
            blank = ""
        blank += token.whitespace_
        glued = not blank
    return Words(np.array(places, dtype=np.int64), texts, spaces)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document before it is read: its words, their pieces, and which words each window has.

    `begun` holds what the lower half of the network has made of windows, by number.
    """

    words: Words
    pieces: list[tuple[int, ...]]
    parts: list[slice]
    begun: dict[int, tuple[Window, States]]


class Annotator:
    """Reads documents with one network."""

    def __init__(self, network: Network, vectors: bool) -> None:
        self._network, self._vectors = network, vectors
        self._pieces = network.word_pieces
        labels = network.labels
        self._grammar = EntityGrammar(labels["entity"])
        self._tells = "event" in labels
        self._root = labels["relation"].index("root")
        self._labels = labels
        self._columns: Columns | None = None
        self._shapes: dict[str, int] = {}

    def prepare(self, doc: Doc) -> Prepared:
        """Cut a document into windows."""
        words = words_of(doc)
        pieces = [self._pieces.of(text) for text in words.texts]
        fresh = [space == _PARAGRAPH for space in words.spaces]
        return Prepared(words, pieces, list(cut(words.texts, list(map(len, pieces)), fresh)), {})

    def glance(self, doc: Doc) -> Iterator[float]:
        """The chances, half way up the network, that the windows of a document tell of an event.

        What was begun for them is kept with the document until it is read.
        """
        look = self._network.glance
        assert look is not None
        doc.user_data[_BEGUN] = prepared = self.prepare(doc)
        for number in range(len(prepared.parts)):
            window, states = self.begin(prepared, number)
            if number < _MOST_BEGUN:
                prepared.begun[number] = window, states
            yield look.chance(list(states.values())[-1], window.first)

    def begin(self, prepared: Prepared, number: int) -> tuple[Window, States]:
        """A window's numbers, and what the lower half of the network makes of them."""
        window = self._window(prepared.words, prepared.pieces, prepared.parts[number])
        return window, self._network.begin(window)

    def annotate(self, doc: Doc) -> Doc:
        """Write everything that is read onto the document."""
        prepared = doc.user_data.pop(_BEGUN, None) or self.prepare(doc)
        words = prepared.words
        if not words.texts:
            return doc
        readings, tensors, triggers = self._read(prepared)
        columns = self._columns_for(doc.vocab.strings)
        table = columns.table(len(doc), words, _joined(readings))
        doc.from_array(_ATTRIBUTES, table)  # type: ignore[arg-type]
        if self._tells:
            store(doc, triggers)
        if tensors:
            doc.tensor = np.zeros((len(doc), tensors[0].shape[1]), dtype=np.float32)
            doc.tensor[words.places] = np.concatenate(tensors)
        return doc

    def _read(self, prepared: Prepared) -> tuple[list[Reading], list[Floats], list[TriggerReading]]:
        fresh = np.array([space == _PARAGRAPH for space in prepared.words.spaces])
        readings: list[Reading] = []
        tensors: list[Floats] = []
        triggers: list[TriggerReading] = []
        for number, part in enumerate(prepared.parts):
            window, states = prepared.begun.get(number) or self.begin(prepared, number)
            outputs = self._network.finish(window, states)
            readings.append(read_window(outputs, fresh[part], self._grammar, self._root))
            if self._tells:
                triggers += read_events(outputs, readings[-1].starts, prepared.words.places[part])
            if self._vectors:
                tensors.append(outputs[_VECTORS][0])
        return readings, tensors, triggers

    def _window(self, words: Words, pieces: list[tuple[int, ...]], part: slice) -> Window:
        """The numbers of one window; its first word stands as if a paragraph began."""
        window = Window([self._pieces.cls], [0], [0], [], [])
        spaces = [_PARAGRAPH, *words.spaces[part][1:]]
        for text, space, ids in zip(words.texts[part], spaces, pieces[part], strict=True):
            window.first.append(len(window.pieces))
            window.pieces.extend(ids)
            window.last.append(len(window.pieces) - 1)
            window.shapes.extend([self._shape(text)] * len(ids))
            window.spaces.extend([space] * len(ids))
        for column, value in (
            (window.pieces, self._pieces.sep),
            (window.shapes, 0),
            (window.spaces, 0),
        ):
            column.append(value)
        return window

    def _columns_for(self, strings: StringStore) -> Columns:
        if self._columns is None or self._columns.strings is not strings:
            self._columns = Columns(self._labels, strings)
        return self._columns

    def _shape(self, text: str) -> int:
        shape = self._shapes.get(text)
        if shape is None:
            shape = self._shapes[text] = shape_of(text)
        return shape


def _joined(readings: list[Reading]) -> Reading:
    """Windows end to end; heads become places in the document."""
    sizes = np.cumsum([0, *(len(r.heads) for r in readings)])
    return Reading(
        upos=np.concatenate([r.upos for r in readings]),
        xpos=np.concatenate([r.xpos for r in readings]),
        starts=np.concatenate([r.starts for r in readings]),
        heads=np.concatenate([r.heads + n for r, n in zip(readings, sizes, strict=False)]),
        relations=np.concatenate([r.relations for r in readings]),
        entities=np.concatenate([r.entities for r in readings]),
    )


class Columns:
    """Label indices to the numbers that `Doc.from_array` takes."""

    def __init__(self, labels: dict[str, list[str]], strings: StringStore) -> None:
        def kept(name: str) -> int:
            """Labels outlive the memory zone in which the first document is read."""
            return strings.add(name, allow_transient=False)  # type: ignore[call-arg]

        def hashes(names: Iterable[str]) -> Ids:
            return np.array([kept(n) if n else 0 for n in names], dtype=np.uint64)

        self.strings = strings
        self.tags = hashes(labels["xpos"])
        self.upos = np.array([IDS[n] for n in labels["upos"]], dtype=np.uint64)
        self.relations = hashes(labels["relation"])
        self.kinds = hashes(t[2:] for t in labels["entity"])
        self.iob = np.array([_IOB[t[0]] for t in labels["entity"]], dtype=np.uint64)
        self.root, self.blank = (
            kept(ROOT),
            (kept("_SP"), IDS["SPACE"], kept("dep")),
        )

    def table(self, length: int, words: Words, read: Reading) -> Ids:
        """Rows [tokens, attributes]; whitespace hangs from the word before it, or the first."""
        places = words.places
        owner = np.maximum(np.searchsorted(places, np.arange(length), side="right") - 1, 0)
        heads = places[owner]
        heads[places] = places[read.heads]
        table = np.zeros((length, len(_ATTRIBUTES)), dtype=np.uint64)
        table[:, 0], table[:, 1], table[:, 3] = self.blank
        table[:, 4] = _IOB["O"]
        table[:, 2] = (heads - np.arange(length)).astype(np.uint64)
        is_root = read.heads == np.arange(len(places))
        table[places, 0] = self.tags[read.xpos]
        table[places, 1] = self.upos[read.upos]
        table[places, 3] = np.where(is_root, np.uint64(self.root), self.relations[read.relations])
        table[places, 4] = self.iob[read.entities]
        table[places, 5] = self.kinds[read.entities]
        return _closed_gaps(table, owner, places)


def _closed_gaps(table: Ids, owner: NDArray[np.int64], places: NDArray[np.int64]) -> Ids:
    """Whitespace within a name belongs to it: `Doc.ents` are unbroken."""
    gaps = np.setdiff1d(np.arange(len(table)), places)
    for gap in gaps:
        after = owner[gap] + 1
        if gap > places[0] and after < len(places) and table[places[after], 4] == _IOB["I"]:
            table[gap, 4:] = _IOB["I"], table[places[after], 5]
    return table
