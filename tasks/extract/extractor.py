"""Documents in, validated reports out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from schemas.document import Document
from schemas.event import EventType
from schemas.reject import Reject
from schemas.report import Extraction, Report
from schemas.settings import Settings
from tasks.extract import deployments, meetings, transfers, visits
from tasks.extract.candidates import candidates
from tasks.extract.completion import settle
from tasks.extract.compose import compose
from tasks.extract.drafts import Draft
from tasks.extract.fusion import fuse
from tasks.extract.gate import Gate, load_gate
from tasks.extract.join import join
from tasks.extract.lexicon import Lexicon, load_lexicon
from tasks.extract.proposals import Proposal, propose
from tasks.extract.reader import load_reader
from tasks.extract.reader.component import NAME as READER
from tasks.extract.reader.component import ReaderComponent
from tasks.extract.reader.events import events_of
from tasks.extract.reader.network import Network
from tasks.extract.reading import Reading, pipeline_text, read
from tasks.extract.record import report_of
from tasks.extract.scene import Scene
from tasks.extract.trace import SILENT, Trace
from tasks.watch import GivenUpError, watched

VERSION = "9"
"""Of the code of this package: raise it with every change of what is extracted."""

DATA = Path(__file__).parent / "data"
SHIPPED_MODEL = "sitrep"
GATED_LANGUAGE = "en"

FILLERS: dict[EventType, Callable[[Proposal, Scene], list[Draft]]] = {
    "visit": visits.fill,
    "meeting": meetings.fill,
    "deployment": deployments.fill,
    "transfer": transfers.fill,
}


class Extractor:
    """Reads batches of documents with one pipeline, which is loaded at first use.

    Holds nothing but the settings until then, and travels between processes as those.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __reduce__(self) -> tuple[type["Extractor"], tuple[Settings]]:
        return type(self), (self._settings,)

    @cached_property
    def version(self) -> str:
        """Version of the code, of the reader, and a hash of all knowledge files."""
        shipped = self._settings.model == SHIPPED_MODEL
        meta = Network().meta if shipped else self.nlp.meta
        model = f"{self._settings.model}-{meta.get('version', '0')}"
        return f"{VERSION}/{model}/{knowledge_hash(self._settings.knowledge)}"

    @cached_property
    def nlp(self) -> Language:
        """The pipeline that reads."""
        shipped = self._settings.model == SHIPPED_MODEL
        nlp = load_reader() if shipped else spacy.load(self._settings.model)
        nlp.max_length = self._settings.max_document_chars
        return nlp

    @cached_property
    def lexicon(self) -> Lexicon:
        """All knowledge, with the user's."""
        return load_lexicon(self.nlp.vocab, self.nlp.make_doc, self._settings.knowledge)

    @cached_property
    def gate(self) -> Gate:
        """What decides which documents are read; it knows English alone, and lets others pass."""
        least = self._settings.gate if self._settings.language == GATED_LANGUAGE else 0.0
        return load_gate(least, self._settings.knowledge)

    def extract(
        self, documents: Sequence[Document]
    ) -> Iterator[tuple[Extraction, tuple[Reject, ...]]]:
        """Extract the events of each document, in the order given.

        A document that cannot be read comes back without reports and with a reject; memory that
        one batch takes is given back after it.
        """
        lexicon = self.lexicon
        with self.nlp.memory_zone():
            for document in documents:
                try:
                    with watched("extract", document.document_id):
                        made = self._of_document(document, lexicon)
                except GivenUpError as error:
                    made = Extraction(document=document), (_given_up(document, error),)
                except Exception as error:  # one bad document must not stop the batch
                    made = Extraction(document=document), (_broken(document, error),)
                yield made

    def _of_document(
        self, document: Document, lexicon: Lexicon
    ) -> tuple[Extraction, tuple[Reject, ...]]:
        text = pipeline_text(document)
        if len(text) > self._settings.max_document_chars:
            return Extraction(document=document), (self._too_long(document, len(text)),)
        doc = self.read(text)
        if doc is None:
            return Extraction(document=document), ()
        return extract_parsed(document, doc, lexicon, self.version)

    def read(self, text: str) -> Doc | None:
        """Read a text; null where the gate, or a glance half way up the network, finds nothing."""
        if self.gate.always_opens(text):
            return self.nlp(text)
        if not self.gate.opens(text):
            return None
        doc = self.nlp.make_doc(text)
        opens = any(chance >= self.gate.least for chance in self.glance(doc))
        return self.nlp(doc) if opens else None

    def glance(self, doc: Doc) -> Iterator[float]:
        """The chance of each window of a tokenized text, half way up the network, to tell of an
        event; 1 where another pipeline reads."""
        if not self.nlp.has_pipe(READER):
            return iter((1.0,))
        reader: ReaderComponent = self.nlp.get_pipe(READER)  # type: ignore[assignment]
        return reader.glance(doc)

    def _too_long(self, document: Document, chars: int) -> Reject:
        return Reject.of(
            "extract",
            "too_large",
            f"{document.uri}: it has {chars:,} characters, more than the"
            f" {self._settings.max_document_chars:,} that one article may have; it is kept without"
            " events. If it is one all the same, raise SITREP_MAX_DOCUMENT_CHARS",
            uri=document.uri,
            document_id=document.document_id,
            excerpt=document.text,
        )


def extract_parsed(
    document: Document, doc: Doc, lexicon: Lexicon, version: str, trace: Trace = SILENT
) -> tuple[Extraction, tuple[Reject, ...]]:
    """Extract the events of a document that is parsed already, and tell `trace` of the way.

    Raises:
        ValueError: `doc` was not made from `pipeline_text(document)`.
    """
    reading = read(document, doc, lexicon.vocabulary.find(doc))
    made: list[Report | Reject] = []
    for draft in drafts_of(reading, lexicon, trace):
        result = report_of(draft, reading, version) if draft.sure else None
        trace.ended(draft, result)
        made += [result] if result is not None else []
    unique = {m.report_id: m for m in made if isinstance(m, Report)}
    rejects = tuple(m for m in made if isinstance(m, Reject))
    return Extraction(document=document, reports=tuple(unique.values())), rejects


def drafts_of(reading: Reading, lexicon: Lexicon, trace: Trace = SILENT) -> list[Draft]:
    """The possible events of a document, joined, in the order of first mention."""
    scene = Scene(reading, lexicon)
    trace.began(scene)
    triggers = events_of(reading.doc)
    found: Iterable[Draft] = _framed(scene, lexicon, trace)
    if triggers is not None:
        learned = compose(triggers, candidates(scene), scene, trace) if triggers else ()
        found = fuse(learned, found, triggers, trace)
    return [settle(draft, reading.published) for draft in join(found, trace)]


def _framed(scene: Scene, lexicon: Lexicon, trace: Trace) -> Iterator[Draft]:
    for proposal in propose(scene.reading.doc, lexicon.frames):
        drafts = FILLERS[proposal.frame.type](proposal, scene)
        trace.tried(proposal, drafts)
        yield from drafts


def knowledge_hash(extra: Path | None) -> str:
    """Twelve hex digits over names and contents of all data files, shipped and the user's.

    Their README is no knowledge.
    """
    digest = hashlib.sha256()
    for folder in (DATA, *([extra] if extra is not None else [])):
        for path in sorted(p for p in folder.iterdir() if p.is_file() and p.suffix != ".md"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _given_up(document: Document, error: GivenUpError) -> Reject:
    return Reject.of(
        "extract",
        error.reason,
        f"{document.uri}: extraction {error}; the document is kept without events. {error.remedy}",
        uri=document.uri,
        document_id=document.document_id,
        excerpt=document.text,
    )


def _broken(document: Document, error: Exception) -> Reject:
    return Reject.of(
        "extract",
        "internal_error",
        f"extraction failed with {type(error).__name__}: {error}; the document is kept without"
        " events; please report it with this message",
        uri=document.uri,
        document_id=document.document_id,
    )
