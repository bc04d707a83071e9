"""Explain: which words of a document were read as what, and why events were kept or refused."""

from collections.abc import Iterator

from spacy.tokens import Doc

from schemas.document import Document
from tasks.extract.explain.attempts import attempts
from tasks.extract.explain.mentions import mentions, sentences
from tasks.extract.explain.notes import (
    Attempt,
    Explanation,
    Filler,
    Looked,
    Mention,
    Outcome,
    Words,
)
from tasks.extract.explain.recorder import Recorder
from tasks.extract.extractor import Extractor, extract_parsed
from tasks.extract.gate import Gate
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import pipeline_text

__all__ = [
    "Attempt",
    "Explanation",
    "Filler",
    "Looked",
    "Mention",
    "Outcome",
    "Words",
    "explain",
    "explain_parsed",
]


def explain(document: Document, using: Extractor) -> Explanation:
    """Extract the events of a document, and tell how each came about.

    The records are those of `Extractor.extract`, or for a document that it skips those that
    reading it would give; nothing is kept between documents.
    """
    lexicon, text = using.lexicon, pipeline_text(document)
    with using.nlp.memory_zone():
        told = explain_parsed(document, using.nlp(text), lexicon, using.version)
        glance = _glance(text, using)
    seen = {
        "skipped": not using.gate.opens(text) or (glance is not None and glance < using.gate.least),
        "glance": glance,
        "passages": tuple(_looked(document, using.gate)),
    }
    return told.model_copy(update=seen)


def _glance(text: str, using: Extractor) -> float | None:
    if using.gate.always_opens(text) or not using.gate.opens(text):
        return None
    return round(max(using.glance(using.nlp.make_doc(text)), default=0.0), 4)


def _looked(document: Document, gate: Gate) -> Iterator[Looked]:
    whole = pipeline_text(document)
    text_from = len(whole) - len(document.text)
    for passage in gate.passages(whole):
        in_text = passage.start >= text_from
        shift = text_from if in_text else 0
        words = Words(
            field="text" if in_text else "title",
            start=passage.start - shift,
            end=passage.end - shift,
            quote=whole[passage.start : passage.end],
        )
        yield Looked(words=words, chance=round(passage.chance, 4))


def explain_parsed(document: Document, doc: Doc, lexicon: Lexicon, version: str) -> Explanation:
    """Explain a document that is parsed already.

    Raises:
        ValueError: `doc` was not made from `pipeline_text(document)`.
    """
    recorder = Recorder()
    extraction, rejects = extract_parsed(document, doc, lexicon, version, recorder)
    scene = recorder.scene
    return Explanation(
        id=document.input_id or document.uri,
        title=document.title,
        text=document.text,
        sentences=sentences(scene),
        extractor=version,
        mentions=tuple(mentions(scene)),
        attempts=tuple(attempts(scene, recorder, extraction.reports)),
        reports=extraction.reports,
        rejects=rejects,
    )
