"""From a trained checkpoint to the shipped folder: ONNX graphs, int8 weights, vocabulary, notes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import WEIGHTS_SHA256
from training.model import Reader
from training.split import split

VERSION = "3"
"""Version of the shipped weights; part of what a stored report says of its making."""

INPUTS = ("pieces", "shapes", "spaces", "first", "last")
"""Inputs of the graph, each [1, n]: three by word piece, then first and last piece by word."""

_WORDS = {"parse.arcs": {1: "words", 2: "heads"}}
_FIXED = (
    "parse.root",
    "parse.relations",
    "parse.bias",
    "events.distances",
    "events.sentences",
    "events.roles",
    "events.bias",
)


class Exported(nn.Module):
    """The reader with positional inputs and a flat tuple of outputs, tags already chosen."""

    def __init__(self, reader: Reader, chosen: tuple[str, ...] = ("upos", "xpos")) -> None:
        super().__init__()
        self.reader, self.chosen = reader, chosen

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """One tensor per name of `output_names`."""
        return tuple(self._named(inputs).values())

    def output_names(self, inputs: tuple[Tensor, ...]) -> list[str]:
        """Names "head.output" in the order of `forward`."""
        return list(self._named(inputs))

    def _named(self, inputs: tuple[Tensor, ...]) -> dict[str, Tensor]:
        outputs = self.reader(dict(zip(INPUTS, inputs, strict=True)))
        named = {f"{h}.{n}": t for h, by in outputs.items() for n, t in by.items()}
        for head in self.chosen:
            named[f"{head}.best"] = named.pop(f"{head}.scores").argmax(-1)
        return named


def export_graph(reader: Reader, path: Path) -> None:
    """Write the full-precision graph; sizes of pieces and words stay open."""
    reader.eval()
    module = Exported(reader)
    pieces, words = torch.zeros(1, 9, dtype=torch.long), torch.arange(1, 6)[None]
    inputs = (pieces + 7, pieces, pieces, words, words)
    names = module.output_names(inputs)
    axes = {n: {1: "pieces"} for n in INPUTS[:3]} | {n: {1: "words"} for n in INPUTS[3:]}
    axes |= {n: _WORDS.get(n, {1: "words"}) for n in names if n not in _FIXED}
    torch.onnx.export(
        module,
        inputs,
        str(path),
        input_names=list(INPUTS),
        output_names=names,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(path))
    _name_outputs(model.graph, names)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _name_outputs(graph: onnx.GraphProto, names: list[str]) -> None:
    """Give outputs their names where the exporter folded them into constants."""
    for output, name in zip(graph.output, names, strict=True):
        old, output.name = output.name, name
        for node in graph.node:
            node.output[:] = [name if n == old else n for n in node.output]
            node.input[:] = [name if n == old else n for n in node.input]
        for constant in graph.initializer:
            if constant.name == old:
                constant.name = name


def quantize(full: Path, path: Path) -> None:
    """Eight-bit weights, activations scaled per run (a run is one window, never a batch)."""
    quantize_dynamic(
        str(full),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )


def load_reader(run: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The model of a run's folder at its newest checkpoint, and its labels."""
    labels = json.loads((run / "labels.json").read_text("utf-8"))
    shape = json.loads((run / "shape.json").read_text("utf-8"))
    reader = Reader(labels, **shape)
    reader.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["model"])
    return reader, labels


def ship(run: Path, vocabulary: Path, sums: dict[str, str], target: Path) -> None:
    """Write the model folder of a run: graph, vocabulary, notes, licences.

    `sums` are the checksums of the data read. The full-precision graph stays in `run`, as a
    folder like the shipped one, to be measured against.
    """
    reader, labels = load_reader(run)
    full = run / "full"
    for folder in (full, target):
        folder.mkdir(parents=True, exist_ok=True)
    export_graph(reader, full / "reader.onnx")
    quantize(full / "reader.onnx", target / "reader.onnx")
    for folder in (full, target):
        split(folder / "reader.onnx")
    meta = {
        "name": "sitrep reader",
        "version": VERSION,
        "labels": labels,
        "encoder": {"name": "all-MiniLM-L6-v2", "licence": "Apache-2.0", "sha256": WEIGHTS_SHA256},
        "settings": json.loads((run / "settings.json").read_text("utf-8")),
        "data": sums,
    }
    for folder in (full, target):
        shutil.copyfile(vocabulary, folder / "vocab.txt")
        shutil.copyfile(Path(__file__).with_name("NOTICE"), folder / "NOTICE")
        (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
