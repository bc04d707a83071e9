"""Learning under the rounding of the shipped graphs, so that it costs as little as can be.

The loss is that of rounded weights and activations, the step is made on the exact weights (the
straight-through estimator: Bengio, Leonard and Courville 2013, arXiv:1308.3432).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from training.model import Reader

STEPS = 64
"""Largest weight as a whole number. `export.quantize` asks for a reduced range, seven bits: older
processors overflow on products of eight."""
ACTIVATIONS = 255
"""Steps between the least and the greatest number that goes into a product."""

_EXACT = ("relations", "roles")
"""Layers whose weights leave the graph as they are, for a product outside of it."""


@contextmanager
def rounded(reader: Reader) -> Iterator[None]:
    """Let the reader compute as it will be shipped; gradients then count for the exact weights."""
    hooks = [
        module.register_forward_pre_hook(_round_input)
        for module in reader.modules()
        if isinstance(module, nn.Linear)
    ]
    kept = [(weight, weight.detach().clone(), axis) for weight, axis in _weights(reader)]
    with torch.no_grad():
        for weight, exact, axis in kept:
            weight.copy_(as_shipped(exact, axis))
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
        with torch.no_grad():
            for weight, exact, _ in kept:
                weight.copy_(exact)


def as_shipped(weight: Tensor, axis: int | None) -> Tensor:
    """Round to whole steps of a scale for each index of `axis`, or of one for all."""
    size = weight.abs()
    other = [d for d in range(weight.ndim) if d != axis]
    largest = size.max() if axis is None else size.amax(other, keepdim=True)
    scale = largest.clamp(min=1e-12) / STEPS
    return (weight / scale).round() * scale


def _round_input(module: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    """Round activations to whole steps of the span of each window."""
    del module
    (exact,) = inputs
    values, inside = exact.detach(), list(range(1, exact.ndim))
    low = values.amin(inside, keepdim=True).clamp(max=0)
    high = values.amax(inside, keepdim=True).clamp(min=0)
    scale = (high - low).clamp(min=1e-12) / ACTIVATIONS
    shifted = (values / scale).round_().mul_(scale).sub_(values)
    return (exact + shifted,)


def _weights(reader: Reader) -> Iterator[tuple[Tensor, int | None]]:
    """Each rounded parameter that is learned, and the axis along which scales differ."""
    for name, module in reader.named_modules():
        if isinstance(module, nn.Embedding) and module.weight.requires_grad:
            yield module.weight, None
        elif isinstance(module, nn.Linear) and name.rpartition(".")[2] not in _EXACT:
            yield module.weight, 0
    yield reader.heads["parse"].bilinear, 1  # type: ignore[misc]
