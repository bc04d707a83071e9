"""No pattern takes more than a bounded time for each character of crafted text."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy

import schemas
import tasks
import warehouse
from tasks.extract.reader.tokenizer import make_tokenizer
from tasks.normalize.furniture import LONGEST_WORD
from tasks.normalize.rules import Rule, load_rules
from tests.tasks.crafted import crafted

SIZE = 1500
GROWTH = 4
QUICK = 30e-6
"""Seconds of processor time for each character that are beyond suspicion; a linear pattern takes
0.1 to 3 microseconds. Slower ones must not grow faster than the text, with a margin for noise."""
MARGIN = 2.2

LONGEST_TRY = 0.01
"""Seconds of processor time that a rule for page furniture may take for its longest line."""

Named = tuple[str, re.Pattern[Any], int]


def _within(value: object, name: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple | list):
        for number, each in enumerate(value):
            yield from _within(each, f"{name}[{number}]")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _within(each, f"{name}[{key!r}]")


def _patterns() -> list[Named]:
    """Every compiled pattern of ours, and of the tokenizer."""
    found: dict[tuple[Any, int], Named] = {}
    for room in (schemas, warehouse, tasks):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for where, pattern in _within(value, f"{module.name}.{name}"):
                    found.setdefault((pattern.pattern, pattern.flags), (where, pattern, SIZE))
    tokenizer = make_tokenizer(spacy.blank("en"))
    for name in ("prefix_search", "suffix_search", "infix_finditer", "url_match", "token_match"):
        method = getattr(tokenizer, name)
        if method is not None:
            found[name, 0] = (f"tokenizer.{name}", method.__self__, LONGEST_WORD)
    return sorted(found.values(), key=lambda named: named[0])


PATTERNS = _patterns()


def seconds(pattern: re.Pattern[Any], text: str) -> float:
    """Return the processor time of going through the text, and of matching it from its start."""
    said: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    for _ in pattern.finditer(said):
        pass
    pattern.fullmatch(said)
    return time.process_time() - began


@pytest.mark.parametrize(("name", "pattern", "size"), PATTERNS, ids=[each[0] for each in PATTERNS])
def test_time_grows_with_the_length_of_the_text_only(
    name: str, pattern: re.Pattern[Any], size: int
) -> None:
    for text in crafted(pattern, size):
        if min(seconds(pattern, text) for _ in range(2)) <= QUICK * len(text):
            continue
        longer = text[: len(text) // 2] * (2 * GROWTH)
        times = [min(seconds(pattern, each) for _ in range(3)) for each in (text, longer)]
        assert times[1] < MARGIN * GROWTH * times[0], (name, text[:80], times)


@pytest.mark.parametrize("rule", [rule for rule in load_rules().rule if rule.compiled])
def test_a_rule_for_furniture_is_quick_on_its_longest_line(rule: Rule) -> None:
    pattern = rule.compiled
    assert pattern is not None
    for text in crafted(pattern, rule.max_chars):
        tries = (_fullmatch(pattern, text) for _ in range(3))
        assert any(each < LONGEST_TRY for each in tries), (rule.name, text)


def _fullmatch(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    pattern.fullmatch(text)
    return time.process_time() - began


def test_a_pattern_that_tries_again_and_again_is_found_out() -> None:
    for bad in (r"\w+x", r"(?:a+)+b", r"\s+$", r"(?:\w+ ?)+\."):
        pattern = re.compile(bad)
        slow = (text for text in crafted(pattern, 20) if seconds(pattern, text) > QUICK * len(text))
        sizes = (text for text in crafted(pattern, 12_000) if bad[0] == "\\")
        assert any(slow) or any(seconds(pattern, text) > QUICK * len(text) for text in sizes), bad


def test_every_pattern_is_made_where_it_is_found() -> None:
    """A pattern made inside a function would escape the test above; but for the user's own."""
    inside = []
    for room in (schemas, warehouse, tasks):
        for path in Path(room.__path__[0]).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
            inside += [
                f"{path.name} {function.name}"
                for function in functions
                for node in ast.walk(function)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr != "escape"
            ]
    shipped_as_data = {"rules.py compiled", "rules.py _compiles", "sniff.py _markup"}
    the_users = {"fetch_source.py _pattern", "wanted.py eligible", "links.py _links"}
    assert set(inside) <= shipped_as_data | the_users, inside
