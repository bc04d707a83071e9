"""Evaluate: extracted records against annotated ones, and where they differ."""

from tasks.evaluate.evaluation import Evaluation, Found, Judged
from tasks.evaluate.gold import GoldDocument, GoldError, read_gold
from tasks.evaluate.parts import Part, part_of

__all__ = [
    "Evaluation",
    "Found",
    "GoldDocument",
    "GoldError",
    "Judged",
    "Part",
    "part_of",
    "read_gold",
]
