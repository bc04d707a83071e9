"""The head for events: triggers by type, what holds at each, and the words in its roles."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tasks.extract.reader.events import DISTANCES, FACETS, SENTENCES, distance_class, sentence_class
from training.heads import Batch, Head, hidden_layer, mean_loss

UNTOLD = -1
"""Target of a trigger or of a role that teaches nothing."""


class EventHead(Head):
    """Outputs by word, and the constants of the role scorer.

    `triggers` [batch, words, types]: log odds that a word tells of an event of a type.
    `facets` [batch, words, values]: scores of the values of all facets, side by side.
    `trigger`, `argument` [batch, words, inner], `distances`, `sentences` [classes, inner],
    `roles` [inner, roles], `bias` [roles]: log odds that word w is in a role of trigger t are
    gelu(trigger[t] + argument[w] + distances[w - t] + sentences[...]) @ roles + bias.
    """

    def __init__(
        self,
        name: str,
        view: str,
        width: int,
        types: int,
        roles: int,
        inner: int = 256,
        dropout: float = 0.25,
        weight: float = 1.0,
    ) -> None:
        super().__init__()
        self.name, self.view, self.weight = name, view, weight
        self.spot = nn.Sequential(hidden_layer(width, inner, dropout), nn.Linear(inner, types))
        values = sum(map(len, FACETS.values()))
        self.facet = nn.Sequential(hidden_layer(width, inner, dropout), nn.Linear(inner, values))
        self.trigger = nn.Linear(width, inner)
        self.argument = nn.Linear(width, inner, bias=False)
        self.distances = nn.Parameter(torch.randn(DISTANCES, inner) * 0.1)
        self.sentences = nn.Parameter(torch.randn(SENTENCES, inner) * 0.1)
        self.roles = nn.Linear(inner, roles)
        self.dropout = nn.Dropout(dropout)
        nn.init.constant_(self.spot[-1].bias, -4.0)
        nn.init.constant_(self.roles.bias, -4.0)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        """See the class."""
        return {
            "triggers": self.spot(words),
            "facets": self.facet(words),
            "trigger": self.trigger(words),
            "argument": self.argument(words),
            "distances": self.distances * 1.0,
            "sentences": self.sentences * 1.0,
            "roles": self.roles.weight.t() * 1.0,
            "bias": self.roles.bias * 1.0,
        }

    def loss(self, outputs: dict[str, Tensor], batch: Batch) -> Tensor:
        """Sum of the losses of triggers, facets and roles, over what is told."""
        if "trigger" not in batch:
            return outputs["triggers"].sum() * 0
        return (
            _told_loss(outputs["triggers"], batch["trigger"])
            + 0.25 * self._facet_loss(outputs["facets"], batch["facet"])
            + self._role_loss(outputs, batch)
        )

    def _facet_loss(self, scores: Tensor, targets: Tensor) -> Tensor:
        parts = scores.split([len(v) for v in FACETS.values()], dim=-1)
        losses = [mean_loss(part, targets[:, :, i]) for i, part in enumerate(parts)]
        return torch.stack(losses).sum()

    def _role_loss(self, outputs: dict[str, Tensor], batch: Batch) -> Tensor:
        if not batch["trigger_at"].shape[1]:
            return outputs["bias"].sum() * 0
        return _told_loss(self.role_odds(outputs, batch), batch["role"])

    def role_odds(self, outputs: dict[str, Tensor], batch: Batch) -> Tensor:
        """Log odds [batch, triggers, words, roles] for the triggers at `trigger_at`."""
        spots = batch["trigger_at"].clamp(min=0)
        index = spots[:, :, None].expand(-1, -1, outputs["trigger"].shape[-1])
        triggers = outputs["trigger"].gather(1, index)
        sentence = batch["sentence"]
        between = sentence[:, None, :] - sentence.gather(1, spots)[:, :, None]
        apart = torch.arange(sentence.shape[1])[None, None, :] - spots[:, :, None]
        hidden = F.gelu(
            triggers[:, :, None]
            + outputs["argument"][:, None]
            + self.distances[torch.from_numpy(distance_class(apart.numpy()))]
            + self.sentences[torch.from_numpy(sentence_class(between.numpy()))]
        )
        odds: Tensor = self.roles(self.dropout(hidden))
        return odds


def _told_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Binary cross entropy over told targets, a share for each that is true.

    True ones are one in two hundred: divided by all, they would hardly count.
    """
    told = targets != UNTOLD
    goal = targets.clamp(min=0).to(scores.dtype)
    losses = F.binary_cross_entropy_with_logits(scores, goal, reduction="none")
    positives = (targets == 1).sum()
    return (losses * told).sum() / (positives + 4)
