"""Explain: which words of a document were read as what, and why events were kept or refused."""

from spacy.tokens import Doc

from schemas.document import Document
from tasks.extract.explain.attempts import attempts
from tasks.extract.explain.mentions import mentions, sentences
from tasks.extract.explain.notes import Attempt, Explanation, Filler, Mention, Outcome, Words
from tasks.extract.explain.recorder import Recorder
from tasks.extract.extractor import Extractor, extract_parsed
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import pipeline_text

__all__ = [
    "Attempt",
    "Explanation",
    "Filler",
    "Mention",
    "Outcome",
    "Words",
    "explain",
    "explain_parsed",
]


def explain(document: Document, using: Extractor) -> Explanation:
    """Extract the events of a document, and tell how each came about.

    The records are those of `Extractor.extract`; nothing is kept between documents.
    """
    lexicon = using.lexicon
    with using.nlp.memory_zone():
        doc = using.nlp(pipeline_text(document))
        return explain_parsed(document, doc, lexicon, using.version)


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
