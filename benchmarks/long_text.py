"""How long very long texts take that are full of events: the reader's time, and extraction's.

python -m benchmarks.long_text [WORDS ...]
"""

import argparse
import random
import time

from benchmarks.hostile_inputs import crowded
from schemas.document import Document
from schemas.ids import content_hash
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract import Extractor
from tasks.extract.extractor import extract_parsed
from tasks.normalize.likeness import fingerprint


def document(text: str) -> Document:
    """Make a document of a text."""
    source = Source(
        uri="file:///long",
        file_uri="file:///long",
        blob_sha256=content_hash(text.encode()),
        format="text",
        content=text,
    )
    return Document.of(source, text_sha256=fingerprint(None, text), text=text)


def main() -> None:
    """Print a row for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", type=int, default=[2500, 5000, 10_000, 20_000, 40_000])
    extractor = Extractor(Settings(max_document_chars=10_000_000))
    lexicon = extractor.lexicon
    extract_parsed(document("."), extractor.nlp("."), lexicon, "0")
    print("| words | reader, CPU s | extraction, CPU s | ms a word | records |")
    print("|---:|---:|---:|---:|---:|")
    for words in parser.parse_args().words:
        made = document(crowded(words, random.Random(3)))
        with extractor.nlp.memory_zone():
            began = time.process_time()
            doc = extractor.nlp(made.text)
            read = time.process_time()
            found, _ = extract_parsed(made, doc, lexicon, "0")
            extracted = time.process_time() - read
        print(
            f"| {words:,} | {read - began:.1f} | {extracted:.1f} |"
            f" {1000 * extracted / words:.2f} | {len(found.reports):,} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
