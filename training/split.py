"""The graph in two: the lower half of the encoder, and all else, so that a run may stop between.

Nothing is computed otherwise: the upper graph takes what the lower one gives, number for number.
"""

from __future__ import annotations

import re
from pathlib import Path

import onnx
from onnx import TensorProto, helper
from onnx.utils import Extractor

from tasks.extract.reader.network import LOWER, STATES, UPPER

PIECES = ("pieces", "shapes", "spaces")
"""Inputs of the lower graph."""
WORDS = ("shapes", "first", "last")
"""Inputs of the upper graph, beside the states."""

_EMBEDDED = "/reader/encoder/norm/LayerNormalization_output_0"
_BLOCK = re.compile(r"/reader/encoder/blocks\.(\d+)/norm/LayerNormalization_output_0")


def split(graph: Path) -> None:
    """Replace a graph by `lower.onnx` and `upper.onnx` in its folder.

    The lower graph gives the states of the word pieces as `states.0` (embedded), `states.1` … up
    to half of the encoder's layers.
    """
    model = onnx.load(str(graph))
    states = _named_states(model.graph)
    outputs = [each.name for each in model.graph.output]
    extractor = Extractor(model)
    lower = extractor.extract_model(list(PIECES), states)
    upper = extractor.extract_model([*states, *WORDS], outputs)
    _add_constant_outputs(model.graph, upper.graph)
    for part, name in ((lower, LOWER), (upper, UPPER)):
        onnx.checker.check_model(part)
        onnx.save(part, str(graph.with_name(name)))
    graph.unlink()


def _named_states(graph: onnx.GraphProto) -> list[str]:
    """Name the states up to half of the layers `states.0`, `states.1` …; return these names."""
    made = [name for node in graph.node for name in node.output]
    layers = sorted(int(m[1]) for m in map(_BLOCK.fullmatch, made) if m)
    half = [name for name in made if (m := _BLOCK.fullmatch(name)) and int(m[1]) < len(layers) / 2]
    half.sort(key=lambda name: int(_BLOCK.fullmatch(name)[1]))  # type: ignore[index]
    names = {old: f"{STATES}.{n}" for n, old in enumerate((_EMBEDDED, *half))}
    for node in graph.node:
        node.output[:] = [names.get(name, name) for name in node.output]
        node.input[:] = [names.get(name, name) for name in node.input]
    told = [known for known in graph.value_info if known.name not in names]
    del graph.value_info[:]
    graph.value_info.extend([*told, *map(_states, names.values())])
    return list(names.values())


def _states(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "pieces", "width"])


def _add_constant_outputs(whole: onnx.GraphProto, upper: onnx.GraphProto) -> None:
    """Give the upper graph the outputs that no node makes."""
    outputs = {each.name for each in whole.output}
    there = {each.name for each in upper.initializer}
    upper.initializer.extend(
        each for each in whole.initializer if each.name in outputs and each.name not in there
    )
