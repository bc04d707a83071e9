"""A plain BERT encoder, loaded from the published weights of all-MiniLM-L6-v2."""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Attention(nn.Module):
    """Multi-head self-attention with its residual."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` [batch, pieces, width]; `mask` [batch, 1, 1, pieces], true where a piece is."""
        batch, pieces, width = x.shape
        split = self.qkv(x).view(batch, pieces, 3, self.heads, width // self.heads)
        q, k, v = split.permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            scale = (width // self.heads) ** -0.5
            mixed = torch.softmax((q * scale) @ k.transpose(-1, -2), -1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, pieces, width))
        return self.norm(x + F.dropout(mixed, self.dropout, self.training))


class Block(nn.Module):
    """One transformer layer: attention, then a feed-forward net, each with residual and norm."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(width, heads, dropout)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` [batch, pieces, width] to the same shape."""
        x = self.attention(x, mask)
        inner = self.down(F.gelu(self.up(x)))
        return self.norm(x + F.dropout(inner, self.dropout, self.training))


class Encoder(nn.Module):
    """Word-piece ids to the states of every layer, the embeddings among them."""

    def __init__(
        self,
        vocabulary: int = 30522,
        width: int = 384,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        positions: int = 512,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.width = width
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(width, heads, inner, dropout) for _ in range(layers))
        self.dropout = dropout
        self.words.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, extra: Tensor, mask: Tensor | None) -> list[Tensor]:
        """States [batch, pieces, width] of the embeddings and each layer.

        `extra` is added to the embeddings before their norm: what else is known of each piece.
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.positions(places) + extra)
        x = F.dropout(x, self.dropout, self.training)
        states = [x]
        for block in self.blocks:
            x = block(x, mask)
            states.append(x)
        return states


def load_pretrained(encoder: Encoder, path: Path) -> None:
    """Fill the encoder from the published file; ValueError if the file is another."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise ValueError(f"{path} is not the published all-MiniLM-L6-v2")
    source = load_file(path)
    target = {
        "words.weight": source["embeddings.word_embeddings.weight"],
        "positions.weight": source["embeddings.position_embeddings.weight"]
        + source["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    names = {
        "attention.out": "attention.output.dense",
        "attention.norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm": "output.LayerNorm",
    }
    for i in range(len(encoder.blocks)):
        layer = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            for ours, theirs in names.items():
                target[f"blocks.{i}.{ours}.{kind}"] = source[f"{layer}{theirs}.{kind}"]
            target[f"blocks.{i}.attention.qkv.{kind}"] = torch.cat(
                [source[f"{layer}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            )
    encoder.load_state_dict(target)
