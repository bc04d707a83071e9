"""Files that are made to do harm, each written where it is told."""

import gzip
import io
import json
import os
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SAID = "Foreign Minister Ana Ruiz of Chile arrived in Lima on Tuesday for talks."
MEGA = 1 << 20
RSS = (
    '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>Wire</title><item><title>T</title>'
    "<description>{}</description></item></channel></rss>"
)
LAUGHS = "<!DOCTYPE rss [{}]>".format(
    '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
)


class Hostile(NamedTuple):
    """One hostile file."""

    what: str
    name: str
    write: Callable[[Path], object]
    reasons: frozenset[str]
    """Of the rejects one has to have one of these reasons; none where it has to be read."""
    heavy: bool = False


def _text(said: Callable[[], str]) -> Callable[[Path], object]:
    return lambda path: path.write_text(said(), "utf-8")


def _zipped(size: int, unit: bytes) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        packer = zlib.compressobj(9, wbits=31)
        with path.open("wb") as out:
            for _ in range(size // len(unit)):
                out.write(packer.compress(unit))
            out.write(packer.flush())

    return write


def _archive(path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/cron.d/evil", SAID)
        archive.writestr("bomb", bytes(10 * MEGA))
    path.write_bytes(made.getvalue())


def _long_line(size: int) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        with path.open("wb") as out:
            out.write(b'{"id": "long", "text": "')
            for _ in range(size // MEGA):
                out.write(b"x" * MEGA)
            out.write(b'"}\n' + json.dumps({"id": "after", "text": SAID}).encode())

    return write


def _pages_in_a_circle(path: Path) -> None:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Count 999999999 /Kids [2 0 R 2 0 R] >> endobj\n"
        b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
    )


def _prose(words: int) -> str:
    sentence = SAID + " The two sides spoke of trade, of fishing and of the border. "
    return sentence * (words // len(sentence.split()))


PEOPLE = (
    "Ivan Petrov",
    "Olga Orlova",
    "Maria Lopez",
    "Halvard Berg",
    "Rauf Hajizade",
    "Kenji Tanaka",
)
STATES = (
    "Chile",
    "Peru",
    "Norway",
    "Egypt",
    "Japan",
    "Kenya",
    "Poland",
    "Turkey",
    "Mali",
    "Brazil",
)
CITIES = (
    "Lima",
    "Cairo",
    "Oslo",
    "Tokyo",
    "Nairobi",
    "Warsaw",
    "Ankara",
    "Bamako",
    "Accra",
    "Quito",
)
CROWD = (
    "Foreign Minister {person} of {state} arrived in {city} on {day} March 2025 for talks.",
    "{state} sent {count} soldiers to {other} on {day} April 2025.",
    "{state} delivered {day} tanks to {other} last month.",
    "President {person} met his counterpart from {state} in {city}, and he said that they would"
    " visit {other}.",
    "The minister said the delegation would return to the country.",
)


def crowded(words: int, chance: random.Random) -> str:
    """Return a text with an event in nearly every sentence, each another."""
    said: list[str] = []
    while words > 0:
        sentence = chance.choice(CROWD).format(
            person=chance.choice(PEOPLE),
            state=chance.choice(STATES),
            other=chance.choice(STATES),
            city=chance.choice(CITIES),
            day=chance.randrange(2, 29),
            count=chance.randrange(100, 900),
        )
        said.append(sentence)
        words -= len(sentence.split())
    return " ".join(said)


def _endless(words: int) -> str:
    return "The minister " + "who met the envoy that saw the general and " * (words // 9) + "left."


def _record(**fields: object) -> Callable[[Path], object]:
    return _text(lambda: json.dumps({"text": SAID, **fields}))


READ: frozenset[str] = frozenset()
INPUTS = (
    Hostile(
        "gzip bomb, 1 GB of zeros", "b.gz", _zipped(1 << 30, bytes(MEGA)), frozenset({"binary"})
    ),
    Hostile(
        "gzip bomb, 3 GB of JSON lines",
        "b.jsonl.gz",
        _zipped(3 << 30, b'{"text": "' + b"a" * 12 * MEGA + b'"}\n'),
        frozenset({"too_large"}),
        True,
    ),
    Hostile(
        "gzip in gzip",
        "g.gz",
        lambda path: path.write_bytes(gzip.compress(gzip.compress(b"x"))),
        frozenset({"binary"}),
    ),
    Hostile("zip bomb with ../ in its names", "z.zip", _archive, frozenset({"binary"})),
    Hostile(
        "XML entity bomb",
        "e.rss",
        _text(lambda: RSS.format(LAUGHS, "&l11;")),
        frozenset({"bad_record"}),
    ),
    Hostile(
        "entity bomb behind 100 KB of comment",
        "c.rss",
        _text(lambda: RSS.format(f"<!--{'x' * 100_000}-->{LAUGHS}", "&l11;")),
        frozenset({"bad_record", "unknown_format"}),
    ),
    Hostile(
        "external entity",
        "x.rss",
        _text(lambda: RSS.format('<!DOCTYPE r [<!ENTITY p SYSTEM "file:///etc/passwd">]>', "&p;")),
        frozenset({"bad_record"}),
    ),
    Hostile(
        "YAML bomb in front matter",
        "y.md",
        _text(
            lambda: (
                "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
                + "".join(
                    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
                    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
                )
                + f"title: *i\n---\n\n{SAID}\n"
            )
        ),
        READ,
    ),
    Hostile(
        "JSON, a million brackets deep",
        "d.json",
        _text(lambda: "[" * MEGA),
        frozenset({"too_large", "bad_record", "truncated"}),
    ),
    Hostile(
        "JSON field 100,000 brackets deep",
        "d.jsonl",
        _text(lambda: '{"text": "' + SAID + '", "x": ' + "[" * 100_000 + "]" * 100_000 + "}\n"),
        frozenset({"bad_record"}),
    ),
    Hostile("JSON line of 1 GB", "l.jsonl", _long_line(1 << 30), frozenset({"too_large"}), True),
    Hostile(
        "CSV of one cell of 1 GB",
        "l.csv",
        _long_line(1 << 30),
        frozenset({"too_large", "missing_field"}),
        True,
    ),
    Hostile(
        "10,000 lines without a text",
        "n.jsonl",
        _text(lambda: '{"headline": "x", "story": "y"}\n' * 10_000),
        frozenset({"missing_field"}),
    ),
    Hostile(
        "200,000 broken lines",
        "r.jsonl",
        _text(lambda: '{"text": "a"}\n' + "{x\n" * 200_000),
        frozenset({"bad_record"}),
    ),
    Hostile(
        "HTML with scripts",
        "s.html",
        _text(lambda: f"<html><script>alert(1)</script><p onclick='x()'>{SAID * 3}</p>"),
        READ,
    ),
    Hostile(
        "HTML, 100,000 elements deep",
        "d.html",
        _text(lambda: f"<html><body>{'<div>' * 100_000}{SAID * 3}</body></html>"),
        frozenset({"no_text"}),
    ),
    Hostile(
        "HTML, 200,000 open links",
        "a.html",
        _text(lambda: f"<html><body>{'<a href=x>' * 200_000}{SAID * 3}</body></html>"),
        READ,
    ),
    Hostile(
        "Markdown, 20,000 brackets and quotes",
        "q.md",
        _text(lambda: ">" * 20_000 + "[" * 20_000 + SAID),
        READ,
    ),
    Hostile(
        "PDF whose pages run in a circle",
        "o.pdf",
        _pages_in_a_circle,
        frozenset({"unreadable", "no_text"}),
    ),
    Hostile("2 MB without a space", "w.txt", _text(lambda: SAID + "\n\n" + "(" * 2 * MEGA), READ),
    Hostile(
        "2 MB of spaces in a page",
        "p.html",
        _text(lambda: f"<p>{SAID * 3}{'&nbsp; ' * 300_000}</p>"),
        READ,
    ),
    Hostile(
        "60,000 private characters, each another",
        "u.txt",
        _text(lambda: SAID + "".join(map(chr, range(0xF0000, 0xFEA60))) * 5),
        READ,
    ),
    Hostile(
        "20,000 lines of page furniture",
        "f.txt",
        _text(lambda: f"{SAID}\n" + "5 min read\nAdvertisement\n" * 10_000 + SAID),
        READ,
    ),
    Hostile("title of 5 MB", "t.json", _record(title="Minister arrives " * 300_000), READ),
    Hostile(
        "escape codes in title and address",
        "k.json",
        _record(
            title="\x1b]0;owned\x07\x1b[31mred\x9b2J", id="\x1b[2J", url="https://x.org/\x1b[2J"
        ),
        READ,
    ),
    Hostile("a million words", "m.txt", _text(lambda: _prose(1_000_000)), frozenset({"too_large"})),
    Hostile("one sentence of 20,000 words", "o.txt", _text(lambda: _endless(20_000)), READ, True),
    Hostile("an article of 40,000 words", "v.txt", _text(lambda: _prose(40_000)), READ, True),
    Hostile(
        "40,000 words, an event in every sentence, each another",
        "e.txt",
        _text(lambda: crowded(40_000, random.Random(3))),
        READ,
        True,
    ),
    Hostile(
        "name with line break and escape code", "a\nb\x1b[31m.txt", _text(lambda: SAID * 2), READ
    ),
    Hostile("name that is no UTF-8", os.fsdecode(b"caf\xe9.txt"), _text(lambda: SAID * 2), READ),
)
