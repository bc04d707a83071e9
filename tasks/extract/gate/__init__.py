"""The gate: a cheap look at a text that decides whether the reader must see it."""

from tasks.extract.gate.gate import Gate, Passage, load_gate, weights_hash

__all__ = ["Gate", "Passage", "load_gate", "weights_hash"]
