"""The reader as a spaCy component."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from tasks.extract.reader.annotate import Annotator
from tasks.extract.reader.network import FILES, SHIPPED, Network

NAME = "sitrep_reader"


class ReaderComponent:
    """Sets tags, parses, sentence starts, entities and vectors of a `Doc`.

    `vectors` off leaves `doc.tensor` empty, which saves 1.5 KB a word.
    """

    def __init__(self, name: str, network: Network, vectors: bool) -> None:
        self.name, self.network, self.vectors = name, network, vectors
        self._annotator: Annotator | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        return self._reading().annotate(doc)

    def glance(self, doc: Doc) -> Iterator[float]:
        """The chance of each window of a tokenized document to tell of an event, at half the cost.

        Nothing is written onto the document, but reading it then goes on from there. A model that
        takes no glance gives 1.
        """
        return iter((1.0,)) if self.network.glance is None else self._reading().glance(doc)

    def _reading(self) -> Annotator:
        if self._annotator is None:
            self._annotator = Annotator(self.network, self.vectors)
        return self._annotator

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Annotate a stream; windows are run one by one, so the size of batches is nothing."""
        for doc in stream:
            yield self(doc)

    def __getstate__(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "network": self.network,
            "vectors": self.vectors,
            "_annotator": None,
            "_folder": self._folder,
        }

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Copy the model's files into the folder `path`."""
        target = Path(path)
        target.mkdir(parents=True, exist_ok=True)
        for path in self._files():
            shutil.copyfile(path, target / path.name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ReaderComponent:  # noqa: ARG002
        """Read the model from the folder `path` from now on."""
        self.network = Network(Path(path), self.network.threads)
        self._annotator = None
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The model's files as bytes."""
        files = {path.name: path.read_bytes() for path in self._files()}
        packed: bytes = srsly.msgpack_dumps(files)
        return packed

    def _files(self) -> list[Path]:
        """The files of the model that are there."""
        return [path for name in FILES if (path := self.network.folder / name).exists()]

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ReaderComponent:  # noqa: ARG002
        """Unpack the model's files into a folder that lives as long as the component."""
        self._folder = tempfile.TemporaryDirectory(prefix="sitrep-reader-")
        for name, content in srsly.msgpack_loads(data).items():
            (Path(self._folder.name) / name).write_bytes(content)
        return self.from_disk(self._folder.name)


@Language.factory(
    NAME,
    assigns=[
        "token.tag",
        "token.pos",
        "token.dep",
        "token.head",
        "token.is_sent_start",
        "doc.ents",
        "doc.tensor",
    ],
    default_config={"threads": 1, "vectors": True},
)
def make_reader(nlp: Language, name: str, threads: int, vectors: bool) -> ReaderComponent:
    """The component with the shipped model; `threads` are onnxruntime's, per process.

    Its labels are put into the vocabulary at once: one that is first met as a word of a text inside
    a memory zone ("compound") would be forgotten with that text.
    """
    network = Network(SHIPPED, threads)
    for labels in network.labels.values():
        for label in labels:
            nlp.vocab.strings.add(label)
            nlp.vocab.strings.add(label[2:])
    return ReaderComponent(name, network, vectors)
