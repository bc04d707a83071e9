"""Annotated records to words: which tell of an event, and which are in its roles.

The records (`codebook.md`) give quotes, names and values, not words. The quotes are looked up in
the text; in the first stands the main trigger: the word that a frame knows, else the highest of
its tree. A value is where its own words stand, nearest to the trigger: in the trigger's sentence
if anywhere there. What cannot be told is left out of the lesson, not taught as false.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from schemas.document import Document
from schemas.ids import content_hash, content_uuid
from schemas.settings import Settings
from tasks.evaluate.parts import part_of
from tasks.extract.extractor import Extractor
from tasks.extract.frames import Frames
from tasks.extract.proposals import frames_at
from tasks.extract.reader.annotate import words_of
from tasks.extract.reader.events import FACETS
from tasks.extract.reader.features import SPACES
from tasks.extract.reading import pipeline_text, read
from tasks.extract.scene import Scene
from training.groups import Groups

NEAR = 3
"""Sentences from the trigger within which a role is looked for; a window holds about six."""

Record = dict[str, Any]


@dataclass(slots=True)
class Lesson:
    """One document: its words by sentence, and what is known of them.

    `triggers[word]` lists types and, by facet, the value; `untold` are [word, type] that may or
    may not be triggers. `roles` are [trigger, word, role, 1 or -1]: in the role, or untold; any
    other word of the document is not in the role.
    """

    id: str
    sentences: list[dict[str, list[str]]] = field(default_factory=list)
    triggers: dict[int, dict[str, Any]] = field(default_factory=dict)
    untold: list[tuple[int, str]] = field(default_factory=list)
    roles: list[tuple[int, int, str, int]] = field(default_factory=list)


def document_of(annotated: Record) -> Document:
    """The document as it is extracted from; ids and hashes are nothing here."""
    key = content_uuid("lesson", (annotated["id"],))
    digest = content_hash(annotated["text"].encode())
    return Document(
        document_id=key,
        source_id=key,
        uri=annotated["id"],
        content_sha256=digest,
        text_sha256=digest,
        title=annotated["title"],
        text=annotated["text"],
        published=annotated["published"] and date.fromisoformat(annotated["published"]),
    )


class Teacher:
    """Makes lessons of annotated documents."""

    def __init__(self) -> None:
        self._extractor = Extractor(Settings())

    def lesson(self, annotated: Record) -> Lesson:
        """The lesson of one document of the codebook's format."""
        document = document_of(annotated)
        doc = self._extractor.nlp(pipeline_text(document))
        lexicon = self._extractor.lexicon
        scene = Scene(read(document, doc, lexicon.vocabulary.find(doc)), lexicon)
        return _Aligned(scene, lexicon.frames, annotated).lesson()


class _Aligned:
    """One document on the way to its lesson; indices of tokens until the end."""

    def __init__(self, scene: Scene, frames: Frames, annotated: Record) -> None:
        self.scene, self.frames, self.annotated = scene, frames, annotated
        self.doc = scene.reading.doc
        self.groups = Groups(scene)
        self.sentence = [0] * len(self.doc)
        for number, sentence in enumerate(self.doc.sents):
            for token in sentence:
                self.sentence[token.i] = number
        self.triggers: dict[int, dict[str, Any]] = {}
        self.untold: set[tuple[int, str]] = set()
        self.roles: dict[tuple[int, int, str], int] = {}

    def lesson(self) -> Lesson:
        """The finished lesson, its indices those of words (tokens but for whitespace)."""
        for event in self.annotated["events"]:
            self._event(event)
        for event in self.annotated["events"]:
            self._doubtful(event)
        words = words_of(self.doc)
        at = {int(token): word for word, token in enumerate(words.places)}
        lesson, current = Lesson(self.annotated["id"]), -1
        for token, text, space in zip(words.places, words.texts, words.spaces, strict=True):
            starts = self.sentence[token] != current
            if starts:
                lesson.sentences.append({"words": [], "spaces": []})
            current = self.sentence[token]
            lesson.sentences[-1]["words"].append(text)
            lesson.sentences[-1]["spaces"].append(SPACES[space])
        lesson.triggers = {at[t]: told for t, told in sorted(self.triggers.items())}
        lesson.untold = [(at[t], kind) for t, kind in sorted(self.untold) if t in at]
        lesson.roles = [
            (at[t], at[w], role, told)
            for (t, w, role), told in sorted(self.roles.items())
            if w in at
        ]
        return lesson

    def _event(self, event: Record) -> None:
        triggers = self._triggers(event)
        for trigger in triggers:
            told = self.triggers.setdefault(trigger, {"types": [], "facets": {}})
            if event["type"] not in told["types"]:
                told["types"].append(event["type"])
            self._facets(told["facets"], event)
            for role, groups in self.groups.of(event):
                self._role(trigger, role, groups)

    def _facets(self, facets: dict[str, str], event: Record) -> None:
        values = {
            "status": event["status"],
            "alleged": "yes" if event["alleged"] else "no",
            "action": event.get("action"),
            f"{event['type']}_mode": event.get("mode"),
        }
        for name, value in values.items():
            if name in FACETS and value is not None:
                same = facets.setdefault(name, value) == value
                facets[name] = value if same else ""

    def _triggers(self, event: Record) -> list[int]:
        """The words of the quotes that tell of the event."""
        found: list[int] = []
        for number, quote in enumerate(event["evidence"]):
            at = self._quoted(quote)
            known = [i for i in at if self._is_known(i, event["type"])]
            if not known and number == 0 and at:
                known = self._highest(at)
            found += known
            self.untold |= {(i, event["type"]) for i in at}
        return sorted(set(found))

    def _quoted(self, quote: str) -> range:
        start = self.scene.reading.text.find(quote)
        if start < 0:
            return range(0)
        span = self.doc.char_span(start, start + len(quote), alignment_mode="expand")
        return range(span.start, span.end) if span is not None else range(0)

    def _is_known(self, i: int, kind: str) -> bool:
        token = self.doc[i]
        return token.pos_ != "AUX" and any(f.type == kind for f in frames_at(token, self.frames))

    def _highest(self, at: range) -> list[int]:
        """The verb or noun of a quote that is nearest to the root."""
        words = [i for i in at if self.doc[i].pos_ in ("VERB", "NOUN")] or [
            i for i in at if self.doc[i].pos_ == "PROPN"
        ]
        return sorted(words, key=lambda i: (sum(1 for _ in self.doc[i].ancestors), i))[:1]

    def _doubtful(self, event: Record) -> None:
        """Words of other sentences that a frame knows, near somebody who takes part."""
        involved = {
            self.sentence[i]
            for role, groups in self.groups.of(event)
            if role not in ("place", "date", "origin")
            for group in groups
            for i in group
        }
        for token in self.doc:
            if self.sentence[token.i] in involved and self._is_known(token.i, event["type"]):
                self.untold.add((token.i, event["type"]))

    def _role(self, trigger: int, role: str, groups: list[tuple[int, ...]]) -> None:
        """The groups of words that name one value: the nearest is taught, the rest left open."""
        here = self.sentence[trigger]
        apart = {g: abs(self.sentence[g[0]] - here) for g in groups}
        nearest = min(apart.values(), default=NEAR + 1)
        taught = [g for g in groups if apart[g] == nearest] if nearest <= NEAR else []
        if nearest:
            before = [g for g in taught if g[0] < trigger]
            taught = before[-1:] or taught[:1]
        for group in groups:
            for i in group:
                key = (trigger, i, role)
                told = 1 if group in taught else -1
                self.roles[key] = max(self.roles.get(key, told), told)


def read_gold(paths: Iterable[Path]) -> Iterator[tuple[Path, Record]]:
    """Annotated documents with the file that each is from."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            yield path, json.loads(line)


OWN_TEXTS = Path(__file__).parent / "texts"
"""Annotated texts written for this recipe."""


def write_lessons(gold: Path, out: Path, own: Path = OWN_TEXTS) -> int:
    """Write lessons of all training documents, and of the part of dev that is read, as JSON Lines.

    Returns their number. Of a document in a file under `dev` the part is `part_of` its id; `own`
    is a folder of further files, all of which are taught.
    """
    teacher, count = Teacher(), 0
    files = sorted(p for p in gold.glob("*/*.jsonl") if "clusters" not in p.name)
    with out.open("w", encoding="utf-8") as file:
        for path, annotated in read_gold(
            [*files, gold / "seeds.jsonl", *sorted(own.glob("*.jsonl"))]
        ):
            if path.parent.name == "dev" and part_of(annotated["id"]) == "aside":
                continue
            kind = f"{path.parent.name}/{path.stem}"
            row = {"kind": kind, **asdict(teacher.lesson(annotated))}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def main() -> None:
    """`python -m training.lessons --gold DIR --out FILE`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    print(f"{write_lessons(args.gold, args.out)} lessons in {args.out}")


if __name__ == "__main__":
    main()
