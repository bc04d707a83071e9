"""The reader: encoder, word views and heads in one forward pass."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tasks.extract.reader.features import SHAPES, SPACES
from training.encoder import Encoder
from training.heads import Batch, Head
from training.registry import build_heads


class WordView(nn.Module):
    """States of words: a learned mix of the layers at a word's first and last piece, and case."""

    def __init__(self, width: int, layers: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.mix = nn.Parameter(torch.linspace(-1, 1, layers))
        self.first = nn.Linear(width, width)
        self.last = nn.Linear(width, width, bias=False)
        self.shapes = nn.Embedding(len(SHAPES), width)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        nn.init.eye_(self.first.weight)
        nn.init.zeros_(self.first.bias)
        nn.init.zeros_(self.last.weight)
        nn.init.normal_(self.shapes.weight, std=0.1)

    def forward(self, states: list[Tensor], batch: Batch) -> Tensor:
        """Word states [batch, words, width] from the states of every layer."""
        weights = torch.softmax(self.mix, 0)
        mixed = states[0] * weights[0]
        for i, state in enumerate(states[1:], 1):
            mixed = mixed + state * weights[i]
        first = self.first(_at(mixed, batch["first"]))
        last = self.last(_at(mixed, batch["last"]))
        shapes = self.shapes(batch["shapes"].gather(1, batch["first"]))
        return self.dropout(self.norm(first + last + shapes))


def _at(states: Tensor, places: Tensor) -> Tensor:
    return states.gather(1, places[:, :, None].expand(-1, -1, states.shape[-1]))


class Reader(nn.Module):
    """Everything: word pieces with their case and blanks to the outputs of all heads."""

    def __init__(self, labels: dict[str, list[str]], layers: int = 6, **encoder: int) -> None:
        super().__init__()
        self.encoder = Encoder(layers=layers, **encoder)
        width = self.encoder.width
        self.shapes = nn.Embedding(len(SHAPES), width)
        self.spaces = nn.Embedding(len(SPACES), width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.spaces.weight)
        heads = build_heads(labels, width)
        self.heads = nn.ModuleDict({h.name: h for h in heads})
        views = dict.fromkeys(h.view for h in heads)
        self.views = nn.ModuleDict({v: WordView(width, layers + 1) for v in views})

    def forward(self, batch: Batch) -> dict[str, dict[str, Tensor]]:
        """Outputs by head, then by name. See `examples.collate` for the batch."""
        extra = self.shapes(batch["shapes"]) + self.spaces(batch["spaces"])
        mask = batch.get("mask")
        states = self.encoder(batch["pieces"], extra, mask)
        views = {name: view(states, batch) for name, view in self.views.items()}
        outputs = {name: h.outputs(views[h.view]) for name, h in self._heads()}
        return {**outputs, "vectors": {"states": _at(states[-1], batch["first"])}}

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """The weighted loss of each head."""
        outputs = self(batch)
        return {name: h.weight * h.loss(outputs[name], batch) for name, h in self._heads()}

    def _heads(self) -> list[tuple[str, Head]]:
        return list(self.heads.items())  # type: ignore[arg-type]
