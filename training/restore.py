"""The shipped graphs back to weights, to go on training from: all that a clone has of a training.

Names in a graph are the exporter's. A reader with other weights is exported anew, and what is
called alike in both graphs is the same parameter. What eight bits rounded away stays lost.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from tasks.extract.reader.network import LOWER, UPPER
from training.export import export_graph
from training.model import Reader

Array = NDArray[np.float32]

MIX = ".mix"
"""How parameters end whose softmax is in the graph, a number for each layer."""


def restore(reader: Reader, folder: Path) -> None:
    """Fill `reader` with the weights of a model folder.

    Raises:
        ValueError: a parameter is not in the folder's graphs; another version of torch names
            them otherwise, or the reader is of another shape.
    """
    shipped = _constants(folder / LOWER) | _constants(folder / UPPER)
    state = reader.state_dict()
    mixes: dict[str, dict[int, float]] = {}
    found: dict[str, Tensor] = {}
    for known, (parameter, layer, turned) in _names(reader).items():
        if known not in shipped:
            continue
        value = shipped[known]
        if layer is not None:
            mixes.setdefault(parameter, {})[layer] = float(value)
        else:
            there = torch.tensor(value.T if turned else value)
            found[parameter] = there.reshape(state[parameter].shape)
    for parameter, weights in mixes.items():
        if len(weights) == len(state[parameter]):
            found[parameter] = torch.tensor([weights[n] for n in sorted(weights)]).log()
    if missing := state.keys() - found.keys():
        raise ValueError(f"{folder} has no {', '.join(sorted(missing))} that could be told")
    reader.load_state_dict(found)


class _Held(NamedTuple):
    """What a constant of a graph holds."""

    parameter: str
    layer: int | None
    """Of a mix: the layer whose weight it is."""
    turned: bool


def _names(reader: Reader) -> dict[str, _Held]:
    """What the exporter makes of each parameter, by the name that it gives it."""
    torch.manual_seed(0)
    with torch.no_grad():
        for parameter in reader.parameters():
            parameter.copy_(torch.randn_like(parameter))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reader.onnx"
        export_graph(reader, path)
        exported = _constants(path)
    forms = dict(_forms(reader))
    return {
        name: forms[key] for name, value in exported.items() if (key := _content(value)) in forms
    }


def _forms(reader: Reader) -> Iterator[tuple[tuple[int, ...], _Held]]:
    """Each parameter as a graph may hold it: as it is, or turned, or its softmax."""
    for name, parameter in reader.state_dict().items():
        if name.endswith(MIX):
            for layer, weight in enumerate(torch.softmax(parameter, 0)):
                yield _content(weight.numpy()), _Held(name, layer, False)
            continue
        if parameter.ndim == 2:
            yield _content(parameter.t().numpy()), _Held(name, None, True)
        yield _content(parameter.numpy()), _Held(name, None, False)


def _content(value: Array) -> tuple[int, ...]:
    """What tells random arrays apart: how many numbers, and the first of them to five digits."""
    first = value.reshape(-1)[:4].astype(np.float64)
    return value.size, *(int(x) for x in np.round(first * 1e5))


def _constants(path: Path) -> dict[str, Array]:
    """The constants of a graph by name, those of eight bits as what they stand for."""
    graph = onnx.load(str(path)).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            stored[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    found = {}
    for name, value in stored.items():
        base = name.removesuffix("_quantized")
        if base != name:
            scale, zero = stored[f"{base}_scale"], stored[f"{base}_zero_point"]
            found[base] = ((value.astype(np.int32) - zero) * scale).astype(np.float32)
        elif value.dtype == np.float32:
            found[name] = value
    return found
