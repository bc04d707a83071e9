"""The training loop: fixed seeds, checkpoints to resume from, a linear decay to zero."""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from tasks.extract.reader.features import WordPieces
from training import sources
from training.encoder import load_pretrained
from training.examples import Encoded, Encoding, Labels, batches, collate
from training.heads import IGNORE
from training.model import Reader


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is decided by.

    Learning rates are peaks; `pieces` is the size of a batch. `polish` is the share of the peaks
    at which a last, shorter round starts that is richer in names; 0 leaves it out.
    """

    rounds: int = 6
    pieces: int = 768
    encoder_rate: float = 1.5e-4
    head_rate: float = 2e-3
    warmup: float = 0.03
    polish: float = 0.27
    decay: float = 0.01
    clip: float = 2.0
    seed: int = 7
    layers: int = 6
    save_every: int = 200
    dev_windows: int = 400
    threads: int = 2


class Run:
    """One training run in its folder: state, its steps and its checkpoints.

    `small` names the sizes of an encoder that starts from nothing, for tests; without it the
    published weights in `minilm` are read.
    """

    def __init__(
        self,
        settings: Settings,
        data: Path,
        minilm: Path,
        out: Path,
        small: dict[str, int] | None = None,
    ) -> None:
        torch.set_num_threads(settings.threads)
        torch.manual_seed(settings.seed)
        out.mkdir(parents=True, exist_ok=True)
        self.settings, self.out = settings, out
        self.sources = sources.read(data)
        self.labels: Labels = sources.labels_of(self.sources)
        self.encoding = Encoding(WordPieces(minilm / "vocab.txt"), self.labels)
        shape = small or {"layers": settings.layers}
        self.model = Reader(self.labels.names, **shape)
        if small is None:
            load_pretrained(self.model.encoder, minilm / "model.safetensors")
        self.optimizer = torch.optim.AdamW(self._groups(), fused=True)
        self.round = self.step = 0
        (out / "labels.json").write_text(json.dumps(self.labels.names))
        (out / "shape.json").write_text(json.dumps(shape))
        (out / "settings.json").write_text(json.dumps(asdict(settings)))

    def _groups(self) -> list[dict]:  # type: ignore[type-arg]
        rates = {True: self.settings.encoder_rate, False: self.settings.head_rate}
        groups = []
        for inside, rate in rates.items():
            for decays in (True, False):
                chosen = [
                    p
                    for n, p in self.model.named_parameters()
                    if p.requires_grad
                    and n.startswith("encoder.") == inside
                    and (p.ndim > 1) == decays
                ]
                groups.append(
                    {
                        "params": chosen,
                        "peak": rate,
                        "lr": rate,
                        "weight_decay": self.settings.decay * decays,
                    }
                )
        return groups

    @property
    def checkpoint(self) -> Path:
        """Where the newest state lies."""
        return self.out / "checkpoint.pt"

    def save(self) -> None:
        """Write the state, whole or not at all."""
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "round": self.round,
            "step": self.step,
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)

    def resume(self) -> None:
        """Go on from the newest state."""
        state = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.round, self.step = state["round"], state["step"]

    def train(self) -> None:
        """Run to the end of the last round."""
        while self.round < self.settings.rounds + (self.settings.polish > 0):
            self._train_round()
            self.round, self.step = self.round + 1, 0
            self.save()
            print(json.dumps({"round": self.round, "dev": self.evaluate()}), flush=True)

    def _train_round(self) -> None:
        s = self.settings
        windows = sources.round_of(self.sources, self.encoding, self.round, s.rounds, s.seed)
        groups = list(batches(windows, s.pieces, random.Random(f"{s.seed}+{self.round}")))
        clock, totals = time.monotonic(), dict.fromkeys(self.model.heads, 0.0)
        for group in groups[self.step :]:
            progress = (self.round + self.step / len(groups)) / s.rounds
            for name, loss in self._update(group, progress).items():
                totals[name] += loss
            self.step += 1
            if self.step % s.save_every == 0:
                pace = (time.monotonic() - clock) / s.save_every
                self._report(totals, len(groups), pace)
                clock, totals = time.monotonic(), dict.fromkeys(totals, 0.0)
                self.save()

    def _update(self, group: list[Encoded], progress: float) -> dict[str, float]:
        s = self.settings
        factor = self._factor(progress)
        for g in self.optimizer.param_groups:
            g["lr"] = g["peak"] * max(factor, 0.002)
        torch.manual_seed(hash((s.seed, self.round, self.step)))
        self.model.train()
        losses = self.model.losses(collate(group))
        self.optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), s.clip, foreach=True)
        self.optimizer.step()
        return {name: loss.item() for name, loss in losses.items()}

    def _factor(self, progress: float) -> float:
        """Share of the peak rates: up, linearly down to zero, then once more for the polish."""
        s = self.settings
        if progress >= 1:
            return s.polish * max(0.0, 1 - (progress - 1) * s.rounds)
        return min(progress / s.warmup, (1 - progress) / (1 - s.warmup)) if s.warmup else 1.0

    def _report(self, totals: dict[str, float], steps: int, pace: float) -> None:
        means = {k: round(v / self.settings.save_every, 4) for k, v in totals.items()}
        print(
            json.dumps(
                {
                    "round": self.round,
                    "step": self.step,
                    "of": steps,
                    "seconds_a_step": round(pace, 3),
                    "loss": means,
                    "at": time.strftime("%H:%M:%S"),
                }
            ),
            flush=True,
        )

    @torch.no_grad()
    def evaluate(self) -> dict[str, float]:
        """Shares of right tags, heads and labelled heads (greedy, gold words) on a dev sample."""
        self.model.eval()
        windows = sources.dev_windows(self.sources, self.encoding, self.settings.dev_windows)
        right = {"upos": 0, "xpos": 0, "head": 0, "relation": 0}
        words = 0
        for group in batches(windows, 2000, random.Random(0)):
            batch = collate(group)
            told = batch["upos"] != IGNORE
            words += int(told.sum())
            for name, hits in _hits(self.model, batch).items():
                right[name] += int((hits & told).sum())
        return {k: round(v / max(words, 1), 4) for k, v in right.items()}


def _hits(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    outputs = model(batch)
    parse = outputs["parse"]
    inside = batch["sentence"][:, :, None] == batch["sentence"][:, None, :]
    inside = torch.nn.functional.pad(inside, (1, 0), value=True)
    heads = parse["arcs"].masked_fill(~inside, -1e4).argmax(-1)
    head = model.heads["parse"]
    relations = head.relation_scores(parse, heads).argmax(-1)  # type: ignore[operator]
    hits = {n: outputs[n]["scores"].argmax(-1) == batch[n] for n in ("upos", "xpos")}
    attached = heads == batch["head"]
    return {**hits, "head": attached, "relation": attached & (relations == batch["relation"])}
