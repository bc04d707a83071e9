"""The heads: what is read off the encoder's words, each with its loss and exported outputs.

A head is a module with a `name`, a `view` (which mix of the encoder's layers it reads),
`outputs(words)` (tensors by name, the same in training and export) and `loss(outputs, batch)`.
`registry.build_heads` lists them.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

IGNORE = -100
"""Target value of a word that teaches a head nothing."""

Batch = dict[str, Tensor]


def hidden_layer(width: int, inner: int, dropout: float) -> nn.Sequential:
    """A projection with its activation and dropout."""
    return nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(dropout))


def mean_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Cross entropy over the words that have a target; zero if none has."""
    total = F.cross_entropy(
        scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return total / (targets != IGNORE).sum().clamp(min=1)


class Head(nn.Module):
    """What every head offers."""

    name: str
    view: str
    weight: float = 1.0
    """Factor of the loss in the sum over heads."""

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        """Named tensors for word states [batch, words, width]."""
        raise NotImplementedError

    def loss(self, outputs: dict[str, Tensor], batch: Batch) -> Tensor:
        """A scalar; zero where the batch holds no target of this head."""
        raise NotImplementedError


class TagHead(Head):
    """One label per word: `scores` [batch, words, labels]."""

    def __init__(
        self,
        name: str,
        view: str,
        width: int,
        labels: int,
        weight: float = 1.0,
        inner: int = 0,
        dropout: float = 0.2,
    ) -> None:
        super().__init__()
        self.name, self.view, self.weight = name, view, weight
        body = hidden_layer(width, inner, dropout) if inner else nn.Dropout(dropout)
        self.net = nn.Sequential(body, nn.Linear(inner or width, labels))

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        """See the class."""
        return {"scores": self.net(words)}

    def loss(self, outputs: dict[str, Tensor], batch: Batch) -> Tensor:
        """Cross entropy with the target of the head's own name."""
        return mean_loss(outputs["scores"], batch[self.name])


class PartialTagHead(TagHead):
    """A tag head whose target is the set of allowed labels, as a boolean per label."""

    def loss(self, outputs: dict[str, Tensor], batch: Batch) -> Tensor:
        """Minus log of the probability of the allowed set, over words where it says something."""
        allowed = batch[self.name]
        told = ~allowed.all(-1) & allowed.any(-1)
        scores = outputs["scores"][told]
        if not len(scores):
            return outputs["scores"].sum() * 0
        inside = scores.masked_fill(~allowed[told], -1e4)
        return (scores.logsumexp(-1) - inside.logsumexp(-1)).mean()


class ParseHead(Head):
    """Biaffine arcs and their relations.

    `arcs` [batch, words, 1 + words]: score of each head for each word, the root first.
    `dependent`, `governor` [batch, words, inner], `root` [inner], `relations` [inner, labels]
    and `bias` [labels]: the relation of word d under head h scores
    gelu(dependent[d] + governor[h]) @ relations + bias, the governor of a root being `root`.
    """

    def __init__(
        self,
        name: str,
        view: str,
        width: int,
        labels: int,
        arc: int = 256,
        inner: int = 256,
        dropout: float = 0.33,
    ) -> None:
        super().__init__()
        self.name, self.view = name, view
        self.dependents = hidden_layer(width, arc, dropout)
        self.governors = hidden_layer(width, arc, dropout)
        self.bilinear = nn.Parameter(torch.zeros(arc, arc))
        self.prior = nn.Linear(arc, 1)
        self.arc_root = nn.Parameter(torch.randn(arc) * 0.1)
        self.dependent = nn.Linear(width, inner)
        self.governor = nn.Linear(width, inner, bias=False)
        self.root = nn.Parameter(torch.randn(inner) * 0.1)
        self.relations = nn.Linear(inner, labels)
        self.dropout = nn.Dropout(dropout)
        nn.init.xavier_uniform_(self.bilinear)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        """See the class."""
        below = self.dependents(words)
        root = self.arc_root.expand(words.shape[0], 1, -1)
        above = torch.cat([root, self.governors(words)], 1)
        arcs = below @ self.bilinear @ above.transpose(1, 2) + self.prior(above).transpose(1, 2)
        return {
            "arcs": arcs,
            "dependent": self.dependent(words),
            "governor": self.governor(words),
            "root": self.root * 1.0,
            "relations": self.relations.weight.t() * 1.0,
            "bias": self.relations.bias * 1.0,
        }

    def loss(self, outputs: dict[str, Tensor], batch: Batch) -> Tensor:
        """Cross entropy of the head among the words of the sentence, and of the relation."""
        heads, relations, sentence = batch["head"], batch["relation"], batch["sentence"]
        inside = sentence[:, :, None] == sentence[:, None, :]
        inside = F.pad(inside, (1, 0), value=True)
        arcs = outputs["arcs"].masked_fill(~inside, -1e4)
        states = self.relation_scores(outputs, heads.clamp(min=0))
        return mean_loss(arcs, heads) + mean_loss(states, relations)

    def relation_scores(self, outputs: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Scores [batch, words, labels] of the relations under the given heads (0 is the root)."""
        governor = outputs["governor"]
        root = outputs["root"].expand(governor.shape[0], 1, -1)
        governor = torch.cat([root, governor], 1)
        chosen = governor.gather(1, heads[:, :, None].expand(-1, -1, governor.shape[-1]))
        return self.relations(self.dropout(F.gelu(outputs["dependent"] + chosen)))
