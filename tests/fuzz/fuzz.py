"""Fuzz one target, guided by coverage: `python -m tests.fuzz.fuzz TARGET FOLDER [OPTION ...]`.

Options are libFuzzer's. `make fuzz` goes through all targets, `FUZZ_SECONDS` each. What breaks a
target is left in the folder.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tasks", "schemas", "feedparser", "pypdf", "warcio"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Write the seeds and hand over to libFuzzer."""
    target, folder, *options = sys.argv[1:]
    corpus = Path(folder) / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(data)
    given = [sys.argv[0], str(corpus), f"-artifact_prefix={folder}/broken-{target}-", *options]
    atheris.Setup(given, TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
