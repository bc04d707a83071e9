"""The pipeline that `SITREP_MODEL` names: the shipped reader, or any of spaCy's."""

from __future__ import annotations

import spacy
from spacy.language import Language

from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.extract.reader import component, lemmas, mapping
from tasks.extract.reader.tokenizer import make_tokenizer

SHIPPED = "sitrep"
NEEDED = (("parser",), ("ner", "entity_ruler"))
"""Of each group a foreign pipeline needs one component."""


class PipelineUnusableError(SitrepError):
    """`SITREP_MODEL` names no pipeline that extraction can read with."""


def load_pipeline(settings: Settings) -> Language:
    """Return the pipeline that `settings.model` names.

    A foreign pipeline gets `sitrep_mapping` at its end, so that its labels are ours.

    Raises:
        PipelineUnusableError: it is not installed, or has no parser or no entities.
    """
    if settings.model == SHIPPED:
        return load_reader()
    try:
        nlp = spacy.load(settings.model)
    except (OSError, ValueError) as error:
        raise PipelineUnusableError(
            f"SITREP_MODEL={settings.model}: spaCy cannot load it ({error});"
            " install it or unset SITREP_MODEL"
        ) from error
    if component.NAME in nlp.pipe_names:
        return nlp
    for group in NEEDED:
        if not set(group) & set(nlp.pipe_names):
            raise PipelineUnusableError(
                f"SITREP_MODEL={settings.model} has no {' or '.join(group)}, only"
                f" {', '.join(nlp.pipe_names) or 'a tokenizer'}; name another pipeline"
                " or unset SITREP_MODEL"
            )
    nlp.add_pipe(mapping.NAME, last=True)
    return nlp


def load_reader(threads: int = 1, vectors: bool = False) -> Language:
    """Tuned tokenizer, network, lemmas.

    `threads` are the network's, per process; `vectors` fills `doc.tensor`.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    nlp.add_pipe(component.NAME, config={"threads": threads, "vectors": vectors})
    nlp.add_pipe(lemmas.NAME)
    return nlp
